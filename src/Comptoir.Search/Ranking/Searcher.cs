using Comptoir.Search.Analysis;
using Comptoir.Search.Facets;
using Comptoir.Search.Index;
using Comptoir.Search.Query;

namespace Comptoir.Search.Ranking;

/// <summary>One search from request to result, on one unchanging view.</summary>
internal sealed class Searcher(ShopView view, Synonyms synonyms, StopWords stopWords, Stemmer stemmer)
{
    private const int DeepestOffset = 10_000;

    public SearchResult Search(SearchRequest request)
    {
        var (parsed, understood, labels, words, helpful, conditions) = Read(request);
        var facets = request.WithFacets ? new FacetCounter(view.Definitions, understood, conditions, labels) : null;
        var sort = request.Sort != SortOrder.Relevance ? request.Sort : understood.Sort ?? SortOrder.Relevance;
        var offset = Math.Clamp(request.Offset, 0, DeepestOffset);
        var limit = Math.Clamp(request.Limit, 1, 250);
        // an order by price or rating needs all that match; by relevance whole blocks of the best do
        var keep = sort == SortOrder.Relevance ? (offset + limit + SecondLook.Block - 1) / SecondLook.Block * SecondLook.Block : view.Count;
        var found = new Matcher(view, words, parsed.Language, helpful, conditions, request.WithPartial, Math.Max(1, keep), request.Sees).Run(facets);
        var soft = conditions.Where(c => c.Weight > 0).Aggregate(0UL, (bits, c) => bits | c.Bit);
        if (words.Count == 0 && helpful.Count > 0 && soft != 0 && (found.RelaxedConditions & soft) == soft)
        {
            // nothing that was asked for can be had as an attribute: then at least its words must be there
            (words, helpful) = (helpful, []);
            facets?.Reset();
            found = new Matcher(view, words, parsed.Language, helpful, conditions, request.WithPartial, Math.Max(1, keep), request.Sees).Run(facets);
        }

        var page = Order(found.Best, sort, words).Skip(offset).Take(limit).ToList();
        var lost = conditions.Where(c => (found.RelaxedConditions & c.Bit) != 0).Select(c => c.Label).ToHashSet(StringComparer.Ordinal);
        var relaxed = lost.Concat(words.Where((_, i) => (found.RelaxedWords & (1u << i)) != 0).Select(w => w.Written)).Distinct().ToList();
        return new SearchResult(
            Hits(page, understood, conditions, found.RelaxedConditions, lost, words, helpful, labels, sort),
            found.Total,
            facets is null ? [] : facets.Result(BrandNames()),
            understood,
            relaxed,
            parsed.Corrected);
    }

    /// <summary>What one product is worth for a request, and why.</summary>
    public Explanation Explain(SearchRequest request, Segment segment, int document)
    {
        var (parsed, understood, labels, words, helpful, conditions) = Read(request);
        return new Matcher(view, words, parsed.Language, helpful, conditions, true, 1, null).Explain(segment, document, understood, labels);
    }

    private (ParsedQuery Parsed, Constraints Understood, Labels Labels, List<WordCondition> Words, List<WordCondition> Helpful, List<Condition> Conditions) Read(SearchRequest request)
    {
        var language = request.Language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr" : "en";
        var parser = new QueryParser(view, synonyms, stopWords, stemmer);
        var parsed = parser.Parse(request.Text, language);
        var understood = QueryParser.WithLabels(Bounded(request.Constraints).With(parsed.Constraints), view.Definitions, language);
        var labels = new Labels(view.Definitions, language);
        var planner = new WordPlanner(synonyms, stopWords, stemmer, view);
        var words = planner.Plan(understood.Words, parsed.Language, parser.IsKnown);
        var helpful = planner.Plan(string.Join(" , ", parsed.Helpful), parsed.Language, parser.IsKnown);
        helpful = [.. helpful.Take(Math.Max(0, 30 - words.Count))];
        var conditions = Conditions.From(understood, view.Definitions, labels, ExclusionTerms);
        return (parsed, understood, labels, words, helpful, conditions);
    }

