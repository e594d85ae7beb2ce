namespace Comptoir.Search.Analysis;

/// <param name="Words">Folded; a document must contain all of them.</param>
/// <param name="Weight">How much of an exact match it is worth.</param>
internal sealed record Synonym(string[] Words, float Weight);

/// <summary>The bilingual list of ordinary shop words in <c>synonyms.txt</c>, found by phrases of up to four words in any inflection.</summary>
internal sealed class Synonyms
{
    private const float Same = 0.8f;
    private const float Related = 0.4f;

    private readonly Dictionary<string, List<Synonym>> _byPhrase = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    public Synonyms(Stemmer stemmer)
    {
        foreach (var line in WordList.Read("synonyms.txt"))
        {
            var sides = line.Split('>');
            var same = Phrases(sides[0]);
            var related = sides.Length > 1 ? Phrases(sides[1]) : [];
            foreach (var phrase in same)
            {
                _words.UnionWith(phrase);
                foreach (var key in Keys(phrase, 0, phrase.Length, stemmer))
                {
                    if (!_byPhrase.TryGetValue(key, out var list)) _byPhrase[key] = list = [];
                    list.AddRange(same.Where(p => p != phrase).Select(p => new Synonym(p, Same)));
                    list.AddRange(related.Select(p => new Synonym(p, Related)));
                }
            }
        }

        foreach (var (key, list) in _byPhrase.ToList())
            _byPhrase[key] = [.. list.GroupBy(s => string.Join(' ', s.Words)).Select(g => g.MaxBy(s => s.Weight)!)];
    }

    public const int LongestPhrase = 4;

    /// <summary>The folded words that stand in the list; they count as spelt right.</summary>
    public IReadOnlySet<string> Words => _words;

    /// <summary>What else may stand for the <paramref name="length"/> words from <paramref name="start"/>; null when the list has no such phrase.</summary>
    public IReadOnlyList<Synonym>? Find(IReadOnlyList<string> words, int start, int length, Stemmer stemmer)
    {
        List<Synonym>? found = null;
        foreach (var key in Keys(words, start, length, stemmer))
        {
            if (!_byPhrase.TryGetValue(key, out var list) || list == found) continue;
            found = found is null ? list : [.. found, .. list];
        }

        return found;
    }

    /// <summary>The phrase as English, as French and as written: what is equal in any of the three is the same phrase.</summary>
    public static IEnumerable<string> Keys(IReadOnlyList<string> words, int start, int length, Stemmer stemmer)
    {
        var part = words.Skip(start).Take(length).ToArray();
        var english = "e:" + string.Join(' ', part.Select(stemmer.English));
        var french = "f:" + string.Join(' ', part.Select(stemmer.French));
        return [english, french];
    }

    private static List<string[]> Phrases(string side) =>
        [.. side.Split(',').Select(p => WordList.Words(p).ToArray()).Where(p => p.Length > 0)];
}
