using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Orders;

/// <summary>
/// The one way by which money moves after the sale: first the adjustment is stored as pending with all its operations (so that no second
/// one can take the same money), then the providers are asked, then money, pieces, stock, books and messages change together. One that a
/// crash or a silent provider left pending is finished before anything else happens to its order.
/// </summary>
internal sealed class Adjustments(IOrderingStore store, PaymentCalls calls, TimeProvider time)
{
    private const int Attempts = 8;

    /// <summary>More operations than any adjustment needs.</summary>
    private const int Most = 200;

    /// <param name="decide">Pure: the pending adjustment with its money parts, or why not.</param>
    /// <param name="charged">The instrument with its credential for the adjustment's charge; null when it has none.</param>
    /// <param name="begin">What else is stored with the record of the adjustment, before any provider is asked: the order as it becomes at once, and messages.</param>
    public async Task<Result<Order>> MakeAsync(string shopId, string id, IdempotencyKey? key, Func<Order, Result<Adjustment>> decide, PaymentInstrument? charged, CancellationToken ct, Func<Order, Transition>? begin = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await Replay.FindAsync(store, shopId, key, OrderingJson.Default.Order, "en", ct) is { } replay) return replay;
            var (order, refusal) = await LoadSettledAsync(shopId, id, ct);
            if (order is null) return refusal!;
            if (key is not null && order.Adjustments.LastOrDefault(a => a.Key is { } k && (k.Scope, k.Key) == (key.Scope, key.Key)) is { } same)
                return same.Key!.RequestHash != key.RequestHash ? new Refusal(RefusalKind.IdempotencyConflict, "idempotency_conflict", Wording.KeyReused(order.Language))
                    : same.Status == Adjustment.Completed ? order : Failed(order, same);
            var decided = decide(order);
            if (!decided.Ok) return decided.Refusal;
            var adjustment = decided.Value with { Key = key };
            var begun = begin?.Invoke(order) ?? new Transition(shopId) { Order = order };
            var result = await store.CommitAsync(begun with { Order = OrderChanges.With(begun.Order!, adjustment, time), Stock = [.. begun.Stock, .. adjustment.Reserved], Jobs = [.. begun.Jobs, SettleOrder.Of(order, time.GetUtcNow())] }, ct);
            if (result.Status == CommitStatus.OutOfStock) return new Refusal(RefusalKind.OutOfStock, "out_of_stock", Wording.NoStockLeft(order.Language));
            if (result.Status == CommitStatus.Committed) return await FinishAsync(shopId, id, adjustment.Id, charged);
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    /// <summary>A change that moves no money, in one transition.</summary>
    /// <param name="decide">Pure: the transition with the changed order, or why not.</param>
    public async Task<Result<Order>> ChangeAsync(string shopId, string id, IdempotencyKey? key, Func<Order, Result<Transition>> decide, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await Replay.FindAsync(store, shopId, key, OrderingJson.Default.Order, "en", ct) is { } replay) return replay;
            var (order, refusal) = await LoadSettledAsync(shopId, id, ct);
            if (order is null) return refusal!;
            var decided = decide(order);
            if (!decided.Ok) return decided.Refusal;
            var result = await store.CommitAsync(decided.Value with { Idempotency = Replay.Record(shopId, key, Replay.Order, time.GetUtcNow()) }, ct);
            if (result.Status == CommitStatus.OutOfStock) return new Refusal(RefusalKind.OutOfStock, "out_of_stock", Wording.NoStockLeft(order.Language));
            if (result.Status == CommitStatus.Committed) return decided.Value.Order!;
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    /// <summary>The order with no adjustment pending, or why there is none.</summary>
    /// <param name="stop">A charge that waits for its buyer is ended, unless it was paid by now.</param>
    public async Task<(Order? Order, Refusal? Refusal)> LoadSettledAsync(string shopId, string id, CancellationToken ct, bool stop = false)
    {
        var order = await store.GetOrderAsync(shopId, id, ct);
        if (order is null) return (null, OrderService.NotFound());
        if (Pending(order) is not { } pending) return (order, null);
        var finished = await FinishAsync(shopId, id, pending.Id, null, stop);
        order = await store.GetOrderAsync(shopId, id, ct);
        return order is not null && Pending(order) is null ? (order, null) : (null, finished.Refusal ?? OrderService.NotFound());
    }

