using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Checkouts;

/// <summary>An instrument that a provider can take.</summary>
/// <param name="Most">The most that it can pay, minor units; null: whatever is asked.</param>
internal sealed record PaymentOffer(PaymentInstrument Instrument, PaymentInstrument Stored, long? Most, bool Later = false);

/// <summary>The decision whether a checkout may be paid now, and by which payments.</summary>
/// <param name="Started">The checkout with its recorded attempt, to be stored before a provider is asked; null: refused.</param>
/// <param name="Credentials">Instruments with their credentials by payment id, for the providers only.</param>
/// <param name="Corrected">For refusals: the checkout as it is today (price, stock), to be stored so that the caller sees it; null: nothing changed.</param>
internal sealed record CompletionPlan(Checkout? Started, IReadOnlyDictionary<string, PaymentInstrument> Credentials, Refusal? Refusal, Checkout? Corrected)
{
    private static readonly Dictionary<string, PaymentInstrument> Nothing = [];

    public static CompletionPlan Make(CompleteInput input, Checkout present, CheckoutContext context, IReadOnlyList<PaymentOffer> offers, IdempotencyKey? key)
    {
        var drafted = CheckoutDraft.From(CheckoutInput.From(present), present, context);
        if (!drafted.Ok) return Refused(drafted.Refusal);
        var (today, language) = (drafted.Value, drafted.Value.Language);
        var corrected = Differs(today, present) ? today : null;

        if (today.Messages.FirstOrDefault(m => m.Type == "error" && m.Code == "out_of_stock") is { } stock)
            return Refused(new(RefusalKind.OutOfStock, stock.Code, stock.Content, stock.Path), corrected);
        if (today.Messages.FirstOrDefault(m => m.Type == "error") is { } missing)
            return Refused(new(RefusalKind.NotReady, missing.Code, missing.Content, missing.Path), corrected);
        if (today.Totals.Total != (input.ExpectedTotal ?? present.Totals.Total))
            return Refused(new(RefusalKind.TotalChanged, "total_changed", Wording.TotalChanged(language, new Money(today.Totals.Total, today.Currency).Format(language)), "$.totals"), corrected);

        if (Claims.Unproven(today, context.Rules) is { } unproven)
            return Refused(unproven, corrected);
        today = Claims.Proven(today);

        var payments = new List<Payment>();
        var credentials = new Dictionary<string, PaymentInstrument>();
        if (today.Totals.Total > 0)
        {
            if (Instruments.Check(input.Instruments, language) is { } invalid) return Refused(invalid);
            var chosen = Instruments.Choose(input.Instruments);
            if (chosen.Count == 0) return Refused(new(RefusalKind.Invalid, "field_required", Wording.InstrumentMissing(language), "$.payment.instruments"));
            if (chosen.FirstOrDefault(i => offers.All(o => o.Instrument != i) || !context.Rules.Takes(i.HandlerId, today.Lines)) is { } unknown)
                return Refused(new(RefusalKind.Invalid, "unknown_payment_handler", Wording.HandlerUnknown(language, unknown.HandlerId), "$.payment.instruments[0].handler_id"));
            if (offers.Count(o => o.Most is null) > 1) return Refused(new(RefusalKind.Invalid, "several_instruments", Wording.OneInstrument(language), "$.payment.instruments"));

            // what can pay only so much pays first, unless amounts say who pays what: then one after the other
            var left = today.Totals.Total;
            foreach (var offer in chosen.Any(i => i.Amount is not null) ? (IEnumerable<PaymentOffer>)offers : offers.OrderBy(o => o.Most is null))
            {
                if (offer.Instrument.Amount is { } exact && (exact > left || exact > offer.Most))
                    return Refused(new(RefusalKind.PaymentDeclined, "payment_failed", Wording.AmountNotPossible(language, new Money(exact, today.Currency).Format(language)), $"$.payment.instruments[{input.Instruments.ToList().IndexOf(offer.Instrument)}]"));
                var amount = offer.Instrument.Amount ?? Math.Min(left, offer.Most ?? left);
                if (amount <= 0) continue;
                var payment = new Payment(Ids.New("pay", context.Time), offer.Instrument.HandlerId, offer.Stored with { Amount = null }, amount, context.Time.GetUtcNow()) { Later = offer.Later };
                payments.Add(payment);
                credentials[payment.Id] = offer.Instrument;
                left -= amount;
            }

            if (left > 0) return Refused(new(RefusalKind.Invalid, "amount_not_covered", Wording.NotCovered(language, new Money(left, today.Currency).Format(language)), "$.payment.instruments"));
        }

        var attempt = new PaymentAttempt(Ids.New("att", context.Time), payments, context.Time.GetUtcNow(), context.Rules.Capture == CaptureTime.AtOrder, Key: key);
        return new(today with
        {
            Status = CheckoutStatus.CompleteInProgress,
            Caller = today.Caller with { CustomerId = context.Caller.CustomerId ?? today.Caller.CustomerId },
            Attempt = attempt,
            Instruments = payments.Count == 0 ? today.Instruments : [.. payments.Select(p => p.Instrument)],
        }, credentials, null, null);
    }

    private static CompletionPlan Refused(Refusal refusal, Checkout? corrected = null) => new(null, Nothing, refusal, corrected);

    private static bool Differs(Checkout today, Checkout present) =>
        today.Status != present.Status || today.Totals.Total != present.Totals.Total || !today.Messages.SequenceEqual(present.Messages);
}
