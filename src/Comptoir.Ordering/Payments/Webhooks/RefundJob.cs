using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Payments.Webhooks;

/// <summary>Fetches a payment's refunds from its provider and has the order say the same.</summary>
internal sealed class RefundJob(IEnumerable<IRefundSource> sources, ProviderMoneyService money, IOrderingStore store, TimeProvider time) : IJobHandler
{
    public const string JobKind = "payment_refunds";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public string Kind => JobKind;

    public static Job Of(string shopId, string handlerId, string paymentReference, DateTimeOffset now) => new(shopId, JobKind, $"{handlerId} {paymentReference}", now);

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var (shopId, key) = (leased.Job.ShopId, leased.Job.Key.Split(' ', 2));
        if (sources.FirstOrDefault(s => s.HandlerId == key[0]) is not { } source || await source.FindAsync(shopId, key[1], ct) is not { } found) return JobOutcome.Done;
        var orderId = found.Cause.StartsWith("ord_", StringComparison.Ordinal) ? found.Cause : (await store.GetCheckoutAsync(shopId, found.Cause, ct))?.OrderId;
        if (orderId is null) return JobOutcome.Done;
        var recorded = await money.RecordRefundsAsync(shopId, orderId, found.PaymentId, found.Refunds, ct);
        return recorded.Refusal?.Kind is RefusalKind.PaymentPending ? JobOutcome.At(time.GetUtcNow() + Pause) : JobOutcome.Done;
    }
}
