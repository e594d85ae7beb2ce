using Comptoir.Search.Index;
using Comptoir.Search.Query;
using Comptoir.Search.Ranking;

namespace Comptoir.Search.Facets;

/// <summary>
/// Counts the values of matching products. A facet's own selection does not narrow it: a product that fails only the colour demanded
/// still counts in the colour facet. A product counts once for a value, however many of its variants have it.
/// </summary>
internal sealed class FacetCounter(ShopDefinitions definitions, Constraints constraints, IReadOnlyList<Condition> conditions, Labels labels)
{
    private const int MostValues = 24;
    private const double Coverage = 0.2;

    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _covered = new(StringComparer.Ordinal);
    private readonly PriceBuckets _buckets = new(definitions.Shop.Currency);
    private readonly int[] _prices = new int[16];
    private readonly int[] _ratings = new int[6];
    private int _inStock;
    private int _hits;

    private Segment? _segment;
    private int[] _counts = [];
    private int[] _seen = [];
    private ulong[] _bitOf = [];
    private int[] _facetOf = [];
    private string[] _facets = [];
    private int[] _coverCounts = [];
    private int[] _coverSeen = [];

    public void Reset()
    {
        _values.Clear();
        _covered.Clear();
        Array.Clear(_prices);
        Array.Clear(_ratings);
        _inStock = _hits = 0;
    }

    public void Begin(Segment segment)
    {
        _segment = segment;
        var features = segment.FeatureNames.Length;
        _counts = new int[features];
        _seen = new int[features];
        _facetOf = segment.FacetOf;
        _facets = segment.Facets;
        var bits = _facets.Select(BitOf).ToArray();
        _bitOf = [.. _facetOf.Select(f => f >= 0 ? bits[f] : 0)];
        _coverCounts = new int[_facets.Length];
        _coverSeen = new int[_facets.Length];
    }

    /// <param name="fails">For each variant the bits of the conditions that it does not meet.</param>
    public void Add(int document, ReadOnlySpan<ulong> fails)
    {
        var segment = _segment!;
        var first = segment.VariantStart[document];
        var mark = document + 1;
        var any = ulong.MaxValue;
        var hit = false;
        foreach (var f in fails)
        {
            any &= f;
            hit |= f == 0;
        }

        // at best every variant fails two different facets: it counts nowhere
        if (System.Numerics.BitOperations.PopCount(any) > 1) return;
        if (hit) _hits++;
        foreach (var f in segment.FeaturesOf(document))
            if (_facetOf[f] >= 0 && FailsOnly(fails, _bitOf[f])) Count(f, mark, hit);
        for (var v = 0; v < fails.Length; v++)
            foreach (var f in segment.FeaturesOfVariant(first + v))
                if (_facetOf[f] >= 0 && (fails[v] & ~_bitOf[f]) == 0) Count(f, mark, hit);
        CountPrice(fails, first);
        if (FailsOnly(fails, BitOf("rating")) && segment.Products[document].Rating is { } rating)
            for (var stars = 1; stars <= 5; stars++)
                if (rating.Value >= stars) _ratings[stars]++;
        var stockBit = BitOf("availability");
        for (var v = 0; v < fails.Length; v++)
        {
            if ((fails[v] & ~stockBit) != 0 || !segment.InStock(first + v)) continue;
            _inStock++;
            break;
        }
    }

    public void End()
    {
        for (var f = 0; f < _counts.Length; f++)
            if (_counts[f] > 0) _values[_segment!.FeatureNames[f]] = _values.GetValueOrDefault(_segment.FeatureNames[f]) + _counts[f];
        for (var i = 0; i < _facets.Length; i++)
            if (_coverCounts[i] > 0) _covered[_facets[i]] = _covered.GetValueOrDefault(_facets[i]) + _coverCounts[i];
    }

