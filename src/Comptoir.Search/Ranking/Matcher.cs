using System.Numerics;
using Comptoir.Catalog.Products;
using Comptoir.Search.Facets;
using Comptoir.Search.Index;
using Comptoir.Search.Query;

namespace Comptoir.Search.Ranking;

/// <param name="Part">Index of the segment in the view.</param>
/// <param name="Price">Lowest price of a fitting variant (of one in stock, if any).</param>
internal readonly record struct Match(int Part, int Document, float Score, long Price, bool InStock, bool Strong);

/// <param name="Total">How many products meet everything that is still demanded.</param>
/// <param name="Best">The best of them, first; with partial matches among them when those were asked for.</param>
/// <param name="RelaxedWords">Bits of words that had to be dropped.</param>
/// <param name="RelaxedConditions">Bits of conditions that had to be dropped.</param>
internal sealed record MatchSet(Match[] Best, int Total, uint RelaxedWords, ulong RelaxedConditions);

/// <summary>
/// Finds and scores the products that meet all words and conditions; when none does, those that meet the weightiest combination that
/// any product meets. Conditions of weight 0 (price, exclusions, chosen categories) are never dropped.
/// </summary>
/// <param name="partial">Products that have some of the words are ranked too.</param>
/// <param name="keep">How many of the best are wanted.</param>
internal sealed class Matcher(
    ShopView view, IReadOnlyList<WordCondition> words, string language, IReadOnlyList<WordCondition> helpful, IReadOnlyList<Condition> conditions, bool partial, int keep, Func<Product, bool>? sees)
{
    private readonly IReadOnlyList<WordCondition> _all = helpful.Count == 0 ? words : [.. words, .. helpful];
    private readonly uint _required = (1u << words.Count) - 1;
    private readonly ulong _conditions = conditions.Aggregate(0UL, (bits, c) => bits | c.Bit);
    private readonly ulong _firm = conditions.Where(c => c.Weight == 0).Aggregate(0UL, (bits, c) => bits | c.Bit);

    // what a thing is stands first in French and last in English
    private readonly int _head = words.Count == 0 ? -1 : language == "fr" ? 0 : words.Count - 1;

    public MatchSet Run(FacetCounter? facets)
    {
        var weights = WordWeight.Of(view.Segments, _all);
        for (var i = words.Count; i < weights.Length; i++) weights[i] = weights[i] with { Idf = weights[i].Idf * 0.6f };
        var scores = new WordScores[view.Segments.Length];
        for (var i = 0; i < scores.Length; i++) scores[i] = new WordScores(view.Segments[i].Segment, _all, weights, _head);
        try
        {
            var found = Collect(scores, 0, 0, facets);
            if (found.Total > 0 || (words.Count == 0 && conditions.All(c => c.Weight == 0))) return found;
            var (keptWords, keptConditions) = BestCombination(scores, weights);
            var (lostWords, lostConditions) = (_required & ~keptWords, _conditions & ~keptConditions);
            var meaningless = words.Count > 0 && keptWords == 0 && conditions.All(c => c.Weight <= 0.1 || (lostConditions & c.Bit) != 0);
            if (meaningless) return new MatchSet([], 0, 0, 0);
            facets?.Reset();
            return Collect(scores, lostWords, lostConditions, facets);
        }
        finally
        {
            foreach (var s in scores) s.Dispose();
        }
    }

    /// <summary>What one product scores and why; see <see cref="Explanation"/>. The second look at titles is not part of it.</summary>
    public Explanation Explain(Segment segment, int document, Constraints understood, Labels labels)
    {
        var weights = WordWeight.Of(view.Segments, _all);
        var parts = new List<ExplainedWord>();
        for (var w = 0; w < _all.Count; w++)
        {
            var share = w < words.Count ? 1 : 0.6f;
            using var alone = new WordScores(segment, [_all[w]], [weights[w] with { Idf = weights[w].Idf * share }], -1);
            var fields = Fields.None;
            foreach (var alternative in _all[w].Alternatives)
                foreach (var term in alternative.Terms) fields |= segment.FieldsOf(term, document) & alternative.In(segment.Languages[document]);
            parts.Add(new ExplainedWord(_all[w].Written, w < words.Count, alone.Met(document) != 0, weights[w].Idf, alone.Score(document), alone.Met(document) != 0 ? (fields & ~Fields.Head).ToString() : ""));
        }

        for (var i = words.Count; i < weights.Length; i++) weights[i] = weights[i] with { Idf = weights[i].Idf * 0.6f };
        using var scores = new WordScores(segment, _all, weights, _head);
        var met = scores.Met(document);
        var strong = _required != 0 && (scores.Strong(document) & _required) == _required;
        var first = segment.VariantStart[document];
        var fails = new ulong[segment.VariantStart[document + 1] - first];
        var exact = new SegmentConditions(segment, conditions).Fails(document, fails);
        var failed = fails.MinBy(BitOperations.PopCount);
        var (inStock, _) = Offered(segment, document);
        return new Explanation(
            understood,
            parts,
            scores.Score(document),
            _coverage[BitOperations.PopCount(met & _required)],
            Role(met),
            strong ? Telling : 1,
            1 + Liked * segment.Popularity[document],
            inStock ? 1 : OutOfStock,
            [.. conditions.Where(c => (failed & c.Bit) != 0).Select(c => c.Label.Length > 0 ? c.Label : c.Facet ?? string.Join(", ", understood.Exclusions.Select(labels.Exclusion).Distinct()))],
            Text(scores.Score(document), met, segment.Popularity[document], strong) * (inStock ? 1 : OutOfStock) * (exact ? 1.15f : 1));
    }

    private MatchSet Collect(WordScores[] scores, uint lostWords, ulong lostConditions, FacetCounter? facets)
    {
        var top = new TopMatches(keep);
        var total = 0;
        for (var part = 0; part < view.Segments.Length; part++)
        {
            // every product that meets a demanded word was touched; without words it is the conditions that choose
            total += conditions.Count == 0 && facets is null && words.Count > 0
                ? ByWords(part, scores[part], lostWords, top)
                : ByConditions(part, scores[part], lostWords, lostConditions, facets, top);
        }

        return new MatchSet(top.Sorted(), total, lostWords, lostConditions);
    }

    private int ByWords(int part, WordScores scores, uint lostWords, TopMatches top)
    {
        var live = view.Segments[part];
        var segment = live.Segment;
        var required = _required & ~lostWords;
        var total = 0;
        foreach (var d in scores.Documents)
        {
            var met = scores.Met(d);
            var full = (met & required) == required;
            if (!full && (!partial || (met & _required) == 0)) continue;
            if (!Exists(live, d)) continue;
            if (full) total++;
            if ((1 + scores.Score(d)) * MostBoost < top.Least) continue;
            var strong = required != 0 && (scores.Strong(d) & required) == required;
            var text = Text(scores.Score(d), met, segment.Popularity[d], strong);
            if (text < top.Least) continue;
            var (inStock, price) = Offered(segment, d);
            var score = inStock ? text : text * OutOfStock;
            if (score >= top.Least) top.Add(new Match(part, d, score, price, inStock, strong));
        }

        return total;
    }

    private int ByConditions(int part, WordScores scores, uint lostWords, ulong lostConditions, FacetCounter? facets, TopMatches top)
    {
        var live = view.Segments[part];
        var segment = live.Segment;
        var tests = new SegmentConditions(segment, conditions);
        var required = _required & ~lostWords;
        // with words only those that have one can match; soft conditions of partial matches cost, firm ones bind
        var everything = required == 0 && !(partial && words.Count > 0);
        var count = everything ? segment.Count : scores.Documents.Length;
        var total = 0;
        Span<ulong> room = stackalloc ulong[64];
        facets?.Begin(segment);
        for (var i = 0; i < count; i++)
        {
            var d = everything ? i : scores.Documents[i];
            var met = scores.Met(d);
            var full = (met & required) == required;
            if ((!full && (!partial || (met & _required) == 0)) || !Exists(live, d)) continue;
            var first = segment.VariantStart[d];
            var variants = segment.VariantStart[d + 1] - first;
            var fails = variants <= room.Length ? room[..variants] : new ulong[variants];
            var exact = tests.Fails(d, fails);
            var (fits, inStock, price) = (false, false, long.MaxValue);
            var missed = int.MaxValue;
            for (var v = 0; v < variants; v++)
            {
                var failed = fails[v] &= ~lostConditions;
                if (failed != 0 && !(partial && (failed & _firm) == 0)) continue;
                missed = Math.Min(missed, BitOperations.PopCount(failed));
                fits |= failed == 0;
                var here = segment.InStock(first + v);
                if (here == inStock) price = Math.Min(price, segment.Prices[first + v]);
                else if (here) (inStock, price) = (true, segment.Prices[first + v]);
            }

            if (full) facets?.Add(d, fails);
            if (missed == int.MaxValue) continue;
            if (full && fits) total++;
            var strong = (scores.Strong(d) & required) == required;
            var score = Text(scores.Score(d), met, segment.Popularity[d], strong && required != 0) * (inStock ? 1 : OutOfStock) * (exact ? 1.15f : 1);
            for (; missed > 0; missed--) score *= 0.7f;
            if (score >= top.Least) top.Add(new Match(part, d, score, price, inStock, strong));
        }

        facets?.End();
        return total;
    }

    private const float OutOfStock = 0.35f;
    private const float Telling = 1.1f;
    private const float HeadOfTitle = 1.02f;
    private const float BesideHead = 0.97f;
    private const float Liked = 0.12f;

    /// <summary>No product's score grows by more than this over its words.</summary>
    private const float MostBoost = Telling * HeadOfTitle * (1 + Liked) * 1.0001f;

    // the root of the share of words that are met: who has all of them comes before who has one of them often
    private readonly float[] _coverage = [.. Enumerable.Range(0, words.Count + 1).Select(n => words.Count == 0 ? 1 : MathF.Sqrt(n / (float)words.Count))];

    private float Text(float score, uint met, float popularity, bool strong) =>
        (1 + score * _coverage[BitOperations.PopCount(met & _required)]) * (strong ? Telling : 1) * Role(met) * (1 + Liked * popularity);

    // little, so that it decides between equals: what is the thing before what goes with it
    private float Role(uint met) => (met & 1u << WordScores.HeadBit) != 0 ? HeadOfTitle : _head >= 0 && (met & 1u << _head) != 0 ? BesideHead : 1;

    private static (bool InStock, long Price) Offered(Segment segment, int document)
    {
        var (inStock, price) = (false, long.MaxValue);
        for (var v = segment.VariantStart[document]; v < segment.VariantStart[document + 1]; v++)
        {
            var here = segment.InStock(v);
            if (here == inStock) price = Math.Min(price, segment.Prices[v]);
            else if (here) (inStock, price) = (true, segment.Prices[v]);
        }

        return (inStock, price);
    }

    private bool Exists(LiveSegment live, int document) => (live.Removed is null || live.IsLive(document)) && sees?.Invoke(live.Segment.Products[document]) != false;

    private readonly bool[] _gifts = [.. words.Select(w => w.Alternatives.Any(a => a.Weight > 0.5f && a.Terms is ["e:gift"]))];

    /// <summary>The set of words and conditions with the greatest weight that some product meets together, within the firm conditions.</summary>
    private (uint Words, ulong Conditions) BestCombination(WordScores[] scores, WordWeight[] weights)
    {
        var firm = _firm;
        var greatest = words.Count > 0 ? Math.Max(0.01f, weights.Take(words.Count).Max(w => w.Idf)) : 1;
        // what a thing is stands first in French and last in English
        var head = language == "fr" ? _gifts.TakeWhile(g => g).Count() : words.Count - 1;
        double best = -1;
        (uint, ulong) kept = (0, firm);
        var (lastMet, lastStrong) = (uint.MaxValue, uint.MaxValue);
        Span<ulong> room = stackalloc ulong[64];
        for (var part = 0; part < view.Segments.Length; part++)
        {
            var live = view.Segments[part];
            var segment = live.Segment;
            var tests = new SegmentConditions(segment, conditions);
            // without conditions only what meets a word can be worth anything
            var count = conditions.Count == 0 ? scores[part].Documents.Length : segment.Count;
            for (var i = 0; i < count; i++)
            {
                var d = conditions.Count == 0 ? scores[part].Documents[i] : i;
                if (!Exists(live, d)) continue;
                var met = scores[part].Met(d) & _required;
                var strong = scores[part].Strong(d);
                if (conditions.Count == 0 && met == lastMet && strong == lastStrong) continue;
                (lastMet, lastStrong) = (met, strong);
                double fromWords = 0;
                for (var bits = met; bits != 0; bits &= bits - 1)
                {
                    var w = BitOperations.TrailingZeroCount(bits);
                    // anything can be a present: of all words this one is given up first
                    fromWords += _gifts[w] ? 0.4 : 0.5 + 0.7 * weights[w].Idf / greatest + ((strong & (1u << w)) != 0 ? 0.1 : 0) + (w == head ? 0.6 : 0);
                }

                var variants = segment.VariantStart[d + 1] - segment.VariantStart[d];
                var fails = variants <= room.Length ? room[..variants] : new ulong[variants];
                tests.Fails(d, fails);
                foreach (var failed in fails)
                {
                    if ((failed & firm) != 0) continue;
                    var weight = fromWords;
                    for (var c = 0; c < conditions.Count; c++)
                        if ((failed & conditions[c].Bit) == 0) weight += conditions[c].Weight;
                    // of equals the words that come first: the answer must not depend on the order of products
                    if (weight > best || (weight == best && (met, _conditions & ~failed).CompareTo(kept) < 0)) (best, kept) = (weight, (met, _conditions & ~failed));
                }
            }
        }

        return kept;
    }
}
