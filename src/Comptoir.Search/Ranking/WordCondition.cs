using Comptoir.Search.Analysis;
using Comptoir.Search.Index;
using Comptoir.Search.Query;

namespace Comptoir.Search.Ranking;

/// <param name="Terms">All must stand in one field of the document.</param>
/// <param name="Weight">1 for the word itself, less for a synonym.</param>
/// <param name="Where">Only matches in these fields count.</param>
/// <param name="Spare">Terms of another language than the query's: for documents that have no text in the query's.</param>
internal sealed record Alternative(string[] Terms, float Weight, Fields Where, Languages Spare = Languages.None)
{
    private const Fields Written = Fields.Title | Fields.Brand | Fields.Category | Fields.Description;

    /// <summary>The fields that count in a product with those languages.</summary>
    public Fields In(Languages languages) => (languages & Spare) != 0 ? Where & ~Written : Where;
}

/// <summary>A word (or a phrase that means one thing) that a document should contain, in any of its forms.</summary>
/// <param name="Written">As the person wrote it.</param>
internal sealed record WordCondition(string Written, IReadOnlyList<Alternative> Alternatives);

/// <summary>Turns words into conditions: stems in both languages, synonyms, measures.</summary>
internal sealed class WordPlanner(Synonyms synonyms, StopWords stopWords, Stemmer stemmer, ShopView view)
{
    public const int MostWords = 16;

    private const Fields Anywhere = (Fields)255;
    // values that are named in both languages need no synonyms; those of one language do
    private readonly Fields _naming = Anywhere & ~Fields.Description & (view.Definitions.ValuesAreBilingual ? ~(Fields.Attribute | Fields.Option) : Anywhere);
    private const Fields Telling = Fields.Title | Fields.Category | Fields.Tag;

    /// <param name="language">The language that the words seem to be in; the other one counts a little less.</param>
    /// <param name="isKnown">Whether any product contains a term.</param>
    public List<WordCondition> Plan(string words, string language, Func<string, bool> isKnown)
    {
        var conditions = new List<WordCondition>();
        string? before = null;
        foreach (var (written, alternatives, word) in Spans(QueryText.Tokens(words), language, isKnown))
        {
            if (conditions.Count >= MostWords) break;
            if (conditions.Any(c => c.Written == written)) continue;
            conditions.Add(new WordCondition(written, alternatives));
            if (before is not null && word is not null && view.Memory.Decision((before, word, "one"), () => Compounds.AreOne(view, stemmer, before, word)))
                // "head set" is also said by "headset": it meets both
                for (var i = 1; i <= 2; i++) conditions[^i] = conditions[^i] with { Alternatives = [.. conditions[^i].Alternatives, .. Known(Forms([before + word], Compounds.StandApart(view, stemmer, before, word) ? 0.7f : 0.95f, Anywhere, language))] };
            before = word;
        }

        return conditions;
    }

    /// <summary>The words worth searching for, without filler, as written.</summary>
    public string Clean(List<QueryToken> tokens, string language, Func<string, bool> isKnown) =>
        string.Join(' ', Spans(tokens, language, isKnown).Take(MostWords).Select(s => s.Written));

    /// <summary>How many tokens from <paramref name="at"/> make a phrase of the synonym list of at least two words; 0 when none do.</summary>
    public int PhraseLength(List<QueryToken> tokens, int at)
    {
        if (!synonyms.MayBegin(tokens[at].Word, stemmer)) return 0;
        for (var length = Math.Min(Synonyms.LongestPhrase, tokens.Count - at); length > 1; length--)
            if (IsFree(tokens, at, length) && synonyms.Find(Folded(tokens, at, length), 0, length, stemmer) is not null) return length;
        return 0;
    }

