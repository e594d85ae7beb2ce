using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Webhooks;

namespace Comptoir.Ordering.Orders;

/// <summary>Brings an order to what its payment providers say, where the two differ.</summary>
public sealed class ProviderMoneyService(IOrderingStore store, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    private const int Attempts = 8;

    private readonly Adjustments _adjustments = new(store, new PaymentCalls([.. providers], time), time);

    /// <summary>
    /// Writes refunds that were made at the provider, and refunds of ours that failed there later, into the order and the ledger, each once.
    /// Refused: NotFound, PaymentPending while another change of the order's money is not settled.
    /// </summary>
    public async Task<Result<Order>> RecordRefundsAsync(string shopId, string orderId, string paymentId, IReadOnlyList<ProviderRefund> refunds, CancellationToken ct)
    {
        for (var n = 0; n <= refunds.Count * 2; n++)
        {
            var (order, refusal) = await _adjustments.LoadSettledAsync(shopId, orderId, ct);
            if (order is null) return refusal!;
            if (ProviderRefunds.Missing(order, paymentId, refunds, time) is null) return order;
            var written = await _adjustments.ChangeAsync(shopId, orderId, null, current => ProviderRefunds.Missing(current, paymentId, refunds, time) is { } missing
                ? Effects.Apply(current, missing, time) : new Transition(shopId) { Order = OrderChanges.Changed(current, time) }, ct);
            if (!written.Ok) return written;
        }

        return await _adjustments.LoadSettledAsync(shopId, orderId, ct) is { Order: { } all } ? all : OrderService.NotFound();
    }

    /// <summary>
    /// A person accepts that a provider took or gave back another amount than was asked; the adjustment is then finished with that amount. What
    /// a capture took less is no longer promised. Refused: NotFound, Conflict when nothing waits for this or the amount is more than there was.
    /// </summary>
    public async Task<Result<Order>> AcceptAmountAsync(string shopId, string orderId, string adjustmentId, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.GetOrderAsync(shopId, orderId, ct) is not { } order) return OrderService.NotFound();
            if (order.Adjustments.FirstOrDefault(a => a.Id == adjustmentId) is not { } pending || Disagreement(pending) is not { Said: { } said } part)
                return new Refusal(RefusalKind.Conflict, "nothing_to_accept", Wording.NothingToAccept(order.Language));
            var payment = order.Payments.First(p => p.Id == part.PaymentId);
            var most = part.Kind == OperationKind.Capture ? part.Amount : payment.Left;
            if (said < 1 || said > most) return new Refusal(RefusalKind.Conflict, "amount_too_large", Wording.SaidTooMuch(order.Language, Currencies.Format(said, order.Currency, order.Language)));
            var accepted = pending with { Money = [.. pending.Money.SelectMany(p => p.Id == part.Id ? Accepted(p, said) : [p])] };
            var result = await store.CommitAsync(new Transition(shopId) { Order = OrderChanges.With(order, accepted, time) }, ct);
            if (result.Status != CommitStatus.Committed) continue;
            var (settled, refusal) = await _adjustments.LoadSettledAsync(shopId, orderId, ct);
            return settled is null ? refusal! : settled;
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    /// <summary>The part of a pending adjustment that waits for a person, since its provider named another amount; null: none.</summary>
    public static MoneyPart? Disagreement(Adjustment adjustment) => adjustment.Status != Adjustment.Pending ? null
        : adjustment.Money.FirstOrDefault(m => m is { State: PaymentStatus.Unknown, Code: Payment.AmountDiffers, Kind: OperationKind.Capture or OperationKind.Refund });

    private static IReadOnlyList<MoneyPart> Accepted(MoneyPart part, long said) => part.Kind == OperationKind.Capture
        ?
        [
            part with { Amount = said, State = PaymentStatus.Captured },
            .. said < part.Amount ? new[] { part with { Id = part.Id + ":rest", Kind = OperationKind.Void, Amount = part.Amount - said, State = PaymentStatus.Voided, Reference = null, Fee = null } } : [],
        ]
        : [part with { Amount = said, State = PaymentStatus.Refunded }];
}
