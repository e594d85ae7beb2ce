using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>The checkout session: the only place where a checkout changes and where money is taken.</summary>
public sealed class CheckoutService(IOrderingStore store, ICustomerStore customers, ILiveCatalog catalog, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    private const int Attempts = 8;
    private readonly AddressBook _addresses = new(customers, time);
    private readonly Completion _completion = new(store, catalog, [.. providers], time);

    public async Task<Result<Checkout>> CreateAsync(string shopId, CheckoutInput input, Caller caller, IdempotencyKey? key, CancellationToken ct)
    {
        if (catalog.FindShop(shopId) is not { } shop) return new Refusal(RefusalKind.NotFound, "not_found", Wording.ShopNotFound("en"));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Checkout? open = null;
            Cart? cart = null;
            if (input.CartId is not null)
            {
                cart = await store.GetCartAsync(shopId, input.CartId, ct);
                if (Obstacle(cart, shop) is { } refusal) return await KnownAsync(shop, key, ct) ?? refusal;
                open = await store.FindCheckoutByCartAsync(shopId, cart!.Id, ct);
                if (open is not null && (Settlement.IsOpen(open) || (open.UpdatedAt >= cart.UpdatedAt && open.ExpiresAt > time.GetUtcNow())))
                    return key is null ? open : await AnswerAsync(open, key, shop, ct);
            }

            var decided = CheckoutDraft.From(cart is null ? input : WithCart(input, cart), open, await ContextAsync(shop, input.Buyer?.Email ?? cart?.Buyer?.Email, caller, ct));
            if (!decided.Ok) return await KnownAsync(shop, key, ct) ?? decided;

            // the cart's version grows with a conversion, so that of two at the same moment one finds the other's checkout
            var transition = new Transition(shopId) { Checkout = decided.Value, Cart = cart is null || open is not null ? null : cart with { Version = cart.Version + 1 } };
            if (await CommitAsync(transition, key, shop, caller, ct) is { } result) return result;
        }

        return Changed(shop);
    }

    public async Task<Result<Checkout>> GetAsync(string shopId, string id, CancellationToken ct) =>
        await store.GetCheckoutAsync(shopId, id, ct) is { } checkout ? checkout : NotFound(catalog.FindShop(shopId));

    /// <summary>Replaces the content; refused when completed, cancelled, expired or being completed.</summary>
    public Task<Result<Checkout>> UpdateAsync(string shopId, string id, CheckoutInput input, Caller caller, IdempotencyKey? key, CancellationToken ct) =>
        ChangeAsync(shopId, id, key, caller, async (present, shop) => CheckoutObstacles.Find(present, time.GetUtcNow()) is { } refusal ? refusal
            : CheckoutDraft.From(input, present, await ContextAsync(shop, input.Buyer?.Email ?? present.Buyer?.Email, caller, ct)), ct);

    /// <summary>
    /// Reserves stock and records the attempt, charges, then stores order, ledger transfers and outgoing events in one transaction.
    /// Checks, in this order: final, expired or in progress (Conflict, PaymentPending), complete (OutOfStock, NotReady), the total
    /// (TotalChanged, also when a price changed since the last update and the buyer did not name the new total), the instrument (Invalid).
    /// Several selected instruments pay together: those that can pay only so much first, the rest by one other; all or none.
    /// A decline leaves the checkout open with a message; an unknown outcome leaves it in progress for a job; a bank that asks
    /// the buyer leaves it waiting with the stock held until <see cref="ResumeAsync"/>, another instrument, or half an hour.
    /// </summary>
    public Task<Result<Checkout>> CompleteAsync(string shopId, string id, CompleteInput input, Caller caller, IdempotencyKey? key, CancellationToken ct) =>
        _completion.CompleteAsync(shopId, id, input, caller, key, ct);

    /// <param name="carry">What to keep with it of what the caller said (see <see cref="Checkout.Carried"/>), from what is kept so far; null: nothing new.</param>
    public Task<Result<Checkout>> CancelAsync(string shopId, string id, Caller caller, IdempotencyKey? key, CancellationToken ct, Func<JsonObject?, JsonObject?>? carry = null) =>
        ChangeAsync(shopId, id, key, caller, (present, _) => Task.FromResult<Result<Checkout>>(
            CheckoutObstacles.Find(present, DateTimeOffset.MinValue) is { } refusal ? refusal
            : present with { Status = CheckoutStatus.Canceled, Version = present.Version + 1, UpdatedAt = time.GetUtcNow(), Messages = [], Carried = carry is null ? present.Carried : carry(present.Carried) }), ct);

    /// <summary>What a checkout would be with another content. Stores nothing.</summary>
    public async Task<Result<Checkout>> PreviewAsync(Checkout checkout, CheckoutInput input, CancellationToken ct) => catalog.FindShop(checkout.ShopId) is { } shop
        ? CheckoutDraft.From(input, checkout, await ContextAsync(shop, null, checkout.Caller, ct))
        : NotFound(null);

    /// <summary>
    /// Goes on with a checkout whose payment waited for the buyer (3-D Secure) or whose outcome was not known: the order when it is paid
    /// now, else why not. A checkout without such a payment is given as it is.
    /// </summary>
    public async Task<Result<Checkout>> ResumeAsync(string shopId, string id, CancellationToken ct)
    {
        if (await store.GetCheckoutAsync(shopId, id, ct) is not { } checkout) return NotFound(catalog.FindShop(shopId));
        return Settlement.IsOpen(checkout) ? await _completion.ResumeAsync(checkout, abandon: false) : checkout;
    }

    /// <summary>Asks what became of an open attempt, for the job.</summary>
    internal Task<Result<Checkout>> SettleAsync(Checkout checkout, bool abandon, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _completion.ResumeAsync(checkout, abandon);
    }

    /// <summary>As <see cref="ResumeAsync"/>, but a payment that waits for a buyer who is not there is ended instead of kept waiting.</summary>
    internal async Task<Result<Checkout>> AbandonAsync(string shopId, string id, CancellationToken ct)
    {
        if (await store.GetCheckoutAsync(shopId, id, ct) is not { } checkout) return NotFound(catalog.FindShop(shopId));
        return Settlement.IsOpen(checkout) ? await _completion.ResumeAsync(checkout, abandon: true) : checkout;
    }

    private async Task<Result<Checkout>> ChangeAsync(string shopId, string id, IdempotencyKey? key, Caller caller, Func<Checkout, Shop, Task<Result<Checkout>>> decide, CancellationToken ct)
    {
        if (catalog.FindShop(shopId) is not { } shop) return NotFound(null);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.GetCheckoutAsync(shopId, id, ct) is not { } present) return await KnownAsync(shop, key, ct) ?? NotFound(shop);
            if (present.AwaitsBuyer)
            {
                if (await KnownAsync(shop, key, ct) is { } replay) return replay;
                if (!Completion.IsSettled(await _completion.ResumeAsync(present, abandon: true))) return Settlement.Refusal(present)!;
                continue;
            }

            var decided = await decide(present, shop);
            if (!decided.Ok) return await KnownAsync(shop, key, ct) ?? decided;
            if (await CommitAsync(new Transition(shopId) { Checkout = decided.Value }, key, shop, caller, ct) is { } result) return result;
        }

        return Changed(shop);
    }

    /// <summary>
    /// What the key was answered before. A commit finds a key that is taken by itself, so only what ends otherwise needs to look.
    /// </summary>
    private Task<Result<Checkout>?> KnownAsync(Shop shop, IdempotencyKey? key, CancellationToken ct) =>
        Replay.FindAsync(store, shop.Id, key, OrderingJson.Default.Checkout, shop.DefaultLanguage, ct);

    /// <summary>Null: somebody else was faster, decide anew.</summary>
    private async Task<Result<Checkout>?> CommitAsync(Transition transition, IdempotencyKey? key, Shop shop, Caller caller, CancellationToken ct)
    {
        var checkout = transition.Checkout!;
        var result = await store.CommitAsync(transition with { Idempotency = Replay.Record(shop.Id, key, Replay.Checkout, time.GetUtcNow()) }, ct);
        if (result.Status == CommitStatus.IdempotencyExists) return Replay.Answer(result.Existing!, key!, OrderingJson.Default.Checkout, shop.DefaultLanguage);
        if (result.Status != CommitStatus.Committed) return null;
        if (!checkout.Final)
            await _addresses.KeepAsync(shop.Id, checkout.Buyer, checkout.Language, checkout.Fulfilment.Where(m => m.Type == "shipping").SelectMany(m => m.Destinations).Select(d => d.Address), caller, ct);
        return checkout;
    }

    /// <summary>Nothing changes, but a repetition must give the same answer.</summary>
    private async Task<Result<Checkout>> AnswerAsync(Checkout checkout, IdempotencyKey key, Shop shop, CancellationToken ct)
    {
        var record = Replay.Record(shop.Id, key, Replay.Checkout, time.GetUtcNow())! with { Document = JsonSerializer.Serialize(checkout, OrderingJson.Default.Checkout) };
        var result = await store.CommitAsync(new Transition(shop.Id) { Idempotency = record }, ct);
        return result.Status == CommitStatus.IdempotencyExists ? Replay.Answer(result.Existing!, key, OrderingJson.Default.Checkout, shop.DefaultLanguage) : checkout;
    }

    private async Task<CheckoutContext> ContextAsync(Shop shop, string? email, Caller caller, CancellationToken ct) =>
        new(shop, await store.GetRulesAsync(shop.Id, ct), catalog, await _addresses.FindAsync(shop.Id, email, caller, ct), caller, time);

    private static CheckoutInput WithCart(CheckoutInput input, Cart cart) => input with
    {
        Lines = [.. cart.Lines.Select(l => new LineRequest(l.ItemId, l.Quantity, l.UnitPrice.Amount, l.Id))],
        Buyer = cart.Buyer ?? input.Buyer,
        DiscountCodes = cart.DiscountCodes,
        Claims = [.. cart.Claims.Union(input.Claims)],
        Country = input.Country ?? cart.Country,
        Language = input.Language ?? cart.Language,
    };

    private Refusal? Obstacle(Cart? cart, Shop shop) =>
        cart is null ? new(RefusalKind.NotFound, "not_found", Wording.NotFound(shop.DefaultLanguage, "Cart", "Panier"), "$.cart_id")
        : cart.Cancelled ? new(RefusalKind.Conflict, "canceled", Wording.Canceled(cart.Language), "$.cart_id")
        : cart.ExpiresAt <= time.GetUtcNow() ? new(RefusalKind.Conflict, "expired", Wording.Expired(cart.Language), "$.cart_id")
        : null;

    private static Refusal NotFound(Shop? shop) => new(RefusalKind.NotFound, "not_found", Wording.NotFound(shop?.DefaultLanguage ?? "en", "Checkout", "Commande"));

    private static Refusal Changed(Shop shop) => new(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile(shop.DefaultLanguage));
}
