using Comptoir.Catalog.Offers;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Disputes;

/// <summary>
/// Contested payments. While one is open the money stands in the account of disputes instead of the provider's; won, it goes back; lost, it is an
/// expense and the payment counts as given back, so that nobody refunds it again. Opened by the provider's webhook or by an operator.
/// </summary>
public sealed class DisputeService(IOrderingStore store, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    private readonly Adjustments _adjustments = new(store, new PaymentCalls([.. providers], time), time);

    /// <param name="disputeId">Idempotency key; a dispute of that id stays as it is.</param>
    /// <param name="amount">Minor units, at most what is left of the payment.</param>
    public Task<Result<Order>> OpenAsync(string shopId, string orderId, string disputeId, string paymentId, long amount, string reason, DateTimeOffset? answerBy, CancellationToken ct) =>
        _adjustments.ChangeAsync(shopId, orderId, null, order =>
        {
            var l = order.Language;
            if ((InputLimits.CheckText(disputeId, "$.id", l, 100) ?? InputLimits.CheckText(reason, "$.reason", l)) is { } wrong) return wrong;
            if (order.Disputes.Any(d => d.Id == disputeId)) return new Transition(shopId) { Order = OrderChanges.Changed(order, time) };
            if (order.Payments.FirstOrDefault(p => p.Id == paymentId) is not { } payment) return new Refusal(RefusalKind.NotFound, "not_found", Wording.NotFound(l, "Payment", "Paiement"));
            var most = payment.Left - order.Disputes.Where(d => d.Open && d.PaymentId == paymentId).Sum(d => d.Amount);
            if (amount < 1 || amount > most) return new Refusal(RefusalKind.Invalid, "invalid_amount", Wording.DisputeAmount(l, Currencies.Format(Math.Max(0, most), order.Currency, l)), "$.amount");
            var dispute = new Dispute(disputeId, paymentId, amount, reason, DisputeState.Opened, time.GetUtcNow(), answerBy);
            return Moved(order with { Disputes = [.. order.Disputes, dispute] }, "dispute_opened", dispute, Disputed(order), Postings.Clearing(payment.HandlerId, order.Currency));
        }, ct);

    /// <param name="evidence">What the shop says and shows; kept with the order.</param>
    public Task<Result<Order>> AnswerAsync(string shopId, string orderId, string disputeId, string evidence, CancellationToken ct) =>
        ChangeAsync(shopId, orderId, disputeId, (order, dispute) =>
        {
            if (evidence.Length > 5_000) return new Refusal(RefusalKind.Invalid, "text_too_long", Wording.TooLong(order.Language, "evidence", 5_000), "$.evidence");
            return new Transition(shopId) { Order = OrderChanges.Changed(With(order, dispute with { State = DisputeState.Answered, Evidence = evidence.Trim() }), time) };
        }, ct);

    public Task<Result<Order>> DecideAsync(string shopId, string orderId, string disputeId, bool won, CancellationToken ct) =>
        ChangeAsync(shopId, orderId, disputeId, (order, dispute) =>
        {
            var payment = order.Payments.First(p => p.Id == dispute.PaymentId);
            var decided = dispute with { State = won ? DisputeState.Won : DisputeState.Lost, DecidedAt = time.GetUtcNow() };
            var changed = With(order, decided);
            if (!won) changed = changed with { Payments = [.. changed.Payments.Select(p => p.Id == payment.Id ? p.After(OperationKind.Refund, new(PaymentStatus.Refunded), Math.Min(dispute.Amount, p.Left)) : p)] };
            return Moved(changed, won ? "dispute_won" : "dispute_lost", decided, won ? Postings.Clearing(payment.HandlerId, order.Currency) : Losses(order), Disputed(order));
        }, ct);

    private Task<Result<Order>> ChangeAsync(string shopId, string orderId, string disputeId, Func<Order, Dispute, Result<Transition>> decide, CancellationToken ct) =>
        _adjustments.ChangeAsync(shopId, orderId, null, order =>
            order.Disputes.FirstOrDefault(d => d.Id == disputeId) is not { } dispute ? new Refusal(RefusalKind.NotFound, "not_found", Wording.NotFound(order.Language, "Dispute", "Litige"))
            : !dispute.Open ? new Refusal(RefusalKind.Conflict, "dispute_state", Wording.DisputeState(order.Language))
            : decide(order, dispute), ct);

    private Transition Moved(Order order, string topic, Dispute dispute, Account debit, Account credit)
    {
        var changed = OrderChanges.Changed(order, time);
        return new Transition(order.ShopId)
        {
            Order = changed,
            Transfers = [new Transfer($"{order.Id}:{dispute.Id}:{topic}", debit, credit, dispute.Amount, "dispute", order.Id, time.GetUtcNow()).Checked()],

            // between the shop and the bank: agents hear of it, the buyer started it
            Outbox = [.. Notices.Of(changed, topic, time, dispute.Id).Where(m => m.Kind != "email")],
        };
    }

    private static Order With(Order order, Dispute one) => order with { Disputes = [.. order.Disputes.Select(d => d.Id == one.Id ? one : d)] };

    private static Account Disputed(Order order) => new($"disputes:{order.Currency}", "shop", AccountKind.Asset, order.Currency);

    private static Account Losses(Order order) => new($"dispute_losses:{order.Currency}", "shop", AccountKind.Expense, order.Currency);
}
