using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;
using Comptoir.Search;

namespace Comptoir.ShopTools;

/// <summary>Everything about one product: variants with stock, attributes in words, reviews, what is alike.</summary>
public sealed class ShowProduct(ProductSearch search, ICatalogStore store)
{
    private readonly ProductCards _cards = new(search);
    private const int MostReviews = 100;
    private const int MostSimilar = 8;
    private const int DeepestCategory = 12;

    /// <summary>By product id, variant id, SKU, GTIN or handle; null when it is not sold here.</summary>
    public async Task<ProductDetail?> RunAsync(ShopContext context, string id, CancellationToken ct)
    {
        if (search.FindItem(context, id) is not { } item) return null;
        var (product, variant) = item;
        var reviews = await store.GetReviewsAsync(context.Shop.Id, product.Id, ct);
        return new ProductDetail(
            product,
            _cards.Of(context, product, variant, []),
            product.Variants.ToDictionary(v => v.Id, v => search.Available(context.Shop.Id, v.Id)),
            AttributeWords.Of(context.Shop, product, variant, context.Language),
            [.. reviews.OrderByDescending(r => r.Language == context.Language).ThenByDescending(r => r.CreatedAt).Take(MostReviews)],
            [.. search.Similar(context.Shop.Id, product.Id, MostSimilar).Select(s => _cards.Of(context, s)).OfType<ProductCard>()],
            Breadcrumb(context.Shop, product.CategoryId, context.Language));
    }

    /// <summary>From the top category down to the product's own.</summary>
    private static List<CategoryLink> Breadcrumb(Shop shop, string? categoryId, string language)
    {
        var links = new List<CategoryLink>();
        while (categoryId is not null && links.Count < DeepestCategory && shop.Categories.FirstOrDefault(c => c.Id == categoryId) is { } category)
        {
            links.Insert(0, new CategoryLink(category.Id, category.Name.In(language)));
            categoryId = category.ParentId;
        }

        return links;
    }
}

/// <param name="Attributes">Name and value in the context's language, in the shop's order.</param>
/// <param name="Available">Pieces by variant id.</param>
/// <param name="Reviews">Those in the context's language first, then the newest; at most 100.</param>
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
