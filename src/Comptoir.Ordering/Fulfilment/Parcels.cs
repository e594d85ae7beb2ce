using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Fulfilment;

/// <summary>Which lines travel together: those that the same rates name, and those that none names. Pure.</summary>
internal static class Parcels
{
    public static IReadOnlyList<IReadOnlyList<PricedLine>> Split(IEnumerable<PricedLine> lines, string type, IReadOnlyList<ShippingRate> rates) =>
        [.. lines.GroupBy(l => string.Join('\n', Naming(l, type, rates).Select(r => r.Id)), StringComparer.Ordinal).Select(g => (IReadOnlyList<PricedLine>)[.. g])];

    /// <summary>The rates by which a parcel may go: those that name its goods, else those that name none.</summary>
    public static IEnumerable<ShippingRate> RatesFor(IReadOnlyList<PricedLine> parcel, string type, IReadOnlyList<ShippingRate> rates)
    {
        var naming = parcel.Count > 0 ? Naming(parcel[0], type, rates).ToList() : [];
        return naming.Count > 0 ? naming : rates.Where(r => r.Type == type && r.Goods is not { Count: > 0 });
    }

    private static IEnumerable<ShippingRate> Naming(PricedLine line, string type, IReadOnlyList<ShippingRate> rates) =>
        rates.Where(r => r.Type == type && r.Goods is { Count: > 0 } goods && goods.Any(line.Targets.Contains));
}
