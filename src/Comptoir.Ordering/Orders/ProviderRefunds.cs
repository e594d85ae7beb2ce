using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Webhooks;

namespace Comptoir.Ordering.Orders;

/// <summary>What an order does not say yet of its provider's refunds: those made elsewhere, and those of its own that failed later. Pure.</summary>
internal static class ProviderRefunds
{
    public const string Failed = "refund_failed";

    /// <summary>The next completed adjustment that the order lacks; null: it says all. The provider's ids make each of them once.</summary>
    public static Adjustment? Missing(Order order, string paymentId, IReadOnlyList<ProviderRefund> refunds, TimeProvider time)
    {
        if (order.Payments.FirstOrDefault(p => p.Id == paymentId) is not { } payment) return null;
        foreach (var refund in refunds.OrderBy(r => r.At))
        {
            var (given, takenBack) = ($"adj_{refund.Id}", $"adj_failed_{refund.Id}");
            var known = order.Adjustments.FirstOrDefault(a => a.Id == given || (refund.OperationId is not null && a.Money.Any(m => m.Id == refund.OperationId)));
            if (known is null && refund is { OperationId: null, Failed: false } && Math.Min(refund.Amount, payment.Left) is > 0 and var amount)
                return Moved(new(given, "refund", Adjustment.Completed, time.GetUtcNow(), [], amount, MovesMoney: true), given, paymentId, refund.Id);
            if (known is { Status: Adjustment.Completed } && refund.Failed && order.Adjustments.All(a => a.Id != takenBack) && PartOf(known, refund) is { } part)
                return Moved(new(takenBack, Failed, Adjustment.Completed, time.GetUtcNow(), [], -part.Amount, MovesMoney: true) { Books = Reversed(known, part.Amount), Effect = new() { Topic = "" } }, takenBack, paymentId, refund.Id);
        }

        return null;
    }

    /// <summary>A refund that failed and for which nothing was given since.</summary>
    public static bool IsOpen(Order order, Adjustment failed) => failed.Type == Failed && order.Left > 0
        && !order.Adjustments.SkipWhile(a => a.Id != failed.Id).Any(a => a is { MovesMoney: true, Status: Adjustment.Completed, Amount: > 0 });

    private static MoneyPart? PartOf(Adjustment known, ProviderRefund refund) =>
        known.Money.FirstOrDefault(m => m is { Kind: OperationKind.Refund, State: PaymentStatus.Refunded } && (m.Id == refund.OperationId || m.Id == known.Id));

    private static Adjustment Moved(Adjustment adjustment, string partId, string paymentId, string reference) =>
        adjustment with { Money = [new(partId, OperationKind.Refund, paymentId, adjustment.Amount, State: PaymentStatus.Refunded, Reference: reference)] };

    /// <summary>The books of the refund the other way round, as far as it was this part of it.</summary>
    private static IReadOnlyList<BookShare> Reversed(Adjustment refund, long amount)
    {
        if (refund.Books.Any(s => s.Amount < 0) || refund.Books.Sum(s => s.Amount) < amount) return [];
        var shares = Apportion.Split(amount, [.. refund.Books.Select(s => s.Amount)]);
        return [.. refund.Books.Select((s, i) => new BookShare(s.Part, -shares[i])).Where(s => s.Amount != 0)];
    }
}
