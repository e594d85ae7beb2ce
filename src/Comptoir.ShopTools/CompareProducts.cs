using Comptoir.Catalog.Products;
using Comptoir.Search;

namespace Comptoir.ShopTools;

/// <summary>Puts up to four products side by side: first what differs, then what is the same; what is not stated stays empty.</summary>
public sealed class CompareProducts(ProductSearch search)
{
    public const int Most = 4;

    private readonly ProductCards _cards = new(search);

    /// <summary>Ids as for <see cref="ShowProduct"/>; unknown ones and repetitions are left out.</summary>
    public Comparison Run(ShopContext context, IReadOnlyList<string> ids)
    {
        var items = ids.Select(id => search.FindItem(context, id)).OfType<(Product Product, Variant Variant)>()
            .DistinctBy(i => i.Product.Id).Take(Most).ToList();
        var stated = items.Select(i => AttributeWords.Of(context.Shop, i.Product, i.Variant, context.Language)).ToList();

        var rows = new List<ComparisonRow>();
        if (items.Any(i => i.Product.Brand is not null))
            rows.Add(Row("brand", context.Language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "Marque" : "Brand", [.. items.Select(i => i.Product.Brand)]));
        foreach (var attribute in context.Shop.Attributes)
        {
            var values = stated.Select(s => s.FirstOrDefault(v => v.Id == attribute.Id)?.Value).ToList();
            if (values.Any(v => v is not null)) rows.Add(Row(attribute.Id, attribute.Name.In(context.Language), values));
        }

        return new Comparison(
            [.. items.Select(i => _cards.Of(context, i.Product, i.Variant, []))],
            [.. rows.OrderByDescending(r => r.Differs)]);
    }

    private static ComparisonRow Row(string id, string name, IReadOnlyList<string?> values) =>
        new(id, name, values, values.Distinct(StringComparer.Ordinal).Count() > 1);
}

public sealed record Comparison(IReadOnlyList<ProductCard> Products, IReadOnlyList<ComparisonRow> Rows);

/// <param name="Values">One a product; null: not stated.</param>
public sealed record ComparisonRow(string Id, string Name, IReadOnlyList<string?> Values, bool Differs);
