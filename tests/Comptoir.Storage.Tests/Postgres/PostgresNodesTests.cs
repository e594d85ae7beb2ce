using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Storage.Tests.Compliance;
using Npgsql;

namespace Comptoir.Storage.Tests.Postgres;

/// <summary>What only several nodes on one PostgreSQL can get wrong.</summary>
public sealed class PostgresNodesTests : IDisposable
{
    private readonly PostgresPlace _place;
    private readonly Stores _first;
    private readonly Stores _second;

    public PostgresNodesTests(PostgresServer server)
    {
        _place = new(server);
        _first = _place.Open();
        _second = _place.Open();
    }

    private static CancellationToken None => CancellationToken.None;

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task A_change_that_is_committed_late_does_not_appear_behind_who_has_read_further()
    {
        await using var connection = new NpgsqlConnection(_place.Address);
        await connection.OpenAsync();
        await using (var late = await connection.BeginTransactionAsync())
        {
            await ExecuteAsync(connection, "insert into catalog_change (shop_id, kind, key, at) values ('shop', 'Product', 'late', 0)");
            await Write(_first, "early");

            (await _first.Catalog.GetChangesAsync(0, 10, None)).ShouldBeEmpty("the transaction before it still runs");
            (await _first.Catalog.GetLastSequenceAsync(None)).ShouldBe(0);
            await late.CommitAsync();
        }

        await _place.SettleAsync();
        var all = await _first.Catalog.GetChangesAsync(0, 10, None);
        all.Select(c => c.Key).ShouldBe(["late", "early"]);
        (await _first.Catalog.GetLastSequenceAsync(None)).ShouldBe(all[^1].Sequence);
    }

    [Fact]
    public async Task The_changes_of_one_transaction_are_never_cut_apart()
    {
        await _first.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [.. Enumerable.Range(0, 7).Select(i => Some.Product($"a{i}"))] }, None);
        await Write(_first, "b");
        await _place.SettleAsync();

        var first = await _first.Catalog.GetChangesAsync(0, 3, None);
        first.Select(c => c.Key).ShouldBe(Enumerable.Range(0, 7).Select(i => $"a{i}"));
        (await _first.Catalog.GetChangesAsync(first[^1].Sequence, 3, None)).ShouldHaveSingleItem().Key.ShouldBe("b");
    }

    [Fact]
    public async Task Followers_on_two_nodes_see_every_change_exactly_once_while_all_write()
    {
        using var stop = new CancellationTokenSource();
        var followers = new[] { _first, _second }.Select(s => Task.Run(() => FollowAsync(s, stop.Token))).ToList();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => Write(i % 2 == 0 ? _first : _second, $"p{i}"))));
        await _place.SettleAsync();
        await stop.CancelAsync();

        foreach (var follower in followers) (await follower).Order().ShouldBe(Enumerable.Range(0, 200).Select(i => $"p{i}").Order());
    }

    [Fact]
    public async Task A_commit_on_one_node_wakes_the_other_also_after_its_connection_was_cut()
    {
        await Task.Delay(300);
        for (var i = 0; i < 2; i++)
        {
            var woken = _second.Signal.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, None);
            await Write(_first, $"p{i}");
            await woken.WaitAsync(TimeSpan.FromSeconds(5));
            PostgresServer.Execute(_place.Address, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            await Task.Delay(1000);
        }
    }

    [Fact]
    public async Task A_write_whose_connection_is_cut_before_its_commit_is_done_again()
    {
        await _first.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [Some.Stock("rose", 500)] }, None);
        using var stop = new CancellationTokenSource();
        var cutting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                PostgresServer.Execute(_place.Address, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'");
                await Task.Delay(3);
            }
        });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            try
            {
                return (await (i % 2 == 0 ? _first : _second).Ordering.CommitAsync(Some.Purchase($"ord_{i}"), None)).Status.ToString();
            }
            catch (NpgsqlException)
            {
                // cut while the commit was under way: whether it took place can only be read
                return "unknown";
            }
        })));
        await stop.CancelAsync();
        await cutting;

        var placed = (await _first.Ordering.ListOrdersAsync(Some.ShopId, new OrderFilter(Limit: 1000), None)).Count;
        placed.ShouldBeInRange(outcomes.Count(o => o == "Committed"), outcomes.Length);
        outcomes.Count(o => o == "Committed").ShouldBeGreaterThan(50);
        (await _first.Catalog.ReadStockAsync(Some.ShopId, null, None)).Sum(l => l.Reserved).ShouldBe(placed);
        (await _first.Ledger.CheckAsync(Some.ShopId, null, null, None)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Buyers_of_the_same_things_in_other_orders_wait_for_each_other_instead_of_for_ever()
    {
        string[] variants = ["a", "b", "c", "d"];
        await _first.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [.. variants.Select(v => Some.Stock(v, 10_000))] }, None);
        var before = Deadlocks();

        var results = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => Task.Run(() => (i % 2 == 0 ? _first : _second).Ordering.CommitAsync(
            Some.Purchase($"ord_{i}") with { Stock = [.. (i % 3 == 0 ? variants.Reverse() : variants).Select(v => new StockMove(v, 1))] }, None))));

        results.ShouldAllBe(r => r.Status == CommitStatus.Committed);
        Deadlocks().ShouldBe(before);
        (await _first.Catalog.ReadStockAsync(Some.ShopId, null, None)).ShouldAllBe(l => l.Reserved == 120);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("half \ud83d of a pair")]
    [InlineData("\udc00")]
    public async Task A_key_that_PostgreSQL_cannot_hold_as_text_is_kept_and_found_again(string key)
    {
        await _first.Ordering.CommitAsync(new Transition(Some.ShopId) { Idempotency = Some.Idempotency(key, "cart", "{}") }, None);

        (await _second.Ordering.CommitAsync(new Transition(Some.ShopId) { Idempotency = Some.Idempotency(key, "cart", "{}") }, None)).Status.ShouldBe(CommitStatus.IdempotencyExists);
    }

    private static Task<CatalogWriteResult> Write(Stores stores, string product) => stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product(product)] }, None);

    private static async Task<List<string>> FollowAsync(Stores stores, CancellationToken stop)
    {
        var (seen, after) = (new List<string>(), 0L);
        for (var last = false; ; last = stop.IsCancellationRequested)
        {
            var changes = await stores.Catalog.GetChangesAsync(after, 5, None);
            seen.AddRange(changes.Select(c => c.Key));
            if (changes.Count > 0) after = changes[^1].Sequence;
            else if (last) return seen;
        }
    }

    private long Deadlocks()
    {
        using var connection = new NpgsqlConnection(_place.Address);
        connection.Open();
        using var command = new NpgsqlCommand("select deadlocks from pg_stat_database where datname = current_database()", connection);
        return (long)command.ExecuteScalar()!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
