using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Taxes;

namespace Comptoir.Ordering.Carts;

/// <param name="Lines">Before discounts.</param>
/// <param name="Methods">With destinations; a group's selected option is what the caller wants, its options are found here.</param>
/// <param name="Country">Where to, while no destination is chosen; null: the shop's country.</param>
/// <param name="PreselectCheapest">Where nothing is chosen, the cheapest option is (for people; agents choose themselves).</param>
internal sealed record PricingRequest(
    Shop Shop,
    SellingRules Rules,
    IReadOnlyList<PricedLine> Lines,
    IReadOnlyList<string> Codes,
    IReadOnlyList<FulfilmentMethod> Methods,
    string? Country,
    string Language,
    DateTimeOffset Now,
    bool PreselectCheapest)
{
    /// <summary>What the buyer claims to be, as far as the shop knows the claim.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];
}

internal sealed record PricingResult(
    IReadOnlyList<LineItem> Lines,
    IReadOnlyList<AppliedDiscount> Discounts,
    IReadOnlyList<FulfilmentMethod> Methods,
    Totals Totals,
    IReadOnlyList<Message> Warnings);

/// <summary>The one place where totals come from; carts and checkouts use it alike. Pure.</summary>
internal static class Pricing
{
    public static PricingResult Price(PricingRequest request)
    {
        var (shop, rules, lines) = (request.Shop, request.Rules, request.Lines);
        var discounts = DiscountCalculator.Apply(lines, rules.Promotions, request.Codes, request.Now, shop.Currency, request.Language, request.Claims);
        IReadOnlyList<LineItem> priced = [.. lines.Select((l, i) => l.Item with { Discount = discounts.ByLine[i] })];
        var subtotal = lines.Sum(l => l.Item.Subtotal);
        var discounted = subtotal - discounts.Items - discounts.Order;

        IReadOnlyList<FulfilmentMethod> methods = [.. request.Methods.Select(m => WithOptions(m, request, discounted, discounts.FreeShipping.Count > 0))];
        var selected = methods.SelectMany(m => m.Groups).Select(SelectedOption).OfType<FulfilmentOption>().ToList();
        long? fulfilment = selected.Count > 0 ? selected.Sum(o => o.Amount) : null;

        var tax = TaxCalculator.Calculate(Taxables(request, priced, methods), rules.Taxes, shop.PricesIncludeTax);
        var added = shop.PricesIncludeTax ? 0 : tax.Sum;
        var totals = new Totals(shop.Currency, subtotal, discounts.Items, discounts.Order, fulfilment, added, shop.PricesIncludeTax ? tax.Sum : 0, 0,
            discounted + (fulfilment ?? 0) + added, tax.Taxes, tax.OnShipping, priced.Where(l => l.IsGiftCard).Sum(l => l.Total));
        var saved = selected.Sum(o => o.FullAmount - o.Amount);
        return new(priced, [.. discounts.Applied, .. FreeShipping(discounts.FreeShipping, saved, request.Language)], methods, totals, discounts.Warnings);
    }

    public static FulfilmentOption? SelectedOption(FulfilmentGroup group) => group.Options.FirstOrDefault(o => o.Id == group.SelectedOptionId);

    private static FulfilmentMethod WithOptions(FulfilmentMethod method, PricingRequest request, long discounted, bool freeShipping)
    {
        var destination = method.Destinations.FirstOrDefault(d => d.Id == method.SelectedDestinationId);
        return method with { Groups = [.. method.Groups.Select(Offer)] };

        FulfilmentGroup Offer(FulfilmentGroup group)
        {
            var lines = request.Lines.Where(l => group.LineIds.Contains(l.Item.Id)).ToList();
            var options = destination is null ? [] : ShippingOptions.For(method.Type, lines, destination, request.Shop, request.Rules, discounted, freeShipping, request.Now, request.Language);
            return group with { Options = options, SelectedOptionId = options.FirstOrDefault(o => o.Id == group.SelectedOptionId)?.Id ?? (request.PreselectCheapest && options.Count > 0 ? options[0].Id : null) };
        }
    }

    /// <summary>A code is shown as soon as it is accepted, an automatic promotion when the chosen option is cheaper by it.</summary>
    private static IEnumerable<AppliedDiscount> FreeShipping(IReadOnlyList<Promotion> promotions, long saved, string language) =>
        promotions.Where((p, i) => p.Code is not null || (saved > 0 && i == 0))
            .Select(p => new AppliedDiscount(p.Id, p.Code, p.Title.In(language), 0, p.Code is null, "across", p.Priority, []));

    private static IEnumerable<Taxable> Taxables(PricingRequest request, IReadOnlyList<LineItem> lines, IReadOnlyList<FulfilmentMethod> methods)
    {
        var fallback = request.Country ?? request.Shop.Country;
        foreach (var line in lines)
        {
            var place = methods.FirstOrDefault(m => m.LineIds.Contains(line.Id)) is { } m ? Place(m) : null;
            yield return new(place?.Country ?? fallback, place?.Region, line.TaxCategory, line.Total);
        }

        foreach (var method in methods)
        {
            var amount = method.Groups.Sum(g => SelectedOption(g)?.Amount ?? 0);
            yield return new(Place(method)?.Country ?? fallback, Place(method)?.Region, "standard", amount, Shipping: true);
        }

        static Customers.Address? Place(FulfilmentMethod m) => m.Destinations.FirstOrDefault(d => d.Id == m.SelectedDestinationId)?.Address;
    }
}
