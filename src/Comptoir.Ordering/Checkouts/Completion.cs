using Comptoir.Catalog;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>
/// Takes the money of a checkout: transition 1 records the attempt with all its payments and reserves stock, the providers are asked
/// outside of any transaction, transition 2 stores what came of it. Whatever stops the process in between, the providers are asked again.
/// </summary>
internal sealed class Completion(IOrderingStore store, ILiveCatalog catalog, IReadOnlyList<IPaymentProvider> providers, TimeProvider time)
{
    private const int Attempts = 8;

    /// <summary>No live request is still making an attempt of this age: whoever asks may find out what became of it.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(20);

    /// <summary>How long a buyer may take to confirm a payment before it is ended and the pieces go back on sale.</summary>
    public static readonly TimeSpan BuyersTime = TimeSpan.FromMinutes(30);

    private readonly PaymentCalls _calls = new(providers, time);

    public async Task<Result<Checkout>> CompleteAsync(string shopId, string id, CompleteInput input, Caller caller, IdempotencyKey? key, CancellationToken ct)
    {
        if (catalog.FindShop(shopId) is not { } shop) return new Refusal(RefusalKind.NotFound, "not_found", Wording.ShopNotFound("en"));
        using var activity = OrderingTelemetry.Activities.StartActivity("complete checkout");
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.GetCheckoutAsync(shopId, id, ct) is not { } present)
                return new Refusal(RefusalKind.NotFound, "not_found", Wording.NotFound(shop.DefaultLanguage, "Checkout", "Commande"));

            // after the checkout, not before it: a decline that is stored in between would leave a checkout that the same key could pay again.
            // One that nobody pays and that becomes in progress below needs no look: that transition refuses a key that is taken.
            var looked = attempt > 0 || Settlement.IsOpen(present);
            if (looked && await KnownAsync() is { } replay) return replay;
            if (present is { Status: CheckoutStatus.CompleteInProgress, Attempt: { } running })
            {
                if (running.StartedAt + Abandoned > time.GetUtcNow() || !IsSettled(await ResumeAsync(present, abandon: false))) return Settlement.Refusal(present)!;
                continue;
            }

            if (present.AwaitsBuyer)
            {
                if (key is not null && present.Attempt!.Key is { } known && (known.Scope, known.Key) == (key.Scope, key.Key))
                    return known.RequestHash == key.RequestHash ? await ResumeAsync(present, abandon: false) : new Refusal(RefusalKind.IdempotencyConflict, "idempotency_conflict", Wording.KeyReused(shop.DefaultLanguage));

                // another instrument ends the payment that waits
                if (!IsSettled(await ResumeAsync(present, abandon: true))) return Settlement.Refusal(present)!;
                continue;
            }

            if (CheckoutObstacles.Find(present, time.GetUtcNow()) is { } obstacle)
                return await KnownAsync() ?? obstacle;

            var rules = await store.GetRulesAsync(shopId, ct);
            var offers = await OffersAsync(input, present);
            var plan = CompletionPlan.Make(input, present, new(shop, rules, catalog, null, caller, time), offers, key);
            if (plan.Started is not { } started)
            {
                if (!looked && await KnownAsync() is { } before) return before;
                // a twin of this request may have begun to pay meanwhile: then it is its own reservation that seems to be missing
                var kept = plan.Corrected is null
                    ? (await store.GetCheckoutAsync(shopId, id, ct))?.Version == present.Version
                    : (await store.CommitAsync(new Transition(shopId) { Checkout = plan.Corrected }, ct)).Status == CommitStatus.Committed;
                if (!kept) continue;
                return plan.Refusal!;
            }

