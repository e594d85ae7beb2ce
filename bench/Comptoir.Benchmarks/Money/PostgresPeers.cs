using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Comptoir.Storage.Tests.Postgres;
using Npgsql;

namespace Comptoir.Benchmarks.Money;

/// <summary>What the same PostgreSQL does with pgbench and with plain SQL.</summary>
internal sealed partial class PostgresPeers(PostgresServer server)
{
    private string? _bench;
    private (double Busy, double All) _cpu = Cpu();

    public async Task<string> VersionAsync()
    {
        await using var source = NpgsqlDataSource.Create(server.NewDatabase());
        await using var command = source.CreateCommand("show server_version");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async Task PrepareBenchAsync(int scale)
    {
        _bench = new NpgsqlConnectionStringBuilder(server.NewDatabase()).Database;
        await PgbenchAsync("-i", "-q", "-s", $"{scale}");
    }

    /// <summary>Transactions a second.</summary>
    public async Task<double> BenchAsync(int clients, int seconds)
    {
        var output = await PgbenchAsync("-c", $"{clients}", "-j", "2", "-T", $"{seconds}", "-M", "prepared");
        return double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Transfers a second, each post one transaction.</summary>
    /// <param name="hot">Adds to two accounts that all clients use.</param>
    public async Task<double> TransfersAsync(string address, int clients, int size, bool hot, int seconds)
    {
        await using var source = NpgsqlDataSource.Create(address + ";Max Auto Prepare=20");
        await using (var create = source.CreateCommand(
            """
            create table if not exists plain_transfer (shop_id text, id text, debit text, credit text, asset text, amount bigint, kind text, reference text, at bigint, primary key (shop_id, id));
            create table if not exists plain_account (id text primary key, debits bigint not null, credits bigint not null);
            insert into plain_account values ('psp:bench:EUR', 0, 0), ('sales:EUR', 0, 0) on conflict do nothing;
            """)) await create.ExecuteNonQueryAsync();
        var (next, posted, run) = (0L, 0L, Stopwatch.GetTimestamp());
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var batch = new NpgsqlBatch(connection);
                for (var i = 0; i < size; i++)
                    batch.BatchCommands.Add(Command("insert into plain_transfer values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        "bench", $"{run}:{Interlocked.Increment(ref next):x12}", "psp:bench:EUR", "sales:EUR", "EUR", 1250L, "sale", "ord_bench", 1_700_000_000_000_000L));
                if (hot)
                {
                    batch.BatchCommands.Add(Command("update plain_account set debits = debits + $1 where id = $2", 1250L * size, "psp:bench:EUR"));
                    batch.BatchCommands.Add(Command("update plain_account set credits = credits + $1 where id = $2", 1250L * size, "sales:EUR"));
                }

                await batch.ExecuteNonQueryAsync();
                Interlocked.Add(ref posted, size);
            }
        })));
        return posted / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Share of the machine's processors that was busy since the last call or the start.</summary>
    public Task<double> BusyAsync()
    {
        var (before, now) = (_cpu, Cpu());
        _cpu = now;
        return Task.FromResult((now.Busy - before.Busy) / Math.Max(1, now.All - before.All));
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static (double Busy, double All) Cpu()
    {
        double[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }

    private async Task<string> PgbenchAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(PostgresServer.Programs!, "pgbench")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", .. arguments, _bench!]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException(await error);
    }

    [GeneratedRegex(@"tps = ([\d.]+) \(without")]
    private static partial Regex Rate();
}
