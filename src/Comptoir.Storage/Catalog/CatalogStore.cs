using System.Data.Common;
using System.Runtime.CompilerServices;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Catalog;

internal sealed class CatalogStore(IDatabase database) : ICatalogStore
{
    private const int Page = 500;

    public async Task<IReadOnlyList<Shop>> GetShopsAsync(CancellationToken ct) =>
        await database.ReadAsync(s => s.ListAsync("select document from shop order by shop_id", row => row.Document<Shop>()), ct);

    public Task SaveShopAsync(Shop shop, CancellationToken ct)
    {
        var document = Documents.Write(shop);
        return database.WriteAsync(
            session =>
            {
                session.Add("insert into shop (shop_id, document) values ($1, $2) on conflict (shop_id) do update set document = excluded.document", shop.Id, document);
                session.LogChange(shop.Id, ChangeKind.Shop, shop.Id, database.Time.GetUtcNow());
                return ValueTask.CompletedTask;
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
                s => s.ListAsync("select document from product where shop_id = $1 and product_id > $2 order by product_id limit $3", row => row.Document<Product>(), shopId, from, Page), ct);
            foreach (var product in page) yield return product;
            if (page.Count < Page) yield break;
            after = page[^1].Id;
        }
    }

    public async Task<IReadOnlyList<Product>> GetProductsAsync(string shopId, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var found = new Dictionary<string, Product>(ids.Count, StringComparer.Ordinal);
        foreach (var portion in ids.Distinct(StringComparer.Ordinal).Chunk(InList.Most))
        {
            var sql = $"select document from product where shop_id = $1 and product_id in {InList.Placeholders(portion.Length, 2)}";
            foreach (var product in await database.ReadAsync(s => s.ListAsync(sql, row => row.Document<Product>(), InList.Values(portion, shopId)), ct)) found[product.Id] = product;
        }

        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<Product>()];
    }

    public async Task<IReadOnlyList<StockLevel>> ReadStockAsync(string shopId, IReadOnlyCollection<string>? variantIds, CancellationToken ct)
    {
        const string columns = "select variant_id, location_id, on_hand, reserved, source, read_at from stock where shop_id = $1";
        const string order = " order by variant_id, location_id";
        if (variantIds is null) return await database.ReadAsync(s => s.ListAsync(columns + order, Level, shopId), ct);
        var levels = new List<StockLevel>();
        foreach (var portion in variantIds.Distinct(StringComparer.Ordinal).Chunk(InList.Most))
            levels.AddRange(await database.ReadAsync(s => s.ListAsync($"{columns} and variant_id in {InList.Placeholders(portion.Length, 2)}{order}", Level, InList.Values(portion, shopId)), ct));
        return levels;
    }

    public async Task<IReadOnlyList<Review>> GetReviewsAsync(string shopId, string productId, CancellationToken ct) =>
        await database.ReadAsync(
            s => s.ListAsync("select document from review where shop_id = $1 and product_id = $2 order by created_at desc, review_id", row => row.Document<Review>(), shopId, productId), ct);

    public async Task<IReadOnlyList<Policy>> GetPoliciesAsync(string shopId, CancellationToken ct) =>
        await database.ReadAsync(s => s.ListAsync("select document from policy where shop_id = $1 order by policy_id", row => row.Document<Policy>(), shopId), ct);

    public Task<CatalogWriteResult> WriteAsync(CatalogBatch batch, CancellationToken ct)
    {
        // documents are written on the caller's thread; the writer's time is everybody's
        var write = new CatalogWrite(batch, database.Time);
        return database.WriteAsync(async session => new Written<CatalogWriteResult>(await write.RunAsync(session)), ct);
    }

    public async Task<IReadOnlyList<CatalogChange>> GetChangesAsync(long after, int limit, CancellationToken ct) =>
        await database.ReadAsync(
            s => s.ListAsync(
                s.Dialect.Changes,
                row => new CatalogChange(row.GetInt64(0), row.GetString(1), Enum.Parse<ChangeKind>(row.GetString(2)), row.GetString(3), row.Time(4)),
                after, limit),
            ct);

    public Task<long> GetLastSequenceAsync(CancellationToken ct) => database.ReadAsync(s => s.NumberAsync(s.Dialect.LastChange), ct);

    private static StockLevel Level(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.Text(4) is { } source ? new Provenance(source, row.Time(5)) : null);
}