    public static Adjustment? Pending(Order order) => order.Adjustments.FirstOrDefault(a => a is { MovesMoney: true, Status: Adjustment.Pending });

    private async Task<Result<Order>> FinishAsync(string shopId, string id, string adjustmentId, PaymentInstrument? charged, bool stop = false)
    {
        Adjustment? carriedOut = null;
        var keyTaken = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.GetOrderAsync(shopId, id, CancellationToken.None) is not { } order) return OrderService.NotFound();
            var pending = order.Adjustments.First(a => a.Id == adjustmentId);
            if (pending.Status != Adjustment.Pending) return pending.Status == Adjustment.Completed ? order : Failed(order, pending);
            carriedOut ??= await CarryOutAsync(order, pending, charged, stop);
            if (carriedOut.Money.FirstOrDefault(p => p.Waits) is { } waits)
            {
                // where the buyer must go is kept, so that its page can be shown again
                if (!pending.Money.Contains(waits) && (await store.CommitAsync(new Transition(shopId) { Order = OrderChanges.With(order, carriedOut, time) }, CancellationToken.None)).Status != CommitStatus.Committed) continue;
                return new Refusal(RefusalKind.PaymentActionRequired, "payment_action_required", Wording.DifferenceWaits(order.Language), "$.payment", waits.ActionUrl);
            }

            if (carriedOut.Money.Any(p => p.State is PaymentStatus.Unknown or PaymentStatus.Created) && !MoneyPlan.ChargeFailed(carriedOut) || MoneyPlan.Next(order, carriedOut) is not null)
            {
                // an answer that a person must look at is kept, so that it can be seen
                if (ProviderMoneyService.Disagreement(carriedOut) is not null && ProviderMoneyService.Disagreement(pending) is null
                    && (await store.CommitAsync(new Transition(shopId) { Order = OrderChanges.With(order, carriedOut, time) }, CancellationToken.None)).Status != CommitStatus.Committed) continue;
                return new Refusal(RefusalKind.PaymentPending, "refund_pending", Wording.InProgress(order.Language));
            }

            var failed = MoneyPlan.ChargeFailed(carriedOut) || (carriedOut.Money.Count > 0 && carriedOut.Money.All(p => p.State == PaymentStatus.Declined));
            var transition = failed ? Effects.Fail(order, carriedOut, time) : Effects.Apply(order, carriedOut, time);
            var record = failed ? Replay.Record(shopId, carriedOut.Key, Failed(order, carriedOut), time.GetUtcNow()) : Replay.Record(shopId, carriedOut.Key, Replay.Order, time.GetUtcNow());
            if (failed && DeclineCheck.Of(order, carriedOut, time.GetUtcNow()) is { } check) transition = transition with { Jobs = [.. transition.Jobs, check] };

