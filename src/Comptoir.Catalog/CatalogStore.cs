using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog;

/// <summary>What the catalogue keeps. In a shop one batch is written after the other; every write appends to the change log in the same transaction.</summary>
public interface ICatalogStore
{
    Task<IReadOnlyList<Shop>> GetShopsAsync(CancellationToken ct);

    /// <summary>Inserts or replaces; appends a <see cref="ChangeKind.Shop"/> change.</summary>
    Task SaveShopAsync(Shop shop, CancellationToken ct);

    /// <summary>All products, active or not, in the order of their ids.</summary>
    IAsyncEnumerable<Product> ReadProductsAsync(string shopId, CancellationToken ct);

    Task<IReadOnlyList<Product>> GetProductsAsync(string shopId, IReadOnlyCollection<string> ids, CancellationToken ct);

    Task<IReadOnlyList<StockLevel>> ReadStockAsync(string shopId, IReadOnlyCollection<string>? variantIds, CancellationToken ct);

    Task<IReadOnlyList<Review>> GetReviewsAsync(string shopId, string productId, CancellationToken ct);

    Task<IReadOnlyList<Policy>> GetPoliciesAsync(string shopId, CancellationToken ct);

    /// <summary>Applies the batch in one transaction; products whose content did not change (source time aside) are counted and not logged.</summary>
    Task<CatalogWriteResult> WriteAsync(CatalogBatch batch, CancellationToken ct);

    /// <summary>
    /// Changes with a sequence greater than <paramref name="after"/>, in the order of commits. About <paramref name="limit"/> of them: the changes
    /// of one transaction may share a sequence and are never cut apart; fewer only when there are no more to be read.
    /// </summary>
    /// <remarks>
    /// On PostgreSQL a sequence is the id of a transaction. Changes can be read once every transaction that began to write before theirs has
    /// ended, so that none appears behind a reader's back; a long transaction anywhere on that server delays them.
    /// </remarks>
    Task<IReadOnlyList<CatalogChange>> GetChangesAsync(long after, int limit, CancellationToken ct);

    /// <summary>The newest sequence that can be read, 0 when there is none.</summary>
    Task<long> GetLastSequenceAsync(CancellationToken ct);
}

/// <summary>Things to write together. Stock levels set <see cref="StockLevel.OnHand"/>; reservations are kept.</summary>
public sealed record CatalogBatch(string ShopId)
{
    public IReadOnlyList<Product> Products { get; init; } = [];

    public IReadOnlyList<string> RemovedProductIds { get; init; } = [];

    public IReadOnlyList<StockLevel> Stock { get; init; } = [];

    public IReadOnlyList<Review> Reviews { get; init; } = [];

    public IReadOnlyList<Policy> Policies { get; init; } = [];
}

public sealed record CatalogWriteResult(int Added, int Changed, int Unchanged, int Removed, int StockChanged)
{
    /// <summary>Products not written because a variant id or handle of theirs belongs to another product of the shop.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];
}

public enum ChangeKind { Product, ProductRemoved, Stock, Shop, Policy, Settings }

/// <param name="Sequence">Place in the order of commits over all shops; changes of one transaction may share it.</param>
/// <param name="Key">Product id, variant id, shop id or policy id, by kind.</param>
public sealed record CatalogChange(long Sequence, string ShopId, ChangeKind Kind, string Key, DateTimeOffset At);
