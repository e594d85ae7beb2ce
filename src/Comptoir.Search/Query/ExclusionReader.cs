using Comptoir.Search.Analysis;
using Comptoir.Search.Index;

namespace Comptoir.Search.Query;

/// <summary>What is not wanted: "not pink", "sans cuir", "no plastic", "sauf les bottes", "sugar-free".</summary>
internal static class ExclusionReader
{
    public static void Read(Draft draft, ShopView view, StopWords stopWords, Stemmer stemmer)
    {
        var tokens = draft.Tokens;
        var lexicon = view.Lexicon;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Taken) continue;
            // "sans gluten", "sans fil" may be names of attributes: then they are wished for
            if (lexicon.At(tokens, i, stemmer) is { } own && own.Length > 1 && own.Readings.Any(r => r.Kind == ReadingKind.Boolean))
            {
                i += own.Length - 1;
                continue;
            }

            if (i > 0 && tokens[i].Word == "free" && !tokens[i - 1].Taken && !stopWords.IsEnglish(tokens[i - 1].Word))
            {
                Exclude(draft, view, stemmer, i - 1, absent: true);
                draft.Take(i, i + 1);
                continue;
            }

            var length = Grammar.Negation.At(tokens, i);
            if (length == 0) continue;
            var next = i + length;
            while (Grammar.AfterNegation.At(tokens, next) is > 0 and var filler) next += filler;
            if (next >= tokens.Count || tokens[next].Taken || tokens[next].IsSign) continue;
            var absent = tokens[i].Word is "sans" or "without" or "no" or "nothing";
            draft.Take(i, next);
            next = Exclude(draft, view, stemmer, next, absent);
            while (next < tokens.Count)
            {
                var joint = Grammar.ListWord.At(tokens, next);
                var comma = joint == 0 && tokens[next].AfterBreak;
                var item = next + joint;
                while (joint > 0 && Grammar.AfterNegation.At(tokens, item) is > 0 and var filler) item += filler;
                if ((joint == 0 && !comma) || item >= tokens.Count || lexicon.At(tokens, item, stemmer) is null) break;
                draft.Take(next, item);
                next = Exclude(draft, view, stemmer, item, absent);
            }
        }
    }

    private static int Exclude(Draft draft, ShopView view, Stemmer stemmer, int at, bool absent)
    {
        var tokens = draft.Tokens;
        var french = draft.Language == "fr";
        var known = view.Lexicon.At(tokens, at, stemmer);
        var end = at + (known?.Length ?? 1);
        var written = draft.Written(at, end);
        var taken = false;
        foreach (var reading in known?.Readings ?? [])
        {
            switch (reading.Kind)
            {
                case ReadingKind.Enumeration:
                    // all shades go: who wants no pink wants no raspberry pink
                    var name = view.Definitions.ValueName(reading.Id, reading.Values[0], draft.Language).ToLowerInvariant();
                    var not = absent || reading.Id is not ("color" or "colour") ? (french ? "sans " : "no ") : french ? "pas de " : "not ";
                    foreach (var value in reading.Values) draft.Exclude(new Exclusion("attribute", reading.Id, value, not + name));
                    taken = true;
                    break;
                case ReadingKind.Boolean or ReadingKind.BooleanNoun:
                    var what = reading.Kind == ReadingKind.Boolean ? view.Definitions.AttributeName(reading.Id, draft.Language).ToLowerInvariant() : written.ToLowerInvariant();
                    var label = (absent, french) switch { (true, true) => "sans ", (true, false) => "no ", (false, true) => "pas ", _ => "not " } + what;
                    draft.Exclude(new Exclusion("attribute", reading.Id, "true", label));
                    taken = true;
                    break;
                case ReadingKind.Brand:
                    draft.Exclude(new Exclusion("brand", "", reading.Id, french ? $"sauf {reading.Id}" : $"not {reading.Id}"));
                    taken = true;
                    break;
                case ReadingKind.Category:
                    draft.Exclude(new Exclusion("category", "", reading.Id, french ? $"sauf {written}" : $"not {written}"));
                    taken = true;
                    break;
            }
        }

        if (!taken)
        {
            end = at + 1;
            draft.Exclude(new Exclusion("word", "", tokens[at].Word, french ? $"sans {tokens[at].Written}" : $"no {tokens[at].Written}"));
        }

        draft.Take(at, end);
        return end;
    }
}
