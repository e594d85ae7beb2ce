using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering.Payments.Webhooks;

public enum InboxAnswer
{
    /// <summary>No such handler is set up.</summary>
    Unknown,

    /// <summary>Not signed by the provider, or not now.</summary>
    NotGenuine,

    /// <summary>Taken, or taken before.</summary>
    Taken,
}

/// <summary>
/// Takes what payment providers tell. An event only makes a job due that asks the provider how things stand now, so that duplicates,
/// events out of order and events that say something else than the truth do no harm.
/// </summary>
public sealed class PaymentInbox(IPaymentStore store, IJobStore jobs, IEnumerable<IPaymentWebhooks> handlers, TimeProvider time, ILogger<PaymentInbox> logger)
{
    /// <summary>Bytes of a delivery that are read at most.</summary>
    public const int LargestBody = 256 * 1024;

    public async Task<InboxAnswer> ReceiveAsync(string shopId, string handlerId, ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct)
    {
        if (handlers.FirstOrDefault(h => h.HandlerId == handlerId) is not { } handler) return InboxAnswer.Unknown;
        if (await handler.ReadAsync(shopId, body, header, ct) is not { } received) return InboxAnswer.NotGenuine;
        var now = time.GetUtcNow();

        // first the work, then the memory of it: a crash in between repeats work that may be repeated
        if (Work(shopId, handlerId, received, now) is { } job) await jobs.ScheduleAsync(job, ct);
        else logger.LogInformation("A payment event of type {Type} from {Handler} concerns nothing here.", received.Type, handlerId);
        await store.ReceiveAsync(shopId, handlerId, received, now, ct);
        return InboxAnswer.Taken;
    }

    private static Job? Work(string shopId, string handlerId, PaymentEvent received, DateTimeOffset now) => received switch
    {
        { Kind: PaymentEventKind.Dispute, Subject: { } dispute } => new(shopId, DisputeJob.JobKind, $"{handlerId} {dispute}", now),
        { Kind: PaymentEventKind.Refund, Subject: { } payment } => RefundJob.Of(shopId, handlerId, payment, now),
        { Kind: PaymentEventKind.Payment, Cause: { } cause } when cause.StartsWith("chk_", StringComparison.Ordinal) => new(shopId, SettleCheckout.JobKind, cause, now),
        { Kind: PaymentEventKind.Payment, Cause: { } cause } when cause.StartsWith("ord_", StringComparison.Ordinal) => new(shopId, SettleOrder.JobKind, cause, now),
        _ => null,
    };
}
