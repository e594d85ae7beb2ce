using System.Globalization;
using Comptoir.Storage.Tests.Postgres;

namespace Comptoir.Benchmarks.Money;

/// <summary>Durable checkouts in one run on one disk, each figure beside its peer; the ledger has its own figures.</summary>
internal static class MoneyFigures
{
    private const int Clients = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(int seconds, string? only)
    {
        var folder = Directory.CreateTempSubdirectory("comptoir-money-").FullName;
        try
        {
            var sync = DiskSync.Measure(folder);
            Say($"disk sync (8 KiB appended, then fdatasync): median {sync.Median:0.00} ms, p99 {sync.P99:0.00} ms; {Environment.ProcessorCount} cores");
            if (only != "postgres") await SqliteAsync(folder, sync, seconds);
            if (only == "sqlite") return;
            if (PostgresServer.Missing is { } why) Say($"PostgreSQL: {why}");
            else await PostgresAsync(sync, seconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SqliteAsync(string folder, DiskSync.Figures sync, int seconds)
    {
        Say("");
        Say("SQLite (WAL, synchronous=FULL)");
        await using var shop = await CheckoutLoad.OpenAsync(Path.Combine(folder, "shop.db"));
        await shop.WarmUpAsync(Clients);
        var one = await shop.RunAsync(1, seconds / 2);
        Print(one, 1, sync);
        Print(await shop.RunAsync(Clients, seconds, Pause), Clients, sync, " that pause 100 ms");
        var before = SqlitePeers.Payload(Path.Combine(folder, "shop.db"));
        var many = await shop.RunAsync(Clients, seconds);
        Print(many, Clients, sync);
        var bytes = (int)((SqlitePeers.Payload(Path.Combine(folder, "shop.db")) - before + (many.Rewritten * many.Checkouts)) / Math.Max(1, many.Commits));
        var bare = await SqlitePeers.GroupedCommitsAsync(Path.Combine(folder, "bare.db"), Clients, bytes, seconds);
        Say($"  bare grouped commits, one row of {bytes} bytes each, {Clients} clients: {bare:0}/s; commits of checkouts are {Share(many.Commits / many.Seconds, bare)} of it");
    }

    private static async Task PostgresAsync(DiskSync.Figures sync, int seconds)
    {
        using var server = new PostgresServer { Durable = true, Settings = ["shared_buffers=512MB", "max_wal_size=4GB", "synchronous_commit=on"] };
        var peers = new PostgresPeers(server);
        Say("");
        Say($"PostgreSQL {await peers.VersionAsync()} (fsync and synchronous_commit on)");
        await peers.PrepareBenchAsync(scale: 50);
        var bench = await peers.BenchAsync(Clients, seconds);
        Say($"  pgbench -s 50, TPC-B-like, {Clients} clients: {bench:0} transactions/s");
        var address = server.NewDatabase();
        await using var shop = await CheckoutLoad.OpenAsync(address);
        await shop.WarmUpAsync(Clients);
        Print(await shop.RunAsync(1, seconds / 2), 1, sync);
        Print(await shop.RunAsync(Clients, seconds, Pause), Clients, sync, " that pause 100 ms");
        var many = await shop.RunAsync(Clients, seconds);
        Print(many, Clients, sync);
        var again = await peers.BenchAsync(Clients, seconds);
        Say($"  pgbench once more: {again:0}/s; checkouts are {Share(many.Checkouts / many.Seconds, (bench + again) / 2)} of its transactions, commits {Share(many.Commits / many.Seconds, (bench + again) / 2)}");
        await using (var second = await CheckoutLoad.OpenAsync(address))
        {
            await second.RunAsync(Clients / 2, 2);
            var both = await Task.WhenAll(shop.RunAsync(Clients / 2, seconds), second.RunAsync(Clients / 2, seconds));
            var together = both.Sum(b => b.Checkouts / b.Seconds);
            Say($"  two nodes, {Clients / 2} clients each: {together:0} checkouts/s, factor {(together / (many.Checkouts / many.Seconds)).ToString("0.00", CultureInfo.InvariantCulture)}; nodes, clients and database share {Environment.ProcessorCount} cores, of which {await peers.BusyAsync():P0} were busy");
        }
    }

    private static void Print(CheckoutLoad.Outcome o, int clients, DiskSync.Figures sync, string pace = "") => Say(
        $"  {clients,2} client(s){pace}: {o.Checkouts / o.Seconds:0} checkouts/s in {o.CommitsEach:0.0} commits each ({o.Commits / o.Seconds:0} commits/s, {o.Flushes / o.Seconds:0} flushes/s); complete p50 {o.P50:0.0} ms, p99 {o.P99:0.0} ms = {(o.P99 / sync.Median).ToString("0.0", CultureInfo.InvariantCulture)} median syncs; {o.ProcessorEach:0.00} ms of processor time each; {o.Refused} refused");

    private static string Share(double ours, double peer) => (ours / peer).ToString("P0", CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);
}
