using Comptoir.Search.Analysis;
using Comptoir.Search.Index;
using Comptoir.Search.Ranking;

namespace Comptoir.Search.Query;

/// <param name="Helpful">Phrases that became constraints; they are not demanded as words but help to rank.</param>
/// <param name="Language">The language that the text seems to be in, en or fr.</param>
internal sealed record ParsedQuery(Constraints Constraints, IReadOnlyList<string> Helpful, string? Corrected, string Language);

/// <summary>Understands a sentence against one shop's vocabulary. Readers take tokens in turn; what is left are the words.</summary>
internal sealed class QueryParser(ShopView view, Synonyms synonyms, StopWords stopWords, Stemmer stemmer)
{
    private readonly WordPlanner _planner = new(synonyms, stopWords, stemmer, view);

    public ParsedQuery Parse(string text, string language)
    {
        var draft = new Draft(QueryText.Tokens(text), language);
        if (draft.Tokens.Count == 0) return new ParsedQuery(Constraints.None, [], null, language);
        draft.TextLanguage = Guess(draft.Tokens, text, language);
        var corrected = CorrectSpelling(draft) ? string.Join(' ', draft.Tokens.Select(t => t.Written)) : null;
        TakeFiller(draft);
        WishReader.Read(draft);
        var quantities = new QuantityReader(view.Definitions.Shop.Currency, NumberAttribute);
        quantities.Read(draft);
        AudienceReader.ReadSize(draft, view.Lexicon);
        ExclusionReader.Read(draft, view, stopWords, stemmer);
        AudienceReader.Read(draft);
        new PhraseReader(view, _planner, stemmer).Read(draft, IsKnown);
        var words = _planner.Clean(draft.Tokens, draft.TextLanguage, IsKnown);
        if (quantities.Measures.Count > 0)
        {
            var context = new Context(view.Segments, _planner.Plan(words, draft.TextLanguage, IsKnown));
            foreach (var measure in quantities.Measures) MeasureResolver.Resolve(draft, measure, view.Definitions, context);
        }

        draft.Constraints = draft.Constraints with { Words = words };
        return new ParsedQuery(WithLabels(draft.Constraints, view.Definitions, language), draft.Helpful, corrected, draft.TextLanguage);
    }

    public static Constraints WithLabels(Constraints constraints, ShopDefinitions definitions, string language)
    {
        var labels = new Labels(definitions, language);
        return constraints with
        {
            Attributes = [.. constraints.Attributes.Select(a => a with { Label = labels.Attribute(a) })],
            Exclusions = [.. constraints.Exclusions.Select(e => e with { Label = labels.Exclusion(e) })],
        };
    }

    /// <summary>Some product contains the term.</summary>
    public bool IsKnown(string term) => view.Has(term);

    /// <summary>Filler words tell the language best; accents and elisions tell French.</summary>
    internal string Guess(List<QueryToken> tokens, string text, string language)
    {
        double french = 0, english = 0;
        foreach (var token in tokens)
        {
            var isFrench = stopWords.IsFrench(token.Word);
            var isEnglish = stopWords.IsEnglish(token.Word);
            // a word that is filler in one language may be a thing in the other: a fan is no enthusiast
            if (isFrench && !isEnglish) french += IsKnown(Terms.Of(Terms.English, stemmer.English(token.Word))) ? 0 : 1;
            else if (isEnglish && !isFrench) english += IsKnown(Terms.Of(Terms.French, stemmer.French(token.Word))) ? 0 : 1;
            else if (token.Number is null && token.Word.Length > 2)
            {
                var inFrench = IsKnown(Terms.Of(Terms.French, stemmer.French(token.Word)));
                var inEnglish = IsKnown(Terms.Of(Terms.English, stemmer.English(token.Word)));
                if (inFrench && !inEnglish) french += 0.7;
                else if (inEnglish && !inFrench) english += 0.7;
            }
        }

        if (text.AsSpan(0, Math.Min(text.Length, QueryText.LongestText)).IndexOfAny("éèêàçùœîôûÉÈÊÀÇ") >= 0) french += 0.8;
        return french > english ? "fr" : english > french ? "en" : language == "fr" ? "fr" : "en";
    }

    private bool CorrectSpelling(Draft draft)
    {
        var changed = false;
        foreach (var token in draft.Tokens)
        {
            if (token.Number is not null || token.IsSign || token.Glued || token.Word.Length < 4) continue;
            if (view.Memory.Spelling(token.Word, Corrected) is not { } better) continue;
            token.Word = better;
            token.Written = better;
            changed = true;
        }

        return changed;
    }

    private string? Corrected(string word) =>
        IsWord(word) || Compounds.Split(view, stemmer, word) is not null ? null : Spelling.Correct(word, view.Segments.Select(s => s.Segment), view.Lexicon.Words, synonyms.Words, AudienceWords.Words);

    private bool IsWord(string word) =>
        stopWords.IsEnglish(word) || stopWords.IsFrench(word) || AudienceWords.Words.Contains(word) || view.Lexicon.Words.Contains(word)
        || GrammarWords.Contains(word) || synonyms.Words.Contains(word)
        || IsKnown(Terms.Of(Terms.English, stemmer.English(word))) || IsKnown(Terms.Of(Terms.French, stemmer.French(word))) || IsKnown(Terms.Of(Terms.Exact, word))
        || synonyms.Find([word], 0, 1, stemmer) is not null || stopWords.PhraseWords.Contains(word) || Units.Find(word) is not null;

    private static readonly HashSet<string> GrammarWords = [.. Grammar.Words];

    private void TakeFiller(Draft draft)
    {
        for (var i = 0; i < draft.Tokens.Count; i++)
            draft.Take(i, i + stopWords.Phrases.At(draft.Tokens, i));
    }

    private (string AttributeId, int Length)? NumberAttribute(List<QueryToken> tokens, int at) =>
        at >= 0 && at < tokens.Count && view.Lexicon.At(tokens, at, stemmer) is { } found && found.Readings.FirstOrDefault(r => r.Kind == ReadingKind.Number) is { } number
            ? (number.Id, found.Length)
            : null;
}
