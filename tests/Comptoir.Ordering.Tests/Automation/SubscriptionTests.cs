using Comptoir.Ordering.Subscriptions;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Automation;

public sealed class SubscriptionTests
{
    private static readonly Interval Monthly = new(1, IntervalUnit.Months);
    private static readonly Interval Fortnightly = new(2, IntervalUnit.Weeks);
    private readonly Automations _world = new();

    private DateOnly Today => DateOnly.FromDateTime(_world.Shop.Time.GetUtcNow().UtcDateTime);

    /// <summary>Time as it passes: the runner looks every six hours.</summary>
    private async Task DaysAsync(int days)
    {
        for (var i = 0; i < days * 4; i++) await _world.PassAsync(TimeSpan.FromHours(6));
    }

    [Fact]
    public void Month_ends_stay_month_ends()
    {
        var first = new DateOnly(2026, 1, 31);
        Enumerable.Range(0, 5).Select(n => Monthly.Day(first, n)).ShouldBe([first, new(2026, 2, 28), new(2026, 3, 31), new(2026, 4, 30), new(2026, 5, 31)]);
        Monthly.After(first, new(2026, 2, 28)).ShouldBe((2, new DateOnly(2026, 3, 31)));
        Monthly.Day(new(2024, 2, 29), 12).ShouldBe(new DateOnly(2025, 2, 28));
        Interval.Parse("w2").ShouldBe(Fortnightly);
        Interval.Parse("m12").ShouldBe(new Interval(12, IntervalUnit.Months));
        foreach (var bad in new[] { null, "", "w", "w0", "w53", "m25", "x2", "w-1", "w2222" }) Interval.Parse(bad).ShouldBeNull();
    }

