using Comptoir.Ordering;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;

namespace Comptoir.Storage.Tests.Compliance;

/// <summary>Gift cards, and the open cases of orders.</summary>
public abstract class AfterSaleCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private static GiftCard Card(string id, long version = 1, string? orderId = null, int minutes = 0) =>
        new() { Id = id, ShopId = Some.ShopId, Version = version, Currency = "EUR", Issued = 2500, LastDigits = "7XYZ", OrderId = orderId, IssuedAt = Some.Now.AddMinutes(minutes) };

    [Fact]
    public async Task A_gift_card_is_stored_version_by_version_and_only_once()
    {
        (await Stores.GiftCards.GetAsync(Some.ShopId, "gc_1", None)).ShouldBeNull();
        (await Stores.GiftCards.SaveAsync(Card("gc_1"), None)).ShouldBeTrue();
        (await Stores.GiftCards.SaveAsync(Card("gc_1"), None)).ShouldBeFalse();
        (await Stores.GiftCards.SaveAsync(Card("gc_1", 3), None)).ShouldBeFalse();
        (await Stores.GiftCards.SaveAsync(Card("gc_1", 2) with { Active = false }, None)).ShouldBeTrue();
        (await Stores.GiftCards.SaveAsync(Card("gc_none", 2), None)).ShouldBeFalse();
        (await Stores.GiftCards.GetAsync(Some.ShopId, "gc_1", None)).ShouldNotBeNull().ShouldSatisfyAllConditions(c => c.Active.ShouldBeFalse(), c => c.IssuedAt.ShouldBe(Some.Now), c => c.Issued.ShouldBe(2500));
        (await Stores.GiftCards.GetAsync("another", "gc_1", None)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_who_change_a_card_at_once_one_does()
    {
        using var other = OpenAnother();
        await Stores.GiftCards.SaveAsync(Card("gc_1"), None);
        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => (n % 2 == 0 ? Stores : other).GiftCards.SaveAsync(Card("gc_1", 2) with { Note = $"{n}" }, None))));
        saved.Count(s => s).ShouldBe(1);
    }

    [Fact]
    public async Task Cards_are_listed_newest_first_by_page_and_by_order()
    {
        for (var n = 0; n < 5; n++) await Stores.GiftCards.SaveAsync(Card($"gc_{n}", orderId: n % 2 == 0 ? "ord_a" : null, minutes: n), None);
        (await Stores.GiftCards.ListAsync(Some.ShopId, null, 2, 1, None)).Select(c => c.Id).ShouldBe(["gc_3", "gc_2"]);
        (await Stores.GiftCards.ListAsync(Some.ShopId, "ord_a", 10, 0, None)).Select(c => c.Id).ShouldBe(["gc_4", "gc_2", "gc_0"]);
        (await Stores.GiftCards.ListAsync("another", null, 10, 0, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_open_cases_follow_their_orders_and_are_listed_oldest_first()
    {
        var first = Some.Order("ord_1") with { Disputes = [Disputed("dsp_1", 5)] };
        var second = Some.Order("ord_2") with { Disputes = [Disputed("dsp_2", 0)] };
        await CommitAsync(first);
        second = await CommitAsync(second);
        await CommitAsync(Some.Order("ord_3"));
        (await ListAsync()).Select(c => (c.Id, c.OrderId, c.Kind, c.State, c.DueAt)).ShouldBe([("dsp_2", "ord_2", "dispute", "Opened", Some.Now.AddDays(7)), ("dsp_1", "ord_1", "dispute", "Opened", Some.Now.AddDays(7))]);

        await CommitAsync(second with { Version = 2, Disputes = [Disputed("dsp_2", 0) with { State = DisputeState.Won }] });
        (await ListAsync()).Select(c => c.Id).ShouldBe(["dsp_1"]);
    }

    [Fact]
    public async Task Money_that_needs_a_decision_is_a_case_until_it_is_decided()
    {
        var part = new MoneyPart("adj_1", OperationKind.Refund, "pay_1", 700, State: PaymentStatus.Unknown, Code: Payment.AmountDiffers) { Said = 500 };
        var waiting = new Adjustment("adj_1", "refund", Adjustment.Pending, Some.Now, [], 700, MovesMoney: true) { Money = [part] };
        var order = await CommitAsync(Some.Order("ord_1") with { Adjustments = [waiting] });
        (await ListAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Kind.ShouldBe("money"), c => c.State.ShouldBe(Payment.AmountDiffers));
        await CommitAsync(order with { Version = 2, Adjustments = [waiting with { Status = Adjustment.Completed, Money = [part with { State = PaymentStatus.Refunded, Amount = 500 }] }] });
        (await ListAsync()).ShouldBeEmpty();
    }

    private static Dispute Disputed(string id, int minutes) => new(id, "pay_1", 500, "fraudulent", DisputeState.Opened, Some.Now.AddMinutes(minutes), Some.Now.AddDays(7));

    private Task<IReadOnlyList<OrderCase>> ListAsync() => Stores.Ordering.ListCasesAsync(Some.ShopId, 10, 0, None);

    private async Task<Order> CommitAsync(Order order)
    {
        (await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Order = order }, None)).Status.ShouldBe(CommitStatus.Committed);
        return (await Stores.Ordering.GetOrderAsync(Some.ShopId, order.Id, None))!;
    }
}
