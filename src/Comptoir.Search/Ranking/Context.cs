using Comptoir.Search.Index;

namespace Comptoir.Search.Ranking;

/// <summary>The products that match some words: asked how many of them have a value, to settle what an ambiguous word means.</summary>
internal sealed class Context
{
    // a sample is enough to weigh one reading against another
    private const int Most = 500;

    private readonly List<(LiveSegment Live, List<int> Documents)> _parts = [];

    public Context(IReadOnlyList<LiveSegment> segments, IReadOnlyList<WordCondition> conditions)
    {
        var weights = WordWeight.Of(segments, conditions);
        var all = (1u << conditions.Count) - 1;
        foreach (var live in segments)
        {
            var documents = new List<int>();
            if (conditions.Count > 0)
            {
                using var scores = new WordScores(live.Segment, conditions, weights, -1);
                foreach (var d in scores.Documents)
                {
                    if (documents.Count >= Most) break;
                    if ((scores.Met(d) & all) == all && live.IsLive(d)) documents.Add(d);
                }
            }
            else
            {
                for (var d = 0; d < live.Segment.Count; d += 1 + live.Segment.Count / (2 * Most))
                    if (live.IsLive(d)) documents.Add(d);
            }

            _parts.Add((live, documents));
        }
    }

    public bool IsEmpty => _parts.All(p => p.Documents.Count == 0);

    public int CountValues(string attributeId, IReadOnlyList<string> values) =>
        CountFeatures([.. values.Select(v => ProductFeatures.Value(attributeId, v))]);

    public int CountFeatures(IReadOnlyList<string> features)
    {
        var count = 0;
        foreach (var (live, documents) in _parts)
        {
            var segment = live.Segment;
            var wanted = features.Select(f => segment.Features.GetValueOrDefault(f, -1)).Where(n => n >= 0).ToArray();
            if (wanted.Length == 0) continue;
            foreach (var d in documents)
            {
                if (segment.FeaturesOf(d).ContainsAny(wanted)) count++;
                else
                {
                    var from = segment.VariantFeatureStart[segment.VariantStart[d]];
                    var to = segment.VariantFeatureStart[segment.VariantStart[d + 1]];
                    if (segment.VariantFeatures.AsSpan(from, to - from).ContainsAny(wanted)) count++;
                }
            }
        }

        return count;
    }

    public int CountProducts(Func<Catalog.Products.Product, bool> test) => _parts.Sum(p => p.Documents.Count(d => test(p.Live.Segment.Products[d])));

    public int CountText(WordCondition condition)
    {
        var count = 0;
        foreach (var (live, documents) in _parts)
        {
            using var scores = new WordScores(live.Segment, [condition], [new WordWeight(1, [])], -1);
            foreach (var d in documents)
                if (scores.Met(d) != 0) count++;
        }

        return count;
    }
}
