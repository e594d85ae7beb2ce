using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments.Webhooks;
using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering.Payments;

/// <summary>
/// Asks whether an order's providers still say what the order says of its money, a day, a week and a month after money of it moved last; by
/// then their answer is final. Where one says that nothing was taken, a dispute is opened: the money leaves the provider's account in the
/// books, and an operator decides what is true. Refunds that were made elsewhere or failed later are found on the way.
/// </summary>
internal sealed class OrderAudit(
    IOrderingStore store, IJobStore jobs, IEnumerable<IPaymentProvider> providers, IEnumerable<IRefundSource> refunds, DisputeService disputes, TimeProvider time, ILogger<OrderAudit> logger) : IJobHandler
{
    public const string JobKind = "audit_order";

    /// <summary>Marks the disputes that this opened; with the payment's id behind it.</summary>
    public const string Contradiction = "contradiction:";

    private static readonly TimeSpan[] Looks = [TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    /// <summary>A provider that does not answer is asked again after this long, until so long after the last look.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private readonly PaymentCalls _calls = new([.. providers], time);

    public string Kind => JobKind;

    /// <param name="moved">When money of the order moved.</param>
    public static Job Of(string shopId, string orderId, DateTimeOffset moved) => new(shopId, JobKind, orderId, moved + Looks[0]);

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        if (await store.GetOrderAsync(leased.Job.ShopId, leased.Job.Key, ct) is not { } order) return JobOutcome.Done;
        var answered = await AgreesAsync(order, ct);
        var (now, moved) = (time.GetUtcNow(), order.Adjustments.Where(a => a is { MovesMoney: true, Status: Adjustment.Completed }).Select(a => a.At).Append(order.CreatedAt).Max());
        if (!answered) return now < moved + Looks[^1] + Patience ? JobOutcome.At(now + Pause) : JobOutcome.Done;
        return Looks.Select(look => moved + look).Where(at => at > now).Select(at => (DateTimeOffset?)at).FirstOrDefault() is { } next ? JobOutcome.At(next) : JobOutcome.Done;
    }

    /// <summary>False: a provider did not answer.</summary>
    public async Task<bool> AgreesAsync(Order order, CancellationToken ct)
    {
        var answered = true;
        foreach (var payment in order.Payments.Where(p => p is { Captured: > 0, Later: false } && !BalanceAccounts.Owns(p.HandlerId)))
        {
            var stands = await _calls.LookUpAsync(new(payment.Id, OperationKind.Authorize, order.ShopId, payment.Id, order.CheckoutId, new Money(payment.Amount, order.Currency), payment.Reference, payment.Instrument));
            answered &= stands.Status != PaymentStatus.Unknown;

            // a refund of ours that failed stands as captured again
            if ((stands.Status is PaymentStatus.PartlyRefunded or PaymentStatus.Refunded || payment.Refunded > 0) && refunds.Any(r => r.HandlerId == payment.HandlerId))
                await jobs.ScheduleAsync(RefundJob.Of(order.ShopId, payment.HandlerId, payment.Reference ?? payment.Id, time.GetUtcNow()), ct);
            if (stands.Status is not (PaymentStatus.Declined or PaymentStatus.Voided or PaymentStatus.NotFound) || payment.Left == 0) continue;
            logger.LogWarning("Payment {Payment} of order {Order} counts as captured, but its provider says {State}.", payment.Id, order.Id, stands.Status);
            await disputes.OpenAsync(order.ShopId, order.Id, Contradiction + payment.Id, payment.Id, payment.Left, $"provider_says_{stands.Status.ToString().ToLowerInvariant()}", null, ct);
        }

        return answered;
    }
}
