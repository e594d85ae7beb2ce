using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Payments.Webhooks;
using Comptoir.Ordering.Tests.World;
using Microsoft.Extensions.Logging.Abstractions;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>Providers whose word changes days later, without telling: they are asked again until their answer is final, and no longer.</summary>
public sealed class LateAnswerTests
{
    private readonly TestPaymentMemory _memory = new();
    private readonly TestShop _shop;
    private readonly IJobHandler[] _handlers;

    public LateAnswerTests()
    {
        _shop = Flowers(new TestPaymentProvider(_memory, TimeProvider.System, remembersAll: true));
        var source = new TestPaymentWebhooks(_memory, _shop.Time);
        var disputes = new DisputeService(_shop.Store, _shop.Providers, _shop.Time);
        _handlers =
        [
            new OrderAudit(_shop.Store, _shop.Store, _shop.Providers, [source], disputes, _shop.Time, NullLogger<OrderAudit>.Instance),
            new RefundJob([source], new ProviderMoneyService(_shop.Store, _shop.Providers, _shop.Time), _shop.Store, _shop.Time),
            new DeclineCheck(_shop.Providers, _shop.Time, NullLogger<DeclineCheck>.Instance),
        ];
    }

    [Fact]
    public async Task A_refund_that_fails_days_later_without_a_word_is_found_and_the_order_is_left_alone_after_a_month()
    {
        var order = await _shop.OrderAsync();
        Value(await _shop.Orders.RefundAsync("flowers", order.Id, "refund", [], 700, false, null, Agent, null, default));
        await PassAsync(TimeSpan.FromDays(2));
        _shop.Store.Orders.Single().Refunded.ShouldBe(700);
        await AtProviderAsync(p => p.RefundFailed(_shop.Time.GetUtcNow()));
        await PassAsync(TimeSpan.FromDays(7));
        _shop.Store.Orders.Single().ShouldSatisfyAllConditions(o => o.Refunded.ShouldBe(0), o => o.Adjustments[^1].Type.ShouldBe(ProviderRefunds.Failed));
        await PassAsync(TimeSpan.FromDays(40));
        _shop.Store.Jobs.Keys.ShouldNotContain(j => j.Kind == OrderAudit.JobKind);
    }

    [Fact]
    public async Task A_provider_that_takes_its_word_back_a_week_later_opens_a_dispute()
    {
        var order = await _shop.OrderAsync();
        await _shop.Store.ScheduleAsync(OrderAudit.Of("flowers", order.Id, order.CreatedAt), default);
        await PassAsync(TimeSpan.FromDays(2));
        _shop.Store.Orders.Single().Disputes.ShouldBeEmpty();
        await AtProviderAsync(p => p with { State = PaymentStatus.Declined, Captured = 0 });
        await PassAsync(TimeSpan.FromDays(6));
        _shop.Store.Orders.Single().Disputes.ShouldHaveSingleItem().Id.ShouldStartWith(OrderAudit.Contradiction);
    }

    [Fact]
    public async Task Money_of_an_undone_attempt_whose_refund_fails_days_later_is_given_back_once_more()
    {
        Refused(await _shop.CompleteAsync(await _shop.ReadyAsync(), "lying_decline_token"), RefusalKind.PaymentDeclined);
        await PassAsync(TimeSpan.FromHours(2));
        var payment = (await _memory.ListAsync("flowers", default)).Single();
        (payment.Captured, payment.Refunded).ShouldBe((3500, 3500), "it was taken in spite of the no, and went back");

        for (var failed = 1; failed <= 2; failed++)
        {
            await AtProviderAsync(p => p.RefundFailed(_shop.Time.GetUtcNow()));
            await PassAsync(TimeSpan.FromDays(failed * 4));
            (await _memory.ListAsync("flowers", default)).Single().Refunded.ShouldBe(3500, $"failed {failed} times");
        }

        await PassAsync(TimeSpan.FromDays(40));
        _shop.Store.Jobs.ShouldBeEmpty();
        (await _memory.ListAsync("flowers", default)).Single().Refunds.Count.ShouldBe(3);
    }

    private async Task AtProviderAsync(Func<TestPayment, TestPayment?> change)
    {
        var id = (await _memory.ListAsync("flowers", default)).Single().Id;
        await _memory.ChangeAsync("flowers", id, p => (change(p!), true), default);
    }

    /// <summary>Time goes by in steps of an hour, with the work that falls due.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var end = _shop.Time.GetUtcNow() + time; _shop.Time.GetUtcNow() < end; _shop.Time.Advance(TimeSpan.FromHours(1)))
        {
            for (var more = true; more;)
            {
                var leased = await _shop.Store.LeaseAsync([.. _handlers.Select(h => h.Kind)], _shop.Time.GetUtcNow(), _shop.Time.GetUtcNow() + TimeSpan.FromMinutes(1), 100, default);
                foreach (var job in leased)
                {
                    if ((await _handlers.Single(h => h.Kind == job.Job.Kind).RunAsync(job, default)).Again is { } at) await _shop.Store.AgainAsync(job, at, null, default);
                    else await _shop.Store.DoneAsync(job, default);
                }

                more = leased.Count > 0;
            }
        }
    }
}
