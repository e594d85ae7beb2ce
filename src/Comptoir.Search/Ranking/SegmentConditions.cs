using Comptoir.Search.Index;

namespace Comptoir.Search.Ranking;

/// <summary>Conditions with feature names turned into one segment's numbers; tells for a product which conditions each variant fails.</summary>
internal sealed class SegmentConditions
{
    private readonly Segment _segment;
    private readonly (ulong Bit, int[] Wanted, int First, bool Variants)[] _features;
    private readonly (ulong Bit, Func<Segment, int, bool> Fits)[] _products;
    private readonly (ulong Bit, Func<Segment, int, Catalog.Products.Product, int, bool> Fits)[] _variants;
    private readonly (ulong Bit, int[] Forbidden, (int Has, string[] Terms)[] Unsaid, string[] Words)[] _exclusions;

    public SegmentConditions(Segment segment, IReadOnlyList<Condition> conditions)
    {
        _segment = segment;
        _features = [.. conditions.Where(c => c.Test is HasFeature).Select(c => (c.Bit, Numbers(((HasFeature)c.Test).Features), First((HasFeature)c.Test), ((HasFeature)c.Test).Variants))];
        _products = [.. conditions.Where(c => c.Test is ProductTest).Select(c => (c.Bit, ((ProductTest)c.Test).Fits))];
        _variants = [.. conditions.Where(c => c.Test is VariantTest).Select(c => (c.Bit, ((VariantTest)c.Test).Fits))];
        _exclusions = [.. conditions.Where(c => c.Test is Excludes).Select(c => Compile(c.Bit, (Excludes)c.Test))];
    }

    /// <summary>
    /// Writes for each variant of a document the bits that it fails; returns whether the most exact of the demanded values is there
    /// wherever several would do ("blue" itself rather than navy).
    /// </summary>
    public bool Fails(int document, Span<ulong> fails)
    {
        var product = _segment.Products[document];
        var first = _segment.VariantStart[document];
        var features = _segment.FeaturesOf(document);
        var exact = true;
        ulong common = 0;
        fails.Clear();
        foreach (var (bit, wanted, preferred, perVariant) in _features)
        {
            if (features.ContainsAny(wanted))
            {
                exact &= preferred < 0 || features.Contains(preferred);
                continue;
            }

            if (!perVariant)
            {
                common |= bit;
                continue;
            }

            var found = false;
            for (var i = 0; i < fails.Length; i++)
            {
                var own = _segment.FeaturesOfVariant(first + i);
                if (!own.ContainsAny(wanted)) fails[i] |= bit;
                else found |= preferred < 0 || own.Contains(preferred);
            }

            exact &= found;
        }

        foreach (var (bit, fits) in _products)
            if (!fits(_segment, document)) common |= bit;
        foreach (var (bit, forbidden, unsaid, words) in _exclusions)
        {
            if (features.ContainsAny(forbidden) || words.Any(w => _segment.FieldsOf(w, document) != Fields.None) || IsInTitle(unsaid, features, document)) common |= bit;
            else
                for (var i = 0; i < fails.Length; i++)
                    if (_segment.FeaturesOfVariant(first + i).ContainsAny(forbidden)) fails[i] |= bit;
        }

        foreach (var (bit, fits) in _variants)
            for (var i = 0; i < fails.Length; i++)
                if (!fits(_segment, document, product, first + i)) fails[i] |= bit;
        if (common != 0)
            for (var i = 0; i < fails.Length; i++) fails[i] |= common;
        return exact;
    }

    // a product that does not state the attribute is judged by its title: a "pink raincoat" without a colour is pink
    private bool IsInTitle((int Has, string[] Terms)[] unsaid, ReadOnlySpan<int> features, int document)
    {
        foreach (var (has, terms) in unsaid)
        {
            if (has >= 0 && features.Contains(has)) continue;
            foreach (var term in terms)
                if ((_segment.FieldsOf(term, document) & Fields.Title) != 0) return true;
        }

        return false;
    }

    private (ulong, int[], (int, string[])[], string[]) Compile(ulong bit, Excludes test)
    {
        var forbidden = new List<int>();
        var unsaid = new List<(int, string[])>();
        var words = new List<string>();
        foreach (var e in test.Exclusions)
        {
            var feature = e.Kind switch
            {
                "attribute" => ProductFeatures.Value(e.Field, e.Value),
                "brand" => ProductFeatures.Brand(e.Value),
                "category" => ProductFeatures.Category(e.Value),
                _ => null,
            };
            if (feature is not null && _segment.Features.TryGetValue(feature, out var number)) forbidden.Add(number);
            if (e.Kind == "attribute") unsaid.Add((_segment.Features.GetValueOrDefault(ProductFeatures.Has(e.Field), -1), test.Terms[e]));
            if (e.Kind == "word") words.AddRange(test.Terms[e]);
        }

        return (bit, [.. forbidden], [.. unsaid], [.. words]);
    }

    private int[] Numbers(IReadOnlyList<string> features) =>
        [.. features.Select(f => _segment.Features.GetValueOrDefault(f, -1)).Where(n => n >= 0)];

    private int First(HasFeature test) =>
        test.Variants && test.Features.Count > 1 ? _segment.Features.GetValueOrDefault(test.Features[0], -2) is var n && n >= 0 ? n : -1 : -1;
}
