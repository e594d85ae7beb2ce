using System.Numerics;
using Comptoir.Catalog.Products;
using Comptoir.Search.Facets;
using Comptoir.Search.Index;

namespace Comptoir.Search.Ranking;

/// <param name="Part">Index of the segment in the view.</param>
/// <param name="Price">Lowest price of a fitting variant (of one in stock, if any).</param>
internal readonly record struct Match(int Part, int Document, float Score, long Price, bool InStock, bool Strong);

/// <param name="RelaxedWords">Bits of words that had to be dropped.</param>
/// <param name="RelaxedConditions">Bits of conditions that had to be dropped.</param>
internal sealed record MatchSet(List<Match> Matches, uint RelaxedWords, ulong RelaxedConditions);

/// <summary>
/// Finds and scores the products that meet all words and conditions; when none does, those that meet the weightiest combination that
/// any product meets. Conditions of weight 0 (price, exclusions, chosen categories) are never dropped.
/// </summary>
internal sealed class Matcher(ShopView view, IReadOnlyList<WordCondition> words, string language, IReadOnlyList<WordCondition> helpful, IReadOnlyList<Condition> conditions, Func<Product, bool>? sees = null)
{
    private readonly IReadOnlyList<WordCondition> _all = [.. words, .. helpful];
    private readonly uint _required = (1u << words.Count) - 1;
    private readonly ulong _conditions = conditions.Aggregate(0UL, (bits, c) => bits | c.Bit);

    public MatchSet Run(FacetCounter? facets)
    {
        var weights = TextScores.Weights(view.Segments, _all);
        for (var i = words.Count; i < weights.Length; i++) weights[i] *= 0.6f;
        var scores = view.Segments.Select(s => new TextScores(s.Segment, _all, weights)).ToArray();
        try
        {
            var matches = Collect(scores, 0, 0, facets);
            if (matches.Count > 0 || (words.Count == 0 && conditions.All(c => c.Weight == 0))) return new MatchSet(matches, 0, 0);
            var (keptWords, keptConditions) = BestCombination(scores, weights);
            var (lostWords, lostConditions) = (_required & ~keptWords, _conditions & ~keptConditions);
            var meaningless = words.Count > 0 && keptWords == 0 && conditions.All(c => c.Weight <= 0.1 || (lostConditions & c.Bit) != 0);
            if (meaningless) return new MatchSet([], 0, 0);
            facets?.Reset();
            return new MatchSet(Collect(scores, lostWords, lostConditions, facets), lostWords, lostConditions);
        }
        finally
        {
            foreach (var s in scores) s.Dispose();
        }
    }

    private List<Match> Collect(TextScores[] scores, uint lostWords, ulong lostConditions, FacetCounter? facets)
    {
        var matches = new List<Match>();
        var required = _required & ~lostWords;
        Span<ulong> room = stackalloc ulong[64];
        for (var part = 0; part < view.Segments.Length; part++)
        {
            var live = view.Segments[part];
            var segment = live.Segment;
            var tests = new SegmentConditions(segment, conditions);
            facets?.Begin(segment);
            for (var d = 0; d < segment.Count; d++)
            {
                if ((scores[part].Met[d] & required) != required || !Exists(live, d)) continue;
                var first = segment.VariantStart[d];
                var count = segment.VariantStart[d + 1] - first;
                var fails = count <= room.Length ? room[..count] : new ulong[count];
                var exact = tests.Fails(d, fails);
                var fits = false;
                var inStock = false;
                var price = long.MaxValue;
                for (var i = 0; i < count; i++)
                {
                    if ((fails[i] &= ~lostConditions) != 0) continue;
                    fits = true;
                    var here = segment.InStock(first + i);
                    if (here == inStock) price = Math.Min(price, segment.Prices[first + i]);
                    else if (here) (inStock, price) = (true, segment.Prices[first + i]);
                }

                facets?.Add(d, fails);
                if (!fits) continue;
                var strong = (scores[part].Strong[d] & required) == required;
                matches.Add(new Match(part, d, Score(scores[part].Scores[d], segment.Popularity[d], strong && required != 0, inStock, exact), price, inStock, strong));
            }

            facets?.End();
        }

        return matches;
    }

    private bool Exists(LiveSegment live, int document) => live.IsLive(document) && sees?.Invoke(live.Segment.Products[document]) != false;

    private static float Score(float text, float popularity, bool strong, bool inStock, bool exact) =>
        (1 + text) * (strong ? 1.35f : 1) * (1 + 0.12f * popularity) * (inStock ? 1 : 0.35f) * (exact ? 1.15f : 1);

    private static bool IsGift(WordCondition word) => word.Alternatives.Any(a => a.Weight > 0.5f && a.Terms is ["e:gift"]);

    /// <summary>The set of words and conditions with the greatest weight that some product meets together, within the firm conditions.</summary>
    private (uint Words, ulong Conditions) BestCombination(TextScores[] scores, float[] idf)
    {
        var firm = conditions.Where(c => c.Weight == 0).Aggregate(0UL, (bits, c) => bits | c.Bit);
        var greatest = words.Count > 0 ? Math.Max(0.01f, idf.Take(words.Count).Max()) : 1;
        // what a thing is stands first in French and last in English
        var head = language == "fr" ? words.TakeWhile(IsGift).Count() : words.Count - 1;
        double best = -1;
        (uint, ulong) kept = (0, firm);
        Span<ulong> room = stackalloc ulong[64];
        for (var part = 0; part < view.Segments.Length; part++)
        {
            var live = view.Segments[part];
            var segment = live.Segment;
            var tests = new SegmentConditions(segment, conditions);
            for (var d = 0; d < segment.Count; d++)
            {
                if (!Exists(live, d)) continue;
                var met = scores[part].Met[d] & _required;
                double fromWords = 0;
                for (var bits = met; bits != 0; bits &= bits - 1)
                {
                    var w = BitOperations.TrailingZeroCount(bits);
                    // anything can be a present: of all words this one is given up first
                    fromWords += IsGift(words[w]) ? 0.4 : 0.5 + 0.7 * idf[w] / greatest + ((scores[part].Strong[d] & (1u << w)) != 0 ? 0.1 : 0) + (w == head ? 0.6 : 0);
                }

                var count = segment.VariantStart[d + 1] - segment.VariantStart[d];
                var fails = count <= room.Length ? room[..count] : new ulong[count];
                tests.Fails(d, fails);
                foreach (var failed in fails)
                {
                    if ((failed & firm) != 0) continue;
                    var weight = fromWords;
                    foreach (var c in conditions)
                        if ((failed & c.Bit) == 0) weight += c.Weight;
                    if (weight > best) (best, kept) = (weight, (met, _conditions & ~failed));
                }
            }
        }

        return kept;
    }
}
