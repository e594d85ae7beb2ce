using Comptoir.Catalog;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Reviews;

namespace Comptoir.Storage.Sqlite.Catalog;

/// <summary>A batch of catalogue facts: prepared on the caller's thread, run by the writer.</summary>
internal sealed class CatalogWrite(CatalogBatch batch, TimeProvider time)
{
    private readonly ProductDocument[] _products = [.. batch.Products.Select(ProductDocument.Of)];
    private readonly (Review Review, byte[] Document)[] _reviews = [.. batch.Reviews.Select(r => (r, Documents.Write(r)))];
    private readonly (Policy Policy, byte[] Document)[] _policies = [.. batch.Policies.Select(p => (p, Documents.Write(p)))];

    public CatalogWriteResult Run(SqliteSession session)
    {
        var now = time.GetUtcNow();
        var products = new ProductRows(session, batch.ShopId, now);
        var removed = batch.RemovedProductIds.Count(products.Remove);
        var (added, changed, unchanged, refused) = products.Save(_products);
        var lost = VariantsOf(refused.Contains);
        lost.ExceptWith(VariantsOf(id => !refused.Contains(id)));
        var stockChanged = batch.Stock.Count(level => !lost.Contains(level.VariantId) && StockRows.Count(session, batch.ShopId, level, now));
        SaveReviews(session, now);
        SavePolicies(session, now);
        return new(added, changed, unchanged, removed, stockChanged) { Refused = refused };
    }

    private HashSet<string> VariantsOf(Func<string, bool> product) =>
        _products.Where(p => product(p.Id)).SelectMany(p => p.VariantIds).ToHashSet(StringComparer.Ordinal);

    private void SaveReviews(SqliteSession session, DateTimeOffset now)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (review, document) in _reviews)
        {
            var changed = session.Execute(
                """
                insert into review (shop_id, review_id, product_id, created_at, document) values ($1, $2, $3, $4, $5)
                on conflict (shop_id, review_id) do update set product_id = excluded.product_id, created_at = excluded.created_at, document = excluded.document
                where review.document <> excluded.document
                """,
                batch.ShopId, review.Id, review.ProductId, review.CreatedAt.ToMicroseconds(), document);
            if (changed > 0) touched.Add(review.ProductId);
        }

        foreach (var productId in touched) session.LogChange(batch.ShopId, ChangeKind.Product, productId, now);
    }

    private void SavePolicies(SqliteSession session, DateTimeOffset now)
    {
        foreach (var (policy, document) in _policies)
        {
            var changed = session.Execute(
                """
                insert into policy (shop_id, policy_id, document) values ($1, $2, $3)
                on conflict (shop_id, policy_id) do update set document = excluded.document where policy.document <> excluded.document
                """,
                batch.ShopId, policy.Id, document);
            if (changed > 0) session.LogChange(batch.ShopId, ChangeKind.Policy, policy.Id, now);
        }
    }
}
