using Comptoir.Search.Index;

namespace Comptoir.Search.Suggest;

/// <summary>Products alike: shared features and title words, each worth the more the fewer products have it.</summary>
internal static class Likeness
{
    public static IReadOnlyList<string> Find(ShopView view, string productId, int limit)
    {
        if (limit <= 0 || view.Locate(productId) is not { } found) return [];
        var (source, document) = found;
        var features = FeaturesOf(source, document);
        var title = TermsOf(source, document);
        var price = Math.Max(1, source.Prices[source.VariantStart[document]]);
        var best = new PriorityQueue<string, double>();
        foreach (var live in view.Segments)
        {
            var segment = live.Segment;
            var featureWeights = Weigh(features, segment.Features, segment.FeatureNames.Length, Rarity(view, features));
            var titleWeights = Weigh(title, segment.Terms, segment.Terms.Count, title.ToDictionary(t => t, t => IdfOf(view, t)));
            for (var d = 0; d < segment.Count; d++)
            {
                if (!live.IsLive(d) || segment.Products[d].Id == productId) continue;
                double score = 0;
                foreach (var f in segment.FeaturesOf(d)) score += featureWeights[f];
                if (score == 0) continue;
                double words = 0;
                foreach (var t in segment.TitleOf(d))
                    if (t >= 0) words += titleWeights[t];
                score += 0.5 * words;
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

    private static List<string> FeaturesOf(Segment segment, int document)
    {
        var names = new List<string>();
        foreach (var f in segment.FeaturesOf(document))
            if (segment.FeatureNames[f] is var name && name[0] is not '?' && !name.EndsWith("=false", StringComparison.Ordinal)) names.Add(name);
        return names;
    }

    private static List<string> TermsOf(Segment segment, int document)
    {
        var numbers = new HashSet<int>();
        foreach (var t in segment.TitleOf(document)) numbers.Add(t);
        return [.. segment.Terms.Where(t => numbers.Contains(t.Value)).Select(t => t.Key)];
    }

    private static Dictionary<string, double> Rarity(ShopView view, List<string> features)
    {
        var counts = features.ToDictionary(f => f, _ => 0);
        foreach (var live in view.Segments)
        {
            var numbers = features.Where(live.Segment.Features.ContainsKey).ToDictionary(f => live.Segment.Features[f], f => f);
            foreach (var f in live.Segment.ProductFeatures)
                if (numbers.TryGetValue(f, out var name)) counts[name]++;
        }

        var total = Math.Max(1, view.Count);
        return counts.ToDictionary(c => c.Key, c => Math.Log(1 + (double)total / Math.Max(1, c.Value)) * Kind(c.Key));
    }

    // what a thing is says more than whose it is or what it is made of
    private static double Kind(string feature) => feature[0] switch { 'c' => 1.6, 'b' => 0.4, 't' => 0.5, _ => 0.5 };

    private static double IdfOf(ShopView view, string term)
    {
        var frequency = view.Segments.Sum(s => s.Segment.PostingsOf(term) is var (start, end) ? end - start : 0);
        return Math.Log(1 + (double)view.Count / Math.Max(1, frequency));
    }

    private static double[] Weigh(List<string> names, Dictionary<string, int> numbers, int count, Dictionary<string, double> weights)
    {
        var byNumber = new double[count];
        foreach (var name in names)
            if (numbers.TryGetValue(name, out var number)) byNumber[number] = weights[name];
        return byNumber;
    }
}
