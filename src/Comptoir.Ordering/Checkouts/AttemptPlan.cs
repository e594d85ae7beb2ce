using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>
/// What an attempt needs next: all payments are authorized, then all captured; when one fails, what the others hold or took is given
/// back. A payment alone is authorized and captured in one call. Operation ids follow from the payments' recorded ids, so that whoever
/// goes on after a crash repeats the same operations. Pure.
/// </summary>
internal static class AttemptPlan
{
    /// <summary>The next operation; null when nothing is left to do but to wait: for an unknown outcome, for the buyer, or for ever.</summary>
    /// <param name="abandoned">The buyer's confirmation is no longer waited for.</param>
    public static PaymentOperation? Next(Checkout checkout, PaymentAttempt attempt, bool abandoned = false)
    {
        var payments = attempt.Payments;
        if (payments.Any(p => p.State == PaymentStatus.Unknown)) return null;
        if (payments.Any(Failed) || (abandoned && payments.Any(p => p.State == PaymentStatus.RequiresAction)))
        {
            if (payments.FirstOrDefault(p => p.State is PaymentStatus.Authorized or PaymentStatus.RequiresAction) is { } held) return Of(checkout, held, OperationKind.Void, held.Amount);
            return payments.FirstOrDefault(p => p.State is PaymentStatus.Captured or PaymentStatus.PartlyRefunded && p.Code != Payment.UndoRefused) is { } taken ? Of(checkout, taken, OperationKind.Refund, taken.Left) : null;
        }

        if (payments.FirstOrDefault(p => p.State == PaymentStatus.Created) is { } first)
            return Of(checkout, first, OperationKind.Authorize, first.Amount) with { CaptureNow = CaptureAtOnce(attempt) };
        if (payments.Any(p => p.State == PaymentStatus.RequiresAction) || !attempt.CaptureNow) return null;
        return payments.FirstOrDefault(p => p.State == PaymentStatus.Authorized && !p.Later) is { } ready ? Of(checkout, ready, OperationKind.Capture, ready.Amount) : null;
    }

    /// <summary>What the whole came to, once nothing is left to do.</summary>
    public static PaymentOutcome Outcome(Checkout checkout, PaymentAttempt attempt, bool abandoned = false)
    {
        var payments = attempt.Payments;
        if (payments.Any(p => p.State == PaymentStatus.Unknown) || Next(checkout, attempt, abandoned) is not null) return new(PaymentStatus.Unknown);
        if (payments.FirstOrDefault(Failed) is { } failed) return new(PaymentStatus.Declined, Code: (payments.FirstOrDefault(p => Failed(p) && p.Code is not null) ?? failed).Code);
        if (payments.FirstOrDefault(p => p.State == PaymentStatus.RequiresAction) is { } waiting) return new(PaymentStatus.RequiresAction, waiting.Reference, ActionUrl: waiting.ActionUrl);
        return new(attempt.CaptureNow ? PaymentStatus.Captured : PaymentStatus.Authorized);
    }

    /// <summary>The question how a payment stands.</summary>
    public static PaymentOperation Question(Checkout checkout, PaymentAttempt attempt, Payment payment) =>
        Of(checkout, payment, OperationKind.Authorize, payment.Amount) with { CaptureNow = CaptureAtOnce(attempt) };

    public static PaymentAttempt With(PaymentAttempt attempt, Payment payment) =>
        attempt with { Payments = [.. attempt.Payments.Select(p => p.Id == payment.Id ? payment : p)] };

    private static bool CaptureAtOnce(PaymentAttempt attempt) => attempt.CaptureNow && attempt.Payments.Count == 1;

    private static bool Failed(Payment payment) =>
        payment.State is PaymentStatus.Declined or PaymentStatus.Voided or PaymentStatus.Refunded or PaymentStatus.PartlyRefunded || payment.Code is Payment.AmountDiffers or Payment.UndoRefused;

    private static PaymentOperation Of(Checkout checkout, Payment payment, OperationKind kind, long amount) => new(
        kind switch { OperationKind.Authorize => payment.Id, OperationKind.Capture => $"{payment.Id}:capture", OperationKind.Void => $"{payment.Id}:void", _ => $"{payment.Id}:undo" },
        kind, checkout.ShopId, payment.Id, checkout.Id, new Money(amount, checkout.Currency), payment.Reference, payment.Instrument);
}
