using System.Collections.Concurrent;
using System.Globalization;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>
/// Checkout, payment, refunds and outbox in seeded interleavings with crashes, faults and clock jumps. COMPTOIR_SEEDS sets how many
/// stories are played, COMPTOIR_SEED plays one of them again.
/// </summary>
public sealed class SimulationTests
{
    [Fact]
    public void In_whatever_order_things_happen_and_whoever_dies_money_goods_and_messages_agree_in_the_end()
    {
        var findings = new ConcurrentQueue<string>();
        var seeds = Environment.GetEnvironmentVariable("COMPTOIR_SEED") is { Length: > 0 } one ? [Number(one)]
            : Enumerable.Range(0, Number(Environment.GetEnvironmentVariable("COMPTOIR_SEEDS") ?? "2000")).ToArray();
        var (orders, kills, steps) = (0, 0, 0);
        Parallel.ForEach(seeds, (seed, state) =>
        {
            var world = new SimulatedWorld(seed);
            var found = world.Run();
            Interlocked.Add(ref orders, world.Shop.Store.Orders.Count);
            Interlocked.Add(ref kills, world.Kills);
            Interlocked.Add(ref steps, world.Scheduler.Steps);
            if (found.Count == 0) return;
            findings.Enqueue($"COMPTOIR_SEED={seed}: {string.Join(" | ", found.Take(5))}");
            if (findings.Count > 20) state.Stop();
        });
        Console.WriteLine($"{seeds.Length} seeds, {orders} orders, {kills} kills, {steps} steps");
        findings.ShouldBeEmpty();
        if (seeds.Length > 100) orders.ShouldBeGreaterThan(seeds.Length / 2);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void The_same_seed_tells_the_same_story(int seed)
    {
        string Play()
        {
            var world = new SimulatedWorld(seed);
            world.Run().ShouldBeEmpty();
            var store = world.Shop.Store;
            return $"{world.Scheduler.Steps} {world.Kills} {store.Commits} {store.Orders.Count} {store.Transfers.Values.Sum(t => t.Amount)} {world.Shop.Time.GetUtcNow():O}";
        }

        Play().ShouldBe(Play());
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
