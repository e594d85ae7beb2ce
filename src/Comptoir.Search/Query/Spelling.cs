using System.Numerics;
using Comptoir.Search.Index;

namespace Comptoir.Search.Query;

/// <summary>
/// Corrects words that neither the catalogue nor the grammar knows: one edit up to five letters, two beyond (Damerau: a swap is one).
/// Looks through the catalogue's own words; a letter-set filter leaves few to compare.
/// </summary>
internal static class Spelling
{
    public static string? Correct(string word, IEnumerable<Segment> segments, params ReadOnlySpan<IReadOnlySet<string>> others)
    {
        if (word.Length is < 4 or > 24 || word.Any(c => !char.IsAsciiLetter(c))) return null;
        var most = word.Length <= 5 ? 1 : 2;
        var best = new Candidate(null, most + 1, 0);
        var letters = LettersOf(word);
        foreach (var segment in segments)
            for (var i = 0; i < segment.Words.Length; i++)
                best = Better(best, word, letters, segment.Words[i], segment.WordCounts[i], most);
        foreach (var set in others)
            foreach (var known in set) best = Better(best, word, letters, known, 1, most);
        return best.Word;
    }

    private static Candidate Better(Candidate best, string word, uint letters, string known, int count, int most)
    {
        if (Math.Abs(known.Length - word.Length) > most || known.Length < 3) return best;
        if (BitOperations.PopCount(LettersOf(known) ^ letters) > 2 * most) return best;
        var distance = Distance(word, known, most);
        if (distance > most || (word.Length == 4 && count < 3) || (word.Length <= 5 && known[0] != word[0] && distance > 0 && known[0] != word[1])) return best;
        // the first letter is seldom the wrong one
        var score = distance + (known[0] == word[0] ? 0 : 0.6) - Math.Min(0.5, Math.Log10(count + 1) * 0.12);
        return score < best.Score ? new Candidate(known, score, count) : best;
    }

    private static uint LettersOf(string word)
    {
        var letters = 0u;
        foreach (var c in word) letters |= 1u << (c & 31);
        return letters;
    }

    /// <summary>Optimal string alignment distance; more than <paramref name="most"/> when it is larger.</summary>
    internal static int Distance(string a, string b, int most)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> previous = stackalloc int[b.Length + 1];
        Span<int> current = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) value = Math.Min(value, before[j - 2] + 1);
                current[j] = value;
                least = Math.Min(least, value);
            }

            if (least > most) return most + 1;
            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }

        return previous[b.Length];
    }

    private readonly record struct Candidate(string? Word, double Score, int Count);
}