    [Fact]
    public async Task Each_delivery_is_charged_once_after_its_notice_with_the_reduction_that_was_agreed()
    {
        var s = await _world.SubscribeAsync(_world.Wish(null, every: Fortnightly));
        await _world.RunAsync();
        _world.Orders.ShouldHaveSingleItem().Totals.Total.ShouldBe(4320 + 390);
        await DaysAsync(10);
        _world.Mails("subscription_notice").ShouldBeEmpty();
        await DaysAsync(2);
        _world.Mails("subscription_notice").Count.ShouldBe(1);
        _world.Now(s).Notice!.Total.ShouldBe(4710);
        _world.Orders.Count.ShouldBe(1);
        await DaysAsync(3);
        _world.Orders.Count.ShouldBe(2);
        await DaysAsync(56);
        _world.Orders.Count.ShouldBe(6);
        _world.Mails("subscription_notice").Count.ShouldBeInRange(5, 6);
        _world.Shop.Store.Mandates.Single().Uses.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Skipped_paused_moved_and_stopped_deliveries_are_not_charged()
    {
        var s = await _world.SubscribeAsync(_world.Wish(null, every: Fortnightly));
        await DaysAsync(12);
        Value(await _world.Subscriptions.SkipAsync("comptoir", s.Id, default)).NextOn.ShouldBe(s.First.AddDays(28));
        await DaysAsync(10);
        _world.Orders.Count.ShouldBe(1);
        Value(await _world.Subscriptions.PauseAsync("comptoir", s.Id, default));
        await DaysAsync(30);
        _world.Orders.Count.ShouldBe(1);
        Value(await _world.Subscriptions.ResumeAsync("comptoir", s.Id, default)).NextOn.ShouldBe(s.First.AddDays(56));
        Refused(await _world.Subscriptions.ChangeDateAsync("comptoir", s.Id, Today.AddDays(1), default), RefusalKind.Invalid);
        Value(await _world.Subscriptions.ChangeDateAsync("comptoir", s.Id, Today.AddDays(7), default));
        await DaysAsync(8);
        _world.Orders.Count.ShouldBe(2);
        Value(await _world.Subscriptions.StopAsync("comptoir", s.Id, "account", default));
        await DaysAsync(60);
        _world.Orders.Count.ShouldBe(2);
        _world.Shop.Store.Mandates.Single().RevokedBy.ShouldBe("account");
        Refused(await _world.Subscriptions.SkipAsync("comptoir", s.Id, default), RefusalKind.Conflict);
    }

    [Fact]
    public async Task A_price_above_the_consent_pauses_it_until_a_new_one_is_given()
    {
        var s = await _world.SubscribeAsync(_world.Wish(null, every: Fortnightly));
        await _world.RunAsync();
        _world.Shop.Reprice("pan", 5200);
        await DaysAsync(20);
        _world.Orders.Count.ShouldBe(1);
        _world.Now(s).ShouldSatisfyAllConditions(x => x.State.ShouldBe(SubscriptionState.Paused), x => x.Reason.ShouldBe("price_rose"));
        _world.Mails("subscription_price_rose").Count.ShouldBe(1);
        Refused(await _world.Subscriptions.ResumeAsync("comptoir", s.Id, default), RefusalKind.Conflict);
        var wish = _world.Wish(null, every: Fortnightly);
        var agreement = Value(await _world.Subscriptions.ProposeRenewalAsync("comptoir", s.Id, wish, default));
        var renewed = Value(await _world.Subscriptions.RenewAsync("comptoir", s.Id, wish, agreement.Terms.Hash, default));
        _world.Shop.Store.Mandates.Single(m => m.Id != renewed.MandateId).RevokedBy.ShouldBe("replaced");
        await DaysAsync(20);
        _world.Orders.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_price_that_rose_after_the_notice_is_told_anew_before_anything_is_charged()
    {
        await _world.SubscribeAsync(_world.Wish(9000, every: Fortnightly));
        await DaysAsync(12);
        _world.Shop.Reprice("pan", 5000);
        await DaysAsync(3);
        _world.Orders.Count.ShouldBe(1);
        _world.Mails("subscription_notice").Count.ShouldBe(2);
        await DaysAsync(3);
        _world.Orders.Count.ShouldBe(2);
        _world.Orders.Max(o => o.Totals.Total).ShouldBe(4500 + 390);
    }

    [Theory]
    [InlineData("fail_token", 4, 3)]
    [InlineData("action_token", 1, 0)]
    public async Task A_refused_payment_is_tried_again_by_the_plan_and_then_pauses(string token, int tries, int told)
    {
        var s = await _world.SubscribeAsync(_world.Wish(null, every: Monthly, token: token));
        await DaysAsync(12);
        _world.Now(s).ShouldSatisfyAllConditions(x => x.Attempts.ShouldBe(tries), x => x.State.ShouldBe(SubscriptionState.Paused), x => x.Reason.ShouldBe("payment_failed"));
        _world.Mails("subscription_declined").Count.ShouldBe(told);
        _world.Mails("subscription_paused").Count.ShouldBe(1);
        await DaysAsync(60);
        _world.Now(s).Attempts.ShouldBe(tries);
        _world.Orders.ShouldBeEmpty();
        _world.Shop.Store.Stock["pan"].Reserved.ShouldBe(0);
        _world.Shop.Store.Mandates.Single().Uses.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_that_jumps_makes_no_second_delivery_and_keeps_the_days_of_the_notice()
    {
        var s = await _world.SubscribeAsync(_world.Wish(null, every: Fortnightly));
        await _world.RunAsync();
        await _world.PassAsync(TimeSpan.FromDays(100));
        _world.Orders.Count.ShouldBe(1);
        _world.Mails("subscription_notice").Count.ShouldBe(1);
        await _world.PassAsync(TimeSpan.FromDays(3));
        _world.Orders.Count.ShouldBe(2);
        await _world.PassAsync(TimeSpan.FromDays(-60));
        await DaysAsync(60);
        _world.Orders.Count.ShouldBe(2);
        _world.Now(s).NextOn.ShouldBeGreaterThan(Today.AddDays(3));
    }

    [Fact]
    public async Task Without_stock_it_waits_a_week_and_then_leaves_the_delivery_out()
    {
        var s = await _world.SubscribeAsync(_world.Wish(null, every: Monthly));
        await _world.RunAsync();
        _world.Shop.Restock("pan", 0);
        await DaysAsync(42);
        _world.Mails("subscription_out_of_stock").Count.ShouldBe(1);
        _world.Mails("subscription_skipped").Count.ShouldBe(1);
        _world.Now(s).State.ShouldBe(SubscriptionState.Active);
        _world.Shop.Restock("pan", 10);
        await DaysAsync(32);
        _world.Orders.Count.ShouldBe(2);
    }

    [Fact]
    public async Task More_pieces_need_a_new_consent_and_fewer_do_not()
    {
        var s = await _world.SubscribeAsync(_world.Wish(null, pieces: 2, every: Fortnightly));
        await _world.RunAsync();
        Refused(await _world.Subscriptions.ChangePiecesAsync("comptoir", s.Id, 3, default), RefusalKind.Conflict).Code.ShouldBe("needs_consent");
        Value(await _world.Subscriptions.ChangePiecesAsync("comptoir", s.Id, 1, default));
        await DaysAsync(15);
        _world.Orders.Count.ShouldBe(2);
        _world.Orders.OrderBy(o => o.Number).Last().Lines.Single().Item.Quantity.ShouldBe(1);
        var notOffered = await _world.Subscriptions.ProposeAsync("comptoir", _world.Wish(null, every: new(3, IntervalUnit.Weeks)), Shopper, default);
        notOffered.Refusal!.Code.ShouldBe("not_offered");
    }
}
