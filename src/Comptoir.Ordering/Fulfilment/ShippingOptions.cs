using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Fulfilment;

/// <summary>What a buyer can choose between for one destination.</summary>
internal static class ShippingOptions
{
    /// <summary>
    /// Options of a method, cheapest first. For each service level the rates naming the country win over those for all others.
    /// A rate is free from its threshold; a free-shipping promotion frees the cheapest level only.
    /// </summary>
    /// <param name="discounted">Subtotal after discounts, minor units.</param>
    public static IReadOnlyList<FulfilmentOption> For(string type, Destination destination, Shop shop, SellingRules rules, long discounted, bool freeShipping, DateTimeOffset now, string language)
    {
        var country = destination.Address.Country ?? shop.Country;
        var rates = rules.Shipping
            .Where(r => r.Type == type && (r.LocationId is null || r.LocationId == destination.Id) && (r.Countries.Count == 0 || Names(r, country)))
            .GroupBy(r => r.ServiceLevel, StringComparer.OrdinalIgnoreCase)
            .SelectMany(level => level.Any(r => Names(r, country)) ? level.Where(r => Names(r, country)) : level)
            .OrderBy(r => r.Price).ToList();
        if (rates.Count == 0) return type == "pickup" ? [new("pickup", Wording.PickUp(language), null, null, null, null, 0, 0)] : [];

        var cheapest = Math.Max(0, rates[0].Price);
        return
        [
            .. rates.Select(rate =>
            {
                var full = Math.Max(0, rate.Price);
                var amount = discounted >= rate.FreeFrom || (freeShipping && full == cheapest) ? 0 : full;
                var title = rate.Title.In(language);
                return new FulfilmentOption(
                    rate.Id,
                    amount == 0 && full > 0 ? Wording.FreeOption(language, title) : title,
                    rate.MaxDays is { } max ? Wording.WorkingDays(language, rate.MinDays ?? max, max) : null,
                    rate.Carrier,
                    rate.MinDays is { } min ? DeliveryDates.After(now, min, shop.Country) : null,
                    rate.MaxDays is { } most ? DeliveryDates.After(now, most, shop.Country) : null,
                    amount,
                    full);
            }).OrderBy(o => o.Amount),
        ];
    }

    private static bool Names(ShippingRate rate, string country) => rate.Countries.Contains(country, StringComparer.OrdinalIgnoreCase);
}
