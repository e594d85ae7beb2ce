using System.Diagnostics;
using Comptoir.EndToEnd.Tests;
using Microsoft.Data.Sqlite;

namespace Comptoir.Benchmarks;

/// <summary>Orders a second through the whole UCP REST path (create, choose delivery, complete), durable on SQLite, beside bare one-row commits on the same disk.</summary>
internal static class Orders
{
    public static async Task RunAsync(int seconds)
    {
        var folder = RunningServer.TemporaryFolder();
        await using (var server = await RunningServer.StartAsync(Path.Combine(folder, "a.db")))
        {
            var agent = new UcpClient(server.Http);
            var items = await StockAsync(folder, agent);
            await MeasureAsync(server, items, 4, 3);
            foreach (var clients in new[] { 1, 16 })
            {
                var bare = BareCommits(folder, 2);
                var (orders, refused) = await MeasureAsync(server, items, clients, seconds);
                Console.WriteLine($"{clients,2} client(s): {orders / (double)seconds:0} orders/s (3 requests, at least 4 commits each), {refused} refused; bare SQLite commits (synchronous=FULL, one row, one writer) {bare:0}/s in the same run");
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Forty products with shelves so deep that stock is never the limit, imported beside the running server.</summary>
    private static async Task<List<string>> StockAsync(string folder, UcpClient agent)
    {
        var items = Enumerable.Range(1, 40).Select(i => $"deep-{i}").ToList();
        var feed = Path.Combine(folder, "deep.csv");
        await File.WriteAllLinesAsync(feed, ["id,title,price,quantity", .. items.Select(i => $"{i},Bench item {i},12.50,100000000")]);
        var (code, output) = await RunningServer.RunAsync("import", feed, "--data", Path.Combine(folder, "a.db"));
        if (code != 0) throw new InvalidOperationException(output);
        while ((await agent.SearchAsync("bench item"))["products"]!.AsArray().Count == 0) await Task.Delay(100);
        return items;
    }

    private static async Task<(int Orders, int Refused)> MeasureAsync(RunningServer server, List<string> items, int clients, int seconds)
    {
        var (orders, refused) = (0, 0);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await Task.WhenAll(Enumerable.Range(0, clients).Select(c => Task.Run(async () =>
        {
            var client = new UcpClient(server.Http);
            for (var i = c; !stop.IsCancellationRequested; i += clients)
            {
                try
                {
                    await client.BuyAsync(items[i % items.Count]);
                    Interlocked.Increment(ref orders);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        })));
        return (orders, refused);
    }

    private static double BareCommits(string folder, int seconds)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")}");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS t (a INTEGER PRIMARY KEY, b TEXT)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t (b) VALUES ('x')";
        var watch = Stopwatch.StartNew();
        var commits = 0;
        for (; watch.Elapsed.TotalSeconds < seconds; commits++) insert.ExecuteNonQuery();
        return commits / watch.Elapsed.TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
