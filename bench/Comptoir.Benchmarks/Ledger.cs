using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Comptoir.Benchmarks.Money;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage;
using Comptoir.Storage.Tests.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Comptoir.Benchmarks;

/// <summary>
/// Ledger transfers a second, sealing included in the time, beside plain SQL in the same database: one insert and two balance updates for each
/// transfer in one transaction, once into a table with its key alone and once with the indexes that a list by date, an order's entries and an
/// account's statement need. Single and 100 a post, over 10,000 accounts and on one hot pair. SQLite's plain writer groups waiting commits as ours does.
/// </summary>
internal static class Ledger
{
    private const int Clients = 16;
    private const int Accounts = 10_000;

    public static async Task RunAsync(int seconds, string? only)
    {
        var folder = Directory.CreateTempSubdirectory("comptoir-ledger-").FullName;
        try
        {
            var sync = DiskSync.Measure(folder);
            Say($"disk sync: median {sync.Median:0.00} ms, p99 {sync.P99:0.00} ms; {Environment.ProcessorCount} cores; {Clients} clients; sealing included");
            if (only != "postgres")
                await CompareAsync("SQLite", Path.Combine(folder, "book.db"), (size, hot, indexed) => PlainSqliteAsync(Path.Combine(folder, indexed ? "indexed.db" : "plain.db"), size, hot, indexed, seconds), seconds);
            if (only == "sqlite") return;
            if (PostgresServer.Missing is { } why)
            {
                Say($"PostgreSQL: {why}");
                return;
            }

            using var server = new PostgresServer { Durable = true, Settings = ["shared_buffers=512MB", "max_wal_size=4GB", "synchronous_commit=on"] };
            var (ours, plain, withIndexes) = (server.NewDatabase(), server.NewDatabase(), server.NewDatabase());
            await CompareAsync("PostgreSQL", ours, (size, hot, indexed) => PlainPostgresAsync(indexed ? withIndexes : plain, size, hot, indexed, seconds), seconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(string name, string address, Func<int, bool, bool, Task<double>> plain, int seconds)
    {
        await using var services = new ServiceCollection().AddLogging().AddComptoirStorage(address).BuildServiceProvider();
        await OursAsync(services, 1, false, 2);
        foreach (var (size, hot) in new[] { (1, false), (1, true), (100, false), (100, true) })
        {
            var (bare, bareEach) = await MeasureAsync(() => plain(size, hot, false));
            var (our, ourEach) = await MeasureAsync(() => OursAsync(services, size, hot, seconds));
            var (indexed, indexedEach) = await MeasureAsync(() => plain(size, hot, true));
            Say($"{name}, {size,3} a post, {(hot ? "one hot pair of accounts" : "10,000 accounts"),-24}: {our,6:0}/s; plain SQL with the same indexes {indexed,6:0}/s = {our / indexed:P0}; with none {bare,6:0}/s = {our / bare:P0}; processor time of this process {ourEach:0}, {indexedEach:0} and {bareEach:0} µs each");
        }

        var watch = Stopwatch.StartNew();
        var report = await services.GetRequiredService<ILedgerStore>().CheckAsync("bench", null, null, default);
        Say($"{name}, check of the whole book: {report.Transfers} transfers in {watch.Elapsed.TotalSeconds:0.0} s, {report.Transfers / watch.Elapsed.TotalSeconds:0}/s, {report.Findings.Count} findings");
    }

    private static async Task<double> OursAsync(ServiceProvider services, int size, bool hot, int seconds)
    {
        var (store, upkeep) = (services.GetRequiredService<ILedgerStore>(), services.GetRequiredService<LedgerUpkeep>());
        var (next, posted, run) = (0L, 0L, Stopwatch.GetTimestamp());
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var watch = Stopwatch.StartNew();
        var sealing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await upkeep.SealAsync("bench", default);
                await Task.Delay(500, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var now = TimeProvider.System.GetUtcNow();
                var transfers = Enumerable.Range(0, size).Select(_ => One($"{run}:{Interlocked.Increment(ref next):x12}", hot, now)).ToList();
                var result = await store.PostAsync("bench", new Posting(transfers), default);
                if (result.Status != PostStatus.Posted) throw new InvalidOperationException(result.Message);
                Interlocked.Add(ref posted, size);
            }
        })));
        await sealing;
        await upkeep.SealAsync("bench", default);
        return posted / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Transfers a second and microseconds of processor time each; on a machine that others use too, the latter says more than the clock.</summary>
    private static async Task<(double Rate, double Each)> MeasureAsync(Func<Task<double>> run)
    {
        var (processor, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var rate = await run();
        return (rate, (Environment.CpuUsage.TotalTime - processor).TotalSeconds / rate / watch.Elapsed.TotalSeconds * 1e6);
    }

    private static Transfer One(string id, bool hot, DateTimeOffset now)
    {
        var (debit, credit) = hot ? (0, 1) : Pair();
        return new(id, Account(debit), Account(credit), 1250, "sale", "ord_bench", now);
    }

    private static (int Debit, int Credit) Pair()
    {
        var debit = Random.Shared.Next(Accounts);
        return (debit, (debit + 1 + Random.Shared.Next(Accounts - 1)) % Accounts);
    }

    private static Account Account(int i) => new($"account:{i}:EUR", "shop", AccountKind.Asset, "EUR");

    private static async Task<double> PlainPostgresAsync(string address, int size, bool hot, bool indexed, int seconds)
    {
        await using var source = NpgsqlDataSource.Create(address + ";Max Auto Prepare=20");
        await using (var create = source.CreateCommand(
            $"""
            create table if not exists plain_transfer (shop_id text, id text, debit text, credit text, asset text, amount bigint, kind text, reference text, at bigint, primary key (shop_id, id));
            create table if not exists plain_account (id text primary key, debits bigint not null, credits bigint not null);
            {(indexed ? Indexes("plain_transfer") : "")}
            insert into plain_account select 'account:' || n || ':EUR', 0, 0 from generate_series(0, {Accounts - 1}) n on conflict do nothing;
            """)) await create.ExecuteNonQueryAsync();
        var (next, posted, run) = (0L, 0L, Stopwatch.GetTimestamp());
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var batch = new NpgsqlBatch(connection);
                var updates = new List<(string Id, bool Debit)>();
                for (var i = 0; i < size; i++)
                {
                    var t = One($"{run}:{Interlocked.Increment(ref next):x12}", hot, DateTimeOffset.UnixEpoch);
                    batch.BatchCommands.Add(Command("insert into plain_transfer values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", "bench", t.Id, t.Debit.Id, t.Credit.Id, t.Asset, t.Amount, t.Kind, t.Reference, 1_700_000_000_000_000L));
                    updates.AddRange([(t.Debit.Id, true), (t.Credit.Id, false)]);
                }

                // in one order, or two transactions wait for each other for ever
                foreach (var (id, debit) in updates.OrderBy(u => u.Id, StringComparer.Ordinal))
                    batch.BatchCommands.Add(Command(debit ? "update plain_account set debits = debits + $1 where id = $2" : "update plain_account set credits = credits + $1 where id = $2", 1250L, id));
                await batch.ExecuteNonQueryAsync();
                Interlocked.Add(ref posted, size);
            }
        })));
        return posted / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> PlainSqliteAsync(string path, int size, bool hot, bool indexed, int seconds)
    {
        var waiting = Channel.CreateUnbounded<TaskCompletionSource>(new UnboundedChannelOptions { SingleReader = true });
        var writer = new Thread(() => Write(path, size, hot, indexed, waiting.Reader)) { IsBackground = true };
        writer.Start();
        var posted = 0L;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var commit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await waiting.Writer.WriteAsync(commit);
                await commit.Task;
                Interlocked.Add(ref posted, size);
            }
        })));
        var elapsed = watch.Elapsed.TotalSeconds;
        waiting.Writer.Complete();
        writer.Join();
        return posted / elapsed;
    }

    private static void Write(string path, int size, bool hot, bool indexed, ChannelReader<TaskCompletionSource> waiting)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection,
            "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000; "
            + "create table if not exists t (shop_id text not null, id text not null, debit text not null, credit text not null, asset text not null, amount integer not null, kind text not null, reference text not null, at integer not null, primary key (shop_id, id)) without rowid; "
            + "create table if not exists a (id text primary key, debits integer not null, credits integer not null) without rowid; "
            + (indexed ? Indexes("t") : "")
            + $"with recursive n(i) as (select 0 union all select i + 1 from n where i < {Accounts - 1}) insert or ignore into a select 'account:' || i || ':EUR', 0, 0 from n");
        using var insert = Command(connection, "insert into t values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", 9);
        using var debit = Command(connection, "update a set debits = debits + $1 where id = $2", 2);
        using var credit = Command(connection, "update a set credits = credits + $1 where id = $2", 2);
        var group = new List<TaskCompletionSource>();
        var (n, run) = (0L, Stopwatch.GetTimestamp());
        while (waiting.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < 256 && waiting.TryRead(out var commit)) group.Add(commit);
            Execute(connection, "begin immediate");
            for (var i = 0; i < group.Count * size; i++)
            {
                var t = One($"{run}:{n++:x12}", hot, DateTimeOffset.UnixEpoch);
                Run(insert, "bench", t.Id, t.Debit.Id, t.Credit.Id, t.Asset, t.Amount, t.Kind, t.Reference, 1_700_000_000_000_000L);
                Run(debit, 1250L, t.Debit.Id);
                Run(credit, 1250L, t.Credit.Id);
            }

            Execute(connection, "commit");
            foreach (var commit in group) commit.SetResult();
            group.Clear();
        }
    }

    private static string Indexes(string table) =>
        $"create index if not exists {table}_at on {table} (shop_id, at); create index if not exists {table}_reference on {table} (shop_id, reference); "
        + $"create index if not exists {table}_debit on {table} (shop_id, debit, at); create index if not exists {table}_credit on {table} (shop_id, credit, at); ";

    private static SqliteCommand Command(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
