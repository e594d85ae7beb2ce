using Comptoir.Ordering.Returns;

namespace Comptoir.Ordering.Orders;

/// <summary>Something about an order that an operator has to look at.</summary>
/// <param name="Kind">return, withdrawal, dispute or money.</param>
/// <param name="State">The return's or dispute's state by name; of a withdrawal: open or refund_refused; of money: refund_failed or amount_differs.</param>
/// <param name="DueAt">Until when; null: no deadline.</param>
public sealed record OrderCase(string Id, string OrderId, string Kind, string State, DateTimeOffset At, DateTimeOffset? DueAt)
{
    /// <summary>The open cases of an order, in the order in which they came.</summary>
    public static IReadOnlyList<OrderCase> Of(Order order) =>
    [
        .. order.Returns.Where(r => r.Open).Select(r => new OrderCase(r.Id, order.Id, "return", r.State.ToString(), r.At, order.Withdrawals.FirstOrDefault(w => w.Id == r.WithdrawalId)?.RefundBy)),
        .. order.Withdrawals.Where(w => !IsSettled(order, w)).Select(w => new OrderCase(w.Id, order.Id, "withdrawal", IsRefused(order, w) ? Refused : "open", w.At, w.RefundBy)),
        .. order.Disputes.Where(d => d.Open).Select(d => new OrderCase(d.Id, order.Id, "dispute", d.State.ToString(), d.At, d.AnswerBy)),
        .. order.Adjustments.Where(a => ProviderRefunds.IsOpen(order, a)).Select(a => new OrderCase(a.Id, order.Id, "money", ProviderRefunds.Failed, a.At, null)),
        .. order.Adjustments.Where(a => ProviderMoneyService.Disagreement(a) is not null).Select(a => new OrderCase(a.Id, order.Id, "money", Payments.Payment.AmountDiffers, a.At, null)),
    ];

    /// <summary>False: the order has not had any, so that nothing is to be written for it.</summary>
    public static bool HasHad(Order order) =>
        order.Returns.Count + order.Withdrawals.Count + order.Disputes.Count > 0 || order.Adjustments.Any(a => a.Type == ProviderRefunds.Failed || a.Money.Any(m => m.Said is not null));

    private const string Refused = "refund_refused";

    private static bool IsRefused(Order order, Withdrawal withdrawal) =>
        order.Adjustments.LastOrDefault(a => a.Description == ReturnReasons.Withdrawal && a.At >= withdrawal.At) is { Status: Adjustment.Failed };

    /// <summary>Every withdrawn piece left the order, and its return is through.</summary>
    public static bool IsSettled(Order order, Withdrawal withdrawal) =>
        withdrawal.Lines.All(w => order.Lines.FirstOrDefault(l => l.Item.Id == w.LineId) is not { } line || line.Removed >= w.Quantity)
        || order.Returns.Any(r => r.Id == withdrawal.ReturnId && !r.Open);
}
