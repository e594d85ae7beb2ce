using System.Text.Json.Nodes;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Stripe;
using Comptoir.Ordering.Returns;
using Comptoir.Ordering.Tests.AfterSale;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>A buyer who paid with Stripe pays a difference, or with another card, on Stripe's page.</summary>
public sealed class StripeAfterSaleTests : IDisposable
{
    private readonly StripeDouble _stripe = new();
    private readonly AfterSaleShop _shop;

    public StripeAfterSaleTests()
    {
        var options = new FixedOptions(new() { BaseUrl = "https://stripe.example", ApiKey = "sk_test_double", PublicUrl = "https://shop.example" });
        var client = new StripeClient(_stripe, new StripeKeys(new MemoryPayments(), new PlainBox(), options), options, TimeProvider.System);
        _shop = new(providers: new StripeProvider(client, new StripePage(client), new TestShop(Shops.Comptoir()), options));
        _shop.World.Store.Rules = _shop.World.Store.Rules with { PaymentHandlers = [new(StripeOptions.Handler, "com.stripe", "1", ["card"])] };
    }

    public void Dispose()
    {
        _stripe.Complaints.ShouldBeEmpty();
        _stripe.Dispose();
    }

    private string ShopId => _shop.ShopId;

    [Fact]
    public async Task A_dearer_variant_is_paid_on_the_page_before_anything_changes()
    {
        var order = await BoughtAsync();
        var asked = Refused(await LargerAsync(order), RefusalKind.PaymentActionRequired);
        asked.ContinueUrl.ShouldBe(Session["url"]!.GetValue<string>());
        Session.ShouldSatisfyAllConditions(
            s => s["amount_total"]!.GetValue<long>().ShouldBe(200),
            s => ((string?)s["success_url"]).ShouldBe($"https://shop.example/orders/{order.Id}/pay/return"),
            s => ((string?)s["cancel_url"]).ShouldBe($"https://shop.example/orders/{order.Id}/pay"));
        (await _shop.ReadAsync(order)).ShouldSatisfyAllConditions(o => o.PaymentPage.ShouldBe(asked.ContinueUrl), o => o.Lines.ShouldHaveSingleItem().Item.VariantId.ShouldBe("shirt-s"), o => o.Captured.ShouldBe(order.Captured));
        Refused(await _shop.World.Orders.ResumeAsync(ShopId, order.Id, false, default), RefusalKind.PaymentActionRequired);

        _stripe.PayOnPage(Session["id"]!.GetValue<string>());
        var changed = Value(await _shop.World.Orders.ResumeAsync(ShopId, order.Id, false, default));
        changed.ShouldSatisfyAllConditions(o => o.Captured.ShouldBe(order.Captured + 200), o => o.PaymentPage.ShouldBeNull(), o => o.Payments[^1].Reference.ShouldStartWith("pi_"), o => o.Lines.Single(l => l.Remaining > 0).Item.VariantId.ShouldBe("shirt-m"));
        _shop.Judge();

        // the second payment is given back like any other
        Value(await _shop.World.Orders.RefundAsync(ShopId, order.Id, "refund", [], 150, false, null, AfterSaleShop.Operator, null, default)).Payments[^1].Refunded.ShouldBe(150);
        _shop.Judge();
    }

