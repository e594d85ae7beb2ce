using Comptoir.Money.Tests.Places;
using Comptoir.Money.Tests.Servers;
using Comptoir.Storage.Tests.Postgres;

namespace Comptoir.Money.Tests;

/// <summary>Several nodes on one PostgreSQL under the traffic of the kill proof. COMPTOIR_ROUNDS sets how often something is killed, stopped or failed over.</summary>
public sealed class TwoNodesTests
{
    [Fact]
    public async Task Two_nodes_of_which_one_is_killed_again_and_again_keep_one_book()
    {
        if (PostgresServer.Missing is { } why) Assert.Skip(why);
        using var server = new PostgresServer();
        await using var place = new PostgresPlace(server.NewDatabase());
        await Nodes.ProveAsync(place, seed => new KillProof(place, seed, nodes: 2));
    }
}

/// <inheritdoc cref="TwoNodesTests"/>
public sealed class FourNodesTests
{
    [Fact]
    public async Task Four_nodes_behind_HAProxy_keep_one_book_while_nodes_and_the_database_crash()
    {
        if (PostgresServer.Missing is { } why) Assert.Skip(why);
        if (Balancer.Program is null) Assert.Skip("HAProxy is not installed.");
        using var server = new PostgresServer();
        await using var place = new PostgresPlace(server.NewDatabase());
        var ports = Balancer.FreePorts(4);
        using var balancer = Balancer.Start(place.Folder, ports);
        await Nodes.ProveAsync(place, seed => new KillProof(place, seed, nodes: 4, ports: ports)
        {
            Balancer = balancer.Address,
            Disturb = async round =>
            {
                if (round % 2 == 1) return false;
                server.Stop();
                await Task.Delay(round * 100 % 1500);
                server.StartAgain();
                return true;
            },
        });
    }
}

/// <inheritdoc cref="TwoNodesTests"/>
public sealed class FailoverTests
{
    [Fact]
    public async Task A_failover_to_the_synchronous_standby_loses_nothing_that_was_acknowledged()
    {
        if (PostgresServer.Missing is { } why) Assert.Skip(why);
        var failovers = Math.Max(1, Nodes.Rounds / 10);
        for (var i = 0; i < failovers; i++)
        {
            using var server = new PostgresServer { Settings = ["wal_level=replica", "max_wal_senders=5", "hot_standby=on"] };
            var database = server.NewDatabase();
            await TinyShop.OpenAsync(database);
            using var standby = new Standby(server, Balancer.FreePorts(1)[0]);
            var both = database.Replace($"Host=127.0.0.1;Port={server.Port}", $"Host=127.0.0.1:{server.Port},127.0.0.1:{standby.Port}", StringComparison.Ordinal);
            await using var place = new PostgresPlace(database, both);
            await Nodes.ProveAsync(
                place,
                seed => new KillProof(place, seed, nodes: 2)
                {
                    Disturb = round =>
                    {
                        if (round != 2) return Task.FromResult(false);
                        standby.TakeOver();
                        place.MoveTo(standby.Port);
                        return Task.FromResult(true);
                    },
                },
                opened: true,
                rounds: 3);
        }
    }
}

internal static class Nodes
{
    public static int Rounds => Setting.Number("COMPTOIR_ROUNDS", 2);

    public static async Task ProveAsync(IPlace place, Func<int, KillProof> make, bool opened = false, int? rounds = null)
    {
        if (!opened) await TinyShop.OpenAsync(place.Data);
        var seed = Setting.Number("COMPTOIR_SEED", Environment.TickCount & 0xffff);
        var proof = make(seed);
        var findings = await proof.RunAsync(rounds ?? Rounds);
        Console.WriteLine($"{rounds ?? Rounds} rounds, seed {seed}: {proof.Counts}");
        findings.ShouldBeEmpty($"COMPTOIR_SEED={seed}");
    }
}
