using System.Collections.Concurrent;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;

namespace Comptoir.Ordering.Tests.World;

/// <summary>Watches and subscriptions of the store in memory.</summary>
internal sealed partial class MemoryStore : IAutomationStore
{
    /// <summary>The change log: variants (here also products) whose price or stock changed and that nobody has followed yet.</summary>
    public ConcurrentQueue<string> Changed { get; } = new();

    public IReadOnlyList<Watch> Watches => All(OrderingJson.Default.Of<Watch>(), "wat_");

    public IReadOnlyList<Subscription> Subscriptions => All(OrderingJson.Default.Of<Subscription>(), "sub_");

    public IReadOnlyList<Mandate> Mandates => All(OrderingJson.Default.Of<Mandate>(), "mnd_");

    public Task<Mandate?> GetMandateAsync(string shopId, string id, CancellationToken ct) => Task.FromResult(Load(id, OrderingJson.Default.Of<Mandate>()));

    public Task<Watch?> GetWatchAsync(string shopId, string id, CancellationToken ct) => Task.FromResult(Load(id, OrderingJson.Default.Of<Watch>()));

    public Task<Subscription?> GetSubscriptionAsync(string shopId, string id, CancellationToken ct) => Task.FromResult(Load(id, OrderingJson.Default.Of<Subscription>()));

    public Task<IReadOnlyList<Watch>> ListWatchesAsync(string shopId, AutomationFilter f, CancellationToken ct) => Task.FromResult<IReadOnlyList<Watch>>(
        [.. Watches.Where(w => (!f.OpenOnly || w.State != WatchState.Ended) && (f is { Email: null, CustomerId: null } || w.Email == f.Email || (f.CustomerId is not null && w.CustomerId == f.CustomerId))).OrderByDescending(w => w.CreatedAt).Take(f.Limit)]);

    public Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(string shopId, AutomationFilter f, CancellationToken ct) => Task.FromResult<IReadOnlyList<Subscription>>(
        [.. Subscriptions.Where(s => f is { Email: null, CustomerId: null } || s.Email == f.Email || (f.CustomerId is not null && s.CustomerId == f.CustomerId)).OrderByDescending(s => s.CreatedAt).Take(f.Limit)]);

    public Task<int> FollowChangesAsync(int limit, CancellationToken ct)
    {
        lock (_gate)
        {
            var read = 0;
            for (; read < limit && Changed.TryDequeue(out var id); read++)
                foreach (var watch in Watches.Where(w => w.State != WatchState.Ended && w.VariantId == id))
                    Schedule(new Job(watch.ShopId, "watch", watch.Id, DateTimeOffset.MinValue));
            return Task.FromResult(read);
        }
    }
}

/// <summary>What the database says of a test shop's goods, as watches read it.</summary>
internal sealed class StoredGoods(TestShop shop) : ICatalogStore
{
    public Task<IReadOnlyList<Product>> GetProductsAsync(string shopId, IReadOnlyCollection<string> ids, CancellationToken ct) => Task.FromResult<IReadOnlyList<Product>>([.. ids.Select(shop.Stored).OfType<Product>()]);

    public Task<IReadOnlyList<StockLevel>> ReadStockAsync(string shopId, IReadOnlyCollection<string>? variantIds, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<StockLevel>>([.. variantIds!.Select(id => new StockLevel(id, "main", shop.Store.Stock[id].OnHand, shop.Store.Stock[id].Reserved))]);

    public Task<IReadOnlyList<Shop>> GetShopsAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task SaveShopAsync(Shop shop, CancellationToken ct) => throw new NotSupportedException();

    public IAsyncEnumerable<Product> ReadProductsAsync(string shopId, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<Review>> GetReviewsAsync(string shopId, string productId, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<Policy>> GetPoliciesAsync(string shopId, CancellationToken ct) => throw new NotSupportedException();

    public Task<CatalogWriteResult> WriteAsync(CatalogBatch batch, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<CatalogChange>> GetChangesAsync(long after, int limit, CancellationToken ct) => throw new NotSupportedException();

    public Task<long> GetLastSequenceAsync(CancellationToken ct) => throw new NotSupportedException();
}
