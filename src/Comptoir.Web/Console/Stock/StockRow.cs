using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Search;

namespace Comptoir.Web.Console.Stock;

/// <summary>A variant on sale with what each location holds of it.</summary>
/// <param name="Levels">One a location of the shop; 0 where nothing is known.</param>
public sealed record StockRow(string ProductId, string VariantId, string Title, string VariantLabel, string? Sku, IReadOnlyList<StockLevel> Levels)
{
    public long Available => Levels.Sum(l => l.Available);

    public long Reserved => Levels.Sum(l => l.Reserved);
}

/// <summary>Reads the stock of everything on sale from the live view.</summary>
internal static class StockRows
{
    public static IEnumerable<StockRow> Of(ProductSearch search, Shop shop, string language) =>
        from product in search.Products(shop.Id)
        let title = product.Title.In(language)
        from variant in product.Variants
        select new StockRow(product.Id, variant.Id, title, LabelOf(product, variant, language), variant.Sku, Levels(shop, variant.Id, search.Stock(shop.Id, variant.Id)));

    /// <summary>The chosen options in words: <c>Blue / M</c>.</summary>
    public static string LabelOf(Product product, Variant variant, string language) => string.Join(" / ", variant.Options.Select(o =>
        product.Options.FirstOrDefault(p => p.Id == o.OptionId)?.Values.FirstOrDefault(v => v.Id == o.ValueId)?.Label.In(language) ?? o.ValueId));

    /// <summary>One level for each location of the shop, and for each other that holds something.</summary>
    public static IReadOnlyList<StockLevel> Levels(Shop shop, string variantId, IEnumerable<StockLevel> known)
    {
        var byLocation = known.GroupBy(l => l.LocationId).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return [.. shop.Locations.Select(l => byLocation.Remove(l.Id, out var level) ? level : new StockLevel(variantId, l.Id, 0, 0)).ToList(), .. byLocation.Values];
    }
}
