using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.AfterSale;

/// <summary>A piece comes back by one way only, and a button that is pressed twice asks once.</summary>
public sealed class ComesBackOnceTests
{
    private readonly AfterSaleShop _shop = new();

    [Fact]
    public async Task A_piece_on_its_way_back_is_not_refunded_at_the_console_as_well()
    {
        var order = await _shop.DeliveredAsync(("book", 2));
        var line = AfterSaleShop.Line(order, "book");
        await _shop.Returns.RequestAsync(_shop.ShopId, order.Id, new([new(line, 1)], "changed_mind"), Shopper, null, default);
        var both = await _shop.World.Orders.RefundAsync(_shop.ShopId, order.Id, "return", [new(line, 2)], null, true, null, AfterSaleShop.Operator, null, default);
        both.Refusal!.Code.ShouldBe("invalid_quantity");
        Value(await _shop.World.Orders.RefundAsync(_shop.ShopId, order.Id, "return", [new(line, 1)], null, true, null, AfterSaleShop.Operator, null, default)).Refunded.ShouldBe(1055);
        _shop.Judge();
    }

    [Fact]
    public async Task A_refund_called_return_takes_what_was_not_sent_before_what_is_on_its_way_back()
    {
        var order = await _shop.World.OrderAsync(("book", 2));
        var line = AfterSaleShop.Line(order, "book");
        Value(await _shop.World.Orders.ShipAsync(_shop.ShopId, order.Id, [new(line, 1)], null, null, AfterSaleShop.Operator, default));
        var asked = Value(await _shop.Returns.RequestAsync(_shop.ShopId, order.Id, new([new(line, 1)], "changed_mind"), AfterSaleShop.Operator, null, default));
        Value(await _shop.World.Orders.RefundAsync(_shop.ShopId, order.Id, "return", [new(line, 1)], null, true, null, AfterSaleShop.Operator, null, default));
        _shop.Judge();
        var back = asked.Returns.Single();
        var settled = Value(await _shop.Returns.InspectAsync(_shop.ShopId, order.Id, back.Id, [new(line, 1)], default));
        settled.Lines.Single(l => l.Item.Id == line).ShouldSatisfyAllConditions(l => l.Removed.ShouldBe(2), l => l.Fulfilled.ShouldBe(0));
        _shop.Judge();
    }

    [Fact]
    public async Task A_return_that_is_asked_for_twice_with_one_key_is_made_once()
    {
        var order = await _shop.DeliveredAsync(("book", 3));
        var key = new IdempotencyKey("return", "form_1", "hash");
        var input = new ReturnInput([new(AfterSaleShop.Line(order, "book"), 1)], "changed_mind");
        for (var i = 0; i < 2; i++) Value(await _shop.Returns.RequestAsync(_shop.ShopId, order.Id, input, Shopper, key, default)).Returns.ShouldHaveSingleItem();
        (await _shop.ReadAsync(order)).Returns.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_withdrawal_that_is_confirmed_twice_with_one_key_is_declared_once_and_answered_twice(bool shipped)
    {
        var order = shipped ? await _shop.DeliveredAsync(("book", 3)) : await _shop.World.OrderAsync(("book", 3));
        var key = new IdempotencyKey("withdraw", "form_1", "hash");
        var input = new WithdrawalInput("Zoé Martin", "zoe@example.fr", [new LineQuantity(AfterSaleShop.Line(order, "book"), 1)]);
        var first = Value(await _shop.Withdrawals.ConfirmAsync(_shop.ShopId, order.Id, input, Shopper, key, default));
        var second = Value(await _shop.Withdrawals.ConfirmAsync(_shop.ShopId, order.Id, input, Shopper, key, default));
        second.Withdrawals.ShouldHaveSingleItem().Id.ShouldBe(first.Withdrawals.Single().Id);
        second.Refunded.ShouldBe(first.Refunded);
        (await _shop.ReadAsync(order)).Withdrawals.ShouldHaveSingleItem();
        _shop.Judge();
    }
}
