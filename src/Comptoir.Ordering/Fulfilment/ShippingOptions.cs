using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Fulfilment;

/// <summary>What a buyer can choose between for one destination.</summary>
internal static class ShippingOptions
{
    private static readonly ShippingRate FreePickup = new("pickup", LocalizedText.Empty, "pickup", [], 0, Type: "pickup");

    /// <summary>A rate and what it comes to.</summary>
    private sealed record Way(ShippingRate Rate, FulfilmentOption Option);

    /// <summary>
    /// Options of a group, cheapest first. For each service level the rates naming the country win over those for all others.
    /// A rate is free from its threshold; a free-shipping promotion frees the cheapest level only. A group of several parcels goes by the
    /// same service level as far as each has it, and costs what they cost together.
    /// </summary>
    /// <param name="lines">What is sent.</param>
    /// <param name="discounted">Subtotal of everything after discounts, minor units.</param>
    public static IReadOnlyList<FulfilmentOption> For(string type, IReadOnlyList<PricedLine> lines, Destination destination, Shop shop, SellingRules rules, long discounted, bool freeShipping, DateTimeOffset now, string language)
    {
        var parcels = Parcels.Split(lines, type, rules.Shipping).Select(p => Ways(p)).ToList();
        if (parcels.Count == 0) parcels = [Ways([])];
        if (parcels.Exists(p => p.Count == 0)) return [];
        if (parcels.Count == 1) return [.. parcels[0].Select(w => w.Option)];
        var widest = parcels.MaxBy(p => p.Count)!;
        return [.. widest.Select(w => Together([w, .. parcels.Where(p => p != widest).Select(p => p.Find(o => SameLevel(o, w)) ?? p[0])], shop, now, language)).OrderBy(o => o.Amount)];

        List<Way> Ways(IReadOnlyList<PricedLine> parcel)
        {
            var country = destination.Address.Country ?? shop.Country;
            var rates = Parcels.RatesFor(parcel, type, rules.Shipping)
                .Where(r => (r.LocationId is null || r.LocationId == destination.Id) && (r.Countries.Count == 0 || Names(r, country)))
                .GroupBy(r => r.ServiceLevel, StringComparer.OrdinalIgnoreCase)
                .SelectMany(level => level.Any(r => Names(r, country)) ? level.Where(r => Names(r, country)) : level)
                .OrderBy(r => r.Price).ToList();
            if (rates.Count == 0 && type == "pickup") return [new(FreePickup, new("pickup", Wording.PickUp(language), null, null, null, null, 0, 0))];
            return [.. rates.Select(rate => new Way(rate, Option(rate, rates[0].Price, shop, discounted, freeShipping, now, language))).OrderBy(w => w.Option.Amount)];
        }
    }

    private static FulfilmentOption Option(ShippingRate rate, long lowest, Shop shop, long discounted, bool freeShipping, DateTimeOffset now, string language)
    {
        var full = Math.Max(0, rate.Price);
        var amount = discounted >= rate.FreeFrom || (freeShipping && full == Math.Max(0, lowest)) ? 0 : full;
        var title = rate.Title.In(language);
        return Dated(new(rate.Id, amount == 0 && full > 0 ? Wording.FreeOption(language, title) : title, null, rate.Carrier, null, null, amount, full), rate.MinDays, rate.MaxDays, shop, now, language);
    }

    /// <summary>Several parcels as one option, under the id of the first: all are there when the last one is.</summary>
    private static FulfilmentOption Together(IReadOnlyList<Way> ways, Shop shop, DateTimeOffset now, string language)
    {
        var carriers = ways.Select(w => w.Rate.Carrier).Distinct().ToList();
        var whole = new FulfilmentOption(
            ways[0].Option.Id,
            string.Join(" + ", ways.Select(w => w.Option.Title).Distinct()),
            null,
            carriers.Count == 1 ? carriers[0] : null,
            null,
            null,
            ways.Sum(w => w.Option.Amount),
            ways.Sum(w => w.Option.FullAmount));
        return Dated(whole, Slowest(ways.Select(w => w.Rate.MinDays)), Slowest(ways.Select(w => w.Rate.MaxDays)), shop, now, language);
    }

    private static FulfilmentOption Dated(FulfilmentOption option, int? min, int? max, Shop shop, DateTimeOffset now, string language) => option with
    {
        Description = max is { } days ? Wording.WorkingDays(language, min ?? days, days) : null,
        Earliest = min is { } early ? DeliveryDates.After(now, early, shop.Country) : null,
        Latest = max is { } late ? DeliveryDates.After(now, late, shop.Country) : null,
    };

    /// <summary>Null as soon as one is not promised.</summary>
    private static int? Slowest(IEnumerable<int?> days) => days.ToList() is var all && all.Contains(null) ? null : all.Max();

    private static bool SameLevel(Way one, Way other) => one.Rate.ServiceLevel.Equals(other.Rate.ServiceLevel, StringComparison.OrdinalIgnoreCase);

    private static bool Names(ShippingRate rate, string country) => rate.Countries.Contains(country, StringComparer.OrdinalIgnoreCase);
}
