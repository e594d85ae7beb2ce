using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.Jobs;

namespace Comptoir.Ordering.Payments.Webhooks;

/// <summary>Fetches a dispute from its provider and has it written into the books of the order that it is about.</summary>
internal sealed class DisputeJob(IEnumerable<IDisputeSource> sources, DisputeService disputes, IOrderingStore store, TimeProvider time) : IJobHandler
{
    public const string JobKind = "payment_dispute";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public string Kind => JobKind;

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var (shopId, key) = (leased.Job.ShopId, leased.Job.Key.Split(' ', 2));
        if (sources.FirstOrDefault(s => s.HandlerId == key[0]) is not { } source || await source.FindAsync(shopId, key[1], ct) is not { } found) return JobOutcome.Done;
        var orderId = found.Cause.StartsWith("ord_", StringComparison.Ordinal) ? found.Cause : (await store.GetCheckoutAsync(shopId, found.Cause, ct))?.OrderId;
        if (orderId is null) return JobOutcome.Done;
        var dispute = found.Dispute;
        var opened = await disputes.OpenAsync(shopId, orderId, dispute.Id, found.PaymentId, dispute.Amount, dispute.Reason ?? "", dispute.RespondBy, ct);
        if (opened.Ok && dispute.State is "won" or "lost") opened = await disputes.DecideAsync(shopId, orderId, dispute.Id, won: dispute.State == "won", ct);
        return opened.Refusal?.Kind is RefusalKind.PaymentPending ? JobOutcome.At(time.GetUtcNow() + Pause) : JobOutcome.Done;
    }
}