    private IEnumerable<(string Written, IReadOnlyList<Alternative> Alternatives, string? Word)> Spans(List<QueryToken> tokens, string language, Func<string, bool> isKnown)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Taken || tokens[i].IsSign) continue;
            var length = PhraseLength(tokens, i);
            if (length > 1)
            {
                var words = Folded(tokens, i, length);
                yield return (Written(tokens, i, length), [.. Forms(words, 1f, Anywhere, language), .. Others(words, language)], null);
                i += length - 1;
                continue;
            }

            if (tokens[i].Number is { } number)
            {
                var exact = new Alternative([Terms.Of(Terms.Exact, tokens[i].Word)], 1f, Anywhere);
                if (i + 1 < tokens.Count && !tokens[i + 1].Taken && Units.Find(tokens[i + 1].Word) is { } unit)
                {
                    yield return (Written(tokens, i, 2), [new Alternative([Terms.Of(Terms.Exact, Units.Term(number, unit))], 1f, Anywhere)], null);
                    i++;
                }
                else if (i + 1 < tokens.Count && tokens[i + 1] is { Glued: true, Taken: false, IsSign: false } next)
                {
                    yield return (tokens[i].Written + next.Written, [new Alternative([Terms.Of(Terms.Exact, tokens[i].Word + next.Word)], 1f, Anywhere)], null);
                    i++;
                }
                else
                {
                    var plain = new Alternative([Terms.Of(Terms.Exact, number.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture))], 1f, Anywhere);
                    yield return (tokens[i].Written, [plain, exact], null);
                }

                continue;
            }

            if (IsFiller(tokens[i].Word, language, isKnown)) continue;
            yield return (tokens[i].Written, view.Memory.Alternatives(tokens[i].Word, language, () => Single(tokens[i].Word, language)), tokens[i].Word);
        }
    }

    private Alternative[] Single(string word, string language)
    {
        List<string> words = [word];
        List<Alternative> all = [.. Forms(words, 1f, Anywhere, language), .. Others(words, language)];
        if (Compounds.Split(view, stemmer, word) is { } parts)
            all.AddRange(Forms([parts.First, parts.Second], 0.85f, Anywhere, "").Where(f => f.Terms.Length == 2));
        var known = Known(all).ToArray();
        return known.Length > 0 ? known : [all[0]];
    }

    // forms that no product has need not be looked for
    private IEnumerable<Alternative> Known(IEnumerable<Alternative> alternatives) => alternatives.Where(a => Array.TrueForAll(a.Terms, view.Has));

    private bool IsFiller(string word, string language, Func<string, bool> isKnown)
    {
        if (stopWords.Is(word, language)) return true;
        // the other language's filler is filler too, unless this language has it as a word of a product ("pour" over coffee)
        var foreign = language == "fr" ? stopWords.IsEnglish(word) : stopWords.IsFrench(word);
        if (!foreign && word.Length > 1) return false;
        var term = language == "fr" ? Terms.Of(Terms.French, stemmer.French(word)) : Terms.Of(Terms.English, stemmer.English(word));
        return !isKnown(term);
    }

    private IEnumerable<Alternative> Others(List<string> words, string language)
    {
        foreach (var synonym in synonyms.Find(words, 0, words.Count, stemmer) ?? [])
            foreach (var form in Forms(synonym.Words, synonym.Weight, synonym.Weight > 0.5f ? _naming : Telling, ""))
                yield return form with { Spare = form.Terms[0][0] == Terms.English && language == "fr" ? Languages.French : form.Terms[0][0] == Terms.French && language == "en" ? Languages.English : Languages.None };
    }

    private IEnumerable<Alternative> Forms(IReadOnlyList<string> words, float weight, Fields where, string language)
    {
        var english = words.Where(w => words.Count == 1 || !stopWords.IsEnglish(w)).Select(w => Terms.Of(Terms.English, stemmer.English(w))).ToArray();
        var french = words.Where(w => words.Count == 1 || !stopWords.IsFrench(w)).Select(w => Terms.Of(Terms.French, stemmer.French(w))).ToArray();
        // the words of a phrase may stand apart in a title or a description; among the many values of attributes only side by side
        var apart = words.Count > 1 ? where & ~(Fields.Attribute | Fields.Option) : where;
        if (english.Length == 2) yield return new Alternative([$"{english[0]} {english[1][2..]}"], language == "fr" ? weight * 0.85f : weight, where);
        if (french.Length == 2) yield return new Alternative([$"{french[0]} {french[1][2..]}"], language == "en" ? weight * 0.85f : weight, where);
        if (english.Length > 0) yield return new Alternative(english, language == "fr" ? weight * 0.85f : weight, apart);
        if (french.Length > 0) yield return new Alternative(french, language == "en" ? weight * 0.85f : weight, apart);
        yield return new Alternative([.. words.Select(w => Terms.Of(Terms.Exact, w))], weight, apart);
        // "usb c" also finds "usbc", "t shirt" also "tshirt"
        if (words.Count == 2) yield return new Alternative([Terms.Of(Terms.Exact, words[0] + words[1])], weight, where);
    }

    private static bool IsFree(List<QueryToken> tokens, int at, int length)
    {
        for (var i = at; i < at + length; i++)
            if (tokens[i].Taken || tokens[i].IsSign || (i > at && tokens[i].AfterBreak)) return false;
        return true;
    }

    private static List<string> Folded(List<QueryToken> tokens, int at, int length) => tokens.GetRange(at, length).ConvertAll(t => t.Word);

    private static string Written(List<QueryToken> tokens, int at, int length)
    {
        var written = tokens[at].Written;
        for (var i = at + 1; i < at + length; i++) written += (tokens[i].Glued && tokens[i - 1].Number is null ? "-" : tokens[i].Glued ? "" : " ") + tokens[i].Elision + tokens[i].Written;
        return written;
    }
}
