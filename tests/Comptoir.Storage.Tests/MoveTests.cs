using Comptoir.Catalog;
using Comptoir.Ledger.Accounts;
using Comptoir.Ordering;
using Comptoir.Storage.Moving;
using Comptoir.Storage.Tests.Compliance;
using Comptoir.Storage.Tests.Postgres;
using Comptoir.Storage.Tests.Sqlite;

namespace Comptoir.Storage.Tests;

public sealed class MoveTests(PostgresServer server) : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly PostgresPlace _postgres = new(server, empty: true);
    private readonly SqlitePlace _sqlite = new();

    public void Dispose()
    {
        _postgres.Dispose();
        _sqlite.Dispose();
    }

    [Fact]
    public async Task A_shop_moves_to_PostgreSQL_and_back_with_everything_that_it_holds()
    {
        await FillAsync(_sqlite);
        var back = Path.Combine(_sqlite.Folder, "back.db");

        var there = await DatabaseMove.RunAsync(_sqlite.File, _postgres.Address, null, None);
        var here = await DatabaseMove.RunAsync(_postgres.Address, back, null, None);

        here.Tables.OrderBy(t => t.Table).ShouldBe(there.Tables.OrderBy(t => t.Table));
        (there.Shops, there.Accounts).ShouldBe((1, 2));
        there.Tables.ShouldContain(("placed_order", 30));
        there.Tables.ShouldContain(("product", 3000));
        var before = await ShownAsync(_sqlite);
        (await ShownAsync(_postgres)).ShouldBe(before);
        File.Move(back, _sqlite.File, overwrite: true);
        (await ShownAsync(_sqlite)).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_sold_after_a_move_goes_on_where_it_stood()
    {
        await FillAsync(_sqlite);
        await DatabaseMove.RunAsync(_sqlite.File, _postgres.Address, null, None);
        using var stores = _postgres.Open();
        await _postgres.SettleAsync();
        var last = await stores.Catalog.GetLastSequenceAsync(None);

        (await stores.Ordering.CommitAsync(Some.Purchase("ord_new"), None)).Order!.Number.ShouldBe(1031);

        await _postgres.SettleAsync();
        (await stores.Catalog.GetChangesAsync(last, 10, None)).ShouldHaveSingleItem().Key.ShouldBe("rose");
    }

    [Fact]
    public async Task A_target_with_a_shop_is_refused_and_left_alone()
    {
        await FillAsync(_sqlite);
        using (var stores = _postgres.Open()) await stores.Catalog.SaveShopAsync(Some.Shop("theirs"), None);
        await Task.Delay(100);

        (await Should.ThrowAsync<StorageException>(() => DatabaseMove.RunAsync(_sqlite.File, _postgres.Address, null, None))).Message.ShouldContain("not empty");

        using var after = _postgres.Open();
        (await after.Catalog.GetShopsAsync(None)).ShouldHaveSingleItem().Id.ShouldBe("theirs");
    }

    [Fact]
    public async Task A_source_that_a_server_uses_is_refused()
    {
        await FillAsync(_sqlite);
        using (_sqlite.Open())
            (await Should.ThrowAsync<StorageException>(() => DatabaseMove.RunAsync(_sqlite.File, _postgres.Address, null, None))).Message.ShouldContain("in use");

        await DatabaseMove.RunAsync(_sqlite.File, _postgres.Address, null, None);
        using var running = _postgres.Open();
        await running.Catalog.GetShopsAsync(None);
        (await Should.ThrowAsync<StorageException>(() => DatabaseMove.RunAsync(_postgres.Address, Path.Combine(_sqlite.Folder, "back.db"), null, None))).Message.ShouldContain("in use");
        (await Should.ThrowAsync<StorageException>(() => DatabaseMove.RunAsync(Path.Combine(_sqlite.Folder, "none.db"), _postgres.Address, null, None))).Message.ShouldContain("no database");
    }

    private static async Task FillAsync(IDatabasePlace place)
    {
        using var stores = place.Open();
        await stores.Catalog.SaveShopAsync(Some.Shop(), None);
        await stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [.. Enumerable.Range(0, 3000).Select(i => Some.Product($"p{i}"))], Stock = [Some.Stock("rose", 1000)] }, None);
        for (var i = 0; i < 30; i++) (await stores.Ordering.CommitAsync(Some.Purchase($"ord_{i}"), None)).Status.ShouldBe(CommitStatus.Committed);
        await stores.Customers.SaveAsync(Some.Customer("c1", "zoe@example.com"), None);
        await stores.Customers.AddTokenAsync(Some.ShopId, "c1", "session", "hash", Some.Now.AddHours(1), None);
    }

    private static async Task<string> ShownAsync(IDatabasePlace place)
    {
        using var stores = place.Open();
        var orders = await stores.Ordering.ListOrdersAsync(Some.ShopId, new OrderFilter(Limit: 100), None);
        IReadOnlyList<AccountBalance> balances = await stores.Ledger.GetBalancesAsync(Some.ShopId, None);
        var customer = await stores.Customers.RedeemTokenAsync(Some.ShopId, "session", "hash", Some.Now, None);
        var changes = await stores.Catalog.GetChangesAsync(0, 10_000, None);
        return string.Join('\n', [
            .. orders.Select(o => System.Text.Encoding.UTF8.GetString(Documents.Write(o))), .. balances.Select(b => b.ToString()), customer!.Email,
            .. changes.Select(c => $"{c.Kind} {c.Key} {c.At}"), $"{(await stores.Catalog.ReadStockAsync(Some.ShopId, null, None))[0]}",
        ]);
    }
}
