using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>All payments by which a checkout is to be paid, recorded before the first provider is asked. Without payments: it costs nothing.</summary>
/// <param name="CaptureNow">The money is taken with the order; false: promised with the order, taken at shipment.</param>
/// <param name="Outcome">Of the whole; null while it runs.</param>
/// <param name="Key">Idempotency key of the completion, so that its repetition is answered even when the reconciler had to finish it.</param>
public sealed record PaymentAttempt(string Id, IReadOnlyList<Payment> Payments, DateTimeOffset StartedAt, bool CaptureNow = true, PaymentOutcome? Outcome = null, IdempotencyKey? Key = null);

/// <summary>An attempt as it was stored when a checkout was paid by one instrument.</summary>
internal sealed record OlderAttempt(string Id, string HandlerId, PaymentInstrument Instrument, long Amount, DateTimeOffset StartedAt, PaymentOutcome? Outcome = null, IdempotencyKey? Key = null)
{
    public PaymentAttempt AsAttempt()
    {
        var payment = new Payment(Id, HandlerId, Instrument, Amount, StartedAt);
        if (Outcome is not null) payment = payment.After(OperationKind.Authorize, Outcome, Amount);
        return new(Id, Amount == 0 ? [] : [payment], StartedAt, true, Outcome, Key);
    }
}
