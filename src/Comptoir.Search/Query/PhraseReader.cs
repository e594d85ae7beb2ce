using Comptoir.Search.Analysis;
using Comptoir.Search.Index;
using Comptoir.Search.Ranking;

namespace Comptoir.Search.Query;

/// <summary>
/// Phrases that name a boolean attribute, a value, a brand or a category. A value is demanded only when the products that match the
/// other words bear it out: "vert" in "veste verte" is a colour, in "thé vert" it is a word.
/// </summary>
internal sealed class PhraseReader(ShopView view, WordPlanner planner, Stemmer stemmer)
{
    private const double EvidenceShare = 0.55;

    public void Read(Draft draft, Func<string, bool> isKnown)
    {
        var tokens = draft.Tokens;
        var values = new List<(int At, int Length, List<Reading> Readings)>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Taken) continue;
            var phrase = planner.PhraseLength(tokens, i);
            if (view.Lexicon.At(tokens, i, stemmer) is not { } found)
            {
                i += Math.Max(0, phrase - 1);
                continue;
            }

            var (readings, length) = found;
            var boolean = readings.FirstOrDefault(r => r.Kind == ReadingKind.Boolean);
            if (phrase > length && boolean is null)
            {
                i += phrase - 1;
                continue;
            }

            if (boolean is not null && IsOffered(boolean))
            {
                draft.Demand(new AttributeConstraint(boolean.Id, ["true"]));
                TakeHelpful(draft, i, length);
            }
            else if (readings.FirstOrDefault(r => r.Kind == ReadingKind.Brand) is { } brand && IsBrandName(draft, i, length, brand.Id, isKnown))
            {
                draft.Constraints = draft.Constraints with { Brands = [.. draft.Constraints.Brands, brand.Id] };
                TakeHelpful(draft, i, length);
            }
            else if (readings.Where(r => r.Kind == ReadingKind.Category).ToList() is [var category] && IsWholeCategory(draft, i, length))
            {
                draft.Take(i - Grammar.CategoryWord.Before(tokens, i), i + length);
                draft.Constraints = draft.Constraints with { Categories = [category.Id] };
            }
            else if (readings.Where(r => r.Kind == ReadingKind.Enumeration).ToList() is { Count: > 0 } enumerations)
            {
                values.Add((i, length, enumerations));
            }
            else
            {
                continue;
            }

            i += length - 1;
        }

        if (values.Count > 0) Settle(draft, values, isKnown);
    }

    private void Settle(Draft draft, List<(int At, int Length, List<Reading> Readings)> values, Func<string, bool> isKnown)
    {
        foreach (var (at, length, _) in values) draft.Take(at, at + length);
        var words = planner.Clean(draft.Tokens, draft.TextLanguage, isKnown);
        var conditions = planner.Plan(words, draft.TextLanguage, isKnown);
        var context = new Context(view.Segments, conditions);
        if (context.IsEmpty) context = new Context(view.Segments, []);
        foreach (var (at, length, readings) in values)
        {
            var written = draft.Written(at, at + length);
            var text = planner.Plan(written, draft.TextLanguage, isKnown).FirstOrDefault();
            var asText = text is null ? 0 : context.CountText(text);
            var (best, count) = readings.Select(r => (r, context.CountValues(r.Id, r.Values))).MaxBy(r => r.Item2);
            if ((count > 0 || (conditions.Count == 0 && asText == 0 && IsOffered(best))) && count >= asText * EvidenceShare)
            {
                draft.Demand(new AttributeConstraint(best.Id, best.Values));
                draft.Helpful.Add(written);
            }
            else
            {
                for (var i = at; i < at + length; i++) draft.Tokens[i].Taken = false;
            }
        }
    }

    private bool IsOffered(Reading reading)
    {
        var features = reading.Values.Select(v => ProductFeatures.Value(reading.Id, v)).ToList();
        return view.Segments.Any(s => features.Any(s.Segment.Features.ContainsKey));
    }

    // a brand called "Lune" must not swallow every moon: its name must stand mostly on its own products
    private bool IsBrandName(Draft draft, int at, int length, string brand, Func<string, bool> isKnown)
    {
        if (length > 1) return true;
        return view.Memory.Decision((brand, draft.Tokens[at].Written, draft.TextLanguage), () => StandsOnItsOwn(draft, at, brand, isKnown));
    }

    private bool StandsOnItsOwn(Draft draft, int at, string brand, Func<string, bool> isKnown)
    {
        var all = new Context(view.Segments, []);
        var text = planner.Plan(draft.Tokens[at].Written, draft.TextLanguage, isKnown).FirstOrDefault();
        return text is null || all.CountText(text) <= 1.5 * all.CountFeatures([ProductFeatures.Brand(brand)]);
    }

    private static bool IsWholeCategory(Draft draft, int at, int length) =>
        Grammar.CategoryWord.Before(draft.Tokens, at) > 0 || (length >= 2 && draft.Tokens.Where((t, i) => (i < at || i >= at + length) && !t.Taken).All(t => t.IsSign || t.Word.Length <= 2));

    private static void TakeHelpful(Draft draft, int at, int length)
    {
        draft.Helpful.Add(draft.Written(at, at + length));
        draft.Take(at, at + length);
    }
}
