using System.Text.Json;
using Comptoir.Catalog.Feeds.Listings;
using Comptoir.Catalog.Offers;

namespace Comptoir.Catalog.Feeds;

/// <summary>Products as ACP's feed API has them (2026-04-17): prices as amount and currency, options as lists of names and values, availability without a count.</summary>
internal static class AcpProducts
{
    public static bool Matches(JsonElement o) =>
        o.ValueKind == JsonValueKind.Object && Array(o, "variants").Any(v => Member(v, "price") is { ValueKind: JsonValueKind.Object } price && Member(price, "amount") is not null);

    public static RawProduct Read(JsonElement o, long line)
    {
        var variants = Array(o, "variants").Where(v => v.ValueKind == JsonValueKind.Object).ToList();
        var first = variants[0];
        var product = new RawProduct
        {
            Line = line,
            Id = Text(o, "id"),
            Title = Text(o, "title") ?? Text(first, "title") ?? "",
            Description = Words(o) ?? Words(first) ?? "",
            CategoryPath = Category(first, "merchant") is { } category ? category.Split('>', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [],
            GoogleCategory = Category(first, "google_product_category"),
        };
        product.Images.AddRange(Images(o));
        foreach (var name in variants.SelectMany(v => Array(v, "variant_options")).Select(n => Text(n, "name")).OfType<string>())
            if (!product.OptionNames.Contains(name)) product.OptionNames.Add(name);
        foreach (var v in variants)
        {
            var variant = new RawVariant
            {
                Line = line,
                Id = Text(v, "id"),
                Gtin = Array(v, "barcodes").Where(b => Text(b, "type") is "gtin" or "ean" or "upc" or "isbn").Select(b => Text(b, "value")).FirstOrDefault(),
                Price = Price(v, "price"),
                ListPrice = Price(v, "list_price"),

                // the feed says that there is some, not how many: one can be sold until the count is known
                Quantity = Member(v, "availability") is { } stock && Member(stock, "available") is { ValueKind: JsonValueKind.True } ? 1 : 0,
                Image = Images(v).FirstOrDefault(),
            };
            variant.OptionValues.AddRange(product.OptionNames.Select(n => Array(v, "variant_options").Where(x => Text(x, "name") == n).Select(x => Text(x, "value")).FirstOrDefault() ?? ""));
            product.Variants.Add(variant);
        }

        return product;
    }

    /// <summary>As other feeds write it; null when it is no price.</summary>
    private static string? Price(JsonElement v, string member) =>
        Member(v, member) is { } price && Member(price, "amount") is { ValueKind: JsonValueKind.Number } amount && amount.TryGetInt64(out var minor)
        && Text(price, "currency")?.ToUpperInvariant() is { } currency && Currencies.IsKnown(currency) ? Listing.Amount(new Money(minor, currency)) : null;

    private static string? Words(JsonElement o) => Member(o, "description") is { } d ? Text(d, "plain") ?? Text(d, "html") ?? Text(d, "markdown") : null;

    private static string? Category(JsonElement v, string taxonomy) => Array(v, "categories").Where(c => (Text(c, "taxonomy") ?? "merchant") == taxonomy).Select(c => Text(c, "value")).FirstOrDefault();

    private static IEnumerable<string> Images(JsonElement o) => Array(o, "media").Where(m => Text(m, "type") == "image").Select(m => Text(m, "url")).OfType<string>();

    private static JsonElement? Member(JsonElement o, string name) => o.ValueKind == JsonValueKind.Object && o.TryGetProperty(name, out var value) ? value : null;

    private static IEnumerable<JsonElement> Array(JsonElement o, string name) => Member(o, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    private static string? Text(JsonElement o, string name) => Member(o, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } said ? said : null;
}
