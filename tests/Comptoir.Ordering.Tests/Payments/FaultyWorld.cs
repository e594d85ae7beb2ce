using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>A shop whose provider fails as scripted and whose process dies at chosen commits, and what must be true in the end.</summary>
internal sealed class FaultyWorld
{
    private readonly TestPaymentMemory _memory = new();
    private readonly bool _gift;

    public FaultyWorld(bool gift, CaptureTime capture)
    {
        _gift = gift;
        Shop = new TestShop(Shops.Flowers());
        Shop = Flowers(new TestPaymentProvider(_memory, Shop.Time, remembersAll: true), new GiftProvider(_memory, Shop.Time, 1200));
        Shop.Store.Rules = Shop.Store.Rules with { Capture = capture, PaymentHandlers = [] };
    }

    public TestShop Shop { get; }

    /// <summary>What the provider remembers.</summary>
    public TestPaymentMemory Memory => _memory;

    public Task ScriptAsync(OperationKind kind, params TestFault[] faults) => _memory.ScriptAsync("flowers", kind, faults, default);

    /// <summary>Runs something whose process dies before its n-th commit from now; null: it lives.</summary>
    public async Task DyingAsync(int? beforeCommit, Func<Task> work)
    {
        var left = beforeCommit ?? int.MaxValue;
        Shop.Store.BeforeCommit = _ => left-- > 0 ? Task.CompletedTask : throw new IOException("power cut");
        try
        {
            await work();
        }
        catch (IOException)
        {
            // the process is gone; what it had committed is there
        }
        finally
        {
            Shop.Store.BeforeCommit = null;
        }
    }

    public Task<Result<Checkout>> PayAsync(Checkout checkout, string token, string key) => Shop.Checkouts.CompleteAsync(
        "flowers", checkout.Id, new(_gift ? [Token("success_token") with { Id = "gift", HandlerId = GiftProvider.Handler, Selected = true }, Token(token) with { Selected = true }] : [Token(token)]), Agent, Key(key), default);

    /// <summary>Hours later, with a calm provider: jobs have found out everything.</summary>
    public async Task EndAsync()
    {
        foreach (var kind in Enum.GetValues<OperationKind>())
            while (await _memory.NextFaultAsync("flowers", kind, default) != TestFault.None)
            {
            }

        for (var hour = 0; hour < 4; hour++)
        {
            Shop.Time.Advance(TimeSpan.FromHours(1));
            while (await Shop.RunJobsAsync() > 0)
            {
            }
        }
    }

    /// <summary>What the provider remembers and what the shop has stored, for a failure's message.</summary>
    public async Task<string> DescribeAsync() => string.Join(Environment.NewLine,
    [
        .. (await _memory.ListAsync("flowers", default)).Select(p => $"provider: {p.Id} of {p.Cause}: {p.State} {p.Captured} - {p.Refunded}; {string.Join(", ", p.Operations.Select(o => $"{o.Key[^Math.Min(14, o.Key.Length)..]} {o.Value.Status}"))}"),
        .. Shop.Store.Checkouts.Select(c => $"checkout: {c.Id} {c.Status} {c.Attempt?.Outcome?.Status} {string.Join(", ", c.Attempt?.Payments.Select(p => $"{p.Id} {p.State} {p.Code}") ?? [])}"),
        .. Shop.Store.Jobs.Values.Select(j => $"job: {j.Job.Kind} {j.Job.Key} {j.Job.DueAt:T} {j.Job.Attempts}"),
    ]);

    public async Task ShouldBeTrueAsync()
    {
        var orders = Shop.Store.Orders;
        Shop.Store.Checkouts.ShouldAllBe(c => c.Status != CheckoutStatus.CompleteInProgress && c.Status != CheckoutStatus.RequiresEscalation);
        orders.ShouldAllBe(o => o.Adjustments.All(a => a.Status != Adjustment.Pending));
        orders.GroupBy(o => o.CheckoutId).ShouldAllBe(g => g.Count() == 1);

        var real = await _memory.ListAsync("flowers", default);
        foreach (var payment in orders.SelectMany(o => o.Payments))
        {
            var there = real.Single(p => p.Id == payment.Id);
            (payment.Captured, payment.Refunded).ShouldBe((there.Captured, there.Refunded), $"{payment.Id} {there.State}");
            payment.Refunded.ShouldBeLessThanOrEqualTo(payment.Captured);
        }

        var ours = orders.SelectMany(o => o.Payments).Select(p => p.Id).ToHashSet();
        foreach (var stray in real.Where(p => !ours.Contains(p.Id)))
        {
            // a provider that refuses for ever is asked for ever
            if (stray is { Fault: TestFault.NoRefund, State: PaymentStatus.Captured }) Shop.Store.Jobs.Keys.ShouldContain(j => j.Kind == DeclineCheck.JobKind);
            else (stray.Captured - stray.Refunded).ShouldBe(0, $"{stray.Id} {stray.State} took money for nothing");
            stray.State.ShouldNotBe(PaymentStatus.Authorized, $"{stray.Id} still holds money");
        }

        foreach (var order in orders) (order.Captured + order.Held).ShouldBe(order.Totals.Total - order.Adjustments.Where(a => a.MovesMoney && a.Status == Adjustment.Completed).SelectMany(a => a.Money).Where(m => m is { Kind: OperationKind.Void, State: PaymentStatus.Voided }).Sum(m => m.Amount));
        var balances = Shop.Store.Balances();
        balances.Where(b => b.Account.Id.StartsWith("clearing", StringComparison.Ordinal)).Sum(b => b.Balance).ShouldBe(orders.Sum(o => o.Captured - o.Refunded));
        balances.Where(b => b.Account.Id.StartsWith("receivable", StringComparison.Ordinal)).Sum(b => b.Balance).ShouldBe(orders.Sum(o => o.Held));
        Shop.Store.Stock.Values.Sum(s => s.Reserved).ShouldBe(orders.Where(o => o.Status != OrderStatus.Canceled).SelectMany(o => o.Lines).Sum(l => l.ToShip));
    }
}
