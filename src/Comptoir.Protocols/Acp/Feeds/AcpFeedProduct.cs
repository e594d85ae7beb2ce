using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;

namespace Comptoir.Protocols.Acp.Feeds;

/// <summary>A product in the form of ACP's feed API (2026-04-17). Texts are plain text.</summary>
internal static class AcpFeedProduct
{
    /// <param name="siteUrl">Scheme and host of the shop, without a trailing slash.</param>
    /// <param name="available">Pieces of a variant that can be sold now.</param>
    public static JsonObject Of(Product p, Shop shop, string siteUrl, string language, Func<string, long> available)
    {
        var url = $"{siteUrl}/products/{Uri.EscapeDataString(p.Handle)}";
        var description = p.Description.In(language) is { Length: > 0 } text ? new JsonObject { ["plain"] = text } : null;
        return new JsonObject
        {
            ["id"] = p.Id,
            ["title"] = p.Title.In(language),
            ["url"] = url,
            ["variants"] = WireWriter.Array(p.Variants.Select(v => Variant(p, v, shop, siteUrl, url, language, available(v.Id) > 0))),
        }
        .Maybe("description", description)
        .Maybe("media", Media(p.Media, siteUrl, language).OrNothing());
    }

    private static JsonObject Variant(Product p, Variant v, Shop shop, string siteUrl, string url, string language, bool inStock)
    {
        var options = v.Options.Select(o => (Option: p.Options.FirstOrDefault(x => x.Id == o.OptionId), o.ValueId))
            .Where(o => o.Option is not null)
            .Select(o => (Name: o.Option!.Name.In(language), Value: o.Option.Values.FirstOrDefault(x => x.Id == o.ValueId)?.Label.In(language) ?? o.ValueId)).ToList();
        return new JsonObject
        {
            ["id"] = v.Id,
            ["title"] = options.Count > 0 ? $"{p.Title.In(language)} – {string.Join(" / ", options.Select(o => o.Value))}" : p.Title.In(language),
            ["url"] = p.Variants.Count > 1 ? $"{url}?variant={Uri.EscapeDataString(v.Id)}" : url,
            ["price"] = Price(v.Offer.Price),
            ["availability"] = new JsonObject { ["available"] = inStock, ["status"] = inStock ? "in_stock" : "out_of_stock" },
            ["condition"] = new JsonArray { "new" },
            ["seller"] = new JsonObject
            {
                ["name"] = shop.Name,
                ["links"] = WireWriter.Array(new[] { ("privacy_policy", "privacy"), ("terms_of_service", "terms"), ("refund_policy", "returns"), ("shipping_policy", "shipping") }
                    .Select(l => new JsonObject { ["type"] = l.Item1, ["url"] = $"{siteUrl}/policies/{l.Item2}" })),
            },
        }
        .Maybe("barcodes", v.Gtin is null ? null : new JsonArray { new JsonObject { ["type"] = "gtin", ["value"] = v.Gtin } })
        .Maybe("list_price", v.Offer.ListPrice is { } list && list.Amount > v.Offer.Price.Amount ? Price(list) : null)
        .Maybe("categories", Categories(p, shop, language).OrNothing())
        .Maybe("variant_options", WireWriter.Array(options.Select(o => new JsonObject { ["name"] = o.Name, ["value"] = o.Value })).OrNothing())
        .Maybe("media", Media(v.Media, siteUrl, language).OrNothing());
    }

    private static JsonObject Price(Money m) => new() { ["amount"] = m.Amount, ["currency"] = m.Currency };

    private static JsonArray Categories(Product p, Shop shop, string language)
    {
        var categories = new JsonArray();
        if (shop.Categories.FirstOrDefault(c => c.Id == p.CategoryId) is not { } category) return categories;
        if (category.GoogleTaxonomyId is { } google) categories.Add(new JsonObject { ["value"] = google, ["taxonomy"] = "google_product_category" });
        categories.Add(new JsonObject { ["value"] = category.Name.In(language), ["taxonomy"] = "merchant" });
        return categories;
    }

    private static JsonArray Media(IReadOnlyList<Media> media, string siteUrl, string language) => WireWriter.Array(media
        .Select(m => (Media: m, Url: WireWriter.Absolute(siteUrl, m.Url)))
        .Where(m => m.Url is not null)
        .Select(m => new JsonObject { ["type"] = m.Media.Type, ["url"] = m.Url }.Maybe("alt_text", m.Media.Alt?.In(language) is { Length: > 0 } alt ? alt : null)));
}
