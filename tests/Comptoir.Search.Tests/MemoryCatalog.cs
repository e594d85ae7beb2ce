using System.Runtime.CompilerServices;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;

namespace Comptoir.Search.Tests;

/// <summary>A catalogue in memory with a change log, as the databases keep one.</summary>
public sealed class MemoryCatalog : ICatalogStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shop> _shops = [];
    private readonly Dictionary<(string Shop, string Id), Product> _products = [];
    private readonly Dictionary<(string Shop, string Variant), StockLevel> _stock = [];
    private readonly List<CatalogChange> _changes = [];

    public int ProductReads { get; private set; }

    public Task<IReadOnlyList<Shop>> GetShopsAsync(CancellationToken ct) => Locked<IReadOnlyList<Shop>>(() => [.. _shops.Values]);

    public Task SaveShopAsync(Shop shop, CancellationToken ct) => Locked(() =>
    {
        _shops[shop.Id] = shop;
        Log(shop.Id, ChangeKind.Shop, shop.Id);
        return true;
    });

    public async IAsyncEnumerable<Product> ReadProductsAsync(string shopId, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var p in await Locked(() => _products.Where(p => p.Key.Shop == shopId).OrderBy(p => p.Key.Id, StringComparer.Ordinal).Select(p => p.Value).ToList())) yield return p;
    }

    public Task<IReadOnlyList<Product>> GetProductsAsync(string shopId, IReadOnlyCollection<string> ids, CancellationToken ct) => Locked<IReadOnlyList<Product>>(() =>
    {
        ProductReads += ids.Count;
        return [.. ids.Where(i => _products.ContainsKey((shopId, i))).Select(i => _products[(shopId, i)])];
    });

    public Task<IReadOnlyList<StockLevel>> ReadStockAsync(string shopId, IReadOnlyCollection<string>? variantIds, CancellationToken ct) => Locked<IReadOnlyList<StockLevel>>(() =>
        [.. _stock.Where(s => s.Key.Shop == shopId && (variantIds is null || variantIds.Contains(s.Key.Variant))).Select(s => s.Value)]);

    public Task<IReadOnlyList<Review>> GetReviewsAsync(string shopId, string productId, CancellationToken ct) => Task.FromResult<IReadOnlyList<Review>>([]);

    public Task<IReadOnlyList<Policy>> GetPoliciesAsync(string shopId, CancellationToken ct) => Task.FromResult<IReadOnlyList<Policy>>([]);

    public Task<CatalogWriteResult> WriteAsync(CatalogBatch batch, CancellationToken ct) => Locked(() =>
    {
        foreach (var p in batch.Products)
        {
            _products[(batch.ShopId, p.Id)] = p;
            Log(batch.ShopId, ChangeKind.Product, p.Id);
        }

        foreach (var id in batch.RemovedProductIds)
        {
            _products.Remove((batch.ShopId, id));
            Log(batch.ShopId, ChangeKind.ProductRemoved, id);
        }

        foreach (var s in batch.Stock)
        {
            _stock[(batch.ShopId, s.VariantId)] = s;
            Log(batch.ShopId, ChangeKind.Stock, s.VariantId);
        }

        return new CatalogWriteResult(batch.Products.Count, 0, 0, batch.RemovedProductIds.Count, batch.Stock.Count);
    });

    public Task<IReadOnlyList<CatalogChange>> GetChangesAsync(long after, int limit, CancellationToken ct) =>
        Locked<IReadOnlyList<CatalogChange>>(() => [.. _changes.Where(c => c.Sequence > after).Take(limit)]);

    public Task<long> GetLastSequenceAsync(CancellationToken ct) => Locked(() => (long)_changes.Count);

    private void Log(string shopId, ChangeKind kind, string key) => _changes.Add(new CatalogChange(_changes.Count + 1, shopId, kind, key, DateTimeOffset.UnixEpoch));

    private Task<T> Locked<T>(Func<T> read)
    {
        lock (_lock) return Task.FromResult(read());
    }
}
