using Comptoir.Search.Index;

namespace Comptoir.Search.Ranking;

/// <summary>
/// A second look at the best matches by their titles: words that stand side by side in the request and in the title belong together
/// ("shower curtain" is not a curtain beside a shower). Done in blocks of fixed size, so that pages fit together.
/// </summary>
internal sealed class SecondLook(ShopView view, IReadOnlyList<WordCondition> words)
{
    public const int Block = 100;
    private const float Pairs = 0.1f;

    private readonly (int Term, int Word)[]?[] _terms = new (int, int)[]?[view.Segments.Length];

    public void Reorder(Match[] sorted)
    {
        if (words.Count < 2) return;
        for (var from = 0; from < sorted.Length; from += Block)
        {
            var block = sorted.AsSpan(from, Math.Min(Block, sorted.Length - from));
            foreach (ref var match in block)
            {
                var segment = view.Segments[match.Part].Segment;
                var pairs = PairsIn(segment.TitleOf(match.Document), _terms[match.Part] ??= TermsOf(segment));
                match = match with { Score = match.Score * (1 + Pairs * pairs / (words.Count - 1)) };
            }

            block.Sort(static (a, b) => b.Score.CompareTo(a.Score) is not 0 and var by ? by : a.Part != b.Part ? a.Part.CompareTo(b.Part) : a.Document.CompareTo(b.Document));
        }
    }

    private static int PairsIn(ReadOnlySpan<int> title, (int Term, int Word)[] terms)
    {
        var seen = 0u;
        var before = -2;
        foreach (var term in title)
        {
            var word = -2;
            if (term >= 0)
                foreach (var (known, at) in terms)
                    if (known == term)
                    {
                        word = at;
                        break;
                    }

            if (word >= 1 && before == word - 1) seen |= 1u << word;
            before = word;
        }

        return System.Numerics.BitOperations.PopCount(seen);
    }

    private (int Term, int Word)[] TermsOf(Segment segment)
    {
        var terms = new List<(int, int)>();
        for (var w = 0; w < words.Count; w++)
            foreach (var alternative in words[w].Alternatives)
                if (alternative.Weight > 0.5f && alternative.Terms.Length == 1 && segment.Terms.TryGetValue(alternative.Terms[0], out var number)) terms.Add((number, w));
        return [.. terms];
    }
}
