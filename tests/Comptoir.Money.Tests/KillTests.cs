using System.Diagnostics;
using Comptoir.Money.Tests.Places;
using Comptoir.Storage.Tests.Postgres;

namespace Comptoir.Money.Tests;

/// <summary>COMPTOIR_KILLS sets how often (few by default), COMPTOIR_SEED repeats a run as far as a killed process can be repeated.</summary>
public sealed class KillOnSqliteTests
{
    [Fact]
    public Task Whatever_is_killed_on_SQLite_nothing_acknowledged_is_lost_and_nothing_is_done_twice() =>
        Kills.ProveAsync("SQLite", () => new SqlitePlace());
}

/// <inheritdoc cref="KillOnSqliteTests"/>
public sealed class KillOnPostgresTests
{
    [Fact]
    public async Task Whatever_is_killed_on_PostgreSQL_nothing_acknowledged_is_lost_and_nothing_is_done_twice()
    {
        if (PostgresServer.Missing is { } why) Assert.Skip(why);
        using var server = new PostgresServer();
        await Kills.ProveAsync("PostgreSQL", () => new PostgresPlace(server.NewDatabase()));
    }
}

internal static class Kills
{
    /// <summary>Kills of one database; then a new one is begun, so that reading all of its books after each kill stays quick.</summary>
    private const int Portion = 50;

    public static async Task ProveAsync(string database, Func<IPlace> open)
    {
        var (kills, seed, done) = (Setting.Number("COMPTOIR_KILLS", 4), Setting.Number("COMPTOIR_SEED", Environment.TickCount & 0xffff), 0);
        var watch = Stopwatch.StartNew();
        for (var portion = 0; done < kills; portion++)
        {
            await using var place = open();
            await TinyShop.OpenAsync(place.Data);
            var proof = new KillProof(place, seed + portion);
            var now = Math.Min(Portion, kills - done);
            var findings = await proof.RunAsync(now);
            done += now;
            Console.WriteLine($"{database}: {done} kills in {watch.Elapsed.TotalSeconds:0} s; seed {seed + portion}: {proof.Counts}");
            findings.ShouldBeEmpty($"COMPTOIR_SEED={seed + portion}");
        }
    }
}