            if (input.Presented is { } compared && compared.CheckoutVersion != present.Version) return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile(shop.DefaultLanguage));
            var mandateId = input.MandateId ?? input.Presented?.Id;
            var mandate = mandateId is null ? null : await store.GetMandateAsync(shopId, mandateId, ct) ?? (input.Presented is { } presented ? MandateUses.From(presented, started, time.GetUtcNow()) : null);
            if (mandateId is not null && MandateUses.Obstacle(mandate, started, time.GetUtcNow()) is { } outside) return await KnownAsync() ?? outside;
            started = started with { MandateId = mandate?.Id };
            var result = await store.CommitAsync(new Transition(shopId) { Checkout = started, FreeKey = key, Stock = Settlement.Reserve(started), Mandates = mandate is null ? [] : [MandateUses.Begin(mandate, started)], Jobs = [SettleCheckout.At(started, started.Attempt!.StartedAt + Abandoned)] }, ct);
            if (result.Status == CommitStatus.OutOfStock && await OutOfStockAsync(present, started, result.Key, ct) is { } soldOut) return soldOut;
            if (result.Status != CommitStatus.Committed) continue;

            // from here on a caller who hangs up must not stop us: the money may be on its way
            return await SettleAsync(started, await new AttemptRun(_calls).StartAsync(started, plan.Credentials));
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile(shop.DefaultLanguage));

        Task<Result<Checkout>?> KnownAsync() => Replay.FindAsync(store, shopId, key, OrderingJson.Default.Checkout, shop.DefaultLanguage, ct);
    }

    /// <summary>Asks what became of an attempt that nobody is making any more, and stores it.</summary>
    /// <param name="abandon">End what still waits for the buyer.</param>
    public async Task<Result<Checkout>> ResumeAsync(Checkout checkout, bool abandon) =>
        await SettleAsync(checkout, await new AttemptRun(_calls).ResumeAsync(checkout, abandon));

    /// <summary>An order, or money that was not taken: nothing is open any more.</summary>
    public static bool IsSettled(Result<Checkout> result) => result.Refusal is null or { Kind: RefusalKind.PaymentDeclined };

    /// <summary>Transition 2; done once however many try.</summary>
    /// <param name="checkout">As it was stored last, as far as the caller knows: the commit finds out when it was not.</param>
    private async Task<Result<Checkout>> SettleAsync(Checkout checkout, PaymentAttempt attempt)
    {
        var keyTaken = false;
        for (var i = 0; i < Attempts; i++)
        {
            var current = i == 0 ? checkout : await store.GetCheckoutAsync(checkout.ShopId, checkout.Id, CancellationToken.None);
            if (current is null || !Settlement.IsOpen(current) || current.Attempt?.Id != attempt.Id)
                return current is null || Settlement.Refusal(current) is { } refused ? Settlement.Refusal(current ?? checkout)! : current;
            if (Settlement.Decide(current, attempt, await WhatIsLeftAsync(current), time) is not { } transition)
            {
                if (i == 0) continue;
                return Settlement.Refusal(current with { Attempt = attempt })!;
            }

            if (current.MandateId is { } mandateId && !Settlement.IsOpen(transition.Checkout!))
                transition = transition with { Mandates = MandateUses.Settle(await store.GetMandateAsync(current.ShopId, mandateId, CancellationToken.None), attempt.Id, transition.Order?.Id) };

            // a key that another request took meanwhile must not keep a paid order from being stored
            var result = await store.CommitAsync(keyTaken ? transition with { Idempotency = null } : transition, CancellationToken.None);
            keyTaken |= result.Status == CommitStatus.IdempotencyExists;
            if (result.Status != CommitStatus.Committed) continue;
            OrderingTelemetry.Paid(attempt.Outcome!.Status.ToString());
            if (Settlement.Refusal(transition.Checkout!) is { } refusal) return refusal;
            return result.Checkout ?? (transition.Checkout! with { OrderNumber = result.Order?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }

        return Settlement.Refusal(checkout)!;
    }

    /// <summary>The cart that the checkout was made from without what was bought; what came into it meanwhile stays. Null: there is none.</summary>
    private async Task<Cart?> WhatIsLeftAsync(Checkout checkout)
    {
        if (checkout.CartId is null || catalog.FindShop(checkout.ShopId) is not { } shop) return null;
        var cart = await store.GetCartAsync(checkout.ShopId, checkout.CartId, CancellationToken.None);
        if (cart is null or { Cancelled: true }) return null;
        var left = CartDraft.Without(cart, checkout.Lines);
        var drafted = CartDraft.From(left, cart, new(shop, await store.GetRulesAsync(shop.Id, CancellationToken.None), catalog, cart.Channel, time));
        return drafted.Ok ? drafted.Value : null;
    }

    /// <summary>Who can take each selected instrument, and the most that it can pay.</summary>
    private async Task<IReadOnlyList<PaymentOffer>> OffersAsync(CompleteInput input, Checkout checkout)
    {
        var offers = new List<PaymentOffer>();
        foreach (var instrument in Instruments.Choose(input.Instruments))
        {
            if (_calls.Find(instrument.HandlerId) is not { } provider) continue;
            offers.Add(new(instrument, provider.Describe(instrument), await _calls.AvailableAsync(provider, checkout.ShopId, instrument, checkout.Currency), provider.PaysLater));
        }

        return offers;
    }

    /// <summary>Null when the checkout went on meanwhile: then a twin of this request may hold the very pieces that are missing.</summary>
    private async Task<Refusal?> OutOfStockAsync(Checkout present, Checkout started, string? variantId, CancellationToken ct)
    {
        var line = Math.Max(0, started.Lines.ToList().FindIndex(l => l.VariantId == variantId));
        var item = started.Lines[line];
        var content = Wording.OutOfStock(started.Language, item.Title, Math.Min(catalog.Available(started.ShopId, item.VariantId), item.Quantity - 1));
        var message = new Message("error", "out_of_stock", content, $"$.line_items[{line}]", "recoverable");
        var incomplete = started with { Status = CheckoutStatus.Incomplete, Attempt = present.Attempt, Instruments = present.Instruments, Messages = [message, .. started.Messages] };
        return (await store.CommitAsync(new Transition(started.ShopId) { Checkout = incomplete }, ct)).Status == CommitStatus.Committed
            ? new Refusal(RefusalKind.OutOfStock, message.Code, content, message.Path)
            : null;
    }
}
