namespace Comptoir.Search.Query;

/// <summary>Whom it is for ("for my wife", "garçon") and which size they wear ("taille 38").</summary>
internal static class AudienceReader
{
    public static void Read(Draft draft)
    {
        for (var i = 0; i < draft.Tokens.Count; i++)
        {
            if (draft.Tokens[i].Taken || AudienceWords.At(draft.Tokens, i) is not { } found) continue;
            var (audience, length) = found;
            var isNegated = Grammar.Negation.Before(draft.Tokens, i) > 0;
            if (isNegated) continue;
            // an age says it better than "child" does
            if (draft.Constraints.Age is null || audience is not ("child" or "baby" or "teenager"))
                draft.Constraints = draft.Constraints with { Audience = Narrower(draft.Constraints.Audience, audience) };
            draft.Helpful.Add(draft.Written(i, i + length));
            draft.Take(i, i + length);
        }
    }

    public static void ReadSize(Draft draft, Lexicon lexicon)
    {
        for (var i = 0; i < draft.Tokens.Count; i++)
        {
            var token = draft.Tokens[i];
            if (token.Taken) continue;
            var written = token.Word;
            var end = i + 1;
            // "6Y", "42.5"
            if (end < draft.Tokens.Count && draft.Tokens[end] is { Glued: true, Taken: false } glued) written += glued.Word;
            var sizes = lexicon.Sizes(written);
            if (sizes.Count > 0 && written != token.Word) end++;
            if (sizes.Count == 0) sizes = lexicon.Sizes(token.Number?.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) ?? token.Word);
            if (sizes.Count == 0) continue;
            var said = Grammar.SizeWord.Before(draft.Tokens, i);
            var worn = said > 0 || (i > 0 && draft.Tokens[i - 1] is { Word: "en", Taken: false } && written.Length <= 3);
            var telling = token.Word is "xs" or "xl" or "xxl" or "xxxl" || (token.Word is "s" or "m" or "l" && token.Written == token.Word.ToUpperInvariant() && !token.Glued);
            if (!worn && !telling) continue;
            draft.Demand(new AttributeConstraint("size", sizes));
            draft.Take(i - said, end);
        }
    }

    // "girl" says more than "child"
    private static string Narrower(string? known, string found) =>
        known is null || (known is "child" or "teenager" && found is "girl" or "boy") ? found : known;
}
