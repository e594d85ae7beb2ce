namespace Comptoir.Search.Analysis;

/// <param name="Words">Folded; a document must contain all of them.</param>
/// <param name="Weight">How much of an exact match it is worth.</param>
internal sealed record Synonym(string[] Words, float Weight);

/// <summary>The bilingual list of ordinary shop words in <c>synonyms.txt</c>, found by phrases of up to four words in any inflection.</summary>
internal sealed class Synonyms
{
    private const float Same = 0.8f;
    private const float Related = 0.4f;

    private readonly Dictionary<string, List<Entry>> _byPhrase = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _firstStems = new(StringComparer.Ordinal);

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
                var others = same.Where(p => p != phrase).Select(p => new Synonym(p, Same)).Concat(related.Select(p => new Synonym(p, Related))).ToList();
                _firstStems.Add(stemmer.English(phrase[0]));
                _firstStems.Add(stemmer.French(phrase[0]));
                foreach (var key in Keys(phrase, 0, phrase.Length, stemmer))
                {
                    if (!_byPhrase.TryGetValue(key, out var list)) _byPhrase[key] = list = [];
                    list.Add(new Entry(phrase, others));
                }
            }
        }
    }

    public const int LongestPhrase = 4;

    /// <summary>The folded words that stand in the list; they count as spelt right.</summary>
    public IReadOnlySet<string> Words => _words;

    /// <summary>Whether a phrase of the list begins with the word; nearly all words begin none.</summary>
    public bool MayBegin(string word, Stemmer stemmer) => _firstStems.Contains(stemmer.English(word)) || _firstStems.Contains(stemmer.French(word));

    /// <summary>What else may stand for the <paramref name="length"/> words from <paramref name="start"/>; null when the list has no such phrase.</summary>
    public IReadOnlyList<Synonym>? Find(IReadOnlyList<string> words, int start, int length, Stemmer stemmer)
    {
        if (!MayBegin(words[start], stemmer)) return null;
        var found = new Dictionary<string, Synonym>(StringComparer.Ordinal);
        var known = false;
        foreach (var key in Keys(words, start, length, stemmer))
        {
            if (!_byPhrase.TryGetValue(key, out var entries)) continue;
            foreach (var entry in entries)
            {
                if (!IsInflection(entry.Phrase, words, start)) continue;
                known = true;
                foreach (var other in entry.Others)
                {
                    var name = string.Join(' ', other.Words);
                    if (!found.TryGetValue(name, out var before) || before.Weight < other.Weight) found[name] = other;
                }
            }
        }

        return known ? [.. found.Values] : null;
    }

    // a French stemmer brings English "trousers" near French "trousse": inflections of one word differ at the very end only
    private static bool IsInflection(string[] phrase, IReadOnlyList<string> words, int start)
    {
        for (var i = 0; i < phrase.Length; i++)
        {
            var (a, b) = (phrase[i], words[start + i]);
            var common = a.AsSpan().CommonPrefixLength(b);
            if (Math.Max(a.Length, b.Length) - common > 2) return false;
        }

        return true;
    }

    private sealed record Entry(string[] Phrase, List<Synonym> Others);

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
