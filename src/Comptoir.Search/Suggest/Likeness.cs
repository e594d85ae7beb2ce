using Comptoir.Catalog.Products;
using Comptoir.Search.Analysis;
using Comptoir.Search.Index;

namespace Comptoir.Search.Suggest;

/// <summary>Products alike: shared features and title words, each worth the more the fewer products have it.</summary>
internal static class Likeness
{
    public static IReadOnlyList<string> Find(ShopView view, string productId, int limit, Stemmer stemmer)
    {
        if (limit <= 0 || view.Locate(productId) is not { } found) return [];
        var (source, document) = found;
        var features = FeaturesOf(source, document).ToDictionary(f => f, f => Kind(f) * Rarity(view, FrequencyOf(view, f)), StringComparer.Ordinal);
        var words = TitleTerms(source.Products[document], stemmer).ToDictionary(
            t => t, t => 0.5 * Rarity(view, view.Segments.Sum(s => s.Segment.PostingsOf(t) is var (start, end) ? end - start : 0)), StringComparer.Ordinal);
        var price = Math.Max(1, source.Prices[source.VariantStart[document]]);
        var best = new PriorityQueue<string, double>();
        foreach (var live in view.Segments)
        {
            var segment = live.Segment;
            var ofFeature = ByNumber(features, segment.Features, segment.FeatureNames.Length);
            var ofWord = ByNumber(words, segment.Terms, segment.Terms.Count);
            for (var d = 0; d < segment.Count; d++)
            {
                if (!live.IsLive(d) || segment.Products[d].Id == productId) continue;
                double score = 0;
                foreach (var f in segment.FeaturesOf(d)) score += ofFeature[f];
                if (score == 0) continue;
                foreach (var t in segment.TitleOf(d))
                    if (t >= 0) score += ofWord[t];
                // neighbours in price are better alternatives than things ten times dearer
                score -= 0.6 * Math.Abs(Math.Log((double)Math.Max(1, segment.Prices[segment.VariantStart[d]]) / price));
                if (!AnyInStock(segment, d)) score -= 100;
                best.Enqueue(segment.Products[d].Id, score);
                if (best.Count > Math.Min(limit, 100)) best.Dequeue();
            }
        }

        var ids = new List<string>();
        while (best.TryDequeue(out var id, out _)) ids.Add(id);
        ids.Reverse();
        return ids;
    }

    private static bool AnyInStock(Segment segment, int document)
    {
        for (var v = segment.VariantStart[document]; v < segment.VariantStart[document + 1]; v++)
            if (segment.InStock(v)) return true;
        return false;
    }

    private static HashSet<string> FeaturesOf(Segment segment, int document)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var f in segment.FeaturesOf(document))
            if (segment.FeatureNames[f] is var name && name[0] is not '?' && !name.EndsWith("=false", StringComparison.Ordinal)) names.Add(name);
        return names;
    }

    private static HashSet<string> TitleTerms(Product product, Stemmer stemmer)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (language, title) in product.Title.Values)
            foreach (var word in WordList.Words(title))
            {
                if (!language.StartsWith("fr", StringComparison.OrdinalIgnoreCase)) terms.Add(Terms.Of(Terms.English, stemmer.English(word)));
                if (!language.StartsWith("en", StringComparison.OrdinalIgnoreCase)) terms.Add(Terms.Of(Terms.French, stemmer.French(word)));
            }

        return terms;
    }

    private static int FrequencyOf(ShopView view, string feature) =>
        view.Segments.Sum(s => s.Segment.Features.TryGetValue(feature, out var number) ? s.Segment.FeatureCounts[number] : 0);

    private static double Rarity(ShopView view, int frequency) => Math.Log(1 + (double)view.Count / Math.Max(1, frequency));

    // what a thing is says more than whose it is or what it is made of
    private static double Kind(string feature) => feature[0] switch { 'c' => 1.6, 'b' => 0.4, _ => 0.5 };

    private static double[] ByNumber(Dictionary<string, double> weights, Dictionary<string, int> numbers, int count)
    {
        var byNumber = new double[count];
        foreach (var (name, weight) in weights)
            if (numbers.TryGetValue(name, out var number)) byNumber[number] = weight;
        return byNumber;
    }
}
