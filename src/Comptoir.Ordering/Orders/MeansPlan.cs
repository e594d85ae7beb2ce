using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Orders;

/// <summary>The money parts that settle a difference by the means that somebody chose.</summary>
internal static class MeansPlan
{
    /// <summary>Gives back: to the payment named or equal to the instrument, to the instrument, or to whatever paid.</summary>
    /// <param name="means">Its instrument without credential; null: the way it was paid.</param>
    public static Result<IReadOnlyList<MoneyPart>> GiveBack(Order order, string adjustmentId, long amount, Means? means)
    {
        if (amount > order.Left) return new Refusal(RefusalKind.Invalid, "amount_too_large", Wording.RefundTooLarge(order.Language, Currencies.Format(order.Left, order.Currency, order.Language)), "$.amount");
        if (means is null || amount == 0) return new(MoneyPlan.GiveBack(order, adjustmentId, amount), null);
        if (means.PaymentId is { } id)
        {
            if (!order.Payments.Any(p => p.Id == id)) return Unknown(order);
            return new(MoneyPlan.GiveBack(order, adjustmentId, amount, id), null);
        }

        if (means.Instrument is not { } instrument) return Unknown(order);
        return new(Same(order, instrument) is { } paid ? MoneyPlan.GiveBack(order, adjustmentId, amount, paid.Id) : MoneyPlan.GiveBack(order, adjustmentId, amount, credit: instrument), null);
    }

    /// <summary>A charge that somebody must pay; refused when no instrument is named.</summary>
    public static Result<IReadOnlyList<MoneyPart>> Charge(Order order, long amount, Means? means, TimeProvider time)
    {
        var instrument = means?.Instrument ?? order.Payments.FirstOrDefault(p => p.Id == means?.PaymentId)?.Instrument;
        if (instrument is null) return Unknown(order);
        return new([MoneyPlan.Charge(amount, instrument.Stored(), time)], null);
    }

    /// <summary>The payment that this instrument made; null: it did not pay for the order.</summary>
    public static Payment? Same(Order order, PaymentInstrument described) =>
        order.Payments.LastOrDefault(p => p.Left + p.Held > 0 && p.HandlerId == described.HandlerId && p.Instrument.Id == described.Id && described.Id.Length > 0);

    private static Refusal Unknown(Order order) => new(RefusalKind.Invalid, "payment_required", Wording.UnknownMeans(order.Language), "$.payment");
}
