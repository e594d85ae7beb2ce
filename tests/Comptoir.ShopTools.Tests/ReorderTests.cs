using Comptoir.Catalog.Offers;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Orders;

namespace Comptoir.ShopTools.Tests;

public sealed class ReorderTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_is_put_into_a_cart_at_todays_price_and_what_is_no_longer_sold_is_named()
    {
        await OrderedAsync("ord_1", null, Line("desk-red", "desk", "Desk lamp", 2), Line("gone", "gone", "Oil lamp", 1));
        var again = (await shop.Get<Reorder>().RunAsync(shop.Context("en"), "ord_1", Ct)).Value.ShouldNotBeNull();
        again.Gone.ShouldBe(["Oil lamp"]);
        again.Cart.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(l => l.VariantId.ShouldBe("desk-red"), l => l.Quantity.ShouldBe(2), l => l.UnitPrice.Amount.ShouldBe(5_200));
        again.Cart.Messages.ShouldNotBeEmpty("the price is another than that of the order");
    }

    [Fact]
    public async Task Nothing_left_is_said_and_makes_no_cart()
    {
        await OrderedAsync("ord_2", null, Line("gone", "gone", "Oil lamp", 1));
        (await shop.Get<Reorder>().RunAsync(shop.Context("fr"), "ord_2", Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("nothing_left");
    }

    [Fact]
    public async Task An_order_of_another_customer_is_as_unknown_as_one_that_is_not_there()
    {
        await OrderedAsync("ord_3", "cust_1", Line("desk-red", "desk", "Desk lamp", 1));
        foreach (var id in new[] { "ord_3", "ord_none", "" })
            (await shop.Get<Reorder>().RunAsync(shop.Context("en"), id, Ct)).Refusal.ShouldNotBeNull().Kind.ShouldBe(RefusalKind.NotFound);
        var own = shop.Context("en") with { Caller = new("browser", "web", CustomerId: "cust_1") };
        (await shop.Get<Reorder>().RunAsync(own, "ord_3", Ct)).Ok.ShouldBeTrue();
    }

    private async Task OrderedAsync(string id, string? customer, params LineItem[] lines)
    {
        var order = new Order
        {
            Id = id,
            ShopId = shop.Shop.Id,
            Version = 1,
            CheckoutId = "chk_" + id,
            Status = OrderStatus.Delivered,
            Currency = "EUR",
            Language = "en",
            Lines = [.. lines.Select(l => new OrderLine(l, Fulfilled: l.Quantity))],
            CustomerId = customer,
            Totals = new("EUR", 0, 0, 0, 0, 0, 0, 0, 0, []),
            Caller = new("browser", "web"),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        (await shop.Get<IOrderingStore>().CommitAsync(new Transition(shop.Shop.Id) { Order = order }, Ct)).Status.ShouldBe(CommitStatus.Committed);
    }

    private static LineItem Line(string variant, string product, string title, int quantity) => new()
    {
        Id = "li_" + variant,
        ItemId = variant,
        ProductId = product,
        VariantId = variant,
        Title = title,
        UnitPrice = new Money(4_000, "EUR"),
        Quantity = quantity,
    };
}
