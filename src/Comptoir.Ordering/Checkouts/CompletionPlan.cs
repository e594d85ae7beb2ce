using Comptoir.Catalog;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>The decision whether a checkout may be paid now.</summary>
/// <param name="Started">The checkout with its recorded attempt, to be stored before the provider is asked; null: refused.</param>
/// <param name="Instrument">With its credential, for the provider only.</param>
/// <param name="Corrected">For refusals: the checkout as it is today (price, stock), to be stored so that the caller sees it; null: nothing changed.</param>
internal sealed record CompletionPlan(Checkout? Started, PaymentInstrument? Instrument, Refusal? Refusal, Checkout? Corrected)
{
    /// <summary>Handler of a checkout that costs nothing.</summary>
    public const string Free = "free";

    public static CompletionPlan Make(CompleteInput input, Checkout present, CheckoutContext context, IReadOnlyList<IPaymentProvider> providers, IdempotencyKey? key)
    {
        var drafted = CheckoutDraft.From(CheckoutInput.From(present), present, context);
        if (!drafted.Ok) return new(null, null, drafted.Refusal, null);
        var (today, language) = (drafted.Value, drafted.Value.Language);
        var corrected = Differs(today, present) ? today : null;

        if (today.Messages.FirstOrDefault(m => m.Type == "error" && m.Code == "out_of_stock") is { } stock)
            return new(null, null, new Refusal(RefusalKind.OutOfStock, stock.Code, stock.Content, stock.Path), corrected);
        if (today.Messages.FirstOrDefault(m => m.Type == "error") is { } missing)
            return new(null, null, new Refusal(RefusalKind.NotReady, missing.Code, missing.Content, missing.Path), corrected);
        if (today.Totals.Total != (input.ExpectedTotal ?? present.Totals.Total))
            return new(null, null, new Refusal(RefusalKind.TotalChanged, "total_changed", Wording.TotalChanged(language, new Catalog.Offers.Money(today.Totals.Total, today.Currency).Format(language)), "$.totals"), corrected);

        var started = context.Time.GetUtcNow();
        var caller = today.Caller with { CustomerId = context.Caller.CustomerId ?? today.Caller.CustomerId };
        if (today.Totals.Total == 0)
            return Start(today, new(Ids.New("pay", context.Time), Free, new("", Free, Free), 0, started, Key: key), null, caller);
        if (Instruments.Check(input.Instruments, language) is { } invalid) return new(null, null, invalid, null);
        if (Instruments.Choose(input.Instruments) is not { } chosen)
            return new(null, null, new Refusal(RefusalKind.Invalid, "field_required", Wording.InstrumentMissing(language), "$.payment.instruments"), null);
        var offered = context.Rules.PaymentHandlers;
        if (providers.FirstOrDefault(p => p.HandlerId == chosen.HandlerId) is not { } provider || (offered.Count > 0 && !offered.Any(h => h.Id == chosen.HandlerId)))
            return new(null, null, new Refusal(RefusalKind.Invalid, "unknown_payment_handler", Wording.HandlerUnknown(language, chosen.HandlerId), "$.payment.instruments[0].handler_id"), null);
        return Start(today, new(Ids.New("pay", context.Time), provider.HandlerId, provider.Describe(chosen), today.Totals.Total, started, Key: key), chosen, caller);
    }

    private static CompletionPlan Start(Checkout today, PaymentAttempt attempt, PaymentInstrument? instrument, Caller caller) =>
        new(today with { Status = CheckoutStatus.CompleteInProgress, Caller = caller, Attempt = attempt, Instruments = instrument is null ? today.Instruments : [attempt.Instrument] }, instrument, null, null);

    private static bool Differs(Checkout today, Checkout present) =>
        today.Status != present.Status || today.Totals.Total != present.Totals.Total || !today.Messages.SequenceEqual(present.Messages);
}