            // what was given back, or taken, may still come to nothing, days later
            if (carriedOut.Money.Any(p => p.State == PaymentStatus.Captured || p is { Kind: OperationKind.Refund, State: PaymentStatus.Refunded })) transition = transition with { Jobs = [.. transition.Jobs, OrderAudit.Of(shopId, id, time.GetUtcNow())] };
            var result = await store.CommitAsync(transition with { Idempotency = keyTaken ? null : record, DoneJobs = [new(SettleOrder.JobKind, id)] }, CancellationToken.None);
            keyTaken |= result.Status == CommitStatus.IdempotencyExists;
            if (result.Status == CommitStatus.Committed) return failed ? Failed(order, carriedOut) : transition.Order!;
        }

        return new Refusal(RefusalKind.PaymentPending, "refund_pending", Wording.InProgress("en"));
    }

    /// <summary>Asks the providers; parts that were asked before are asked again with the same operation ids.</summary>
    private async Task<Adjustment> CarryOutAsync(Order order, Adjustment pending, PaymentInstrument? charged, bool stop)
    {
        // recorded before adjustments had parts
        var adjustment = pending.Money.Count == 0 && pending.Amount > 0 ? pending with { Money = MoneyPlan.GiveBack(order, pending.Id, pending.Amount) } : pending;
        if (adjustment.Money.FirstOrDefault(p => p.Waits) is { } waits) adjustment = Replaced(adjustment, await WaitedAsync(order, waits, stop || time.GetUtcNow() >= pending.At + Completion.BuyersTime));
        for (var i = 0; i < Most && MoneyPlan.Next(order, adjustment) is var (part, operation); i++)
        {
            PaymentOutcome outcome;
            if (MoneyPlan.IsPartOfPromise(order, part)) outcome = new(PaymentStatus.Voided);
            else if (operation.Kind == OperationKind.Authorize && charged is null) outcome = await calls.LookUpAsync(operation);
            else outcome = await SureAsync(order, operation, await calls.DoAsync(operation.Kind == OperationKind.Authorize ? operation with { Instrument = charged! } : operation));
            adjustment = Replaced(adjustment, MoneyPlan.After(part, operation.Kind, outcome));
        }

        return adjustment;
    }

    /// <summary>How a charge stands that waited for its buyer; one whose time is over is ended.</summary>
    private async Task<MoneyPart> WaitedAsync(Order order, MoneyPart part, bool over)
    {
        var operation = MoneyPlan.Waiting(order, part);
        var outcome = await calls.LookUpAsync(operation);
        if (over && outcome.Status == PaymentStatus.RequiresAction) outcome = await calls.DoAsync(operation with { Id = $"{part.Id}:void", Kind = OperationKind.Void });

        // no answer leaves it waiting: it is asked again
        return outcome.Status is PaymentStatus.Unknown or PaymentStatus.RequiresAction ? part : MoneyPlan.After(part, OperationKind.Authorize, outcome);
    }

    private static Adjustment Replaced(Adjustment adjustment, MoneyPart part) => adjustment with { Money = [.. adjustment.Money.Select(p => p.Id == part.Id ? part : p)] };

    /// <summary>A capture or a release that was declined may have happened all the same: how the payment stands decides.</summary>
    private async Task<PaymentOutcome> SureAsync(Order order, PaymentOperation operation, PaymentOutcome outcome)
    {
        if (outcome.Status != PaymentStatus.Declined || operation.Kind is not (OperationKind.Capture or OperationKind.Void)) return outcome;
        var stands = await calls.LookUpAsync(operation with { Id = operation.PaymentId, Kind = OperationKind.Authorize });
        var before = order.Payments.First(p => p.Id == operation.PaymentId).Captured;
        return (operation.Kind, stands.Status) switch
        {
            // the provider tells the sum of all captures
            (OperationKind.Capture, PaymentStatus.Captured or PaymentStatus.PartlyCaptured) when before == 0 || stands.Amount > before => stands with { Status = PaymentStatus.Captured, Amount = stands.Amount - before },
            (OperationKind.Void, PaymentStatus.Voided) => stands,
            (OperationKind.Void, PaymentStatus.Captured) when before > 0 && stands.Amount == before => stands with { Status = PaymentStatus.Voided, Amount = null },
            (_, PaymentStatus.Unknown) => stands,
            _ => outcome,
        };
    }

    private static Refusal Failed(Order order, Adjustment adjustment) => adjustment.Type switch
    {
        "capture" => new(RefusalKind.PaymentDeclined, "capture_failed", Wording.CaptureFailed(order.Language)),
        _ when adjustment.Money.Any(p => p.Kind == OperationKind.Authorize) => new(RefusalKind.PaymentDeclined, "payment_failed", Wording.ChargeFailed(order.Language)),
        _ => new(RefusalKind.PaymentDeclined, "refund_failed", Wording.RefundFailed(order.Language)),
    };
}
