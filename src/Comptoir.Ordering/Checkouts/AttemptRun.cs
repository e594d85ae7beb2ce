using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>Carries an attempt out, one operation after the other, outside of any transaction.</summary>
internal sealed class AttemptRun(PaymentCalls calls)
{
    /// <summary>More than any attempt needs: a provider that contradicts itself for ever is left to the reconciler.</summary>
    private const int Most = 100;

    /// <param name="credentials">Instruments with credentials by payment id; known only to the request that started the attempt.</param>
    public Task<PaymentAttempt> StartAsync(Checkout checkout, IReadOnlyDictionary<string, PaymentInstrument> credentials) => GoOnAsync(checkout, checkout.Attempt!, false, credentials);

    /// <summary>Asks how each payment stands, and goes on from there.</summary>
    /// <param name="abandon">End what still waits for the buyer.</param>
    public async Task<PaymentAttempt> ResumeAsync(Checkout checkout, bool abandon)
    {
        var attempt = checkout.Attempt!;
        foreach (var payment in attempt.Payments)
        {
            var known = payment with { State = PaymentStatus.Created, Authorized = 0, Captured = 0, Refunded = 0, Code = null };
            attempt = AttemptPlan.With(attempt, known.After(OperationKind.Authorize, await calls.LookUpAsync(AttemptPlan.Question(checkout, attempt, payment)), payment.Amount));
        }

        return await GoOnAsync(checkout, attempt, abandon, new Dictionary<string, PaymentInstrument>());
    }

    private async Task<PaymentAttempt> GoOnAsync(Checkout checkout, PaymentAttempt attempt, bool abandon, IReadOnlyDictionary<string, PaymentInstrument> credentials)
    {
        for (var i = 0; i < Most && AttemptPlan.Next(checkout, attempt, abandon) is { } operation; i++)
        {
            var payment = attempt.Payments.First(p => p.Id == operation.PaymentId);
            if (operation.Kind == OperationKind.Authorize && credentials.TryGetValue(payment.Id, out var instrument)) operation = operation with { Instrument = instrument };
            var outcome = await calls.DoAsync(operation);

            // a buyer must not wait for a refund that is refused: the attempt ends, and the money is asked back for later
            attempt = AttemptPlan.With(attempt, operation.Kind == OperationKind.Refund && outcome.Status == PaymentStatus.Declined
                ? payment with { Code = Payment.UndoRefused }
                : payment.After(operation.Kind, outcome, operation.Amount.Amount));
        }

        return attempt with { Outcome = AttemptPlan.Outcome(checkout, attempt, abandon) };
    }
}
