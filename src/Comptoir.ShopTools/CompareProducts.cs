using Comptoir.Search;

namespace Comptoir.ShopTools;

/// <summary>Puts up to four products side by side: first what differs, then what is the same; what is not stated stays empty.</summary>
public sealed class CompareProducts(ProductSearch search)
{
    public Comparison Run(ShopContext context, IReadOnlyList<string> ids) => throw new NotImplementedException();
}

public sealed record Comparison(IReadOnlyList<ProductCard> Products, IReadOnlyList<ComparisonRow> Rows);

/// <param name="Values">One a product; null: not stated.</param>
public sealed record ComparisonRow(string Id, string Name, IReadOnlyList<string?> Values, bool Differs);
