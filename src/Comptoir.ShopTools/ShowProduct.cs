using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Search;

namespace Comptoir.ShopTools;

/// <summary>Everything about one product: variants with stock, attributes in words, reviews, what is alike.</summary>
public sealed class ShowProduct(ProductSearch search, ICatalogStore store)
{
    /// <summary>By product id, variant id, SKU, GTIN or handle; null when it is not sold here.</summary>
    public Task<ProductDetail?> RunAsync(ShopContext context, string id, CancellationToken ct) => throw new NotImplementedException();
}

/// <param name="Attributes">Name and value in the context's language, in the shop's order.</param>
/// <param name="Available">Pieces by variant id.</param>
public sealed record ProductDetail(
    Product Product,
    ProductCard Card,
    IReadOnlyDictionary<string, long> Available,
    IReadOnlyList<NamedValue> Attributes,
    IReadOnlyList<Review> Reviews,
    IReadOnlyList<ProductCard> Similar,
    IReadOnlyList<CategoryLink> Breadcrumb);

/// <param name="Id">Attribute id.</param>
public sealed record NamedValue(string Id, string Name, string Value);

public sealed record CategoryLink(string Id, string Name);
