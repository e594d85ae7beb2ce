using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>Money that is taken with the shipments: of a promise in parts where the provider can, whole with the first where it cannot.</summary>
public sealed class ShipmentCaptureTests
{
    private const string Roses = "bouquet_roses";
    private const string Pot = "pot_ceramic";

    [Fact]
    public async Task Each_shipment_takes_what_it_carries_the_first_also_the_delivery_and_the_last_the_rest()
    {
        var world = new FaultyWorld(false, CaptureTime.AtShipment);
        var order = await OrderAsync(world, (Roses, 3), (Pot, 1));
        (order.Captured, order.Held).ShouldBe((0, order.Totals.Total));
        var (roses, pot) = (Worth(order, Roses), Worth(order, Pot));

        var first = await ShipAsync(world, order, (Roses, 1));
        (first.Captured, first.Held).ShouldBe((order.Totals.Total - roses * 2 - pot, roses * 2 + pot));
        var second = await ShipAsync(world, order, (Roses, 2));
        (second.Captured, second.Held).ShouldBe((order.Totals.Total - pot, pot));
        var last = await ShipAsync(world, order, (Pot, 1));
        (last.Captured, last.Held, last.Payments.Single().State).ShouldBe((order.Totals.Total, 0, PaymentStatus.Captured));
        await TrueAsync(world);
    }

    [Fact]
    public async Task What_is_left_of_the_promise_is_released_when_nothing_is_left_to_ship()
    {
        var world = new FaultyWorld(false, CaptureTime.AtShipment);
        var order = await OrderAsync(world, (Roses, 3));
        await ShipAsync(world, order, (Roses, 1));
        var line = order.Lines[0].Item.Id;
        var cancelled = Value(await world.Shop.Orders.RefundAsync("flowers", order.Id, "refund", [new(line, 2)], null, false, null, Agent, null, default));
        (cancelled.Held, cancelled.Refunded, cancelled.Payments.Single().State).ShouldBe((0, 0, PaymentStatus.Captured));
        cancelled.Captured.ShouldBe(order.Totals.Total - Worth(order, Roses) * 2);
        await TrueAsync(world);
    }

    [Fact]
    public async Task A_payment_that_can_be_captured_only_once_is_taken_whole_with_the_first_shipment_and_the_other_for_the_difference()
    {
        var world = new FaultyWorld(true, CaptureTime.AtShipment);
        var order = await OrderAsync(world, (Roses, 3));
        order.Payments.Select(p => p.Held).ShouldBe([1200, order.Totals.Total - 1200]);
        var first = await ShipAsync(world, order, (Roses, 1));
        var due = order.Totals.Total - Worth(order, Roses) * 2;
        first.Payments.Select(p => p.Captured).ShouldBe([1200, due - 1200]);
        await ShipAsync(world, order, (Roses, 2));
        await TrueAsync(world);
    }

    [Fact]
    public async Task A_shipment_that_is_refused_takes_no_money()
    {
        var world = new FaultyWorld(false, CaptureTime.AtShipment);
        var order = await OrderAsync(world, (Roses, 1));
        Refused(await world.Shop.Orders.ShipAsync("flowers", order.Id, [new(order.Lines[0].Item.Id, 2)], new(), Agent, default), RefusalKind.Invalid);
        Refused(await world.Shop.Orders.ShipAsync("flowers", order.Id, null, new(TrackingUrl: "javascript:alert(1)"), Agent, default), RefusalKind.Invalid);
        world.Shop.Store.Orders.Single().Captured.ShouldBe(0);
    }

    [Theory]
    [InlineData(TestFault.TimeoutAfter)]
    [InlineData(TestFault.TimeoutBefore)]
    [InlineData(TestFault.SaysDeclined)]
    public async Task A_second_capture_whose_answer_is_lost_or_false_is_taken_once(TestFault fault)
    {
        var world = new FaultyWorld(false, CaptureTime.AtShipment);
        var order = await OrderAsync(world, (Roses, 3));
        await ShipAsync(world, order, (Roses, 1));
        await world.ScriptAsync(OperationKind.Capture, fault);
        await world.Shop.Orders.ShipAsync("flowers", order.Id, [new(order.Lines[0].Item.Id, 1)], new(), Agent, default);
        await world.EndAsync();
        if (world.Shop.Store.Orders.Single().Lines[0].Fulfilled == 1) await ShipAsync(world, order, (Roses, 1));
        world.Shop.Store.Orders.Single().Held.ShouldBe(Worth(order, Roses));
        await ShipAsync(world, order, (Roses, 1));
        await TrueAsync(world);
    }

    [Fact]
    public async Task A_reduction_between_two_shipments_lowers_what_the_last_one_takes()
    {
        var world = new FaultyWorld(false, CaptureTime.AtShipment);
        var order = await OrderAsync(world, (Roses, 2));
        await ShipAsync(world, order, (Roses, 1));
        var reduced = Value(await world.Shop.Orders.RefundAsync("flowers", order.Id, "refund", [], 500, false, null, Agent, null, default));
        (reduced.Refunded, reduced.Held).ShouldBe((0, Worth(order, Roses) - 500));
        var last = await ShipAsync(world, order, (Roses, 1));
        (last.Captured, last.Held).ShouldBe((order.Totals.Total - 500, 0));
        await TrueAsync(world);
    }

    private static long Worth(Order order, string item) => order.Lines.Where(l => l.Item.ItemId == item).Sum(l => l.Item.Total / l.Item.Quantity);

    private static async Task<Order> OrderAsync(FaultyWorld world, params (string Item, int Quantity)[] items)
    {
        Value(await world.PayAsync(await world.Shop.ReadyAsync(items), "success_token", "k"));
        return world.Shop.Store.Orders.Single();
    }

    private static async Task<Order> ShipAsync(FaultyWorld world, Order order, params (string Item, int Quantity)[] pieces) => Value(await world.Shop.Orders.ShipAsync(
        "flowers", order.Id, [.. pieces.Select(p => new LineQuantity(order.Lines.First(l => l.Item.ItemId == p.Item).Item.Id, p.Quantity))], new(), Agent, default));

    private static async Task TrueAsync(FaultyWorld world)
    {
        await world.EndAsync();
        await world.ShouldBeTrueAsync();
    }
}
