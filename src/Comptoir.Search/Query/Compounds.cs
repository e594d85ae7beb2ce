using Comptoir.Search.Analysis;
using Comptoir.Search.Index;

namespace Comptoir.Search.Query;

/// <summary>Words that the catalogue writes apart or together: "headset" for "head set", "smart watch" for "smartwatch".</summary>
internal static class Compounds
{
    private const int ShortestPart = 3;
    private const int ShortestWhole = 5;

    // a pair that stands so once may be chance
    private const int LeastPairs = 2;

    /// <summary>Whether two words are one in the catalogue.</summary>
    public static bool AreOne(ShopView view, Stemmer stemmer, string first, string second) =>
        first.Length + second.Length >= ShortestWhole && Forms(stemmer, first + second).Any(view.Has);

    /// <summary>Whether titles also write the two apart; then those come first.</summary>
    public static bool StandApart(ShopView view, Stemmer stemmer, string first, string second) =>
        Pairs(view, stemmer.English(first), stemmer.English(second), Terms.English) + Pairs(view, stemmer.French(first), stemmer.French(second), Terms.French) >= LeastPairs;

    /// <summary>The two words, side by side in some titles, of which a word is made; null when there are none.</summary>
    public static (string First, string Second)? Split(ShopView view, Stemmer stemmer, string word)
    {
        (string, string)? best = null;
        var most = LeastPairs - 1;
        for (var at = ShortestPart; at <= word.Length - ShortestPart; at++)
        {
            var (first, second) = (word[..at], word[at..]);
            var pairs = Pairs(view, stemmer.English(first), stemmer.English(second), Terms.English) + Pairs(view, stemmer.French(first), stemmer.French(second), Terms.French);
            if (pairs > most) (best, most) = ((first, second), pairs);
        }

        return best;
    }

    private static string[] Forms(Stemmer stemmer, string word) =>
        [Terms.Of(Terms.English, stemmer.English(word)), Terms.Of(Terms.French, stemmer.French(word)), Terms.Of(Terms.Exact, word)];

    private static int Pairs(ShopView view, string first, string second, char kind)
    {
        var pairs = 0;
        foreach (var live in view.Segments)
        {
            var segment = live.Segment;
            if (!segment.Terms.TryGetValue(Terms.Of(kind, first), out var a) || !segment.Terms.TryGetValue(Terms.Of(kind, second), out var b)) continue;
            // the rarer word's products are looked through
            var rarer = segment.PostingStart[a + 1] - segment.PostingStart[a] < segment.PostingStart[b + 1] - segment.PostingStart[b] ? a : b;
            for (var p = segment.PostingStart[rarer]; p < segment.PostingStart[rarer + 1] && pairs < 100; p++)
                if ((segment.PostingFields[p] & Fields.Title) != 0 && segment.TitleOf(segment.PostingDocuments[p]).IndexOf([a, b]) >= 0) pairs++;
        }

        return pairs;
    }
}
