using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Orders;

/// <summary>
/// Gives money back between two recorded states, like a completion: first the refund is stored as pending (so that no second one can
/// take the same money), then the provider is asked with the refund's id, then money, stock, ledger and messages change together.
/// A refund that a crash left pending is finished before anything else happens to its order.
/// </summary>
internal sealed class Refunds(IOrderingStore store, IReadOnlyList<IPaymentProvider> providers, TimeProvider time)
{
    private const int Attempts = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Result<Order>> GiveBackAsync(string shopId, string id, IdempotencyKey? key, Func<Order, Result<Adjustment>> decide, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (order, refusal) = await LoadSettledAsync(shopId, id, ct);
            if (order is null) return refusal!;
            var decided = decide(order);
            if (!decided.Ok) return decided.Refusal;
            var result = await store.CommitAsync(new Transition(shopId) { Order = OrderChanges.With(order, decided.Value, time) }, ct);
            if (result.Status == CommitStatus.Committed) return await FinishAsync(shopId, id, decided.Value.Id, key);
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    /// <summary>The order with no refund pending, or why there is none.</summary>
    public async Task<(Order? Order, Refusal? Refusal)> LoadSettledAsync(string shopId, string id, CancellationToken ct)
    {
        var order = await store.GetOrderAsync(shopId, id, ct);
        if (order is null) return (null, OrderService.NotFound());
        if (Pending(order) is not { } pending) return (order, null);
        var finished = await FinishAsync(shopId, id, pending.Id, null);
        order = await store.GetOrderAsync(shopId, id, ct);
        return order is not null && Pending(order) is null ? (order, null) : (null, finished.Refusal ?? OrderService.NotFound());
    }

    private async Task<Result<Order>> FinishAsync(string shopId, string id, string refundId, IdempotencyKey? key)
    {
        PaymentOutcome? outcome = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.GetOrderAsync(shopId, id, CancellationToken.None) is not { } order) return OrderService.NotFound();
            var refund = order.Adjustments.First(a => a.Id == refundId);
            if (refund.Status != "pending") return refund.Status == "completed" ? order : Failed(order);
            outcome ??= await AskAsync(order, refund);
            if (outcome.Status is not (PaymentStatus.Captured or PaymentStatus.Declined))
                return new Refusal(RefusalKind.PaymentPending, "refund_pending", Wording.InProgress(order.Language));

            var transition = outcome.Status == PaymentStatus.Captured ? Given(order, refund, key)
                : new Transition(shopId) { Order = OrderChanges.With(order, refund with { Status = "failed" }, time) };
            var result = await store.CommitAsync(transition, CancellationToken.None);
            if (result.Status == CommitStatus.IdempotencyExists) key = null;
            if (result.Status == CommitStatus.Committed) return outcome.Status == PaymentStatus.Captured ? transition.Order! : Failed(order);
        }

        return new Refusal(RefusalKind.PaymentPending, "refund_pending", Wording.InProgress("en"));
    }

    private Transition Given(Order order, Adjustment refund, IdempotencyKey? key)
    {
        var (changed, stock) = OrderChanges.Refunded(order, refund, time);
        return new Transition(order.ShopId)
        {
            Order = changed,
            Stock = stock,
            Transfers = refund.Amount > 0 ? Postings.Refund(order, refund) : [],
            Outbox = Notices.Of(changed, refund.Type == "cancellation" ? "order_canceled" : "order_refunded", time),
            Idempotency = Replay.Record(order.ShopId, key, Replay.Order, time.GetUtcNow()),
        };
    }

    private async Task<PaymentOutcome> AskAsync(Order order, Adjustment refund)
    {
        if (refund.Amount == 0) return new(PaymentStatus.Captured);
        if (order.Payment.ProviderReference is not { } reference || providers.FirstOrDefault(p => p.HandlerId == order.Payment.HandlerId) is not { } provider) return new(PaymentStatus.Unknown);
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            return await provider.RefundAsync(reference, new Money(refund.Amount, order.Currency), refund.Id, limit.Token).WaitAsync(Patience, time, CancellationToken.None);
        }
        catch (Exception e)
        {
            System.Diagnostics.Activity.Current?.AddException(e);
            return new(PaymentStatus.Unknown);
        }
    }

    private static Adjustment? Pending(Order order) => order.Adjustments.FirstOrDefault(a => a is { MovesMoney: true, Status: "pending" });

    private static Refusal Failed(Order order) => new(RefusalKind.PaymentDeclined, "refund_failed", Wording.RefundFailed(order.Language));
}
