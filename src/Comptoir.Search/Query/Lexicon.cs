using Comptoir.Catalog.Products;
using Comptoir.Catalog.Taxonomy;
using Comptoir.Search.Analysis;
using Comptoir.Search.Index;

namespace Comptoir.Search.Query;

internal enum ReadingKind { Boolean, BooleanNoun, Enumeration, Brand, Category, Number }

/// <summary>What a phrase may mean in this shop.</summary>
/// <param name="Id">Attribute id, brand or category id.</param>
/// <param name="Values">Enumeration: the value ids, those named exactly first, then their shades ("navy" for blue).</param>
internal sealed record Reading(ReadingKind Kind, string Id, IReadOnlyList<string> Values);

/// <summary>
/// The shop's own vocabulary: names of attributes and their values, brands and categories in every language, found by phrases in any
/// inflection and through synonyms. Built anew when definitions, brands or option values change.
/// </summary>
internal sealed class Lexicon
{
    public const int LongestPhrase = 5;

    private static readonly HashSet<string> Qualifiers = new(StringComparer.Ordinal)
    {
        "synthetic", "faux", "imitation", "fake", "vegan", "synthetique", "vegetal", "simili", "effect", "effet", "look", "free", "sans",
    };

    private static readonly HashSet<string> NounFillers = new(StringComparer.Ordinal)
    {
        "contains", "needs", "with", "added", "contient", "avec", "du", "de", "la", "l", "le", "necessaire", "necessaires", "ajoute", "ajoutes", "ajoutee",
        "details", "detail", "protection", "material", "matiere",
    };

    private readonly Dictionary<string, List<Reading>> _byPhrase = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _sizes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    private Lexicon() { }

    public static Lexicon Empty { get; } = new();

    public IReadOnlySet<string> Words => _words;

    /// <summary>Brands and option values this was built from; see <see cref="IsMissing"/>.</summary>
    private HashSet<string> Known { get; } = new(StringComparer.Ordinal);

    public static Lexicon Build(ShopDefinitions definitions, IEnumerable<Segment> segments, Synonyms synonyms, Stemmer stemmer)
    {
        var lexicon = new Lexicon();
        foreach (var attribute in definitions.Attributes) lexicon.AddAttribute(attribute, synonyms, stemmer);
        foreach (var category in definitions.Shop.Categories)
            foreach (var (_, name) in category.Name.Values)
                lexicon.Add(name, new Reading(ReadingKind.Category, category.Id, []), stemmer, null);
        foreach (var segment in segments) lexicon.AddFound(segment, stemmer);
        return lexicon;
    }

    /// <summary>The segment brings a brand or an option value that is not here yet.</summary>
    public bool IsMissing(Segment segment) => FoundIn(segment).Any(f => !Known.Contains(f));

    /// <summary>What the tokens from <paramref name="at"/> may mean, longest phrase first.</summary>
    public (IReadOnlyList<Reading> Readings, int Length)? At(List<QueryToken> tokens, int at, Stemmer stemmer)
    {
        for (var length = Math.Min(LongestPhrase, tokens.Count - at); length > 0; length--)
        {
            if (Enumerable.Range(at, length).Any(i => tokens[i].Taken || tokens[i].IsSign || (i > at && tokens[i].AfterBreak))) continue;
            var words = tokens.GetRange(at, length).ConvertAll(t => t.Word);
            List<Reading>? found = null;
            foreach (var key in Synonyms.Keys(words, 0, length, stemmer))
                if (_byPhrase.TryGetValue(key, out var readings)) found = found is null ? readings : [.. found.Union(readings)];
            if (found is not null) return (Merge(found), length);
        }

        return null;
    }

    /// <summary>The size values that are written so (<c>39</c>, <c>M</c>, <c>6Y</c>); empty when no product has that size.</summary>
    public IReadOnlyList<string> Sizes(string written) => _sizes.TryGetValue(written, out var ids) ? ids : [];

    // "steel" in English and in French may give the same attribute twice with different shades: one reading of both
    private static List<Reading> Merge(List<Reading> readings) =>
    [
        .. readings.GroupBy(r => (r.Kind, r.Id)).Select(g => g.Count() == 1 ? g.First() : g.First() with { Values = [.. g.SelectMany(r => r.Values).Distinct()] }),
    ];

