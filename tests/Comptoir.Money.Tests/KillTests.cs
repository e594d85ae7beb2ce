using System.Globalization;
using Comptoir.Money.Tests.Places;
using Comptoir.Storage.Tests.Postgres;

namespace Comptoir.Money.Tests;

/// <summary>COMPTOIR_KILLS sets how often (few by default), COMPTOIR_SEED repeats a run as far as a killed process can be repeated.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Whatever_is_killed_on_SQLite_nothing_acknowledged_is_lost_and_nothing_is_done_twice()
    {
        await using var place = new SqlitePlace();
        await ProveAsync(place);
    }

    [Fact]
    public async Task Whatever_is_killed_on_PostgreSQL_nothing_acknowledged_is_lost_and_nothing_is_done_twice()
    {
        if (PostgresServer.Missing is { } why) Assert.Skip(why);
        using var server = new PostgresServer();
        await using var place = new PostgresPlace(server.NewDatabase());
        await ProveAsync(place);
    }

    private static async Task ProveAsync(IPlace place)
    {
        await TinyShop.OpenAsync(place.Data);
        var seed = Setting.Number("COMPTOIR_SEED", Environment.TickCount & 0xffff);
        var proof = new KillProof(place, seed, say: Console.WriteLine);
        var findings = await proof.RunAsync(Setting.Number("COMPTOIR_KILLS", 5));
        Console.WriteLine($"seed {seed.ToString(CultureInfo.InvariantCulture)}: {proof.Counts}");
        findings.ShouldBeEmpty($"COMPTOIR_SEED={seed}");
    }
}
