using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;

namespace Comptoir.Search.Evaluation;

/// <summary>The products of a judged set as a catalogue that is only read; every product can be bought.</summary>
internal sealed class EvaluationStore(Shop shop, IReadOnlyList<Product> products) : ICatalogStore
{
    public Task<IReadOnlyList<Shop>> GetShopsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Shop>>([shop]);

    public async IAsyncEnumerable<Product> ReadProductsAsync(string shopId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var product in products)
        {
            ct.ThrowIfCancellationRequested();
            yield return product;
        }

        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<Product>> GetProductsAsync(string shopId, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Product>>([.. products.Where(p => ids.Contains(p.Id))]);

    public Task<IReadOnlyList<StockLevel>> ReadStockAsync(string shopId, IReadOnlyCollection<string>? variantIds, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<StockLevel>>([.. products.SelectMany(p => p.Variants).Select(v => new StockLevel(v.Id, "main", 10, 0))]);

    public Task<IReadOnlyList<Review>> GetReviewsAsync(string shopId, string productId, CancellationToken ct) => Task.FromResult<IReadOnlyList<Review>>([]);

    public Task<IReadOnlyList<Policy>> GetPoliciesAsync(string shopId, CancellationToken ct) => Task.FromResult<IReadOnlyList<Policy>>([]);

    public Task<IReadOnlyList<CatalogChange>> GetChangesAsync(long after, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<CatalogChange>>([]);

    public Task<long> GetLastSequenceAsync(CancellationToken ct) => Task.FromResult(0L);

    public Task SaveShopAsync(Shop changed, CancellationToken ct) => throw new NotSupportedException("A judged set is only read.");

    public Task<CatalogWriteResult> WriteAsync(CatalogBatch batch, CancellationToken ct) => throw new NotSupportedException("A judged set is only read.");
}
