using Comptoir.Ledger.Statements;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class OrderTests
{
    private static readonly Caller Operator = new("operator", "console");
    private readonly TestShop _shop = Flowers();

    private long Clearing => _shop.Store.Balances().Where(b => b.Account.Id.StartsWith("clearing", StringComparison.Ordinal)).Sum(b => b.Balance);

    private Task<Result<Order>> Ship(Order o, params LineQuantity[] lines) => _shop.Orders.ShipAsync(_shop.Shop.Id, o.Id, lines.Length == 0 ? null : lines, "DHL", "T1", Operator, default);

    private Task<Result<Order>> Refund(Order o, LineQuantity[] lines, long? amount = null, string type = "refund", bool restock = false) =>
        _shop.Orders.RefundAsync(_shop.Shop.Id, o.Id, type, lines, amount, restock, null, Operator, null, default);

    private Task<Result<Order>> Cancel(Order o, Idempotency.IdempotencyKey? key = null) => _shop.Orders.CancelAsync(_shop.Shop.Id, o.Id, "changed my mind", Operator, key, default);

    [Fact]
    public async Task Number_and_email_together_find_an_order_and_neither_alone()
    {
        var order = await _shop.OrderAsync();
        Value(await _shop.Orders.FindAsync("flowers", " #1001 ", "ADA@example.com", default)).Id.ShouldBe(order.Id);
        var wrongEmail = Refused(await _shop.Orders.FindAsync("flowers", "1001", "eve@example.com", default), RefusalKind.NotFound);
        Refused(await _shop.Orders.FindAsync("flowers", "9999", "ada@example.com", default), RefusalKind.NotFound).ShouldBe(wrongEmail);
        Refused(await _shop.Orders.FindAsync("flowers", "99999999999999999999999", "ada@example.com", default), RefusalKind.NotFound);
    }

    [Fact]
    public async Task Shipping_in_parts_takes_stock_and_tells_the_buyer()
    {
        var order = await _shop.OrderAsync(("bouquet_roses", 3), ("pot_ceramic", 1));
        var partly = Value(await Ship(order, new LineQuantity(order.Lines[0].Item.Id, 2)));
        partly.Status.ShouldBe(OrderStatus.PartlyShipped);
        _shop.Store.Stock["bouquet_roses"].ShouldBe((998, 1));
        Refused(await Ship(order, new LineQuantity(order.Lines[0].Item.Id, 2)), RefusalKind.Invalid);
        Refused(await _shop.Orders.DeliverAsync("flowers", order.Id, Operator, default), RefusalKind.Conflict);
        var shipped = Value(await Ship(order));
        shipped.Status.ShouldBe(OrderStatus.Shipped);
        shipped.Events.Select(e => e.Type).ShouldBe(["shipped", "shipped"]);
        shipped.Events[^1].TrackingNumber.ShouldBe("T1");
        _shop.Store.Stock["bouquet_roses"].ShouldBe((997, 0));
        Refused(await Ship(order), RefusalKind.Conflict).Code.ShouldBe("nothing_to_ship");
        Value(await _shop.Orders.DeliverAsync("flowers", order.Id, Operator, default)).Status.ShouldBe(OrderStatus.Delivered);
        _shop.Store.Outbox.Values.Where(m => m.Kind == "webhook").Select(m => m.Topic).ShouldBe(["order_placed", "order_shipped", "order_shipped", "order_delivered"]);
    }

    [Fact]
    public async Task A_cancellation_gives_everything_back_once()
    {
        var order = await _shop.OrderAsync(("bouquet_roses", 3));
        Clearing.ShouldBe(order.Totals.Total);
        var key = Key("cancel");
        var canceled = Value(await Cancel(order, key));
        canceled.Status.ShouldBe(OrderStatus.Canceled);
        canceled.Refunded.ShouldBe(order.Totals.Total);
        canceled.Adjustments.ShouldHaveSingleItem().Status.ShouldBe("completed");
        _shop.Store.Stock["bouquet_roses"].ShouldBe((1000, 0));
        Clearing.ShouldBe(0);
        _shop.Store.Balances().ShouldAllBe(b => b.Balance == 0);
        (await Cancel(order, key)).Replayed.ShouldBeTrue();
        Refused(await Cancel(order), RefusalKind.Conflict);
        Refused(await Ship(order), RefusalKind.Conflict);
        Refused(await Refund(order, [], 1), RefusalKind.Conflict);
        _shop.Store.Outbox.Values.ShouldContain(m => m.Topic == "order_canceled" && m.Kind == "email");
    }

    [Fact]
    public async Task What_was_shipped_can_be_returned_but_not_cancelled()
    {
        var order = await _shop.OrderAsync(("bouquet_roses", 2));
        Value(await Ship(order, new LineQuantity(order.Lines[0].Item.Id, 1)));
        Refused(await Cancel(order), RefusalKind.Conflict).Code.ShouldBe("already_shipped");
        var returned = Value(await Refund(order, [new(order.Lines[0].Item.Id, 1)], type: "return", restock: true));
        returned.Refunded.ShouldBe(3500);
        returned.Lines[0].ShouldSatisfyAllConditions(l => l.Removed.ShouldBe(1), l => l.Fulfilled.ShouldBe(0), l => l.ToShip.ShouldBe(1));
        _shop.Store.Stock["bouquet_roses"].ShouldBe((1000, 1));
        Refused(await Cancel(order), RefusalKind.Conflict).Code.ShouldBe("already_shipped");
        Value(await Ship(order)).Status.ShouldBe(OrderStatus.Shipped);
        _shop.Store.Stock["bouquet_roses"].ShouldBe((999, 0));
    }

    [Fact]
    public async Task Refunding_pieces_before_shipment_releases_them_and_all_of_them_cancels()
    {
        var order = await _shop.OrderAsync(("bouquet_roses", 2));
        var line = order.Lines[0].Item.Id;
        Value(await Refund(order, [new(line, 1)])).Status.ShouldBe(OrderStatus.Confirmed);
        _shop.Store.Stock["bouquet_roses"].ShouldBe((1000, 1));
        Refused(await Refund(order, [new(line, 2)]), RefusalKind.Invalid);
        Value(await Refund(order, [new(line, 1)])).Status.ShouldBe(OrderStatus.Canceled);
        _shop.Store.Stock["bouquet_roses"].ShouldBe((1000, 0));
    }

    [Fact]
    public async Task Never_more_is_given_back_than_was_paid()
    {
        var order = await _shop.OrderAsync(("pot_ceramic", 1));
        Refused(await Refund(order, [], 2001), RefusalKind.Invalid).Message.ShouldContain("$20.00");
        Refused(await Refund(order, [], 0), RefusalKind.Invalid);
        Refused(await Refund(order, [], -5), RefusalKind.Invalid);
        Refused(await Refund(order, [new(order.Lines[0].Item.Id, 0)]), RefusalKind.Invalid);
        Refused(await Refund(order, [new("li_none", 1)]), RefusalKind.Invalid);
        Value(await Refund(order, [], 1900, "credit"));
        Value(await Refund(order, [new(order.Lines[0].Item.Id, 1)])).Refunded.ShouldBe(2000, "only what is left of the 1500");
        Clearing.ShouldBe(0);
    }

    [Fact]
    public async Task Two_refunds_of_the_whole_at_once_give_it_back_once()
    {
        var order = await _shop.OrderAsync(("pot_ceramic", 1));
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Refund(order, [], 2000))));
        results.Count(r => r.Ok).ShouldBe(1);
        Value(await _shop.Orders.GetAsync("flowers", order.Id, default)).Refunded.ShouldBe(2000);
        Clearing.ShouldBe(0);
    }

    [Fact]
    public async Task A_refund_that_a_crash_interrupted_is_finished_before_anything_else()
    {
        var order = await _shop.OrderAsync(("pot_ceramic", 2));
        _shop.Store.BeforeCommit = t => t.Transfers.Count == 0 ? Task.CompletedTask : throw new IOException("power cut");
        await Should.ThrowAsync<IOException>(() => Refund(order, [], 500));
        _shop.Store.BeforeCommit = null;
        var pending = Value(await _shop.Orders.GetAsync("flowers", order.Id, default));
        pending.Adjustments.ShouldHaveSingleItem().Status.ShouldBe("pending");
        var shipped = Value(await Ship(order));
        shipped.Refunded.ShouldBe(500);
        shipped.Adjustments.ShouldHaveSingleItem().Status.ShouldBe("completed");
        Clearing.ShouldBe(order.Totals.Total - 500);
    }

    [Fact]
    public async Task A_refund_that_the_provider_refuses_changes_no_money()
    {
        var shop = Flowers(new RefusingProvider());
        var order = await shop.OrderAsync(("pot_ceramic", 1));
        Refused(await shop.Orders.RefundAsync("flowers", order.Id, "refund", [], 500, false, null, Operator, null, default), RefusalKind.PaymentDeclined).Code.ShouldBe("refund_failed");
        var after = Value(await shop.Orders.GetAsync("flowers", order.Id, default));
        after.Refunded.ShouldBe(0);
        after.Adjustments.ShouldHaveSingleItem().Status.ShouldBe("failed");
    }

    [Fact]
    public async Task Records_from_outside_are_kept_by_id_and_cannot_rewrite_money()
    {
        var order = await _shop.OrderAsync(("pot_ceramic", 1));
        var money = Value(await Refund(order, [], 100)).Adjustments[0];
        var recorded = Value(await _shop.Orders.RecordAsync("flowers", order.Id,
            [new("evt_x", "shipped", Shops.Now, [], TrackingNumber: "TRACK123")],
            [new("adj_x", "refund", "pending", Shops.Now, [], 500), money with { Amount = 1 }], Agent, default));
        recorded.Events.ShouldHaveSingleItem().TrackingNumber.ShouldBe("TRACK123");
        recorded.Adjustments.Select(a => (a.Id, a.Amount)).ShouldBe([(money.Id, 100L), ("adj_x", 500L)]);
        var replaced = Value(await _shop.Orders.RecordAsync("flowers", order.Id, [new("evt_x", "delivered", Shops.Now, [])], [], Agent, default));
        replaced.Events.ShouldHaveSingleItem().Type.ShouldBe("delivered");
        Refused(await _shop.Orders.RecordAsync("flowers", order.Id, [], [new("a", "refund", "INVALID_STATUS", Shops.Now, [], 1)], Agent, default), RefusalKind.Invalid);
        Clearing.ShouldBe(order.Totals.Total - 100);
        TrialBalance.Of(_shop.Store.Balances()).ShouldAllBe(b => b.Balanced);
    }

    [Fact]
    public async Task Unknown_orders_are_not_found_whatever_is_asked()
    {
        var ghost = (await _shop.OrderAsync()) with { Id = "ord_none" };
        Refused(await Ship(ghost), RefusalKind.NotFound);
        Refused(await Cancel(ghost), RefusalKind.NotFound);
        Refused(await Refund(ghost, [], 1), RefusalKind.NotFound);
        Refused(await _shop.Orders.GetAsync("flowers", "ord_none", default), RefusalKind.NotFound);
    }

    private sealed class RefusingProvider : IPaymentProvider
    {
        private readonly TestPaymentProvider _real = new();

        public string HandlerId => _real.HandlerId;

        public Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct) => _real.AuthorizeAsync(operation, ct);

        public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) => _real.CaptureAsync(operation, ct);

        public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) => _real.VoidAsync(operation, ct);

        public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) =>
            Task.FromResult(new PaymentOutcome(PaymentStatus.Declined, Code: "expired_charge"));

        public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct) => _real.LookUpAsync(operation, ct);
    }
}
