using System.Globalization;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Microsoft.Data.Sqlite;

namespace Comptoir.Storage.Tests.Sqlite;

public sealed class KillTests : IDisposable
{
    private readonly SqlitePlace _place = new();

    public void Dispose() => _place.Dispose();

    /// <summary>How often is set by COMPTOIR_KILLS, 3 by default.</summary>
    [Fact]
    public async Task What_was_confirmed_is_there_after_the_process_was_killed()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("COMPTOIR_KILLS") ?? "3", CultureInfo.InvariantCulture);
        var confirmed = new HashSet<string>();
        var random = new Random();
        using (var stores = _place.Open())
            await stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [Some.Stock("rose", 1_000_000)] }, CancellationToken.None);

        for (var kill = 0; kill < kills; kill++)
        {
            await RunAndKill($"{kill}", TimeSpan.FromMilliseconds(random.Next(1, 400)), confirmed);
            (await Ids("pragma integrity_check")).ShouldBe(["ok"]);
            await ShouldHoldWhole(confirmed);
        }

        confirmed.Count.ShouldBeGreaterThan(kills);
    }

    /// <summary>Kills as if the machine lost power for the process: no signal that it could answer.</summary>
    private async Task RunAndKill(string seed, TimeSpan after, HashSet<string> confirmed)
    {
        using var process = CommittingProcess.Start(_place.File, seed);
        var first = await process.StandardOutput.ReadLineAsync();
        confirmed.Add(first.ShouldNotBeNull());
        var killed = Task.Run(async () =>
        {
            await Task.Delay(after);
            process.Kill();
        });
        // a last line that was cut off in the middle was still confirmed, but its id cannot be known
        var rest = await process.StandardOutput.ReadToEndAsync();
        await killed;
        await process.WaitForExitAsync();
        foreach (var id in rest.Split('\n')[..^1]) confirmed.Add(id);
    }

    private async Task ShouldHoldWhole(HashSet<string> confirmed)
    {
        var placed = await Ids("select order_id from placed_order");
        confirmed.Except(placed).ShouldBeEmpty();
        // what was not confirmed is there whole or not at all
        (await Ids("select substr(checkout_id, 5) from checkout")).Order().ShouldBe(placed.Order());
        (await Ids("select reference from transfer")).Order().ShouldBe(placed.Order());
        (await Ids("select substr(key, 5) from idempotency")).Order().ShouldBe(placed.Order());
        (await Ids("select substr(message_id, 5) from outbox")).Order().ShouldBe(placed.Order());
        (await Ids("select number from placed_order order by number")).ShouldBe(Enumerable.Range(1001, placed.Count).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        using var stores = _place.Open();
        (await stores.Ledger.CheckAsync(Some.ShopId, null, null, CancellationToken.None)).Findings.ShouldBeEmpty();
        (await stores.Catalog.ReadStockAsync(Some.ShopId, null, CancellationToken.None)).ShouldHaveSingleItem().Reserved.ShouldBe(placed.Count);
        (await stores.Ordering.ListOrdersAsync(Some.ShopId, new OrderFilter(Limit: int.MaxValue), CancellationToken.None)).Count.ShouldBe(placed.Count);
    }

    private async Task<List<string>> Ids(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_place.File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await reader.ReadAsync()) ids.Add(reader.GetString(0));
        return ids;
    }
}
