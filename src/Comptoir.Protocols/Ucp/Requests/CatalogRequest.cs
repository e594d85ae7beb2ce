using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Catalog.Shops;
using Comptoir.Search.Query;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>A search as asked.</summary>
/// <param name="Text">Empty: everything that fits the filters.</param>
/// <param name="PriceIgnored">The price filter is in another currency than the shop's and was left out.</param>
internal sealed record CatalogRequest(string Text, Constraints Filters, int Offset, int Limit, bool PriceIgnored)
{
    private const int DefaultLimit = 10;
    private const int MostLimit = 100;
    private const int MostOffset = 10_000;

    public static CatalogRequest Read(WireReader read, JsonObject body, Shop shop)
    {
        var context = ContextRequest.Read(read, body, shop);
        var text = read.Text(body, "query", "$", 1000)?.Trim();
        var filters = read.Object(body, "filters", "$");
        if (string.IsNullOrEmpty(text) && filters is not { Count: > 0 })
            read.Refuse("invalid_request", "A search needs $.query or $.filters.", "$.query");
        var (constraints, priceIgnored) = Demands(read, filters, context, shop);
        var paging = read.Object(body, "pagination", "$");
        var limit = read.Integer(paging, "limit", "$.pagination") ?? DefaultLimit;
        if (limit < 1) read.Refuse("invalid_request", "$.pagination.limit must be at least 1.", "$.pagination.limit");
        // some clients send the cursor beside the query
        var cursor = paging?["cursor"] is not null ? read.Text(paging, "cursor", "$.pagination", 100) : read.Text(body, "cursor", "$", 100);
        return new(text is null or "*" ? "" : text, constraints, At(read, cursor), (int)Math.Clamp(limit, 1, MostLimit), priceIgnored);
    }

    /// <summary>Opaque to the caller.</summary>
    public static string Cursor(int offset) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"at:{offset}")));

    private static int At(WireReader read, string? cursor)
    {
        if (cursor is null) return 0;
        if (Base64Url.IsValid(cursor) && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) is ['a', 't', ':', .. var digits]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset <= MostOffset)
            return offset;
        read.Refuse("invalid_cursor", "$.pagination.cursor is not one that this shop gave.", "$.pagination.cursor");
        return 0;
    }

    private static (Constraints Constraints, bool PriceIgnored) Demands(WireReader read, JsonObject? filters, ContextRequest context, Shop shop)
    {
        var price = read.Object(filters, "price", "$.filters");
        var (min, max) = (Amount(read, price, "min"), Amount(read, price, "max"));
        var ignored = price is not null && context.Currency is not null && context.Currency != shop.Currency;
        var constraints = new Constraints
        {
            Categories = [.. (read.Texts(filters, "categories", "$.filters", 20) ?? []).Select(c => Category(shop, c))],
            PriceMin = ignored ? null : min,
            PriceMax = ignored ? null : max,
        };
        return (constraints, ignored);
    }

    private static long? Amount(WireReader read, JsonObject? price, string name)
    {
        var amount = read.Integer(price, name, "$.filters.price");
        if (amount < 0) read.Refuse("invalid_request", $"$.filters.price.{name} must not be negative.", $"$.filters.price.{name}");
        return amount;
    }

    /// <summary>Our category by its id, its number in Google's taxonomy or its name in any language; else the text, which then finds nothing.</summary>
    private static string Category(Shop shop, string wanted) =>
        (shop.Categories.FirstOrDefault(c => c.Id == wanted || c.GoogleTaxonomyId == wanted)
            ?? shop.Categories.FirstOrDefault(c => c.Name.Values.Any(n => n.Value.Equals(wanted, StringComparison.OrdinalIgnoreCase))))?.Id ?? wanted;
}
