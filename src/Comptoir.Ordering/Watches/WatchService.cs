using Comptoir.Catalog;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Watches;

/// <param name="ItemId">A variant, or whatever else names one in the catalogue.</param>
/// <param name="AtMost">Price of one piece at or below which to tell, minor units; null: tell when it is in stock.</param>
/// <param name="Email">Of a guest; who is signed in is told at their own address.</param>
/// <param name="LinkBase">As <see cref="PurchaseWish.LinkBase"/>.</param>
public sealed record WatchRequest(string ItemId, long? AtMost, string? Email, string Language, DateOnly? Until = null, string? LinkBase = null);

/// <summary>
/// Alerts about price and stock, and purchases that wait for a price. A guest's becomes active when the link in its first e-mail is
/// followed; each ends by that same link or from the account, at any time.
/// </summary>
public sealed class WatchService(IOrderingStore store, IAutomationStore automations, ICustomerStore customers, ILiveCatalog catalog, Checkouts.CheckoutService checkouts, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    /// <summary>Open ones for one e-mail address.</summary>
    public const int Most = 20;

    private const int MostUnconfirmed = 5;
    private const int UsualDays = 180;
    private const int Tries = 8;
    private readonly AgreementDraft _draft = new(store, customers, catalog, new MandatePurchase(checkouts, providers), providers, time);

    /// <summary>Sets an alert. Refused: Invalid (item, price, e-mail, day), Conflict (<c>already_true</c>, <c>too_many</c>). The same open alert again is given back.</summary>
    public async Task<Result<Watch>> TellAsync(string shopId, WatchRequest request, Caller caller, CancellationToken ct)
    {
        if (catalog.FindShop(shopId) is not { } shop) return new Refusal(RefusalKind.NotFound, "not_found", Wording.ShopNotFound("en"));
        var language = Languages.Choose(request.Language, shop);
        var (owner, today) = (await OwnerAsync(shopId, caller, ct), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var email = owner?.Email ?? request.Email?.Trim() ?? "";
        if (!InputLimits.IsEmail(email)) return new Refusal(RefusalKind.Invalid, "invalid_email", Wording.InvalidEmail(language), "$.email");
        if (request.ItemId.Length > InputLimits.Text || catalog.FindItem(shopId, request.ItemId) is not { } item) return new Refusal(RefusalKind.Invalid, "not_found", Wording.ItemNotFound(language, request.ItemId), "$.item");
        if (request.AtMost is < 1 or > Carts.Apportion.Largest) return new Refusal(RefusalKind.Invalid, "invalid_limit", Wording.BadLimit(language), "$.at_most");
        var last = request.Until ?? today.AddDays(UsualDays);
        if (last < today || last > today.AddDays(AgreementDraft.LongestDays)) return new Refusal(RefusalKind.Invalid, "invalid_date", Wording.BadUntil(language, AgreementDraft.LongestDays), "$.until");
        var price = item.Variant.Offer.Price;
        if (request.AtMost >= price.Amount) return new Refusal(RefusalKind.Conflict, "already_true", Wording.AlreadyBelow(language, price.Format(language)));
        if (request.AtMost is null && catalog.Available(shopId, item.Variant.Id) > 0) return new Refusal(RefusalKind.Conflict, "already_true", Wording.AlreadyInStock(language));

        var watch = New(shopId, request.AtMost is null ? WatchKind.Stock : WatchKind.Price, owner, AddressBook.Key(email), language, caller, request.LinkBase, last) with
        {
            ProductId = item.Product.Id,
            VariantId = item.Variant.Id,
            Title = AgreementDraft.NameOf(item.Product, item.Variant, language),
            Currency = shop.Currency,
            AtMost = request.AtMost,
        };
        var open = await automations.ListWatchesAsync(shopId, new(watch.Email, OpenOnly: true, Limit: Most), ct);
        if (open.FirstOrDefault(w => w.Kind == watch.Kind && w.VariantId == watch.VariantId && w.AtMost == watch.AtMost) is { } same) return same;
        if (TooMany(open, watch, language) is { } many) return many;
        await store.CommitAsync(new Transition(shopId) { Watch = watch, Outbox = Confirmation(watch), Jobs = WatchJob.Of(watch) }, ct);
        return watch;
    }

    /// <summary>The exact consent to a purchase that waits for a price, to be shown. Refused: Invalid, NotReady (not deliverable).</summary>
    public Task<Result<Agreement>> ProposeBuyAsync(string shopId, PurchaseWish wish, Caller caller, CancellationToken ct) => wish.HighestTotal is null
        ? Task.FromResult<Result<Agreement>>(new Refusal(RefusalKind.Invalid, "invalid_limit", Wording.BadLimit(wish.Language), "$.limit"))
        : _draft.MakeAsync(shopId, wish with { Every = null }, MandatePurpose.BuyWhen, caller, ct);

    /// <summary>The yes. Refused also when the agreement is no longer the one that was shown (Conflict, <c>consent_changed</c>), or the means of payment cannot be kept.</summary>
    /// <param name="agreedHash"><see cref="MandateTerms.Hash"/> of what was shown.</param>
    public async Task<Result<Watch>> BuyWhenAsync(string shopId, PurchaseWish wish, string agreedHash, Caller caller, CancellationToken ct)
    {
        var key = new IdempotencyKey("agreement", $"{wish.Nonce}", agreedHash);
        if (await ExistingAsync(shopId, key, ct) is { } made) return made;
        var agreement = await ProposeBuyAsync(shopId, wish, caller, ct);
        if (!agreement.Ok) return agreement.Refusal;
        var terms = agreement.Value.Terms;
        if (terms.Hash != agreedHash) return new Refusal(RefusalKind.Conflict, "consent_changed", Wording.ConsentChanged(terms.Language));
        var owner = await OwnerAsync(shopId, caller, ct);
        var watch = New(shopId, WatchKind.Buy, owner, terms.Email, terms.Language, caller, wish.LinkBase, DateOnly.FromDateTime(terms.Until!.Value.UtcDateTime).AddDays(-1)) with
        {
            ProductId = terms.ProductId,
            VariantId = terms.VariantId,
            Title = terms.Title,
            Currency = terms.Currency,
            AtMost = terms.HighestTotal,
            Pieces = terms.Pieces,
        };
        if (TooMany(await automations.ListWatchesAsync(shopId, new(watch.Email, OpenOnly: true, Limit: Most), ct), watch, terms.Language) is { } many) return many;
        var stored = await providers.First(p => p.HandlerId == wish.Instrument.HandlerId).SaveForLaterAsync(wish.Instrument, ct);
        if (stored is null) return new Refusal(RefusalKind.Invalid, "payment_not_reusable", Wording.CannotKeepPayment(terms.Language), "$.payment");

        var mandate = new Mandate { Id = Ids.New("mnd", time), ShopId = shopId, Version = 1, Terms = terms with { Payment = stored } };
        watch = watch with { MandateId = mandate.Id };
        var result = await store.CommitAsync(new Transition(shopId) { Mandates = [mandate], Watch = watch, Outbox = Confirmation(watch), Jobs = WatchJob.Of(watch), Idempotency = new(shopId, key, "watch", watch.Id, time.GetUtcNow()) }, ct);
        return result.Status == CommitStatus.IdempotencyExists && await ExistingAsync(shopId, key, ct) is { } other ? other : watch;
    }

    public async Task<Result<Watch>> GetAsync(string shopId, string id, CancellationToken ct) =>
        await automations.GetWatchAsync(shopId, id, ct) is { } watch ? watch : NotFound("en");

    public async Task<Mandate?> MandateAsync(Watch watch, CancellationToken ct) => watch.MandateId is { } id ? await store.GetMandateAsync(watch.ShopId, id, ct) : null;

    /// <summary>Newest first; of a customer: also those under their e-mail address once it is proven.</summary>
    public Task<IReadOnlyList<Watch>> ListAsync(Customer customer, CancellationToken ct) =>
        automations.ListWatchesAsync(customer.ShopId, new(customer.VerifiedAt is null ? null : customer.Email, customer.Id), ct);

    /// <summary>The link in the first e-mail was followed. Harmless when repeated.</summary>
    public Task<Result<Watch>> ConfirmAsync(string shopId, string id, CancellationToken ct) => ChangeAsync(shopId, id, watch => watch.State switch
    {
        WatchState.Unconfirmed => new Transition(shopId) { Watch = WatchDecision.Logged(watch, "confirmed", time.GetUtcNow()) with { State = WatchState.Active, NextAt = time.GetUtcNow() } },
        WatchState.Active => new Transition(shopId),
        _ => null,
    }, ct);

    /// <summary>Ends it and revokes its consent, in one transaction. A purchase whose payment has begun already is finished. Harmless when repeated.</summary>
    /// <param name="by">account, link, chat, mcp or console.</param>
    public async Task<Result<Watch>> StopAsync(string shopId, string id, string by, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await automations.GetWatchAsync(shopId, id, ct) is not { } watch) return NotFound("en");
            if (watch.State == WatchState.Ended) return watch;
            var now = time.GetUtcNow();
            var ended = WatchDecision.End(WatchDecision.Logged(watch, "stopped", now, by), "stopped", now, null).Watch with { Version = watch.Version + 1 };
            var transition = new Transition(shopId) { Watch = ended, Jobs = WatchJob.Of(ended), Mandates = MandateUses.Revoke(await MandateAsync(watch, ct), by, now) };
            if (watch.Kind == WatchKind.Buy && watch.State == WatchState.Active) transition = transition with { Outbox = [WatchLetters.Of(ended, "watch_stopped", null, null, time)] };
            if ((await store.CommitAsync(transition, ct)).Status == CommitStatus.Committed) return ended;
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    private async Task<Result<Watch>> ChangeAsync(string shopId, string id, Func<Watch, Transition?> decide, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await automations.GetWatchAsync(shopId, id, ct) is not { } watch) return NotFound("en");
            if (decide(watch) is not { } transition) return new Refusal(RefusalKind.Conflict, "ended", Wording.NotPossibleNow(watch.Language));
            if (transition.Watch is not { } changed) return watch;
            changed = changed with { Version = watch.Version + 1 };
            if ((await store.CommitAsync(transition with { Watch = changed, Jobs = WatchJob.Of(changed) }, ct)).Status == CommitStatus.Committed) return changed;
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile("en"));
    }

    private Watch New(string shopId, WatchKind kind, Customer? owner, string email, string language, Caller caller, string? linkBase, DateOnly last)
    {
        var now = time.GetUtcNow();
        var proven = owner?.VerifiedAt is not null;
        return new Watch
        {
            Id = Ids.New("wat", time),
            ShopId = shopId,
            Version = 1,
            Kind = kind,
            State = proven ? WatchState.Active : WatchState.Unconfirmed,
            Email = email,
            CustomerId = owner?.Id,
            Language = language,
            Key = AutomationLinks.NewKey(),
            LinkBase = linkBase,
            ProductId = "",
            VariantId = "",
            Title = "",
            Currency = "",
            Until = new DateTimeOffset(last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            NextAt = proven ? now : now + WatchDecision.ConfirmWithin,
            Log = [new(now, "created", caller.Channel)],
            Channel = caller.Channel,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private IReadOnlyList<Outbox.OutboxMessage> Confirmation(Watch watch) =>
        watch.State == WatchState.Unconfirmed ? [WatchLetters.Of(watch, "watch_confirm", null, null, time)] : [];

    private static Refusal? TooMany(IReadOnlyList<Watch> open, Watch watch, string language)
    {
        var most = open.Count >= Most ? Most : watch.State == WatchState.Unconfirmed && open.Count(w => w.State == WatchState.Unconfirmed) >= MostUnconfirmed ? MostUnconfirmed : 0;
        return most == 0 ? null : new(RefusalKind.Conflict, "too_many", Wording.TooManyWatches(language, most));
    }

    private async Task<Watch?> ExistingAsync(string shopId, IdempotencyKey key, CancellationToken ct) =>
        await store.GetIdempotencyAsync(shopId, key.Scope, key.Key, ct) is { Kind: "watch" } record && record.Key.RequestHash == key.RequestHash
            ? await automations.GetWatchAsync(shopId, record.Document, ct) : null;

    private async Task<Customer?> OwnerAsync(string shopId, Caller caller, CancellationToken ct) =>
        caller.CustomerId is { } id ? await customers.GetAsync(shopId, id, ct) : null;

    private static Refusal NotFound(string language) => new(RefusalKind.NotFound, "not_found", Wording.NotFound(language, "Request", "Demande"));
}
