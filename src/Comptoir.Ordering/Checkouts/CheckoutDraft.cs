using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Checkouts;

/// <summary>What a decision about a checkout's content needs to know.</summary>
/// <param name="Customer">The customer whose addresses may be offered; null when not known or not to be disclosed.</param>
internal sealed record CheckoutContext(Shop Shop, SellingRules Rules, ILiveCatalog Catalog, Customer? Customer, Caller Caller, TimeProvider Time);

/// <summary>Decides a checkout's whole content, messages and status from what a caller wants and what is there. Writes nothing.</summary>
internal static class CheckoutDraft
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    /// <param name="present">Null: a new checkout.</param>
    public static Result<Checkout> From(CheckoutInput input, Checkout? present, CheckoutContext context)
    {
        var (shop, rules, now) = (context.Shop, context.Rules, context.Time.GetUtcNow());
        if (input.Agreed is { } agreed) rules = rules with { Promotions = [.. rules.Promotions, agreed.AsPromotion()] };
        var language = Languages.Choose(input.Language ?? present?.Language, shop);
        if (Check(input, shop, language) is { } refusal) return refusal;
        if (input.Lines.Count == 0 && !input.MayBeEmpty) return new Refusal(RefusalKind.Invalid, "field_required", Wording.NoLines(language), "$.line_items");
        var resolved = LineResolver.Resolve(input.Lines, present?.Lines ?? [], shop, context.Catalog, rules.MaxQuantity, language, context.Time, input.LeaveOutSoldOut, context.Caller.Sees);
        if (!resolved.Ok) return resolved.Refusal;
        var lines = resolved.Value.Lines;

        var buyer = InputLimits.Clean(input.Buyer);
        var person = context.Caller.IsPerson;
        var splits = input.SplitsGroups ?? present?.SplitsGroups ?? false;
        var planned = MethodPlanner.Plan(input.Fulfilment, new(shop, lines, rules.Shipping, splits, present?.Fulfilment ?? [], context.Customer?.Addresses ?? [], person, language, context.Time));
        if (!planned.Ok) return planned.Refusal;
        var country = InputLimits.CleanCountry(input.Country) ?? present?.Country;
        var codes = input.DiscountCodes.Select(c => c.Trim()).Where(c => c.Length > 0).ToList();
        var priced = Pricing.Price(new(shop, rules, lines, codes, planned.Value, country, language, now, person) { Claims = Claims.Known(input.Claims, rules) });

        IReadOnlyList<Message> messages =
        [
            .. resolved.Value.Messages,
            .. lines.Count == 0 ? [Error("field_required", Wording.NoLines(language), "$.line_items")] : Array.Empty<Message>(),
            .. Missing(priced.Methods, rules, buyer, person, language),
            .. priced.Warnings,
            .. Claims.Notices(input.Claims, rules, language),
            .. TaxNotice(priced.Totals, language),
        ];
        return new Checkout
        {
            Id = present?.Id ?? Ids.New("chk", context.Time),
            ShopId = shop.Id,
            Version = (present?.Version ?? 0) + 1,
            Status = messages.Any(m => m.Type == "error") ? CheckoutStatus.Incomplete : CheckoutStatus.ReadyForComplete,
            Currency = shop.Currency,
            Language = language,
            Country = country,
            CartId = present?.CartId ?? input.CartId,
            Lines = priced.Lines,
            Buyer = buyer,
            DiscountCodes = codes,
            Claims = Claims.Clean(input.Claims),
            Discounts = priced.Discounts,
            Fulfilment = priced.Methods,
            SplitsGroups = splits,
            Instruments = input.Instruments is null ? present?.Instruments ?? [] : [.. input.Instruments.Select(i => i.Stored())],
            Totals = priced.Totals,
            Messages = messages,
            Attempt = present?.Attempt,
            MandateId = present?.MandateId,
            Agreed = input.Agreed,
            Caller = present?.Caller ?? context.Caller,
            Carried = input.Carried ?? present?.Carried,
            CreatedAt = present?.CreatedAt ?? now,
            UpdatedAt = now,
            ExpiresAt = now + Lifetime,
        };
    }

    public static IEnumerable<Message> TaxNotice(Totals totals, string language) => totals.TaxIncluded > 0
        ? [new("info", "tax_included", Wording.TaxIncluded(language, Currencies.Format(totals.TaxIncluded, totals.Currency, language)), "$.totals")]
        : [];

    private static IEnumerable<Message> Missing(IReadOnlyList<FulfilmentMethod> methods, SellingRules rules, Buyer? buyer, bool person, string language)
    {
        if (person && buyer?.Email is null) yield return Error("field_required", Wording.EmailMissing(language), "$.buyer.email");
        if (rules.Shipping.Count == 0) yield break;
        if (methods.Count == 0) yield return Error("field_required", Wording.FulfilmentMissing(language), "$.fulfillment");
        for (var i = 0; i < methods.Count; i++)
        {
            var path = $"$.fulfillment.methods[{i}]";
            if (methods[i].SelectedDestinationId is null)
                yield return Error("field_required", Wording.FulfilmentMissing(language), $"{path}.selected_destination_id");
            else if (methods[i].Groups.Any(g => g.Options.Count == 0))
                yield return Error("address_undeliverable", Wording.Undeliverable(language), $"{path}.selected_destination_id");
            else if (methods[i].Groups.ToList().FindIndex(g => g.SelectedOptionId is null) is var unchosen and >= 0)
                yield return Error("field_required", Wording.FulfilmentMissing(language), $"{path}.groups[{unchosen}].selected_option_id");
        }
    }

    private static Refusal? Check(CheckoutInput input, Shop shop, string language)
    {
        if (input.Currency is { } currency && !string.Equals(currency, shop.Currency, StringComparison.OrdinalIgnoreCase))
            return new Refusal(RefusalKind.Invalid, "invalid_currency", Wording.WrongCurrency(language, currency, shop.Currency), "$.currency");
        return InputLimits.Check(input.Buyer, "$.buyer", language)
            ?? InputLimits.CheckCountry(input.Country, "$.context.address_country", language)
            ?? DiscountCodes.Check(input.DiscountCodes, language)
            ?? Instruments.Check(input.Instruments, language);
    }

    private static Message Error(string code, string content, string path) => new("error", code, content, path, "recoverable");
}
