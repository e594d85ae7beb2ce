using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Consents;

internal enum PurchaseStatus
{
    Bought,

    /// <summary>The payment's outcome is being found out: ask again with the same occurrence.</summary>
    Pending,

    /// <summary>Dearer than allowed; nothing was tried.</summary>
    OverLimit,

    OutOfStock,

    /// <summary>The price or the shop moved in between; nothing was charged, a new attempt may be made.</summary>
    Changed,

    /// <summary>Declined, or not possible at all; nothing was charged and nothing is tried again by itself.</summary>
    Failed,
}

/// <param name="Total">What it costs today, delivery and tax included, minor units; 0 when that is not known.</param>
internal sealed record PurchaseOutcome(PurchaseStatus Status, long Total = 0, string? OrderId = null, string? Code = null, string? Message = null);

/// <summary>
/// One purchase inside a mandate, through the same checkout as every other. Repeated with the same occurrence it finishes or answers
/// the same purchase, whatever stopped the first try and on whichever node.
/// </summary>
internal sealed class MandatePurchase(CheckoutService checkouts, IEnumerable<IPaymentProvider> providers)
{
    /// <param name="occurrence">Names this purchase among those of the mandate: watch attempt 2, delivery 7 try 1.</param>
    /// <param name="atMost">A total told to the shopper that is below the mandate's; minor units.</param>
    public async Task<PurchaseOutcome> RunAsync(Mandate mandate, int pieces, string occurrence, long? atMost, AgreedReduction? agreed, CancellationToken ct)
    {
        var terms = mandate.Terms;
        if (providers.FirstOrDefault(p => p.HandlerId == terms.Payment.HandlerId) is not { } provider) return new(PurchaseStatus.Failed, Code: "payment_method_unavailable");
        var caller = CallerOf(mandate);
        var created = await checkouts.CreateAsync(mandate.ShopId, Input(terms, pieces, agreed), caller, Key(mandate, "create", occurrence), ct);
        if (!created.Ok) return new(PurchaseStatus.Failed, Code: created.Refusal.Code, Message: created.Refusal.Message);
        var total = created.Value.Totals.Total;
        if (created.Value.Messages.FirstOrDefault(m => m.Type == "error") is { } missing)
            return new(missing.Code == "out_of_stock" ? PurchaseStatus.OutOfStock : PurchaseStatus.Failed, total, Code: missing.Code, Message: missing.Content);
        if (total > Math.Min(terms.HighestTotal, atMost ?? long.MaxValue)) return new(PurchaseStatus.OverLimit, total, Code: "mandate_limit");

        var completed = await checkouts.CompleteAsync(mandate.ShopId, created.Value.Id, new CompleteInput([provider.Reuse(terms.Payment)], total) { MandateId = mandate.Id }, caller, Key(mandate, "complete", occurrence), ct);
        if (completed.Refusal?.Kind == RefusalKind.PaymentActionRequired)
        {
            // the buyer is not there to confirm it: the payment is ended, unless it went through after all
            var ended = await checkouts.AbandonAsync(mandate.ShopId, created.Value.Id, ct);
            completed = ended.Ok && ended.Value.OrderId is not null ? ended
                : ended.Refusal?.Kind == RefusalKind.PaymentDeclined || ended.Ok ? new Refusal(RefusalKind.PaymentDeclined, "payment_action_required", completed.Refusal.Message)
                : new Refusal(RefusalKind.PaymentPending, "payment_pending", completed.Refusal.Message);
        }

        if (completed.Ok) return new(PurchaseStatus.Bought, completed.Value.Totals.Total, completed.Value.OrderId);
        var (status, refusal) = (StatusOf(completed.Refusal), completed.Refusal);
        return new(status, total, Code: refusal.Code, Message: refusal.Message);
    }

    /// <summary>What the purchase would cost now.</summary>
    public async Task<Result<Checkout>> QuoteAsync(string shopId, MandateTerms terms, int pieces, AgreedReduction? agreed, Caller caller, CancellationToken ct)
    {
        var created = await checkouts.CreateAsync(shopId, Input(terms, pieces, agreed), caller with { Channel = "automation" }, null, ct);
        return created.Ok && created.Value.Messages.FirstOrDefault(m => m.Type == "error" && m.Code != "out_of_stock") is { } missing
            ? new Refusal(RefusalKind.NotReady, missing.Code, missing.Content, missing.Path) : created;
    }

    public static Caller CallerOf(Mandate mandate) => new(mandate.Id, "automation", CustomerId: mandate.Terms.CustomerId);

    private static PurchaseStatus StatusOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.PaymentPending => PurchaseStatus.Pending,
        RefusalKind.OutOfStock => PurchaseStatus.OutOfStock,
        RefusalKind.TotalChanged or RefusalKind.Conflict => PurchaseStatus.Changed,
        RefusalKind.Forbidden when refusal.Code == "mandate_limit" => PurchaseStatus.OverLimit,
        _ => PurchaseStatus.Failed,
    };

    private static CheckoutInput Input(MandateTerms terms, int pieces, AgreedReduction? agreed) => new()
    {
        Lines = [new LineRequest(terms.VariantId, pieces)],
        Buyer = terms.Buyer,
        Country = terms.Address.Country,
        Language = terms.Language,
        Fulfilment = [new MethodRequest(null, "shipping", null, [terms.Address with { Id = null }], null, [])],
        Agreed = agreed,
    };

    private static IdempotencyKey Key(Mandate mandate, string step, string occurrence) => new("mandate " + mandate.Id, $"{step} {occurrence}", occurrence);
}
