using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

/// <summary>Documents from when a checkout and an order had one payment.</summary>
public sealed class OlderDocumentTests
{
    private readonly TestShop _shop = Flowers(new TestPaymentProvider(new TestPaymentMemory(), TimeProvider.System, remembersAll: false));

    [Fact]
    public async Task An_order_with_one_payment_is_read_as_an_order_with_a_list_of_one()
    {
        var order = await _shop.OrderAsync(("pot_ceramic", 1));
        var document = JsonSerializer.SerializeToNode(order, OrderingJson.Default.Order)!.AsObject();
        document.Remove("payments");
        document["payment"] = JsonNode.Parse($$"""{"handlerId":"mock_payment_handler","providerReference":"test_att","captured":2000,"refunded":500,"display":{"lastDigits":"4242"} }""");
        var read = document.Deserialize(OrderingJson.Default.Order)!;
        var payment = read.Payments.ShouldHaveSingleItem();
        (payment.Reference, payment.Captured, payment.Refunded, payment.State, payment.Display!.LastDigits).ShouldBe(("test_att", 2000L, 500L, PaymentStatus.PartlyRefunded, "4242"));
        read.Left.ShouldBe(1500);
        JsonSerializer.Serialize(read, OrderingJson.Default.Order).ShouldNotContain("\"payment\":");
    }

    [Fact]
    public void An_order_that_cost_nothing_has_no_payments()
    {
        var order = JsonSerializer.Deserialize(
            """{"id":"o","shopId":"s","checkoutId":"c","status":"Confirmed","currency":"EUR","language":"fr","lines":[],"totals":{"currency":"EUR","taxes":[]},"payment":{"handlerId":"free","captured":0,"refunded":0},"caller":{"id":"c","channel":"web"}}""",
            OrderingJson.Default.Order)!;
        order.Payments.ShouldBeEmpty();
        order.Left.ShouldBe(0);
    }

    [Fact]
    public async Task An_attempt_that_was_under_way_when_the_program_was_renewed_is_settled_by_its_id()
    {
        var ready = await _shop.ReadyAsync();
        _shop.Store.BeforeCommit = t => t.Order is null ? Task.CompletedTask : throw new IOException("power cut");
        await Should.ThrowAsync<IOException>(() => _shop.CompleteAsync(ready));
        _shop.Store.BeforeCommit = null;
        var started = (await _shop.Store.GetCheckoutAsync("", ready.Id, default))!;
        var document = JsonSerializer.SerializeToNode(started, OrderingJson.Default.Checkout)!.AsObject();
        document.Remove("paying");
        document["attempt"] = JsonNode.Parse("""{"id":"pay_old","handlerId":"mock_payment_handler","instrument":{"id":"i","handlerId":"mock_payment_handler","type":"card"},"amount":3500,"startedAt":"2026-06-12T10:00:00+00:00"}""");
        _shop.Store.Put(document.Deserialize(OrderingJson.Default.Checkout)!);
        _shop.Time.Advance(TimeSpan.FromMinutes(1));
        (await _shop.RunJobsAsync()).ShouldBe(1);
        _shop.Store.Orders.ShouldHaveSingleItem().Payments.ShouldHaveSingleItem().Reference.ShouldBe("test_pay_old");
    }

    [Fact]
    public async Task A_refund_that_was_pending_when_the_program_was_renewed_is_carried_out_under_its_id()
    {
        var order = await _shop.OrderAsync(("pot_ceramic", 1));
        _shop.Store.Put(order with { Adjustments = [new("adj_old", "refund", "pending", Shops.Now, [], 300, MovesMoney: true)] });
        var shipped = Value(await _shop.Orders.ShipAsync("flowers", order.Id, null, null, null, Agent, default));
        shipped.Refunded.ShouldBe(300);
        shipped.Adjustments.ShouldHaveSingleItem().Money.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Id.ShouldBe("adj_old"), p => p.State.ShouldBe(PaymentStatus.Refunded));
    }
}
