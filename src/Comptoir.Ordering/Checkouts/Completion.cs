using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>
/// Takes the money of a checkout: transition 1 records the attempt and reserves stock, the provider is asked outside of any
/// transaction, transition 2 stores what came of it. Whatever stops the process in between, the reconciler asks the provider again.
/// </summary>
internal sealed class Completion(IOrderingStore store, ILiveCatalog catalog, IReadOnlyList<IPaymentProvider> providers, TimeProvider time)
{
    private const int Attempts = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>No live request is still making an attempt of this age: whoever asks may find out what became of it.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(20);

    public async Task<Result<Checkout>> CompleteAsync(string shopId, string id, CompleteInput input, Caller caller, IdempotencyKey? key, CancellationToken ct)
    {
        if (catalog.FindShop(shopId) is not { } shop) return new Refusal(RefusalKind.NotFound, "not_found", Wording.ShopNotFound("en"));
        using var activity = OrderingTelemetry.Activities.StartActivity("complete checkout");
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await Replay.FindAsync(store, shopId, key, OrderingJson.Default.Checkout, shop.DefaultLanguage, ct) is { } replay) return replay;
            if (await store.GetCheckoutAsync(shopId, id, ct) is not { } present)
                return new Refusal(RefusalKind.NotFound, "not_found", Wording.NotFound(shop.DefaultLanguage, "Checkout", "Commande"));
            if (present is { Status: CheckoutStatus.CompleteInProgress, Attempt: { } running })
            {
                if (running.StartedAt + Abandoned > time.GetUtcNow() || (await LookUpAsync(present, running)).Status == PaymentStatus.Unknown)
                    return Settlement.Refusal(present)!;
                continue;
            }

            if (CheckoutObstacles.Find(present, time.GetUtcNow()) is { } obstacle)
                return await Replay.FindAsync(store, shopId, key, OrderingJson.Default.Checkout, shop.DefaultLanguage, ct) ?? obstacle;

            var plan = CompletionPlan.Make(input, present, new(shop, await store.GetRulesAsync(shopId, ct), catalog, null, caller, time), providers, key);
            if (plan.Started is not { } started)
            {
                if (plan.Corrected is not null) await store.CommitAsync(new Transition(shopId) { Checkout = plan.Corrected }, ct);
                return plan.Refusal!;
            }

            var result = await store.CommitAsync(new Transition(shopId) { Checkout = started, Stock = Settlement.Reserve(started) }, ct);
            if (result.Status == CommitStatus.OutOfStock) return await OutOfStockAsync(present, started, result.Key, ct);
            if (result.Status != CommitStatus.Committed) continue;

            // from here on a caller who hangs up must not stop us: the money may be on its way
            var outcome = started.Attempt!.HandlerId == CompletionPlan.Free ? new PaymentOutcome(PaymentStatus.Captured)
                : await AskAsync(started.Attempt.HandlerId, (provider, limit) => provider.PayAsync(Request(started, started.Attempt) with { Instrument = plan.Instrument! }, limit));
            return await SettleAsync(started, started.Attempt, outcome);
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile(shop.DefaultLanguage));
    }

    public async Task<int> ReconcileAsync(TimeSpan olderThan, CancellationToken ct)
    {
        var settled = 0;
        foreach (var checkout in await store.GetUnsettledCheckoutsAsync(time.GetUtcNow() - olderThan, ct))
        {
            ct.ThrowIfCancellationRequested();
            if (checkout.Attempt is { } attempt && (await LookUpAsync(checkout, attempt)).Status != PaymentStatus.Unknown) settled++;
        }

        return settled;
    }

    private async Task<PaymentOutcome> LookUpAsync(Checkout checkout, PaymentAttempt attempt)
    {
        var outcome = attempt.HandlerId == CompletionPlan.Free ? new PaymentOutcome(PaymentStatus.Captured)
            : await AskAsync(attempt.HandlerId, (provider, limit) => provider.LookUpAsync(Request(checkout, attempt), limit));
        if (outcome.Status != PaymentStatus.Unknown) await SettleAsync(checkout, attempt, outcome);
        return outcome;
    }

    /// <summary>Transition 2; done once however many try.</summary>
    private async Task<Result<Checkout>> SettleAsync(Checkout checkout, PaymentAttempt attempt, PaymentOutcome outcome)
    {
        var keyTaken = false;
        for (var i = 0; i < Attempts; i++)
        {
            var current = await store.GetCheckoutAsync(checkout.ShopId, checkout.Id, CancellationToken.None);
            if (current is null || current.Status != CheckoutStatus.CompleteInProgress || current.Attempt?.Id != attempt.Id)
                return current is null || Settlement.Refusal(current) is { } refused ? Settlement.Refusal(current ?? checkout)! : current;
            var cart = current.CartId is null ? null : await store.GetCartAsync(current.ShopId, current.CartId, CancellationToken.None);
            if (Settlement.Decide(current, attempt, outcome, cart, time) is not { } transition) return Settlement.Refusal(current)!;

            // a key that another request took meanwhile must not keep a paid order from being stored
            var result = await store.CommitAsync(keyTaken ? transition with { Idempotency = null } : transition, CancellationToken.None);
            keyTaken |= result.Status == CommitStatus.IdempotencyExists;
            if (result.Status != CommitStatus.Committed) continue;
            OrderingTelemetry.Paid(outcome.Status.ToString());
            if (Settlement.Refusal(transition.Checkout!) is { } refusal) return refusal;
            return result.Checkout ?? (transition.Checkout! with { OrderNumber = result.Order?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }

        return Settlement.Refusal(checkout)!;
    }

    /// <summary>Asks a provider within the time limit; whatever goes wrong with it leaves the outcome open.</summary>
    private async Task<PaymentOutcome> AskAsync(string handlerId, Func<IPaymentProvider, CancellationToken, Task<PaymentOutcome>> ask)
    {
        if (providers.FirstOrDefault(p => p.HandlerId == handlerId) is not { } provider) return new(PaymentStatus.Unknown);
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            return await ask(provider, limit.Token).WaitAsync(Patience, time, CancellationToken.None);
        }
        catch (Exception e)
        {
            System.Diagnostics.Activity.Current?.AddException(e);
            return new(PaymentStatus.Unknown, Message: e.GetType().Name);
        }
    }

    private async Task<Result<Checkout>> OutOfStockAsync(Checkout present, Checkout started, string? variantId, CancellationToken ct)
    {
        var line = Math.Max(0, started.Lines.ToList().FindIndex(l => l.VariantId == variantId));
        var item = started.Lines[line];
        var content = Wording.OutOfStock(started.Language, item.Title, Math.Min(catalog.Available(started.ShopId, item.VariantId), item.Quantity - 1));
        var message = new Message("error", "out_of_stock", content, $"$.line_items[{line}]", "recoverable");
        await store.CommitAsync(new Transition(started.ShopId) { Checkout = started with { Status = CheckoutStatus.Incomplete, Attempt = present.Attempt, Instruments = present.Instruments, Messages = [message, .. started.Messages] } }, ct);
        return new Refusal(RefusalKind.OutOfStock, message.Code, content, message.Path);
    }

    private static PaymentRequest Request(Checkout checkout, PaymentAttempt attempt) =>
        new(attempt.Id, checkout.Id, new Money(attempt.Amount, checkout.Currency), attempt.Instrument);
}