    private void AddAttribute(AttributeDefinition attribute, Synonyms synonyms, Stemmer stemmer)
    {
        var id = attribute.Id;
        if (attribute.Type == AttributeType.Boolean)
        {
            foreach (var (_, name) in attribute.Name.Values)
            {
                Add(name, new Reading(ReadingKind.Boolean, id, ["true"]), stemmer, synonyms);
                var words = WordList.Words(name);
                var noun = words.Where(w => !NounFillers.Contains(w)).ToList();
                if (noun.Count > 0 && noun.Count < words.Count) Add(string.Join(' ', noun), new Reading(ReadingKind.BooleanNoun, id, ["true"]), stemmer, null);
            }
        }

        if (attribute.Type == AttributeType.Number && id is not ("age_min" or "age_max"))
        {
            foreach (var (_, name) in attribute.Name.Values)
            {
                var number = new Reading(ReadingKind.Number, id, []);
                Add(name, number, stemmer, null);
                if (attribute.Unit is null && WordList.Words(name) is { Count: > 1 } words) Add(words[^1], number, stemmer, null);
            }
        }

        if (attribute.Values is null || id is "gender" or "size") return;
        var shaded = id is "color" or "colour" or "material";
        foreach (var (valueId, value) in attribute.Values)
            foreach (var (_, label) in value.Label.Values)
            {
                var plain = label.Split('(')[0];
                Add(plain, new Reading(ReadingKind.Enumeration, id, [valueId]), stemmer, synonyms, first: true);
                if (!shaded) continue;
                var words = WordList.Words(plain);
                if (words.Count < 2 || words.Any(Qualifiers.Contains)) continue;
                foreach (var word in words)
                    if (word.Length > 2) Add(word, new Reading(ReadingKind.Enumeration, id, [valueId]), stemmer, synonyms);
            }
    }

    private void AddFound(Segment segment, Stemmer stemmer)
    {
        foreach (var found in FoundIn(segment))
        {
            if (!Known.Add(found)) continue;
            if (found.StartsWith("b=", StringComparison.Ordinal)) continue;
            var value = found[(found.IndexOf('=') + 1)..];
            AddSize(value, value);
        }

        foreach (var (_, brand) in segment.BrandNames)
            if (brand.Length > 1 && Known.Add("brand " + brand)) Add(brand, new Reading(ReadingKind.Brand, brand, []), stemmer, null);
        foreach (var product in segment.Products)
        {
            foreach (var option in product.Options)
            {
                if (option.Id is not "size") continue;
                foreach (var value in option.Values)
                    foreach (var (_, label) in value.Label.Values) AddSize(label, value.Id);
            }
        }
    }

    private void AddSize(string written, string id)
    {
        var key = string.Concat(written.Where(char.IsLetterOrDigit));
        if (!_sizes.TryGetValue(key, out var ids)) _sizes[key] = ids = [];
        if (!ids.Contains(id)) ids.Add(id);
    }

    private static IEnumerable<string> FoundIn(Segment segment) =>
        segment.Features.Keys.Where(f => f.StartsWith("b=", StringComparison.Ordinal) || f.StartsWith("a:size=", StringComparison.Ordinal));

    private void Add(string phrase, Reading reading, Stemmer stemmer, Synonyms? synonyms, bool first = false)
    {
        var words = WordList.Words(phrase);
        if (words.Count is 0 or > LongestPhrase || words.All(w => w.Length < 2) || words.All(w => char.IsAsciiDigit(w[0]))) return;
        Put(words, reading, stemmer, first);
        foreach (var w in words) _words.Add(w);
        if (synonyms?.Find(words, 0, words.Count, stemmer) is not { } others) return;
        foreach (var other in others)
            if (other.Weight > 0.5f) Put(other.Words, reading, stemmer, first: false);
    }

    private void Put(IReadOnlyList<string> words, Reading reading, Stemmer stemmer, bool first)
    {
        foreach (var key in Synonyms.Keys(words, 0, words.Count, stemmer))
        {
            if (!_byPhrase.TryGetValue(key, out var list)) _byPhrase[key] = list = [];
            var same = list.FindIndex(r => r.Kind == reading.Kind && r.Id == reading.Id);
            if (same < 0) list.Add(reading);
            else if (!reading.Values.All(list[same].Values.Contains))
                list[same] = reading with { Values = first ? [.. reading.Values.Union(list[same].Values)] : [.. list[same].Values.Union(reading.Values)] };
        }
    }
}
