using System.Globalization;
using Comptoir.Catalog.Offers;

namespace Comptoir.Search.Facets;

/// <summary>Price ranges that do not overlap: up to 10, 20, 30, 50, 100, 200, 500 and above, in the currency's major units.</summary>
internal sealed class PriceBuckets
{
    private readonly long[] _from;

    public PriceBuckets(string currency)
    {
        // in yen and the like an amount has two digits more
        var scale = Currencies.Scale(currency) == 1 ? 100 : Currencies.Scale(currency);
        _from = [0, 10 * scale, 20 * scale, 30 * scale, 50 * scale, 100 * scale, 200 * scale, 500 * scale];
    }

    public int Count => _from.Length;

    public int Of(long price)
    {
        var i = _from.Length - 1;
        while (i > 0 && price < _from[i]) i--;
        return i;
    }

    /// <summary>Inclusive bounds in minor units; the last has no upper one.</summary>
    public (long Min, long? Max) Bounds(int bucket) => (_from[bucket], bucket + 1 < _from.Length ? _from[bucket + 1] - 1 : null);

    /// <summary><c>2000-2999</c>, <c>50000-</c>.</summary>
    public string Id(int bucket)
    {
        var (min, max) = Bounds(bucket);
        return string.Create(CultureInfo.InvariantCulture, $"{min}-{max}");
    }
}
