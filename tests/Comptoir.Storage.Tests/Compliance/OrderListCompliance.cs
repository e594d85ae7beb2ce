using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class OrderListCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    [Fact]
    public async Task Orders_are_listed_newest_first_and_page_by_page()
    {
        for (var i = 0; i < 5; i++) await Place($"o{i}", Some.Order($"o{i}", createdAt: Some.Now.AddMinutes(i)));

        (await List(new OrderFilter(Limit: 2, Offset: 1))).ShouldBe(["o3", "o2"]);
        (await Stores.Ordering.ListOrdersAsync("other", new OrderFilter(), None)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1002", "b")]
    [InlineData("#1002", "b")]
    [InlineData("brulee", "b")]
    [InlineData("LEFEVRE", "a")]
    [InlineData("100%_", "c")]
    [InlineData("sku-lys", "c")]
    [InlineData("_", "c")]
    [InlineData("' or 1=1 --", null)]
    public async Task An_operator_finds_an_order_by_what_is_in_it(string text, string? expected)
    {
        await Place("a", Some.Order("a") with { Lines = [new OrderLine(Some.Line() with { Title = "Rose" })] });
        await Place("b", Some.Order("b") with { Buyer = null });
        await Place("c", Some.Order("c") with { Buyer = null, Lines = [new OrderLine(Some.Line("lys") with { Title = "100%_ lys" })] });

        (await List(new OrderFilter(Text: text))).ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public async Task Orders_are_found_by_buyer_customer_and_state_together()
    {
        await Place("a", Some.Order("a") with { CustomerId = "cus_1" });
        await Place("b", Some.Order("b") with { CustomerId = "cus_1", Status = OrderStatus.Shipped });
        await Place("c", Some.Order("c") with { Buyer = new Buyer(Email: "other@example.com") });

        (await List(new OrderFilter(Email: "ZOE@example.com"))).ShouldBe(["b", "a"]);
        (await List(new OrderFilter(Email: "zoe@example.com", CustomerId: "cus_1", Status: OrderStatus.Confirmed))).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_changed_order_is_found_by_its_new_state_and_keeps_its_number()
    {
        var placed = (await Place("a", Some.Order("a"))).Order!;

        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Order = placed with { Version = 2, Status = OrderStatus.Delivered } }, None);

        (await List(new OrderFilter(Status: OrderStatus.Confirmed))).ShouldBeEmpty();
        (await Stores.Ordering.FindOrderByNumberAsync(Some.ShopId, placed.Number, None))!.Status.ShouldBe(OrderStatus.Delivered);
    }

    [Fact]
    public async Task Rules_are_saved_version_by_version_and_logged()
    {
        (await Stores.Ordering.GetRulesAsync(Some.ShopId, None)).Version.ShouldBe(0);
        (await Stores.Ordering.SaveRulesAsync(Some.ShopId, new SellingRules { Version = 1, MaxQuantity = 5 }, None)).ShouldBeTrue();
        (await Stores.Ordering.SaveRulesAsync(Some.ShopId, new SellingRules { Version = 1, MaxQuantity = 6 }, None)).ShouldBeFalse();
        (await Stores.Ordering.SaveRulesAsync(Some.ShopId, new SellingRules { Version = 2, MaxQuantity = 7 }, None)).ShouldBeTrue();

        (await Stores.Ordering.GetRulesAsync(Some.ShopId, None)).MaxQuantity.ShouldBe(7);
        (await ChangesAsync(0, 10)).Count(c => c.Kind == Comptoir.Catalog.ChangeKind.Settings).ShouldBe(2);
    }

    [Fact]
    public async Task Expiry_removes_what_was_left_behind_and_nothing_that_is_under_way()
    {
        var attempt = new PaymentAttempt("att_1", [new Payment("pay_1", "test", new PaymentInstrument("i", "test", "card"), 1000, Some.Now)], Some.Now);
        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("old"), Checkout = Some.Checkout("old"), Idempotency = Some.Idempotency("old", "cart") }, None);
        await Stores.Ordering.CommitAsync(
            new Transition(Some.ShopId)
            {
                Cart = Some.Cart("kept") with { ExpiresAt = Some.Now.AddDays(30) },
                Checkout = Some.Checkout("paying", status: CheckoutStatus.CompleteInProgress) with { Attempt = attempt },
                Idempotency = Some.Idempotency("kept", "cart") with { At = Some.Now.AddDays(3) },
            },
            None);
        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Checkout = Some.Checkout("bought", status: CheckoutStatus.Completed) }, None);

        (await Stores.Ordering.ExpireAsync(Some.Now.AddDays(2), None)).ShouldBe(3);

        (await Stores.Ordering.GetCartAsync(Some.ShopId, "old", None)).ShouldBeNull();
        (await Stores.Ordering.GetCheckoutAsync(Some.ShopId, "old", None)).ShouldBeNull();
        (await Stores.Ordering.GetIdempotencyAsync(Some.ShopId, "shopper/complete", "old", None)).ShouldBeNull();
        (await Stores.Ordering.GetCartAsync(Some.ShopId, "kept", None)).ShouldNotBeNull();
        (await Stores.Ordering.GetCheckoutAsync(Some.ShopId, "paying", None)).ShouldNotBeNull();
        (await Stores.Ordering.GetCheckoutAsync(Some.ShopId, "bought", None)).ShouldNotBeNull();
        (await Stores.Ordering.GetIdempotencyAsync(Some.ShopId, "shopper/complete", "kept", None)).ShouldNotBeNull();
    }

    private Task<CommitResult> Place(string id, Order order) => Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Order = order with { Id = id } }, None);

    private async Task<List<string>> List(OrderFilter filter) => [.. (await Stores.Ordering.ListOrdersAsync(Some.ShopId, filter, None)).Select(o => o.Id)];
}
