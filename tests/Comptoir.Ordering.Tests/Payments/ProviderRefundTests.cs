using System.Text;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Payments.Webhooks;
using Comptoir.Ordering.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>Refunds that happen, or fail, at the provider without us, and answers that name another amount.</summary>
public sealed class ProviderRefundTests
{
    private readonly FaultyWorld _world = new(false, CaptureTime.AtOrder);

    private ProviderMoneyService Money => new(_world.Shop.Store, _world.Shop.Providers, _world.Shop.Time);

    private Order Order => _world.Shop.Store.Orders.Single();

    [Fact]
    public async Task A_refund_made_in_the_providers_dashboard_is_written_into_order_and_ledger_once()
    {
        var payment = await BuyAsync();
        await AtProviderAsync(p => p.RefundedElsewhere(700, _world.Shop.Time.GetUtcNow()));
        for (var i = 0; i < 3; i++) await DeliverAsync();
        Order.Refunded.ShouldBe(700);
        Order.Adjustments.ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.Type.ShouldBe("refund"), a => a.Amount.ShouldBe(700), a => a.Status.ShouldBe(Adjustment.Completed));
        _world.Shop.Store.Outbox.Values.Count(m => m.Topic == "order_refunded" && m.Kind == "email").ShouldBe(1);
        Clearing.ShouldBe(payment.Captured - 700);