    private List<Hit> Hits(
        List<Match> page, Constraints understood, List<Condition> conditions, ulong lostBits, HashSet<string> lost,
        List<WordCondition> words, List<WordCondition> helpful, Labels labels, SortOrder sort)
    {
        HashSet<string>? wordTerms = null;
        var choice = new VariantChoice(view.Definitions, understood, lostBits, sort == SortOrder.PriceAscending);
        var reasons = new ReasonWriter(view.Definitions, understood, lost, words, labels, TermsOf);
        var tests = new SegmentConditions?[view.Segments.Length];
        var hits = new List<Hit>(page.Count);
        foreach (var match in page)
        {
            var segment = view.Segments[match.Part].Segment;
            var product = segment.Products[match.Document];
            var variant = product.Variants[0];
            if (product.Variants.Count > 1)
            {
                var test = tests[match.Part] ??= new SegmentConditions(segment, conditions);
                wordTerms ??= words.Concat(helpful).SelectMany(w => w.Alternatives).Where(a => a.Weight > 0.5f).SelectMany(a => a.Terms).ToHashSet(StringComparer.Ordinal);
                variant = choice.Choose(segment, match.Document, test, wordTerms, TermsOf);
            }

            hits.Add(new Hit(product.Id, variant.Id, Math.Round(match.Score, 4), new LaterReasons(() => reasons.Write(segment, match.Document, variant))));
        }

        return hits;
    }

    private IEnumerable<Match> Order(Match[] matches, SortOrder sort, List<WordCondition> words)
    {
        var strongest = matches.Any(m => m.Strong);
        // a price order must not put what merely mentions the words first
        int Tier(Match m) => (m.InStock ? 0 : 2) + (strongest && !m.Strong ? 1 : 0);
        string Id(Match m) => view.Segments[m.Part].Segment.Products[m.Document].Id;
        var sorted = sort switch
        {
            SortOrder.PriceAscending => matches.OrderBy(Tier).ThenBy(m => m.Price).ThenByDescending(m => m.Score),
            SortOrder.PriceDescending => matches.OrderBy(Tier).ThenByDescending(m => m.Price).ThenByDescending(m => m.Score),
            SortOrder.Rating => matches.OrderBy(Tier).ThenByDescending(m => Rated(m)).ThenByDescending(m => m.Score),
            SortOrder.Newest => matches.OrderBy(Tier).ThenByDescending(m => view.Segments[m.Part].Segment.Products[m.Document].Tags.Contains("new"))
                .ThenByDescending(m => view.Segments[m.Part].Segment.Products[m.Document].Source.ReadAt).ThenByDescending(m => m.Score),
            _ => null,
        };
        if (sorted is not null) return sorted.ThenBy(Id, StringComparer.Ordinal);
        new SecondLook(view, words).Reorder(matches);
        return matches;
    }

    private double Rated(Match m) => view.Segments[m.Part].Segment.Products[m.Document].Rating is { } r
        ? ((double)r.Value * r.Count + 7.6) / (r.Count + 2)
        : 0;

    // every form of the excluded word or value name, in both languages
    private string[] ExclusionTerms(Exclusion exclusion)
    {
        IEnumerable<string> texts = exclusion.Kind switch
        {
            "word" => [exclusion.Value],
            "attribute" when exclusion.Value is "true" or "false" => [],
            "attribute" => view.Definitions.Value(exclusion.Field, exclusion.Value)?.Label.Values.Select(v => v.Value) ?? [exclusion.Value],
            _ => [],
        };
        return [.. texts.Where(t => WordList.Words(t).Count == 1).SelectMany(TermsOf).Distinct()];
    }

    private IEnumerable<string> TermsOf(string text)
    {
        var words = WordList.Words(text);
        for (var i = 0; i + 1 < words.Count; i++)
            if (Units.Find(words[i + 1]) is { } unit && Units.ParseNumber(words[i]) is { } number) yield return Terms.Of(Terms.Exact, Units.Term(number, unit));
        foreach (var word in words)
        {
            yield return Terms.Of(Terms.English, stemmer.English(word));
            yield return Terms.Of(Terms.French, stemmer.French(word));
            yield return Terms.Of(Terms.Exact, word);
        }
    }

    private Dictionary<string, string> BrandNames()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var live in view.Segments)
            foreach (var (feature, name) in live.Segment.BrandNames) names.TryAdd(feature, name);
        return names;
    }

    // lists from outside are cut, so that a request cannot make a search slow
    private static Constraints Bounded(Constraints c) => c with
    {
        Categories = [.. c.Categories.Take(50)],
        Brands = [.. c.Brands.Take(50)],
        Attributes = [.. c.Attributes.Take(24)],
        Exclusions = [.. c.Exclusions.Take(50)],
        Words = c.Words.Length > QueryText.LongestText ? c.Words[..QueryText.LongestText] : c.Words,
    };
}
