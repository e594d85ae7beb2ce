using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Reviews;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Catalog;

/// <summary>A batch of catalogue facts: prepared on the caller's thread, run by the writer.</summary>
internal sealed class CatalogWrite(CatalogBatch batch, TimeProvider time)
{
    private readonly ProductDocument[] _products = [.. batch.Products.Select(ProductDocument.Of)];
    private readonly (Review Review, byte[] Document)[] _reviews = [.. batch.Reviews.Select(r => (r, Documents.Write(r)))];
    private readonly (Policy Policy, byte[] Document)[] _policies = [.. batch.Policies.Select(p => (p, Documents.Write(p)))];

    public async ValueTask<CatalogWriteResult> RunAsync(ISqlSession session)
    {
        var now = time.GetUtcNow();
        // claims of ids and handles are checked and then written: in a shop one batch after the other
        if (session.Dialect.Lock is { } wait) await session.FindAsync(wait, _ => 0, $"catalogue {batch.ShopId}");
        var products = new ProductRows(session, batch.ShopId, now);
        var removed = 0;
        foreach (var id in batch.RemovedProductIds)
            if (await products.RemoveAsync(id)) removed++;
        var (added, changed, unchanged, refused) = await products.SaveAsync(_products);
        var lost = VariantsOf(refused.Contains);
        lost.ExceptWith(VariantsOf(id => !refused.Contains(id)));
        var stockChanged = await CountStockAsync(session, [.. batch.Stock.Where(level => !lost.Contains(level.VariantId))], now);
        await SaveReviewsAsync(session, now);
        await SavePoliciesAsync(session, now);
        await session.FlushAsync();
        return new(added, changed, unchanged, removed, stockChanged) { Refused = refused };
    }

    private HashSet<string> VariantsOf(Func<string, bool> product) =>
        _products.Where(p => product(p.Id)).SelectMany(p => p.VariantIds).ToHashSet(StringComparer.Ordinal);

    private async ValueTask<int> CountStockAsync(ISqlSession session, IReadOnlyList<StockLevel> levels, DateTimeOffset now)
    {
        // in the order in which buyers take them
        var counts = levels.OrderBy(l => l.VariantId, StringComparer.Ordinal).ThenBy(l => l.LocationId, StringComparer.Ordinal)
            .Select(level => (level.VariantId, Statement: StockRows.Count(session, batch.ShopId, level))).ToList();
        await session.FlushAsync();
        var changed = counts.Where(c => c.Statement.Rows > 0).ToList();
        foreach (var (variantId, _) in changed) session.LogChange(batch.ShopId, ChangeKind.Stock, variantId, now);
        return changed.Count;
    }

    private async ValueTask SaveReviewsAsync(ISqlSession session, DateTimeOffset now)
    {
        var saved = _reviews.Select(r => (r.Review.ProductId, Statement: session.Add(
            """
            insert into review (shop_id, review_id, product_id, created_at, document) values ($1, $2, $3, $4, $5)
            on conflict (shop_id, review_id) do update set product_id = excluded.product_id, created_at = excluded.created_at, document = excluded.document
            where review.document <> excluded.document
            """,
            batch.ShopId, r.Review.Id, r.Review.ProductId, r.Review.CreatedAt.ToMicroseconds(), r.Document))).ToList();
        await session.FlushAsync();
        foreach (var productId in saved.Where(s => s.Statement.Rows > 0).Select(s => s.ProductId).Distinct(StringComparer.Ordinal))
            session.LogChange(batch.ShopId, ChangeKind.Product, productId, now);
    }

    private async ValueTask SavePoliciesAsync(ISqlSession session, DateTimeOffset now)
    {
        var saved = _policies.Select(p => (p.Policy.Id, Statement: session.Add(
            """
            insert into policy (shop_id, policy_id, document) values ($1, $2, $3)
            on conflict (shop_id, policy_id) do update set document = excluded.document where policy.document <> excluded.document
            """,
            batch.ShopId, p.Policy.Id, p.Document))).ToList();
        await session.FlushAsync();
        foreach (var (id, statement) in saved)
            if (statement.Rows > 0) session.LogChange(batch.ShopId, ChangeKind.Policy, id, now);
    }
}
