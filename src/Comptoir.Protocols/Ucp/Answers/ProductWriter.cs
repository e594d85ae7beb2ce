using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;

namespace Comptoir.Protocols.Ucp.Answers;

/// <summary>Writes products and variants of the catalogue as 2026-04-08 wants them. Texts of the catalogue are plain text, never markup.</summary>
/// <param name="available">Pieces of a variant that can be sold now.</param>
internal sealed class ProductWriter(Shop shop, string baseUrl, string language, Func<string, long> available)
{
    /// <param name="variants">Those to show, the featured one first.</param>
    public JsonObject Product(Product p, IEnumerable<JsonObject> variants)
    {
        var listed = p.Variants.Select(v => v.Offer.ListPrice).OfType<Money>().ToList();
        return new JsonObject
        {
            ["id"] = p.Id,
            ["handle"] = p.Handle,
            ["title"] = p.Title.In(language),
            ["description"] = Description(p),
            ["url"] = Url(p),
            ["price_range"] = Range(p.LowestPrice, p.HighestPrice),
            ["variants"] = WireWriter.Array(variants),
        }
        .Maybe("categories", Categories(p).OrNothing())
        .Maybe("list_price_range", listed.Count == 0 ? null : Range(listed.MinBy(m => m.Amount), listed.MaxBy(m => m.Amount)))
        .Maybe("media", Media(p.Media).OrNothing())
        .Maybe("options", WireWriter.Array(p.Options.Where(o => o.Values.Count > 0).Select(o => new JsonObject
        {
            ["name"] = o.Name.In(language),
            ["values"] = WireWriter.Array(o.Values.Select(v => new JsonObject { ["id"] = v.Id, ["label"] = v.Label.In(language) })),
        })).OrNothing())
        .Maybe("rating", p.Rating is not { Count: > 0 } r ? null : new JsonObject { ["value"] = r.Value, ["scale_min"] = 1, ["scale_max"] = 5, ["count"] = r.Count })
        .Maybe("tags", WireWriter.Array(p.Tags).OrNothing());
    }

    public JsonObject Variant(Product p, Variant v)
    {
        var inStock = available(v.Id) > 0;
        return new JsonObject
        {
            ["id"] = v.Id,
            ["title"] = p.Variants.Count > 1 && v.Options.Count > 0 ? string.Join(" / ", v.Options.Select(o => Label(p, o))) : p.Title.In(language),
            ["description"] = Description(p),
            ["url"] = $"{Url(p)}?variant={Uri.EscapeDataString(v.Id)}",
            ["price"] = Price(v.Offer.Price),
            ["availability"] = new JsonObject { ["available"] = inStock, ["status"] = inStock ? "in_stock" : "out_of_stock" },
        }
        .Maybe("sku", v.Sku)
        .Maybe("barcodes", v.Gtin is null ? null : new JsonArray { new JsonObject { ["type"] = "GTIN", ["value"] = v.Gtin } })
        .Maybe("list_price", v.Offer.ListPrice is { } list ? Price(list) : null)
        .Maybe("options", WireWriter.Array(v.Options.Select(o => Selected(p, o))).OrNothing())
        .Maybe("media", Media(v.Media).OrNothing());
    }

    public JsonObject Selected(Product p, SelectedOption o) =>
        new() { ["name"] = Name(p, o.OptionId), ["id"] = o.ValueId, ["label"] = Label(p, o) };

    private static JsonObject Price(Money m) => new() { ["amount"] = m.Amount, ["currency"] = m.Currency };

    private static JsonObject Range(Money low, Money high) => new() { ["min"] = Price(low), ["max"] = Price(high) };

    private JsonObject Description(Product p) =>
        new() { ["plain"] = p.Description.In(language) is { Length: > 0 } text ? text : p.Title.In(language) };

    private string Url(Product p) => $"{baseUrl}/products/{Uri.EscapeDataString(p.Handle)}";

    private JsonArray Categories(Product p)
    {
        var category = shop.Categories.FirstOrDefault(c => c.Id == p.CategoryId);
        var categories = new JsonArray();
        if (category?.GoogleTaxonomyId is { } google) categories.Add(new JsonObject { ["value"] = google, ["taxonomy"] = "google_product_category" });
        if (category is not null) categories.Add(new JsonObject { ["value"] = category.Name.In(language), ["taxonomy"] = "merchant" });
        return categories;
    }

    private JsonArray Media(IReadOnlyList<Media> media) => WireWriter.Array(media
        .Select(m => (Media: m, Url: WireWriter.Absolute(baseUrl, m.Url)))
        .Where(m => m.Url is not null)
        .Select(m => new JsonObject { ["type"] = m.Media.Type, ["url"] = m.Url }.Maybe("alt_text", m.Media.Alt?.In(language) is { Length: > 0 } alt ? alt : null)));

    private string Name(Product p, string optionId) => p.Options.FirstOrDefault(o => o.Id == optionId)?.Name.In(language) ?? optionId;

    private string Label(Product p, SelectedOption o) =>
        p.Options.FirstOrDefault(x => x.Id == o.OptionId)?.Values.FirstOrDefault(v => v.Id == o.ValueId)?.Label.In(language) ?? o.ValueId;
}