    [Fact]
    public async Task Asking_again_while_the_page_waits_opens_no_second_one_and_nothing_else_changes_meanwhile()
    {
        var order = await BoughtAsync();
        for (var i = 0; i < 3; i++) Refused(await LargerAsync(order), RefusalKind.PaymentActionRequired);
        _stripe.Sessions.ShouldHaveSingleItem();
        Refused(await _shop.World.Orders.ShipAsync(ShopId, order.Id, null, null, null, AfterSaleShop.Operator, default), RefusalKind.PaymentActionRequired);
        _shop.World.Store.Stock["shirt-m"].Reserved.ShouldBe(1, "put aside while the buyer pays");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_difference_that_is_not_paid_leaves_the_order_as_it_was(bool stopped)
    {
        var order = await BoughtAsync();
        Refused(await LargerAsync(order), RefusalKind.PaymentActionRequired);
        if (stopped)
        {
            Value(await _shop.World.Orders.ResumeAsync(ShopId, order.Id, true, default));
        }
        else
        {
            _shop.World.Time.Advance(TimeSpan.FromMinutes(31));
            await _shop.World.RunJobsAsync();
        }

        ((string?)Session["status"]).ShouldBe("expired");
        (await _shop.ReadAsync(order)).ShouldSatisfyAllConditions(o => o.Adjustments.ShouldHaveSingleItem().Status.ShouldBe(Adjustment.Failed), o => o.Captured.ShouldBe(order.Captured), o => o.Lines.ShouldHaveSingleItem().Item.VariantId.ShouldBe("shirt-s"));
        _shop.World.Store.Stock["shirt-m"].Reserved.ShouldBe(0);
        _shop.Judge();
    }

    [Fact]
    public async Task A_difference_paid_at_the_last_moment_changes_the_order_although_the_buyer_wanted_to_stop()
    {
        var order = await BoughtAsync();
        Refused(await LargerAsync(order), RefusalKind.PaymentActionRequired);
        _stripe.PayOnPage(Session["id"]!.GetValue<string>());
        Value(await _shop.World.Orders.ResumeAsync(ShopId, order.Id, true, default)).Captured.ShouldBe(order.Captured + 200);
        _shop.Judge();
    }

    [Fact]
    public async Task A_page_whose_address_was_lost_in_a_crash_is_found_again_and_there_is_only_one()
    {
        var order = await BoughtAsync();
        for (var i = 0; i < 3; i++) _stripe.Faults.Enqueue("drop after");
        Refused(await LargerAsync(order), RefusalKind.PaymentPending);
        _shop.World.Time.Advance(TimeSpan.FromMinutes(1));
        await _shop.World.RunJobsAsync();
        (await _shop.ReadAsync(order)).PaymentPage.ShouldBe(Session["url"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_card_is_charged_on_the_page_and_then_the_first_one_is_refunded()
    {
        var order = await BoughtAsync();
        Refused(await _shop.Amendments.ChangePaymentAsync(ShopId, order.Id, StripeOptions.Page, Shopper, null, default), RefusalKind.PaymentActionRequired);
        (await _shop.ReadAsync(order)).Refunded.ShouldBe(0, "nothing goes back before the new card has paid");
        _stripe.PayOnPage(Session["id"]!.GetValue<string>());
        var changed = Value(await _shop.World.Orders.ResumeAsync(ShopId, order.Id, false, default));
        changed.Payments.Select(p => (p.Captured, p.Refunded)).ShouldBe([(order.Captured, order.Captured), (order.Captured, 0)]);
        _shop.Judge();

        // and once more, from one card of Stripe's to another
        Refused(await _shop.Amendments.ChangePaymentAsync(ShopId, order.Id, StripeOptions.Page, Shopper, null, default), RefusalKind.PaymentActionRequired);
        _stripe.PayOnPage(_stripe.Sessions.Keys.Last());
        Value(await _shop.World.Orders.ResumeAsync(ShopId, order.Id, false, default)).Payments.Count.ShouldBe(3);
        _shop.Judge();
    }

    [Fact]
    public async Task A_dearer_exchange_is_paid_on_the_page_and_then_settled()
    {
        var order = await BoughtAsync();
        Value(await _shop.World.Orders.ShipAsync(ShopId, order.Id, null, null, null, AfterSaleShop.Operator, default));
        Value(await _shop.World.Orders.DeliverAsync(ShopId, order.Id, AfterSaleShop.Operator, default));
        var line = AfterSaleShop.Line(order, "shirt-s");
        var back = Value(await _shop.Returns.RequestAsync(ShopId, order.Id, new([new(line, 1)], "does_not_fit", ReturnKind.Exchange, Exchanges: [new(line, "shirt-l")]), Shopper, null, default)).Returns.Single();
        Value(await _shop.Returns.InspectAsync(ShopId, order.Id, back.Id, [new(line, 1)], default)).Returns.Single().State.ShouldBe(ReturnState.AwaitingPayment);
        Refused(await _shop.Returns.PayAsync(ShopId, order.Id, back.Id, StripeOptions.Page, null, default), RefusalKind.PaymentActionRequired);
        _stripe.PayOnPage(Session["id"]!.GetValue<string>());
        Value(await _shop.World.Orders.ResumeAsync(ShopId, order.Id, false, default)).ShouldSatisfyAllConditions(o => o.Returns.Single().State.ShouldBe(ReturnState.Completed), o => o.Captured.ShouldBe(order.Captured + 500));
        _shop.Judge();
    }

    private JsonObject Session => _stripe.Sessions.Values.ShouldHaveSingleItem();

    private async Task<Order> BoughtAsync()
    {
        var ready = await _shop.World.ReadyAsync(("shirt-s", 1));
        var instrument = new PaymentInstrument("i", StripeOptions.Handler, "card", new JsonObject { ["token"] = "pm_ok" }, Selected: true);
        Value(await _shop.World.Checkouts.CompleteAsync(ShopId, ready.Id, new([instrument]), Agent, null, default));
        return _shop.World.Store.Orders.Single();
    }

    private Task<Result<Order>> LargerAsync(Order order) =>
        _shop.Amendments.ChangeItemsAsync(ShopId, order.Id, [new(AfterSaleShop.Line(order, "shirt-s"), "shirt-m")], new Means(Instrument: StripeOptions.Page), null, Shopper, null, default);
}
