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

    /// <summary>Share of the machine's processors that was busy since the last call or the start.</summary>
    public Task<double> BusyAsync()
    {
        var (before, now) = (_cpu, Cpu());
        _cpu = now;
        return Task.FromResult((now.Busy - before.Busy) / Math.Max(1, now.All - before.All));
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
