using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Carts;

/// <summary>What a decision about a cart's content needs to know.</summary>
internal sealed record CartContext(Shop Shop, SellingRules Rules, ILiveCatalog Catalog, string Channel, TimeProvider Time, Func<Product, bool>? Sees = null);

/// <summary>Decides a cart's whole content from what a caller wants and what is there. Writes nothing.</summary>
internal static class CartDraft
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <param name="present">Null: a new cart.</param>
    public static Result<Cart> From(CartInput input, Cart? present, CartContext context)
    {
        var (shop, rules, time) = (context.Shop, context.Rules, context.Time);
        var language = Languages.Choose(input.Language ?? present?.Language, shop);
        var refusal = InputLimits.Check(input.Buyer, "$.buyer", language)
            ?? InputLimits.CheckCountry(input.Country, "$.context.address_country", language)
            ?? DiscountCodes.Check(input.DiscountCodes, language);
        if (refusal is not null) return refusal;
        var resolved = LineResolver.Resolve(input.Lines, present?.Lines ?? [], shop, context.Catalog, rules.MaxQuantity, language, time, sees: context.Sees);
        if (!resolved.Ok) return resolved.Refusal;
        var (now, codes) = (time.GetUtcNow(), DiscountCodes.Clean(input.DiscountCodes));
        var country = InputLimits.CleanCountry(input.Country) ?? present?.Country;
        var priced = Pricing.Price(new(shop, rules, resolved.Value.Lines, codes, [], country, language, now, PreselectCheapest: false) { Claims = Claims.Known(input.Claims, rules) });
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
            Claims = Claims.Clean(input.Claims),
            Discounts = priced.Discounts,
            Totals = priced.Totals,
            Messages = [.. resolved.Value.Messages, .. priced.Warnings, .. Claims.Notices(input.Claims, rules, language), .. CheckoutDraft.TaxNotice(priced.Totals, language)],
            Channel = present?.Channel ?? context.Channel,
            CreatedAt = present?.CreatedAt ?? now,
            UpdatedAt = now,
            ExpiresAt = now + Lifetime,
        };
    }

    /// <summary>A cart after a purchase: without the pieces that were bought and the codes that were used.</summary>
    public static CartInput Without(Cart cart, IReadOnlyList<LineItem> bought)
    {
        var taken = bought.GroupBy(l => l.VariantId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        var lines = new List<LineRequest>();
        foreach (var line in cart.Lines)
        {
            var gone = Math.Min(line.Quantity, taken.GetValueOrDefault(line.VariantId));
            if (gone > 0) taken[line.VariantId] -= gone;
            if (line.Quantity > gone) lines.Add(new(line.ItemId, line.Quantity - gone, null, line.Id));
        }

        return CartInput.From(cart) with { Lines = lines, DiscountCodes = [] };
    }
}
