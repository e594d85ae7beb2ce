using System.Text.Encodings.Web;
using System.Text.Json;

namespace Comptoir.Protocols.Embedded;

/// <summary>What the page around the shop's own page is to know.</summary>
/// <param name="Kind">checkout or cart.</param>
/// <param name="Version">The release that the application asked for.</param>
/// <param name="Colours">light, dark, or anything else for the buyer's own choice.</param>
/// <param name="Origins">Who may be spoken with; a star stands for any port.</param>
/// <param name="Delegate">What the application does instead of the page.</param>
internal sealed record EmbeddedFrame(string Kind, string Id, string Version, string Colours, IReadOnlyList<string> Origins, IReadOnlyList<string> Delegate, bool French);

/// <summary>The page around the shop's checkout or cart page.</summary>
internal static class EmbeddedPage
{
    public static string Of(EmbeddedFrame f)
    {
        var encode = HtmlEncoder.Default;
        var title = (f.Kind, f.French) switch
        {
            ("cart", false) => "Cart",
            ("cart", true) => "Panier",
            (_, false) => "Checkout",
            _ => "Paiement",
        };
        var address = encode.Encode($"/{f.Kind}/{Uri.EscapeDataString(f.Id)}");
        var state = encode.Encode($"/ucp/embedded/{f.Kind}s/{Uri.EscapeDataString(f.Id)}");
        var scheme = f.Colours is "light" or "dark" ? $" data-colours=\"{f.Colours}\"" : "";
        string Json(object value) => encode.Encode(JsonSerializer.Serialize(value));
        return $"""
            <!doctype html>
            <html lang="{(f.French ? "fr" : "en")}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{title}</title></head>
            <body>
            <iframe id="{f.Kind}" title="{title}" src="{address}" data-state="{state}" data-version="{encode.Encode(f.Version)}" data-origins="{Json(f.Origins)}" data-delegate="{Json(f.Delegate)}" data-words="{Json(Words(f.French))}"{scheme} allow="payment"></iframe>
            <noscript><p><a href="{address}">{title}</a></p></noscript>
            <script type="module" src="/ucp/embedded/{f.Kind}.js"></script>
            </body>
            </html>
            """;
    }

    private static Dictionary<string, string> Words(bool french) => new()
    {
        ["host_pays"] = french ? "Votre application règle ce paiement." : "Your application takes care of the payment.",
        ["change_payment"] = french ? "Changer de moyen de paiement" : "Change payment method",
        ["change_address"] = french ? "Changer d’adresse" : "Change address",
        ["not_paid"] = french ? "Le paiement n’a pas eu lieu." : "The payment was not made.",
    };
}
