using Comptoir.Search.Index;

namespace Comptoir.Search.Ranking;

/// <summary>What a word is worth: the rarer in the shop, the more.</summary>
/// <param name="Idf">Of the word's own forms; of its synonyms when the shop has none of them.</param>
/// <param name="Scale">By alternative: a synonym that is commoner than the word itself is worth as much less.</param>
internal readonly record struct WordWeight(float Idf, float[] Scale)
{
    /// <summary>Alternatives of at least this weight are forms of the word itself.</summary>
    public const float OwnForm = 0.84f;

    public static WordWeight[] Of(IReadOnlyList<LiveSegment> segments, IReadOnlyList<WordCondition> conditions)
    {
        var total = 0;
        foreach (var s in segments) total += s.Segment.Count;
        var weights = new WordWeight[conditions.Count];
        for (var c = 0; c < weights.Length; c++)
        {
            var alternatives = conditions[c].Alternatives;
            var frequencies = new int[alternatives.Count];
            var (own, other) = (0, 0);
            for (var a = 0; a < frequencies.Length; a++)
            {
                frequencies[a] = FrequencyOf(segments, alternatives[a].Terms);
                if (alternatives[a].Weight >= OwnForm) own = Math.Max(own, frequencies[a]);
                else other = Math.Max(other, frequencies[a]);
            }

            var idf = Idf(total, own > 0 ? own : other);
            var scale = new float[frequencies.Length];
            for (var a = 0; a < scale.Length; a++) scale[a] = Math.Min(1, Idf(total, frequencies[a]) / idf);
            weights[c] = new WordWeight(idf, scale);
        }

        return weights;

        static float Idf(int total, int frequency) => MathF.Log(1 + (total - frequency + 0.5f) / (frequency + 0.5f));
    }

    // of several words that must stand together the rarest bounds them
    private static int FrequencyOf(IReadOnlyList<LiveSegment> segments, string[] terms)
    {
        var frequency = 0;
        foreach (var s in segments)
        {
            var smallest = int.MaxValue;
            foreach (var term in terms)
            {
                var (start, end) = s.Segment.PostingsOf(term);
                smallest = Math.Min(smallest, end - start);
            }

            frequency += smallest;
        }

        return frequency;
    }
}
