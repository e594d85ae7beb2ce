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
    private readonly HashSet<string> _firstStems = new(StringComparer.Ordinal);

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
                lexicon.Add(name, new Reading(ReadingKind.Category, category.Id, []), stemmer);
        foreach (var segment in segments) lexicon.AddFound(segment, stemmer);
        return lexicon;
    }

    /// <summary>The segment brings a brand or an option value that is not here yet.</summary>
    public bool IsMissing(Segment segment) => FoundIn(segment).Any(f => !Known.Contains(f));

    /// <summary>What the tokens from <paramref name="at"/> may mean, longest phrase first.</summary>
    public (IReadOnlyList<Reading> Readings, int Length)? At(List<QueryToken> tokens, int at, Stemmer stemmer)
    {
        // nearly all words begin no phrase
        if (at >= tokens.Count || (!_firstStems.Contains(stemmer.English(tokens[at].Word)) && !_firstStems.Contains(stemmer.French(tokens[at].Word)))) return null;
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
            AddNames(attribute.Name, new Reading(ReadingKind.Boolean, id, ["true"]), synonyms, stemmer);
            foreach (var (_, name) in attribute.Name.Values)
            {
                var words = WordList.Words(name);
                var noun = words.Where(w => !NounFillers.Contains(w)).ToList();
                if (noun.Count > 0 && noun.Count < words.Count) Add(string.Join(' ', noun), new Reading(ReadingKind.BooleanNoun, id, ["true"]), stemmer);
            }
        }

        if (attribute.Type == AttributeType.Number && id is not ("age_min" or "age_max"))
        {
            foreach (var (_, name) in attribute.Name.Values)
            {
                var number = new Reading(ReadingKind.Number, id, []);
                Add(name, number, stemmer);
                if (attribute.Unit is null && WordList.Words(name) is { Count: > 1 } words) Add(words[^1], number, stemmer);
            }
        }

        if (attribute.Values is null || id is "gender" or "size") return;
        var shaded = id is "color" or "colour" or "material";
        var names = attribute.Values.ToDictionary(v => v.Key, v => v.Value.Label.Values.Select(l => WordList.Words(l.Value.Split('(')[0])).ToList());
        foreach (var (valueId, value) in attribute.Values)
        {
            // navy blue is a shade of blue in English, bleu marine one of bleu: whoever asks for blue gets both
            var own = names[valueId].Where(w => w.Count == 1).Select(w => w[0]).ToHashSet(StringComparer.Ordinal);
            var shades = shaded ? names.Where(n => n.Key != valueId && n.Value.Any(w => IsShade(w) && w.Any(own.Contains))).Select(n => n.Key) : [];
            AddNames(value.Label, new Reading(ReadingKind.Enumeration, id, [valueId, .. shades]), synonyms, stemmer, first: true);
            if (!shaded) continue;
            foreach (var words in names[valueId].Where(IsShade))
                foreach (var word in words)
                    if (word.Length > 2) Add(word, new Reading(ReadingKind.Enumeration, id, [valueId]), stemmer);
        }
    }

    private static bool IsShade(List<string> words) => words.Count > 1 && !words.Any(Qualifiers.Contains);

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
            if (brand.Length > 1 && Known.Add("brand " + brand)) Add(brand, new Reading(ReadingKind.Brand, brand, []), stemmer);
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

    // Synonyms that serve all of a name's languages: "rainproof" for waterproof/imperméable, but not "raincoat", which only the
    // French word means as well.
    private void AddNames(LocalizedText name, Reading reading, Synonyms synonyms, Stemmer stemmer, bool first = false)
    {
        HashSet<string>? shared = null;
        foreach (var (_, text) in name.Values)
        {
            var plain = text.Split('(')[0];
            Add(plain, reading, stemmer, first);
            var words = WordList.Words(plain);
            if (words.Count is 0 or > LongestPhrase) continue;
            var others = (synonyms.Find(words, 0, words.Count, stemmer) ?? []).Where(s => s.Weight > 0.5f).Select(s => string.Join(' ', s.Words)).ToHashSet(StringComparer.Ordinal);
            if (shared is null) shared = others;
            else shared.IntersectWith(others);
        }

        foreach (var other in shared ?? []) Put(other.Split(' '), reading, stemmer, first: false);
    }

    private void Add(string phrase, Reading reading, Stemmer stemmer, bool first = false)
    {
        var words = WordList.Words(phrase);
        if (words.Count is 0 or > LongestPhrase || words.All(w => w.Length < 2) || words.All(w => char.IsAsciiDigit(w[0]))) return;
        Put(words, reading, stemmer, first);
        foreach (var w in words) _words.Add(w);
    }

    private void Put(IReadOnlyList<string> words, Reading reading, Stemmer stemmer, bool first)
    {
        _firstStems.Add(stemmer.English(words[0]));
        _firstStems.Add(stemmer.French(words[0]));
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
