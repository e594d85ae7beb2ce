using Comptoir.Search.Index;

namespace Comptoir.Search.Ranking;

/// <summary>A second look at the best matches: words side by side in the title, how much of the title they are, and whether the title names the
/// thing itself (the first word of a French query, the last of an English one).</summary>
internal static class TitleBonus
{
    public static float Of(Segment segment, int document, IReadOnlyList<HashSet<int>> words, int head)
    {
        if (words.Count == 0) return 1;
        var title = segment.TitleOf(document);
        var best = 0f;
        var start = 0;
        for (var i = 0; i <= title.Length; i++)
        {
            if (i < title.Length && title[i] >= 0) continue;
            best = Math.Max(best, One(title[start..i], words, head));
            start = i + 1;
        }

        return 1 + best;
    }

    /// <summary>The numbers that a segment gives to each word's own forms.</summary>
    public static List<HashSet<int>> Numbers(Segment segment, IReadOnlyList<WordCondition> words)
    {
        var list = new List<HashSet<int>>(words.Count);
        foreach (var word in words)
        {
            var numbers = new HashSet<int>();
            foreach (var alternative in word.Alternatives)
                if (alternative.Weight > 0.5f && alternative.Terms.Length == 1 && segment.Terms.TryGetValue(alternative.Terms[0], out var number)) numbers.Add(number);
            list.Add(numbers);
        }

        return list;
    }

    private static float One(ReadOnlySpan<int> title, IReadOnlyList<HashSet<int>> words, int head)
    {
        if (title.Length == 0) return 0;
        var found = 0;
        var pairs = 0;
        var before = -1;
        var named = false;
        foreach (var term in title)
        {
            var at = -1;
            for (var w = 0; w < words.Count && at < 0; w++)
                if (words[w].Contains(term)) at = w;
            if (at >= 0) found++;
            named |= at == head;
            if (at >= 0 && before >= 0 && Math.Abs(at - before) == 1) pairs++;
            before = at;
        }

        return 0.25f * found / title.Length + 0.15f * Math.Min(1, pairs) + (named ? 0.25f : 0);
    }
}
