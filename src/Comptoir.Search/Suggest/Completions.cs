using Comptoir.Search.Analysis;
using Comptoir.Search.Index;

namespace Comptoir.Search.Suggest;

/// <summary>Completes what is being typed with categories, brands and product titles; accents and case do not matter.</summary>
internal sealed class Completions(ShopView view, StopWords stopWords, Stemmer stemmer)
{
    private const int MostWords = 40;
    private const int MostCandidates = 2000;

    public IReadOnlyList<Suggestion> Find(string prefix, string language, int limit)
    {
        var typed = WordList.Words(prefix.Length > 100 ? prefix[..100] : prefix);
        if (typed.Count == 0 || limit <= 0) return [];
        var found = new List<Suggestion>();
        foreach (var category in view.Definitions.Shop.Categories)
            if (found.Count < 3 && StartsWords(category.Name.In(language), typed)) found.Add(new Suggestion("category", category.Id, category.Name.In(language)));
        foreach (var brand in Brands(typed).Take(2)) found.Add(new Suggestion("brand", brand, brand));
        foreach (var product in Products(typed, language, limit)) found.Add(product);
        return [.. found.DistinctBy(s => (s.Kind, s.Text)).Take(Math.Min(limit, 50))];
    }

    private IEnumerable<string> Brands(List<string> typed)
    {
        var brands = new HashSet<string>(StringComparer.Ordinal);
        foreach (var live in view.Segments)
            foreach (var (feature, name) in live.Segment.BrandNames)
                if (StartsWords(feature[2..], typed)) brands.Add(name);
        return brands.Order(StringComparer.Ordinal);
    }

    private IEnumerable<Suggestion> Products(List<string> typed, string language, int limit)
    {
        var best = new List<(double Score, string Title, string Handle)>();
        foreach (var live in view.Segments)
        {
            var segment = live.Segment;
            var seen = new HashSet<int>();
            foreach (var word in WordsFrom(segment, typed[^1]))
                foreach (var term in Forms(word))
                {
                    var (start, end) = segment.PostingsOf(term);
                    for (var p = start; p < end && seen.Count < MostCandidates; p++)
                    {
                        var d = segment.PostingDocuments[p];
                        if ((segment.PostingFields[p] & Fields.Title) == 0 || !live.IsLive(d) || !seen.Add(d)) continue;
                        var title = segment.Products[d].Title.In(language);
                        if (!StartsWords(title, typed)) continue;
                        best.Add((Score(segment, d, title, typed), title, segment.Products[d].Handle));
                    }
                }
        }

        return best.OrderByDescending(b => b.Score).ThenBy(b => b.Title, StringComparer.Ordinal).DistinctBy(b => b.Title).Take(limit)
            .Select(b => new Suggestion("product", b.Handle, b.Title));
    }

    private static double Score(Segment segment, int document, string title, List<string> typed)
    {
        var inStock = false;
        for (var v = segment.VariantStart[document]; v < segment.VariantStart[document + 1]; v++) inStock |= segment.InStock(v);
        var leads = WordList.Words(title) is [var first, ..] && first.StartsWith(typed[0], StringComparison.Ordinal);
        return (inStock ? 4 : 0) + (leads ? 2 : 0) + segment.Popularity[document];
    }

    // most frequent words first, so that the cap on candidates cuts the rare ones
    private static IEnumerable<string> WordsFrom(Segment segment, string prefix)
    {
        var at = Array.BinarySearch(segment.Words, prefix, StringComparer.Ordinal);
        if (at < 0) at = ~at;
        var words = new List<(string Word, int Count)>();
        for (; at < segment.Words.Length && segment.Words[at].StartsWith(prefix, StringComparison.Ordinal); at++)
            words.Add((segment.Words[at], segment.WordCounts[at]));
        return words.OrderByDescending(w => w.Count).Take(MostWords).Select(w => w.Word);
    }

    private IEnumerable<string> Forms(string word)
    {
        if (!stopWords.IsEnglish(word)) yield return Terms.Of(Terms.English, stemmer.English(word));
        if (!stopWords.IsFrench(word)) yield return Terms.Of(Terms.French, stemmer.French(word));
        yield return Terms.Of(Terms.Exact, word);
    }

    /// <summary>Every typed word begins a word of the text; the earlier ones are whole or beginnings too.</summary>
    private static bool StartsWords(string text, List<string> typed)
    {
        var words = WordList.Words(text);
        return typed.All(t => words.Any(w => w.StartsWith(t, StringComparison.Ordinal)));
    }
}
