using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;

namespace Comptoir.Ordering.Tests.Automation;

/// <summary>
/// Whatever happens, in whatever order, on two nodes, with crashes between any two steps: nothing is bought outside a consent.
/// Seeded; <c>COMPTOIR_AUTOMATION_RUNS</c> sets how many runs (60 by default).
/// </summary>
public sealed class AutomationProperties
{
    private sealed class Crash : Exception;

    [Fact]
    public async Task No_purchase_lies_outside_its_consent()
    {
        var runs = int.TryParse(Environment.GetEnvironmentVariable("COMPTOIR_AUTOMATION_RUNS"), out var asked) ? asked : 60;
        var bought = 0;
        for (var seed = 0; seed < runs; seed++)
        {
            try
            {
                bought += await RunAsync(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
            }
        }

        bought.ShouldBeGreaterThan(runs / 2, "the property says nothing when nothing is bought");
    }

    private static async Task<int> RunAsync(int seed)
    {
        var random = new Random(seed);
        var world = new Automations();
        var (time, store) = (world.Shop.Time, world.Shop.Store);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        string[] tokens = ["success_token", "success_token", "success_token", "timeout_token", "fail_token", "action_token"];
        string Token() => tokens[random.Next(tokens.Length)];
        var watches = new List<Watch>();
        for (var i = 0; i < 3; i++) watches.Add(await world.BuyAsync(world.Wish(random.Next(3000, 9000), random.Next(1, 3), Token(), until: today.AddDays(random.Next(0, 40)))));
        var subscription = await world.SubscribeAsync(world.Wish(random.Next(3) == 0 ? null : 12_000, random.Next(1, 3), Token(), new(2, IntervalUnit.Weeks)));
        await world.TellAsync(4000);
        Node[] nodes = [world.Runner, world.NewRunner()];
        var revoked = new Dictionary<string, int>();

        for (var step = 0; step < 60; step++)
        {
            switch (random.Next(9))
            {
                case 0 or 1: world.Shop.Reprice("pan", random.Next(1500, 7000), indexed: random.Next(4) > 0); break;
                case 2: world.Shop.Restock("pan", random.Next(0, 6)); break;
                case 3: time.Advance(TimeSpan.FromSeconds(random.Next(1, 100))); break;
                case 4: time.Advance(TimeSpan.FromHours(random.Next(1, 200))); break;
                case 5 when random.Next(3) == 0: time.Advance(-TimeSpan.FromHours(random.Next(1, 30))); break;
                case 6 when random.Next(6) == 0: await world.Watches.StopAsync("comptoir", watches[random.Next(3)].Id, "link", default); break;
                case 7 when random.Next(6) == 0: await world.Subscriptions.SkipAsync("comptoir", subscription.Id, default); break;
                case 8 when random.Next(10) == 0: await world.Subscriptions.StopAsync("comptoir", subscription.Id, "link", default); break;
            }

            // what a mandate had begun when it was revoked is all that may ever come of it
            foreach (var mandate in store.Mandates.Where(m => m.RevokedAt is not null)) revoked.TryAdd(mandate.Id, mandate.Uses.Count);
            var crashAt = random.Next(5) == 0 ? random.Next(1, 4) : -1;
            var commits = 0;
            store.BeforeCommit = _ => crashAt > 0 && Interlocked.Increment(ref commits) == crashAt ? throw new Crash() : Task.CompletedTask;
            await Task.WhenAll(nodes.Select(n => Task.Run(() => QuietlyAsync(() => n.RunOnceAsync()))));
            if (random.Next(4) == 0) await QuietlyAsync(() => world.Shop.RunJobsAsync());
            store.BeforeCommit = null;
            if (random.Next(5) == 0) nodes[random.Next(2)] = world.NewRunner();
        }

        Check(world, revoked);
        return world.Orders.Count;
    }

    private static void Check(Automations world, Dictionary<string, int> revoked)
    {
        var orders = world.Orders.ToDictionary(o => o.Id);
        var mandates = world.Shop.Store.Mandates;
        foreach (var order in orders.Values)
        {
            var mandate = mandates.Single(m => m.Uses.Any(u => u.OrderId == order.Id));
            order.Totals.Total.ShouldBeLessThanOrEqualTo(mandate.Terms.HighestTotal);
            order.Lines.Sum(l => l.Item.Quantity).ShouldBeLessThanOrEqualTo(mandate.Terms.Pieces);
            order.Lines.ShouldAllBe(l => l.Item.VariantId == mandate.Terms.VariantId);
        }

        foreach (var mandate in mandates)
        {
            mandate.Uses.Count.ShouldBeLessThanOrEqualTo(Math.Min(mandate.Terms.MostUses ?? int.MaxValue, revoked.GetValueOrDefault(mandate.Id, int.MaxValue)));
            mandate.Uses.Select(u => u.CheckoutId).Distinct().Count().ShouldBe(mandate.Uses.Count);
            foreach (var use in mandate.Uses)
            {
                if (mandate.Terms.Until is { } until) use.At.ShouldBeLessThan(until);
                if (use.OrderId is { } id) orders[id].Totals.Total.ShouldBe(use.Amount);
            }

            foreach (var (earlier, later) in mandate.Uses.Zip(mandate.Uses.Skip(1))) (later.At - earlier.At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromDays(mandate.Terms.DaysBetween));
        }

        orders.Count.ShouldBe(mandates.Sum(m => m.Uses.Count(u => u.OrderId is not null)));
        foreach (var watch in world.Shop.Store.Watches.Where(w => w.EndReason == "bought")) mandates.Single(m => m.Id == watch.MandateId).Uses.ShouldHaveSingleItem().OrderId.ShouldNotBeNull();
        world.Mails("watch_bought").Count.ShouldBe(world.Shop.Store.Watches.Count(w => w.Log.Any(l => l.What == "bought")));
    }

    private static async Task QuietlyAsync(Func<Task<int>> work)
    {
        try
        {
            await work();
        }
        catch (Crash)
        {
            // the process died here; what comes next runs on another
        }
    }
}
