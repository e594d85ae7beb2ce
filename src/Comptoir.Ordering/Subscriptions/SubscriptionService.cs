using Comptoir.Catalog;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Watches;

namespace Comptoir.Ordering.Subscriptions;

/// <summary>Subscriptions: agreed to once, changed and ended at any time by their shopper.</summary>
public sealed class SubscriptionService(IOrderingStore store, IAutomationStore automations, ICustomerStore customers, ILiveCatalog catalog, Checkouts.CheckoutService checkouts, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    private const int Tries = 8;
    private readonly AgreementDraft _draft = new(store, customers, catalog, new MandatePurchase(checkouts, providers), providers, time);

    /// <summary>The exact consent, to be shown. Refused: Invalid (also <c>not_offered</c>), NotReady.</summary>
    public Task<Result<Agreement>> ProposeAsync(string shopId, PurchaseWish wish, Caller caller, CancellationToken ct) => wish.Every is null
        ? Task.FromResult<Result<Agreement>>(new Refusal(RefusalKind.Invalid, "not_offered", Wording.NoSubscription(wish.Language), "$.interval"))
        : _draft.MakeAsync(shopId, wish, MandatePurpose.Subscription, caller, ct);

    /// <summary>The yes; the first delivery is charged at once (for guests, once the link in the e-mail is followed). Refused as <see cref="WatchService.BuyWhenAsync"/>.</summary>
    public async Task<Result<Subscription>> StartAsync(string shopId, PurchaseWish wish, string agreedHash, Caller caller, CancellationToken ct)
    {
        var key = new IdempotencyKey("agreement", wish.Nonce, agreedHash);
        if (await ExistingAsync(shopId, key, ct) is { } made) return made;
        var agreed = await AgreedAsync(shopId, wish, agreedHash, caller, ct);
        if (!agreed.Ok) return agreed.Refusal;
        var mandate = agreed.Value.Mandate;
        var (terms, now) = (mandate.Terms, time.GetUtcNow());
        var item = catalog.FindItem(shopId, terms.VariantId);
        var offer = item is null ? null : SubscriptionOffer.Find(await store.GetRulesAsync(shopId, ct), item.Value.Product, wish.Every!);
        if (offer is null) return new Refusal(RefusalKind.Conflict, "consent_changed", Wording.ConsentChanged(terms.Language));
        var proven = caller.CustomerId is { } owner && await customers.GetAsync(shopId, owner, ct) is { VerifiedAt: not null };
        var first = DateOnly.FromDateTime(now.UtcDateTime);
        var s = new Subscription
        {
            Id = Ids.New("sub", time),
            ShopId = shopId,
            Version = 1,
            State = proven ? SubscriptionState.Active : SubscriptionState.Unconfirmed,
            Email = terms.Email,
            CustomerId = terms.CustomerId,
            Language = terms.Language,
            Key = AutomationLinks.NewKey(),
            LinkBase = wish.LinkBase,
            MandateId = mandate.Id,
            ProductId = terms.ProductId,
            VariantId = terms.VariantId,
            Title = terms.Title,
            Currency = terms.Currency,
            Pieces = terms.Pieces,
            Every = wish.Every!,
            Percent = offer.Percent,
            NoticeDays = Math.Clamp(offer.NoticeDays, 1, 30),
            First = first,
            NextOn = first,
            // the agreement itself said what the first delivery costs
            Notice = new(now, agreed.Value.TotalToday, now),
            NextAt = proven ? now : now + WatchDecision.ConfirmWithin,
            Log = [new(now, "created", caller.Channel), new(now, "agreed", mandate.Id, terms.HighestTotal)],
            Channel = caller.Channel,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var result = await store.CommitAsync(new Transition(shopId)
        {
            Mandates = [mandate],
            Subscription = s,
            Jobs = SubscriptionJob.Of(s),
            Outbox = [SubscriptionLetters.Of(s, proven ? "subscription_started" : "subscription_confirm", null, null, time)],
            Idempotency = new(shopId, key, "subscription", s.Id, now),
        }, ct);
        return result.Status == CommitStatus.IdempotencyExists && await ExistingAsync(shopId, key, ct) is { } other ? other : s;
    }

    public async Task<Result<Subscription>> GetAsync(string shopId, string id, CancellationToken ct) =>
        await automations.GetSubscriptionAsync(shopId, id, ct) is { } s ? s : NotFound();

    public async Task<Mandate?> MandateAsync(Subscription s, CancellationToken ct) => await store.GetMandateAsync(s.ShopId, s.MandateId, ct);

    /// <summary>As <see cref="WatchService.ListAsync"/>.</summary>
    public Task<IReadOnlyList<Subscription>> ListAsync(Customer customer, CancellationToken ct) =>
        automations.ListSubscriptionsAsync(customer.ShopId, new(customer.VerifiedAt is null ? null : customer.Email, customer.Id), ct);

    public Task<Result<Subscription>> ConfirmAsync(string shopId, string id, CancellationToken ct) => ChangeAsync(shopId, id, (s, now) => s.State switch
    {
        // confirmed on another day: the first delivery is that day's
        SubscriptionState.Unconfirmed => Logged(s, "confirmed", now) with { State = SubscriptionState.Active, First = DateOnly.FromDateTime(now.UtcDateTime), NextOn = DateOnly.FromDateTime(now.UtcDateTime), NextAt = now },
        SubscriptionState.Active or SubscriptionState.Paused => s,
        _ => null,
    }, ct);

    /// <summary>Leaves out the next delivery. Refused while it is being charged.</summary>
    public Task<Result<Subscription>> SkipAsync(string shopId, string id, CancellationToken ct) => ChangeAsync(shopId, id, (s, now) =>
        s is { State: SubscriptionState.Active, Attempt: null } ? SubscriptionDecision.Next(Logged(s, "skipped", now, $"{s.NextOn:yyyy-MM-dd}") with { Failures = 0 }, now) : null, ct);

    public Task<Result<Subscription>> PauseAsync(string shopId, string id, CancellationToken ct) => ChangeAsync(shopId, id, (s, now) =>
        s.State == SubscriptionState.Active ? SubscriptionDecision.Pause(s, "shopper", now, null) : s.State == SubscriptionState.Paused ? s : null, ct);

    /// <summary>Goes on with the next planned day, after its notice. Refused where the price needs a new consent.</summary>
    public Task<Result<Subscription>> ResumeAsync(string shopId, string id, CancellationToken ct) => ChangeAsync(shopId, id, (s, now) =>
        s is { State: SubscriptionState.Paused, Attempt: null } && s.Reason != "price_rose" ? SubscriptionDecision.Next(Logged(s, "resumed", now) with { State = SubscriptionState.Active, Reason = null }, now)
        : s.State == SubscriptionState.Active ? s : null, ct);

    /// <summary>Moves the next delivery and all after it. At least the days of the notice from now, within a year.</summary>
    public async Task<Result<Subscription>> ChangeDateAsync(string shopId, string id, DateOnly day, CancellationToken ct)
    {
        var found = await GetAsync(shopId, id, ct);
        if (!found.Ok) return found;
        var earliest = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(found.Value.NoticeDays);
        if (day < earliest || day > earliest.AddDays(AgreementDraft.LongestDays)) return new Refusal(RefusalKind.Invalid, "invalid_date", Wording.BadDate(found.Value.Language, found.Value.NoticeDays), "$.date");
        return await ChangeAsync(shopId, id, (s, now) => s is { State: SubscriptionState.Active, Attempt: null }
            ? Again(Logged(s, "changed_date", now, $"{day:yyyy-MM-dd}") with { First = day, NextOn = day, Notice = null, RetryAt = null }, now) : null, ct);
    }

    /// <summary>Fewer pieces, or as many as were agreed to. More need a new consent (Conflict, <c>needs_consent</c>).</summary>
    public async Task<Result<Subscription>> ChangePiecesAsync(string shopId, string id, int pieces, CancellationToken ct)
    {
        var found = await GetAsync(shopId, id, ct);
        if (!found.Ok) return found;
        var terms = (await MandateAsync(found.Value, ct))!.Terms;
        if (pieces < 1 || pieces > terms.Pieces) return new Refusal(RefusalKind.Conflict, "needs_consent", Wording.NeedsNewConsent(found.Value.Language), "$.pieces");
        return await ChangeAsync(shopId, id, (s, now) => s is { State: SubscriptionState.Active or SubscriptionState.Paused, Attempt: null }
            ? Again(Logged(s, "changed_pieces", now, null, pieces) with { Pieces = pieces, Notice = s.Deliveries == 0 ? s.Notice : null }, now) : null, ct);
    }

    /// <summary>Ends it and revokes its consent, in one transaction. A charge whose payment has begun already is finished.</summary>
    public async Task<Result<Subscription>> StopAsync(string shopId, string id, string by, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await automations.GetSubscriptionAsync(shopId, id, ct) is not { } s) return NotFound();
            if (s.State == SubscriptionState.Ended) return s;
            var now = time.GetUtcNow();
            var ended = SubscriptionDecision.End(Logged(s, "stopped", now, by), "stopped", now) with { Version = s.Version + 1 };
            var result = await store.CommitAsync(new Transition(shopId)
            {
                Subscription = ended,
                Jobs = SubscriptionJob.Of(ended),
                Mandates = MandateUses.Revoke(await MandateAsync(s, ct), by, now),
                Outbox = s.State == SubscriptionState.Unconfirmed ? [] : [SubscriptionLetters.Of(ended, "subscription_stopped", null, null, time)],
            }, ct);
            if (result.Status == CommitStatus.Committed) return ended;
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    /// <summary>The consent to the present price and these pieces, in place of the one that no longer covers them; to be shown.</summary>
    public async Task<Result<Agreement>> ProposeRenewalAsync(string shopId, string id, PurchaseWish wish, CancellationToken ct)
    {
        var found = await GetAsync(shopId, id, ct);
        if (!found.Ok) return found.Refusal;
        if (found.Value.State is SubscriptionState.Ended or SubscriptionState.Unconfirmed) return new Refusal(RefusalKind.Conflict, "ended", Wording.NotPossibleNow(found.Value.Language));
        return await ProposeAsync(shopId, wish with { Every = found.Value.Every, ItemId = found.Value.VariantId }, new Caller(id, "web", CustomerId: found.Value.CustomerId), ct);
    }

    /// <summary>The yes to a renewal: the old consent is revoked and the new one takes its place in one transaction; the next charge follows its notice.</summary>
    public async Task<Result<Subscription>> RenewAsync(string shopId, string id, PurchaseWish wish, string agreedHash, CancellationToken ct)
    {
        var agreement = await ProposeRenewalAsync(shopId, id, wish, ct);
        if (!agreement.Ok) return agreement.Refusal;
        var old = (await GetAsync(shopId, id, ct)).Value!;
        var agreed = await AgreedAsync(shopId, wish with { Every = old.Every, ItemId = old.VariantId }, agreedHash, new Caller(id, "web", CustomerId: old.CustomerId), ct);
        if (!agreed.Ok) return agreed.Refusal;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var s = (await GetAsync(shopId, id, ct)).Value!;
            if (s.Attempt is not null || s.State == SubscriptionState.Ended) return new Refusal(RefusalKind.Conflict, "not_possible", Wording.NotPossibleNow(s.Language));
            var (now, mandate) = (time.GetUtcNow(), agreed.Value.Mandate);
            var renewed = Logged(s, "agreed", now, mandate.Id, mandate.Terms.HighestTotal) with { State = SubscriptionState.Active, Reason = null, Failures = 0, MandateId = mandate.Id, Pieces = mandate.Terms.Pieces };
            renewed = SubscriptionDecision.Next(renewed, now) with { Version = s.Version + 1 };
            if ((await store.CommitAsync(new Transition(shopId) { Mandates = [mandate, .. MandateUses.Revoke(await MandateAsync(s, ct), "replaced", now)], Subscription = renewed, Jobs = SubscriptionJob.Of(renewed) }, ct)).Status == CommitStatus.Committed) return renewed;
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    /// <param name="Mandate">Not stored yet.</param>
    /// <param name="TotalToday">As the agreement said it.</param>
    private sealed record Yes(Mandate Mandate, long TotalToday);

    private async Task<Result<Yes>> AgreedAsync(string shopId, PurchaseWish wish, string agreedHash, Caller caller, CancellationToken ct)
    {
        var agreement = await ProposeAsync(shopId, wish, caller, ct);
        if (!agreement.Ok) return agreement.Refusal;
        var terms = agreement.Value.Terms;
        if (terms.Hash != agreedHash) return new Refusal(RefusalKind.Conflict, "consent_changed", Wording.ConsentChanged(terms.Language));
        var stored = await providers.First(p => p.HandlerId == wish.Instrument.HandlerId).SaveForLaterAsync(wish.Instrument, ct);
        return stored is null ? new Refusal(RefusalKind.Invalid, "payment_not_reusable", Wording.CannotKeepPayment(terms.Language), "$.payment")
            : new Yes(new Mandate { Id = Ids.New("mnd", time), ShopId = shopId, Version = 1, Terms = terms with { Payment = stored } }, agreement.Value.TotalToday);
    }

    private async Task<Result<Subscription>> ChangeAsync(string shopId, string id, Func<Subscription, DateTimeOffset, Subscription?> change, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await automations.GetSubscriptionAsync(shopId, id, ct) is not { } s) return NotFound();
            if (change(s, time.GetUtcNow()) is not { } changed) return new Refusal(RefusalKind.Conflict, "not_possible", Wording.NotPossibleNow(s.Language));
            if (ReferenceEquals(changed, s)) return s;
            changed = changed with { Version = s.Version + 1 };
            if ((await store.CommitAsync(new Transition(shopId) { Subscription = changed, Jobs = SubscriptionJob.Of(changed) }, ct)).Status == CommitStatus.Committed) return changed;
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    /// <summary>Looked at anew at once: what is due is decided from the document.</summary>
    private static Subscription Again(Subscription s, DateTimeOffset now) => s.State == SubscriptionState.Active ? s with { NextAt = now } : s;

    private static Subscription Logged(Subscription s, string what, DateTimeOffset now, string? detail = null, long? amount = null) => SubscriptionDecision.Logged(s, what, now, detail, amount);

    private async Task<Subscription?> ExistingAsync(string shopId, IdempotencyKey key, CancellationToken ct) =>
        await store.GetIdempotencyAsync(shopId, key.Scope, key.Key, ct) is { Kind: "subscription" } record && record.Key.RequestHash == key.RequestHash
            ? await automations.GetSubscriptionAsync(shopId, record.Document, ct) : null;

    private static Refusal NotFound() => new(RefusalKind.NotFound, "not_found", Wording.NotFound("en", "Subscription", "Abonnement"));
}
