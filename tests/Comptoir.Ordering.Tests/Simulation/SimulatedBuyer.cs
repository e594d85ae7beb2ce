using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Tests.World;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>Buys, and then ships, refunds or cancels what was bought; repeats every request with its key until it is answered.</summary>
internal sealed class SimulatedBuyer(SimulatedWorld world, Random random, int number)
{
    private readonly TestShop _shop = world.Shop;
    private int _key;

    public async Task RunAsync()
    {
        var input = TestShop.Input((random.Next(2) == 0 ? "pan" : "book", random.Next(1, 3))) with
        {
            Buyer = new("Ada", "Byron", $"ada{number}@example.com"),
            Fulfilment = [TestShop.Shipping(TestShop.Springfield with { Id = "dest", Country = "FR", Region = null }, "std")],
        };
        var createKey = NewKey("create");
        var created = await AnsweredAsync(p => p.Checkouts.CreateAsync(_shop.Shop.Id, input, TestShop.Agent, createKey, CancellationToken.None));
        if (created.Value is not { } checkout) return;
        await SameAsync("create", checkout.Id, p => p.Checkouts.CreateAsync(_shop.Shop.Id, input, TestShop.Agent, createKey, CancellationToken.None), c => c.Id);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var key = NewKey("complete");
            Task<Result<Checkout>> Complete(SimulatedProcess p) => p.Checkouts.CompleteAsync(_shop.Shop.Id, checkout.Id, new([TestShop.Token("success_token")]), TestShop.Agent, key, CancellationToken.None);

            // the same request twice at the same moment, perhaps at two processes
            var twin = random.Next(3) == 0 ? AnsweredAsync(Complete) : null;
            var done = await AnsweredAsync(Complete);
            if (done.Refusal?.Kind == RefusalKind.PaymentActionRequired && random.Next(2) == 0)
            {
                world.Provider.Confirm(checkout.Id);
                done = await AnsweredAsync(Complete);
            }

            if (twin is not null && (await twin).Value?.OrderId is { } other && done.Ok && done.Value.OrderId != other) world.Findings.Add($"One key bought {done.Value.OrderId} and {other}.");
            if (done.Ok)
            {
                world.Findings.AddRange(Missing(checkout.Id, done.Value.OrderId));
                await SameAsync("complete", done.Value.OrderId!, Complete, c => c.OrderId!);
                await OperateAsync(done.Value.OrderId!);
                return;
            }
        }

        await AnsweredAsync(p => p.Checkouts.CancelAsync(_shop.Shop.Id, checkout.Id, TestShop.Agent, NewKey("cancel"), CancellationToken.None));
    }

    /// <summary>What was acknowledged must be there at that moment.</summary>
    private IEnumerable<string> Missing(string checkoutId, string? orderId)
    {
        if (_shop.Store.Orders.All(o => o.Id != orderId || o.CheckoutId != checkoutId)) yield return $"Order {orderId} was acknowledged and is not there.";
    }

    private async Task OperateAsync(string orderId)
    {
        var order = _shop.Store.Orders.First(o => o.Id == orderId);
        var caller = new Caller("operator", "console");
        for (var i = random.Next(3); i > 0; i--)
        {
            var line = order.Lines[0].Item.Id;
            var (key, amount) = (NewKey("order"), random.Next(1, 900));
            switch (random.Next(4))
            {
                case 0: await AnsweredAsync(p => p.Orders.ShipAsync(order.ShopId, orderId, [new(line, 1)], null, null, caller, CancellationToken.None)); break;
                case 1: await AnsweredAsync(p => p.Orders.RefundAsync(order.ShopId, orderId, "refund", [], amount, false, null, caller, key, CancellationToken.None)); break;
                case 2: await AnsweredAsync(p => p.Orders.RefundAsync(order.ShopId, orderId, "return", [new(line, 1)], null, true, null, caller, key, CancellationToken.None)); break;
                default: await AnsweredAsync(p => p.Orders.CancelAsync(order.ShopId, orderId, "changed my mind", caller, key, CancellationToken.None)); break;
            }
        }
    }

    /// <summary>Sometimes asks again with the key of what was answered: the answer is the same.</summary>
    private async Task SameAsync<T>(string what, string first, Func<SimulatedProcess, Task<Result<T>>> ask, Func<T, string> id)
        where T : class
    {
        if (random.Next(3) > 0) return;
        var again = await AnsweredAsync(ask);
        if (!again.Ok || id(again.Value) != first) world.Findings.Add($"The same {what} gave {first} and then {(again.Ok ? id(again.Value) : again.Refusal.Code)}.");
    }

    private async Task<Result<T>> AnsweredAsync<T>(Func<SimulatedProcess, Task<Result<T>>> ask)
        where T : class
    {
        while (true)
        {
            var answer = await world.AskAsync(ask);
            if (answer is not null && answer.Refusal?.Kind != RefusalKind.PaymentPending) return answer;
            await world.PauseAsync(4);
        }
    }

    private IdempotencyKey NewKey(string what) => new($"agent {what}", $"{number}-{_key++}", "h");
}