        await AtProviderAsync(p => p.RefundedElsewhere(300, _world.Shop.Time.GetUtcNow()));
        await DeliverAsync();
        Order.Refunded.ShouldBe(1000);
        Clearing.ShouldBe(payment.Captured - 1000);
        await TrueAsync();
    }

    [Fact]
    public async Task A_refund_of_ours_is_not_taken_for_a_foreign_one()
    {
        await BuyAsync();
        Value(await _world.Shop.Orders.RefundAsync("flowers", Order.Id, "refund", [], 700, false, null, Agent, null, default));
        await AtProviderAsync(p => p.RefundedElsewhere(1, _world.Shop.Time.GetUtcNow()));
        await DeliverAsync();
        Order.Adjustments.Select(a => a.Amount).ShouldBe([700, 1]);
        await TrueAsync();
    }

    [Fact]
    public async Task A_refund_that_fails_days_later_is_owed_again_once_and_put_before_a_person_until_it_is_given()
    {
        var payment = await BuyAsync();
        var before = _world.Shop.Store.Balances().ToDictionary(b => b.Account.Id, b => b.Balance);
        Value(await _world.Shop.Orders.RefundAsync("flowers", Order.Id, "refund", [new(Order.Lines[0].Item.Id, 1)], null, false, null, Agent, null, default));
        await AtProviderAsync(p => p.RefundFailed(_world.Shop.Time.GetUtcNow()));
        for (var i = 0; i < 2; i++) await DeliverAsync();
        (Order.Refunded, Order.Left).ShouldBe((0, payment.Captured));
        Order.Adjustments[^1].ShouldSatisfyAllConditions(a => a.Type.ShouldBe(ProviderRefunds.Failed), a => a.Amount.ShouldBeLessThan(0));
        foreach (var balance in _world.Shop.Store.Balances()) balance.Balance.ShouldBe(before.GetValueOrDefault(balance.Account.Id), balance.Account.Id);
        OrderCase.Of(Order).ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Kind.ShouldBe("money"), c => c.State.ShouldBe(ProviderRefunds.Failed));

        Value(await _world.Shop.Orders.RefundAsync("flowers", Order.Id, "refund", [], 700, false, null, Agent, null, default));
        OrderCase.Of(Order).ShouldBeEmpty();
        await TrueAsync();
    }

    [Fact]
    public async Task A_foreign_refund_that_fails_later_is_taken_back_too()
    {
        var payment = await BuyAsync();
        await AtProviderAsync(p => p.RefundedElsewhere(700, _world.Shop.Time.GetUtcNow()));
        await DeliverAsync();
        await AtProviderAsync(p => p.RefundFailed(_world.Shop.Time.GetUtcNow()));
        await DeliverAsync();
        Order.Adjustments.Select(a => a.Amount).ShouldBe([700, -700]);
        Clearing.ShouldBe(payment.Captured);
        await TrueAsync();
    }

    [Theory]
    [InlineData(600)]
    [InlineData(800)]
    public async Task A_refund_answered_with_another_amount_waits_for_a_person_and_is_finished_with_the_providers(long said)
    {
        var payment = await BuyAsync();
        var lying = new OtherAmount(_world.Shop.Providers[0], OperationKind.Refund, said);
        var orders = new OrderService(_world.Shop.Store, [lying], _world.Shop.Time);
        Refused(await orders.RefundAsync("flowers", Order.Id, "refund", [], 700, false, null, Agent, null, default), RefusalKind.PaymentPending);
        var waiting = Order.Adjustments.ShouldHaveSingleItem();
        (waiting.Status, waiting.Money[0].Said).ShouldBe((Adjustment.Pending, said));
        OrderCase.Of(Order).ShouldHaveSingleItem().State.ShouldBe(Payment.AmountDiffers);
        Refused(await orders.RefundAsync("flowers", Order.Id, "refund", [], 1, false, null, Agent, null, default), RefusalKind.PaymentPending);

        var money = new ProviderMoneyService(_world.Shop.Store, [lying], _world.Shop.Time);
        Value(await money.AcceptAmountAsync("flowers", Order.Id, waiting.Id, default)).Refunded.ShouldBe(said);
        Refused(await money.AcceptAmountAsync("flowers", Order.Id, waiting.Id, default), RefusalKind.Conflict);
        Clearing.ShouldBe(payment.Captured - said);
        OrderCase.Of(Order).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_capture_of_less_than_was_promised_is_accepted_and_the_rest_is_no_longer_promised()
    {
        var world = new FaultyWorld(false, CaptureTime.AtShipment);
        Value(await world.PayAsync(await world.Shop.ReadyAsync(("bouquet_roses", 2)), "success_token", "k"));
        var order = world.Shop.Store.Orders.Single();
        IPaymentProvider[] lying = [new OtherAmount(world.Shop.Providers[0], OperationKind.Capture, 5000)];
        Refused(await new OrderService(world.Shop.Store, lying, world.Shop.Time).ShipAsync("flowers", order.Id, null, null, null, Agent, default), RefusalKind.PaymentPending);
        var accepted = Value(await new ProviderMoneyService(world.Shop.Store, lying, world.Shop.Time).AcceptAmountAsync("flowers", order.Id, world.Shop.Store.Orders.Single().Adjustments[0].Id, default));
        (accepted.Captured, accepted.Held, accepted.Left).ShouldBe((5000, 0, 5000));
        var balances = world.Shop.Store.Balances();
        balances.Where(b => b.Account.Id.StartsWith("receivable", StringComparison.Ordinal)).Sum(b => b.Balance).ShouldBe(0);
        balances.Where(b => b.Account.Id.StartsWith("clearing", StringComparison.Ordinal)).Sum(b => b.Balance).ShouldBe(5000);
        Value(await world.Shop.Orders.ShipAsync("flowers", order.Id, null, null, null, Agent, default)).Status.ShouldBe(OrderStatus.Shipped);
    }

    [Fact]
    public async Task More_than_there_was_is_not_accepted()
    {
        var payment = await BuyAsync();
        IPaymentProvider[] lying = [new OtherAmount(_world.Shop.Providers[0], OperationKind.Refund, payment.Captured + 1)];
        await new OrderService(_world.Shop.Store, lying, _world.Shop.Time).RefundAsync("flowers", Order.Id, "refund", [], 700, false, null, Agent, null, default);
        Refused(await new ProviderMoneyService(_world.Shop.Store, lying, _world.Shop.Time).AcceptAmountAsync("flowers", Order.Id, Order.Adjustments[0].Id, default), RefusalKind.Conflict);
        Order.Refunded.ShouldBe(0);
    }

    private long Clearing => _world.Shop.Store.Balances().Where(b => b.Account.Id.StartsWith("clearing", StringComparison.Ordinal)).Sum(b => b.Balance);

    private async Task<Payment> BuyAsync()
    {
        Value(await _world.PayAsync(await _world.Shop.ReadyAsync(("bouquet_roses", 2)), "success_token", "k"));
        return Order.Payments.Single();
    }

    private Task AtProviderAsync(Func<TestPayment, TestPayment?> what) =>
        _world.Memory.ChangeAsync("flowers", Order.Payments[0].Id, p => (what(p!).ShouldNotBeNull(), true), default);

    /// <summary>The provider's newest event arrives, and its job is done.</summary>
    private async Task DeliverAsync()
    {
        var (shop, hooks) = (_world.Shop, new TestPaymentWebhooks(_world.Memory, _world.Shop.Time));
        var payment = (await _world.Memory.FindAsync("flowers", Order.Payments[0].Id, default))!;
        var delivery = TestPaymentWebhooks.Delivery(payment, payment.Events[^1], shop.Time.GetUtcNow());
        var inbox = new PaymentInbox(new MemoryPayments(), shop.Store, [hooks], shop.Time, NullLogger<PaymentInbox>.Instance);
        (await inbox.ReceiveAsync("flowers", TestPaymentProvider.Handler, Encoding.UTF8.GetBytes((string)delivery["body"]!), _ => (string)delivery["signature"]!, default)).ShouldBe(InboxAnswer.Taken);
        var leased = await shop.Store.LeaseAsync([RefundJob.JobKind], shop.Time.GetUtcNow(), shop.Time.GetUtcNow() + TimeSpan.FromMinutes(1), 10, default);
        (await new RefundJob([hooks], Money, shop.Store, shop.Time).RunAsync(leased.ShouldHaveSingleItem(), default)).Again.ShouldBeNull();
        await shop.Store.DoneAsync(leased[0], default);
    }

    private async Task TrueAsync()
    {
        await _world.EndAsync();
        await _world.ShouldBeTrueAsync();
    }

    /// <summary>Answers one kind of operation with another amount.</summary>
    private sealed class OtherAmount(IPaymentProvider real, OperationKind kind, long said) : IPaymentProvider
    {
        public string HandlerId => real.HandlerId;

        public Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct) => real.AuthorizeAsync(operation, ct);

        public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) => Task.FromResult(kind == OperationKind.Capture ? new(PaymentStatus.Captured, "x", Amount: said) : new PaymentOutcome(PaymentStatus.Declined));

        public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) => real.VoidAsync(operation, ct);

        public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) => Task.FromResult(kind == OperationKind.Refund ? new(PaymentStatus.Refunded, "x", Amount: said) : new PaymentOutcome(PaymentStatus.Declined));

        public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct) => real.LookUpAsync(operation, ct);
    }
}
