using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Mcp.Apps;

/// <summary>
/// The pages that hosts of MCP Apps (2026-01-26) show beside an answer: products to leaf through, a cart or checkout, an order on its way.
/// One self-contained document each, with nothing from anywhere else but pictures of the shop itself. They show what the tool's
/// structuredContent holds; hosts without them show the same as text. Nothing is bought on them: that stays with the shopper's yes.
/// </summary>
internal static class ShopApps
{
    public const string Extension = "io.modelcontextprotocol/ui";
    public const string MimeType = "text/html;profile=mcp-app";
    public const string Products = "ui://comptoir/products";
    public const string Cart = "ui://comptoir/cart";
    public const string Order = "ui://comptoir/order";

    private static readonly string Style = Read("app.css");
    private static readonly string Script = Read("app.js");
    private static readonly string Sources = $"script-src 'sha256-{Digest(Script)}'; style-src 'sha256-{Digest(Style)}'";

    private static readonly (string Uri, string View, string English, string French)[] All =
    [
        (Products, "products", "Products to leaf through", "Articles à parcourir"),
        (Cart, "cart", "Cart and checkout", "Panier et paiement"),
        (Order, "order", "An order on its way", "Suivi de commande"),
    ];

    /// <summary>What a tool says of the page that shows its answers; null for tools without one.</summary>
    public static JsonObject? MetaOf(string tool)
    {
        var page = tool switch
        {
            "search_catalog" or "lookup_catalog" or "get_product" or "recommend_products" => Products,
            "get_order" or "find_order" => Order,
            _ when tool.EndsWith("_cart", StringComparison.Ordinal) || tool.EndsWith("_checkout", StringComparison.Ordinal) => Cart,
            _ => null,
        };

        // the second is how hosts of before January 2026 look for it
        return page is null ? null : new() { ["ui"] = new JsonObject { ["resourceUri"] = page, ["visibility"] = new JsonArray { "model", "app" } }, ["ui/resourceUri"] = page };
    }

    public static IEnumerable<Resource> List(McpVisit visit) => All.Select(a => new Resource
    {
        Uri = a.Uri,
        Name = $"{a.View}-page",
        Title = visit.Language == "fr" ? a.French : a.English,
        MimeType = MimeType,
        Meta = Meta(visit),
    });

    /// <summary>Null when there is no such page.</summary>
    public static TextResourceContents? Find(McpVisit visit, string? uri, string version) =>
        All.FirstOrDefault(a => a.Uri == uri) is { Uri: not null } page
            ? new() { Uri = page.Uri, MimeType = MimeType, Text = Page(visit, page.View, visit.Language == "fr" ? page.French : page.English, version), Meta = Meta(visit) }
            : null;

    /// <summary>Pictures come from the shop; nothing else is loaded and nothing is spoken to but the host.</summary>
    private static JsonObject Meta(McpVisit visit) => new()
    {
        ["ui"] = new JsonObject
        {
            ["csp"] = new JsonObject { ["connectDomains"] = new JsonArray(), ["resourceDomains"] = new JsonArray { visit.BaseUrl } },
            ["prefersBorder"] = true,
        },
    };

    private static string Page(McpVisit visit, string view, string title, string version)
    {
        var encode = HtmlEncoder.Default;
        var origin = encode.Encode(visit.BaseUrl);
        return $"""
            <!doctype html>
            <html lang="{(visit.Language == "fr" ? "fr" : "en")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; {Sources}; img-src {origin}; base-uri 'none'; form-action 'none'">
            <title>{encode.Encode(title)}</title>
            <style>{Style}</style>
            </head>
            <body data-view="{view}" data-origin="{origin}" data-version="{encode.Encode(version)}">
            <main><p role="status"></p></main>
            <script type="module">{Script}</script>
            </body>
            </html>
            """;
    }

    private static string Digest(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var stream = typeof(ShopApps).Assembly.GetManifestResourceStream(typeof(ShopApps), name) ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
