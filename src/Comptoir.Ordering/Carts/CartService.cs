using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Carts;

/// <summary>Every change of a cart, for every door.</summary>
public sealed class CartService(IOrderingStore store, ILiveCatalog catalog, TimeProvider time)
{
    private const int Attempts = 8;

    public Task<Result<Cart>> CreateAsync(string shopId, CartInput input, Caller caller, IdempotencyKey? key, CancellationToken ct) =>
        DecideAsync(shopId, null, key, (_, shop, rules) => Draft(input, null, caller, shop, rules), ct);

    public async Task<Result<Cart>> GetAsync(string shopId, string id, CancellationToken ct) =>
        await store.GetCartAsync(shopId, id, ct) is { } cart ? cart : NotFound(catalog.FindShop(shopId));

    /// <summary>Replaces the content.</summary>
    public Task<Result<Cart>> UpdateAsync(string shopId, string id, CartInput input, Caller caller, IdempotencyKey? key, CancellationToken ct) =>
        DecideAsync(shopId, id, key, (cart, shop, rules) => Draft(input, cart, caller, shop, rules), ct);

    /// <summary>Reads, changes and stores, again when somebody else was faster; for partial changes (add a line, a code).</summary>
    public Task<Result<Cart>> ChangeAsync(string shopId, string id, Func<CartInput, CartInput> change, Caller caller, CancellationToken ct) =>
        DecideAsync(shopId, id, null, (cart, shop, rules) => Draft(change(CartInput.From(cart!)), cart, caller, shop, rules), ct);

    public Task<Result<Cart>> CancelAsync(string shopId, string id, Caller caller, IdempotencyKey? key, CancellationToken ct) =>
        DecideAsync(shopId, id, key, (cart, _, _) => cart! with { Cancelled = true, Version = cart.Version + 1, UpdatedAt = time.GetUtcNow() }, ct);

    /// <summary>Loads, decides, commits; decides anew when the cart changed meanwhile.</summary>
    private async Task<Result<Cart>> DecideAsync(string shopId, string? id, IdempotencyKey? key, Func<Cart?, Shop, SellingRules, Result<Cart>> decide, CancellationToken ct)
    {
        if (catalog.FindShop(shopId) is not { } shop) return NotFound(null);
        if (await Replay.FindAsync(store, shopId, key, OrderingJson.Default.Cart, shop.DefaultLanguage, ct) is { } replay) return replay;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            Cart? present = null;
            if (id is not null)
            {
                present = await store.GetCartAsync(shopId, id, ct);
                if (present is null) return NotFound(shop);
                if (present.Cancelled) return new Refusal(RefusalKind.Conflict, "canceled", Wording.Canceled(present.Language));
                if (present.ExpiresAt <= time.GetUtcNow()) return new Refusal(RefusalKind.Conflict, "expired", Wording.Expired(present.Language));
            }

            var decided = decide(present, shop, await store.GetRulesAsync(shopId, ct));
            if (!decided.Ok) return decided;
            var result = await store.CommitAsync(new Transition(shopId) { Cart = decided.Value, Idempotency = Replay.Record(shopId, key, Replay.Cart, time.GetUtcNow()) }, ct);
            switch (result.Status)
            {
                case CommitStatus.Committed: return decided;
                case CommitStatus.IdempotencyExists: return Replay.Answer(result.Existing!, key!, OrderingJson.Default.Cart, shop.DefaultLanguage);
            }
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile(shop.DefaultLanguage));
    }

    private Result<Cart> Draft(CartInput input, Cart? present, Caller caller, Shop shop, SellingRules rules) =>
        CartDraft.From(input, present, new(shop, rules, catalog, caller.Channel, time, caller.Sees));

    private static Refusal NotFound(Shop? shop) =>
        new(RefusalKind.NotFound, "not_found", Wording.NotFound(shop?.DefaultLanguage ?? "en", "Cart", "Panier"));
}