    public IReadOnlyList<Facet> Result(IReadOnlyDictionary<string, string> brandNames)
    {
        var french = labels.Language == "fr";
        var facets = new List<Facet>();
        void Add(string id, string label, IEnumerable<FacetValue> values)
        {
            var list = values.ToList();
            if (list.Count > 0) facets.Add(new Facet(id, label, list));
        }

        Add("category", french ? "Catégorie" : "Category", Sorted(Values("c=", id => labels.Category(id), constraints.Categories.Contains)));
        Add("brand", french ? "Marque" : "Brand", Sorted(BrandValues(brandNames)));
        Add("price", french ? "Prix" : "Price", PriceValues());
        Add("rating", french ? "Note" : "Rating", new[] { 4, 3, 2 }.Where(s => _ratings[s] > 0).Select(s =>
            new FacetValue($"{s}", french ? $"{s} étoiles et plus" : $"{s} stars and up", _ratings[s], constraints.RatingMin == s)));
        Add("availability", french ? "Disponibilité" : "Availability", _inStock == 0 ? [] :
            [new FacetValue("in_stock", french ? "En stock" : "In stock", _inStock, constraints.InStockOnly)]);
        var attributes = _covered.Where(c => c.Key is not ("category" or "brand") && (c.Value >= Coverage * _hits || BitOf(c.Key) != 0))
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal);
        foreach (var (id, _) in attributes)
        {
            var chosen = constraints.Attributes.FirstOrDefault(a => a.AttributeId == id)?.Values ?? [];
            Add(id, definitions.AttributeName(id, labels.Language), Sorted(Values($"a:{id}=", v => ValueLabel(id, v), chosen.Contains, v => definitions.Value(id, v)?.Swatch)));
        }

        return facets;
    }

    private void CountPrice(ReadOnlySpan<ulong> fails, int first)
    {
        var bit = BitOf("price");
        var seen = 0;
        for (var v = 0; v < fails.Length; v++)
        {
            if ((fails[v] & ~bit) != 0) continue;
            var bucket = _buckets.Of(_segment!.Prices[first + v]);
            if ((seen & (1 << bucket)) != 0) continue;
            seen |= 1 << bucket;
            _prices[bucket]++;
        }
    }

    private void Count(int feature, int mark, bool hit)
    {
        if (_seen[feature] == mark) return;
        _seen[feature] = mark;
        _counts[feature]++;
        var facet = _facetOf[feature];
        if (_coverSeen[facet] == mark || !(hit || _bitOf[feature] != 0)) return;
        _coverSeen[facet] = mark;
        _coverCounts[facet]++;
    }

    private static bool FailsOnly(ReadOnlySpan<ulong> fails, ulong bit)
    {
        foreach (var f in fails)
            if ((f & ~bit) == 0) return true;
        return false;
    }

    private ulong BitOf(string facet)
    {
        foreach (var c in conditions)
            if (c.Facet == facet) return c.Bit;
        return 0;
    }

    private IEnumerable<FacetValue> Values(string prefix, Func<string, string> label, Func<string, bool> selected, Func<string, string?>? swatch = null) =>
        from v in _values
        where v.Key.StartsWith(prefix, StringComparison.Ordinal)
        let id = v.Key[prefix.Length..]
        select new FacetValue(id, label(id), v.Value, selected(id), swatch?.Invoke(id));

    private IEnumerable<FacetValue> BrandValues(IReadOnlyDictionary<string, string> names)
    {
        var chosen = constraints.Brands.Select(ProductFeatures.Brand).ToHashSet(StringComparer.Ordinal);
        return from v in _values
               where v.Key.StartsWith("b=", StringComparison.Ordinal)
               let name = names.GetValueOrDefault(v.Key, v.Key[2..])
               select new FacetValue(name, name, v.Value, chosen.Contains(v.Key));
    }

    private IEnumerable<FacetValue> PriceValues()
    {
        var french = labels.Language == "fr";
        for (var b = 0; b < _buckets.Count; b++)
        {
            if (_prices[b] == 0) continue;
            var (min, max) = _buckets.Bounds(b);
            var label = (min, max) switch
            {
                (0, { } high) => french ? $"moins de {labels.Money(high + 1)}" : $"under {labels.Money(high + 1)}",
                (_, null) => french ? $"{labels.Money(min)} et plus" : $"{labels.Money(min)} and up",
                _ => french ? $"{labels.Money(min)} à {labels.Money(max!.Value + 1)}" : $"{labels.Money(min)} to {labels.Money(max!.Value + 1)}",
            };
            yield return new FacetValue(_buckets.Id(b), label, _prices[b], constraints.PriceMax == max && (constraints.PriceMin ?? 0) == min && (constraints.PriceMin ?? constraints.PriceMax) is not null);
        }
    }

    private string ValueLabel(string attributeId, string value) => value switch
    {
        "true" => labels.Language == "fr" ? "Oui" : "Yes",
        "false" => labels.Language == "fr" ? "Non" : "No",
        _ => definitions.ValueName(attributeId, value, labels.Language),
    };

    private static IEnumerable<FacetValue> Sorted(IEnumerable<FacetValue> values)
    {
        var sorted = values.OrderByDescending(v => v.Count).ThenBy(v => v.Label, StringComparer.Ordinal).ToList();
        return sorted.Where((v, i) => i < MostValues || v.Selected);
    }
}
