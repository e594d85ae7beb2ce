using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Taxes;

/// <summary>Something that may be taxed: a line after discounts, or shipping.</summary>
internal sealed record Taxable(string Country, string? Region, string Category, long Amount, bool Shipping = false);

/// <param name="OnShipping">The part of all tax that shipping causes.</param>
internal sealed record TaxResult(IReadOnlyList<TaxAmount> Taxes, long OnShipping)
{
    public long Sum => Taxes.Sum(t => t.Amount);
}

/// <summary>
/// Tax by rate table. The row that names the region wins over the one for the country, that over <c>*</c>; a category without a row
/// is not taxed there. Rounded once per rate, halves away from zero. Shipping follows the destination's standard rate where prices
/// include tax and is untaxed elsewhere. Where prices include tax and the destination has no row, the price stays and contains no tax.
/// </summary>
internal static class TaxCalculator
{
    public static TaxResult Calculate(IEnumerable<Taxable> items, IReadOnlyList<TaxRate> rates, bool included)
    {
        var taxes = new List<TaxAmount>();
        var onShipping = 0L;
        foreach (var group in items.Where(i => i.Amount > 0 && (included || !i.Shipping)).GroupBy(i => (i.Country, i.Category, BasisPoints: RateFor(i, rates))))
        {
            if (group.Key.BasisPoints <= 0) continue;
            var amount = group.Sum(i => i.Amount);
            var shipping = group.Where(i => i.Shipping).Sum(i => i.Amount);
            var tax = TaxOn(amount, group.Key.BasisPoints, included);
            if (tax == 0) continue;
            onShipping += tax - TaxOn(amount - shipping, group.Key.BasisPoints, included);
            taxes.Add(new(group.Key.Country, group.Key.Category, group.Key.BasisPoints, included ? amount - tax : amount, tax));
        }

        return new([.. taxes.OrderBy(t => t.Country, StringComparer.Ordinal).ThenByDescending(t => t.BasisPoints)], onShipping);
    }

    internal static long TaxOn(long amount, int basisPoints, bool included) =>
        Apportion.Round(amount, basisPoints, included ? 10_000 + basisPoints : 10_000);

    private static int RateFor(Taxable item, IReadOnlyList<TaxRate> rates)
    {
        static bool Same(string? a, string? b) => string.Equals(a?.Trim(), b?.Trim(), StringComparison.OrdinalIgnoreCase);

        var ofCategory = rates.Where(r => Same(r.Category, item.Category)).ToList();
        var rate = ofCategory.Find(r => Same(r.Country, item.Country) && !string.IsNullOrEmpty(r.Region) && Same(r.Region, item.Region))
            ?? ofCategory.Find(r => Same(r.Country, item.Country) && string.IsNullOrEmpty(r.Region))
            ?? ofCategory.Find(r => r.Country == "*");
        return rate?.BasisPoints ?? 0;
    }
}
