using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Carts;

/// <summary>Every change of a cart, for every door.</summary>
public sealed class CartService(IOrderingStore store, ILiveCatalog catalog, TimeProvider time)
{
    private const int Attempts = 8;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

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

    private Result<Cart> Draft(CartInput input, Cart? present, Caller caller, Shop shop, SellingRules rules)
    {
        var language = Languages.Choose(input.Language ?? present?.Language, shop);
        var refusal = InputLimits.Check(input.Buyer, "$.buyer", language)
            ?? InputLimits.CheckCountry(input.Country, "$.context.address_country", language)
            ?? DiscountCodes.Check(input.DiscountCodes, language);
        if (refusal is not null) return refusal;
        var resolved = LineResolver.Resolve(input.Lines, present?.Lines ?? [], shop, catalog, rules.MaxQuantity, language, time);
        if (!resolved.Ok) return resolved.Refusal;
        var (now, codes) = (time.GetUtcNow(), DiscountCodes.Clean(input.DiscountCodes));
        var country = InputLimits.CleanCountry(input.Country) ?? present?.Country;
        var priced = Pricing.Price(new(shop, rules, resolved.Value.Lines, codes, [], country, language, now, PreselectCheapest: false));
        return new Cart
        {
            Id = present?.Id ?? Ids.New("cart", time),
            ShopId = shop.Id,
            Version = (present?.Version ?? 0) + 1,
            Currency = shop.Currency,
            Language = language,
            Country = country,
            Lines = priced.Lines,
            Buyer = InputLimits.Clean(input.Buyer),
            DiscountCodes = codes,
            Discounts = priced.Discounts,
            Totals = priced.Totals,
            Messages = [.. resolved.Value.Messages, .. priced.Warnings, .. CheckoutDraft.TaxNotice(priced.Totals, language)],
            Channel = present?.Channel ?? caller.Channel,
            CreatedAt = present?.CreatedAt ?? now,
            UpdatedAt = now,
            ExpiresAt = now + Lifetime,
        };
    }

    private static Refusal NotFound(Shop? shop) =>
        new(RefusalKind.NotFound, "not_found", Wording.NotFound(shop?.DefaultLanguage ?? "en", "Cart", "Panier"));
}
