using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;

namespace Comptoir.Search;

/// <summary>
/// The live, in-memory view of every shop: products, stock and the search index. Reads take no lock and no database;
/// writes come from the change log (<see cref="FollowAsync"/>) and are visible at once after it returns.
/// </summary>
public sealed class ProductSearch : ILiveCatalog
{
    public ProductSearch(ICatalogStore store, TimeProvider time) => throw new NotImplementedException();

    /// <summary>Reads everything from the store. Called once at start; <paramref name="progress"/> gets products read so far.</summary>
    public Task LoadAsync(IProgress<int>? progress, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Applies the changes logged since the last call; returns how many. Calls are serialized; safe from any thread.</summary>
    public Task<int> FollowAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>All shops, the default first.</summary>
    public IReadOnlyList<Shop> Shops => throw new NotImplementedException();

    /// <summary>The shop with that id; null when there is none.</summary>
    public Shop? FindShop(string shopId) => throw new NotImplementedException();

    /// <summary>The shop that answers to a host name (without port), else the default; null when no shop exists.</summary>
    public Shop? ShopForHost(string host) => throw new NotImplementedException();

    public SearchResult Search(SearchRequest request) => throw new NotImplementedException();

    /// <summary>Only the understanding of a text: constraints and words left, no search.</summary>
    public Query.Constraints Understand(string shopId, string text, string language) => throw new NotImplementedException();

    /// <summary>Up to <paramref name="limit"/> completions of what is being typed: product titles, categories, brands.</summary>
    public IReadOnlyList<Suggestion> Suggest(string shopId, string prefix, string language, int limit = 8) => throw new NotImplementedException();

    /// <summary>Products most alike in category, attributes and words, in stock first, without itself.</summary>
    public IReadOnlyList<string> Similar(string shopId, string productId, int limit = 8) => throw new NotImplementedException();

    /// <summary>An active product by id; null when there is none.</summary>
    public Product? FindProduct(string shopId, string productId) => throw new NotImplementedException();

    public Product? FindByHandle(string shopId, string handle) => throw new NotImplementedException();

    /// <summary>Resolves a product id, variant id, SKU, GTIN or handle, in this order; for a product, its first variant in stock (else its first). Only active products.</summary>
    public (Product Product, Variant Variant)? FindItem(string shopId, string id) => throw new NotImplementedException();

    /// <summary>Pieces that can be sold now over all locations; 0 when unknown.</summary>
    public long Available(string shopId, string variantId) => throw new NotImplementedException();

    public IReadOnlyList<StockLevel> Stock(string shopId, string variantId) => throw new NotImplementedException();

    /// <summary>Active products of a shop, for pages that list them all and for feeds.</summary>
    public IEnumerable<Product> Products(string shopId) => throw new NotImplementedException();

    /// <summary>Number of products, change-log sequence reached, bytes of the index; for health pages.</summary>
    public SearchHealth Health => throw new NotImplementedException();
}

/// <param name="Kind">product, category, brand or query.</param>
/// <param name="Id">Product handle, category id or brand; the text itself for a query.</param>
public sealed record Suggestion(string Kind, string Id, string Text);

public sealed record SearchHealth(int Products, int Variants, long Sequence, long IndexBytes, DateTimeOffset? LastFollowed);
