using System.Runtime.CompilerServices;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;
using Microsoft.Data.Sqlite;

namespace Comptoir.Storage.Sqlite.Catalog;

internal sealed class SqliteCatalogStore(SqliteDatabase database) : ICatalogStore
{
    private const int Page = 500;

    public async Task<IReadOnlyList<Shop>> GetShopsAsync(CancellationToken ct) =>
        await database.ReadAsync(s => s.List("select document from shop order by shop_id", row => row.Document<Shop>()), ct);

    public Task SaveShopAsync(Shop shop, CancellationToken ct)
    {
        var document = Documents.Write(shop);
        return database.WriteAsync(
            session =>
            {
                session.Execute("insert into shop (shop_id, document) values ($1, $2) on conflict (shop_id) do update set document = excluded.document", shop.Id, document);
                session.LogChange(shop.Id, ChangeKind.Shop, shop.Id, database.Time.GetUtcNow());
            },
            ct);
    }

    /// <remarks>Read in pages, so that a slow reader does not hold the write-ahead log back; a product written meanwhile is in the change log.</remarks>
    public async IAsyncEnumerable<Product> ReadProductsAsync(string shopId, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = "";
        while (true)
        {
            var from = after;
            var page = await database.ReadAsync(
                s => s.List("select document from product where shop_id = $1 and product_id > $2 order by product_id limit $3", row => row.Document<Product>(), shopId, from, Page), ct);
            foreach (var product in page) yield return product;
            if (page.Count < Page) yield break;
            after = page[^1].Id;
        }
    }

    public async Task<IReadOnlyList<Product>> GetProductsAsync(string shopId, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        await database.ReadAsync(
            session =>
            {
                var products = new List<Product>(ids.Count);
                foreach (var id in ids)
                    if (session.Find("select document from product where shop_id = $1 and product_id = $2", row => row.Document<Product>(), shopId, id) is { } product)
                        products.Add(product);
                return products;
            },
            ct);

    public async Task<IReadOnlyList<StockLevel>> ReadStockAsync(string shopId, IReadOnlyCollection<string>? variantIds, CancellationToken ct) =>
        await database.ReadAsync(
            session => variantIds is null
                ? session.List("select variant_id, location_id, on_hand, reserved, source, read_at from stock where shop_id = $1 order by variant_id, location_id", Level, shopId)
                : [.. variantIds.SelectMany(id => session.List(
                    "select variant_id, location_id, on_hand, reserved, source, read_at from stock where shop_id = $1 and variant_id = $2 order by location_id", Level, shopId, id))],
            ct);

    public async Task<IReadOnlyList<Review>> GetReviewsAsync(string shopId, string productId, CancellationToken ct) =>
        await database.ReadAsync(
            s => s.List("select document from review where shop_id = $1 and product_id = $2 order by created_at desc, review_id", row => row.Document<Review>(), shopId, productId), ct);

    public async Task<IReadOnlyList<Policy>> GetPoliciesAsync(string shopId, CancellationToken ct) =>
        await database.ReadAsync(s => s.List("select document from policy where shop_id = $1 order by policy_id", row => row.Document<Policy>(), shopId), ct);

    public Task<CatalogWriteResult> WriteAsync(CatalogBatch batch, CancellationToken ct)
    {
        // documents are written on the caller's thread; the writer's time is everybody's
        var write = new CatalogWrite(batch, database.Time);
        return database.WriteAsync(session => new Written<CatalogWriteResult>(write.Run(session)), ct);
    }

    public async Task<IReadOnlyList<CatalogChange>> GetChangesAsync(long after, int limit, CancellationToken ct) =>
        await database.ReadAsync(
            s => s.List(
                "select sequence, shop_id, kind, key, at from catalog_change where sequence > $1 order by sequence limit $2",
                row => new CatalogChange(row.GetInt64(0), row.GetString(1), Enum.Parse<ChangeKind>(row.GetString(2)), row.GetString(3), row.Time(4)),
                after, limit),
            ct);

    public Task<long> GetLastSequenceAsync(CancellationToken ct) => database.ReadAsync(s => s.Number("select max(sequence) from catalog_change"), ct);

    private static StockLevel Level(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.Text(4) is { } source ? new Provenance(source, row.Time(5)) : null);
}
