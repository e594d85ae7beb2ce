using System.Text.Encodings.Web;
using System.Text.Json;

namespace Comptoir.Protocols.Embedded;

/// <summary>The page around the shop's checkout page.</summary>
internal static class EmbeddedPage
{
    public static string Script { get; } = Read("embedded.js");

    /// <param name="origins">Who may be spoken with; a star stands for any port.</param>
    public static string Of(string checkoutId, string version, string colours, IReadOnlyList<string> origins, bool french)
    {
        var encode = HtmlEncoder.Default;
        var (language, title) = french ? ("fr", "Paiement") : ("en", "Checkout");
        var address = encode.Encode($"/checkout/{Uri.EscapeDataString(checkoutId)}");
        var state = encode.Encode($"/ucp/embedded/checkouts/{Uri.EscapeDataString(checkoutId)}");
        var scheme = colours is "light" or "dark" ? $" data-colours=\"{colours}\"" : "";
        return $"""
            <!doctype html>
            <html lang="{language}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{title}</title></head>
            <body>
            <iframe id="checkout" title="{title}" src="{address}" data-state="{state}" data-version="{encode.Encode(version)}" data-origins="{encode.Encode(JsonSerializer.Serialize(origins))}"{scheme} allow="payment"></iframe>
            <noscript><p><a href="{address}">{title}</a></p></noscript>
            <script src="{EmbeddedEndpoints.Script}"></script>
            </body>
            </html>
            """;
    }

    private static string Read(string name)
    {
        using var stream = typeof(EmbeddedPage).Assembly.GetManifestResourceStream(typeof(EmbeddedPage), name) ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
