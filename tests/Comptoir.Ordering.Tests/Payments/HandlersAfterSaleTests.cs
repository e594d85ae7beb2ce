using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Tests.AfterSale;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>What a shop does not take at checkout it does not take afterwards: above all no test card in a shop of real money.</summary>
public sealed class HandlersAfterSaleTests
{
    [Fact]
    public async Task A_test_card_pays_no_change_of_an_order_in_a_shop_that_does_not_list_it()
    {
        var shop = new AfterSaleShop();
        var order = await shop.World.OrderAsync(("shirt-s", 1));
        var store = shop.World.Store;
        store.Rules = store.Rules with { PaymentHandlers = [new("stripe", "com.stripe", "1", ["card"])] };
        var card = Token("success_token") with { Id = "another", HandlerId = TestPaymentProvider.Handler };
        var larger = shop.World.FindItem(shop.ShopId, "shirt")!.Value.Product.Variants.OrderByDescending(v => v.Offer.Price.Amount).First().Id;
        Refused(await shop.Amendments.ChangeItemsAsync(shop.ShopId, order.Id, [new(order.Lines[0].Item.Id, larger)], new Means(Instrument: card), null, Agent, null, default), RefusalKind.Invalid).Code.ShouldBe("unknown_payment_handler");
        Refused(await shop.Amendments.ChangePaymentAsync(shop.ShopId, order.Id, card, Agent, null, default), RefusalKind.Invalid).Code.ShouldBe("unknown_payment_handler");
        (await shop.ReadAsync(order)).ShouldSatisfyAllConditions(o => o.Payments.Count.ShouldBe(1), o => o.Adjustments.ShouldBeEmpty());
    }
}
