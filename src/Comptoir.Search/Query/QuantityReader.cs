using Comptoir.Catalog.Offers;
using Comptoir.Search.Analysis;

namespace Comptoir.Search.Query;

/// <summary>A number with bounds about something that a product has; which attribute it is about is settled later.</summary>
/// <param name="Unit">Null for a bare count ("at least 500 pieces").</param>
/// <param name="AttributeId">Named in the text; null when only the unit tells.</param>
internal sealed record Measure(decimal? Min, decimal? Max, Unit? Unit, string? AttributeId, string Written);

/// <summary>Numbers with what they mean: price limits, ages, and bounds on number attributes.</summary>
internal sealed class QuantityReader(string currency, Func<List<QueryToken>, int, (string AttributeId, int Length)?> numberAttribute)
{
    private static readonly string[] NumberWords =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze",
        "twenty", "vingt", "thirty", "trente", "forty", "quarante", "fifty", "cinquante", "sixty", "soixante", "hundred", "cent",
    ];

    private static readonly decimal[] NumberValues =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 20, 30, 30, 40, 40, 50, 50, 60, 60, 100, 100,
    ];

    public List<Measure> Measures { get; } = [];

    public void Read(Draft draft)
    {
        var tokens = draft.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Taken || NumberAt(tokens, i) is not { } first) continue;
            var start = i;
            var end = i + 1;
            var before = BoundBefore(tokens, ref start);
            var money = start > 0 && IsMoneySign(tokens, start - 1);
            if (!money && start < i && IsMoneySign(tokens, i - 1)) money = true;
            if (money && start > 0 && IsMoneySign(tokens, start - 1))
            {
                start--;
                before = BoundBefore(tokens, ref start);
            }

            var kind = KindAt(tokens, ref end);
            // 12€50
            if (kind == Kind.Money && end < tokens.Count && tokens[end].Glued is false && tokens[end - 1].Word == "€" && tokens[end].Number is >= 10 and < 100
                && tokens[end].Written.Length == 2 && KindAt(tokens, end + 1) is Kind.None && !Grammar.To.At(tokens, end).Equals(1))
            {
                first += tokens[end].Number!.Value / 100;
                end++;
            }

            decimal? second = null;
            var to = end < tokens.Count ? Grammar.To.At(tokens, end) : 0;
            if (to > 0)
            {
                var after = end + to;
                if (after < tokens.Count && IsMoneySign(tokens, after))
                {
                    after++;
                    money = true;
                }

                if (NumberAt(tokens, after) is { } upper && upper > first && (before == Bound.Between || tokens[end].Word is "-" or "a" or "to"))
                {
                    var secondEnd = after + 1;
                    var secondKind = KindAt(tokens, ref secondEnd);
                    if (kind == Kind.None || secondKind == Kind.None || secondKind == kind)
                    {
                        second = upper;
                        end = secondEnd;
                        if (secondKind != Kind.None) kind = secondKind;
                    }
                }
            }

            if (money && kind == Kind.None) kind = Kind.Money;
            if (before == Bound.None && second is null) before = BoundAfter(tokens, ref end);
            if (before == Bound.Between && second is null)
            {
                // "de 6 ans", "from 20 €": "from" alone is a lower bound, "de" says nothing
                before = tokens[start].Word is "from" ? Bound.AtLeast : Bound.None;
                if (before == Bound.None) start = i;
            }

            Settle(draft, new Found(i, start, end, first, second, before, kind, UnitAt(tokens, i + 1) ?? UnitAt(tokens, end - 1)));
        }
    }

    private void Settle(Draft draft, Found f)
    {
        var tokens = draft.Tokens;
        switch (f.Kind)
        {
            case Kind.Money:
                Price(draft, f);
                return;
            case Kind.Years or Kind.Months:
                if (Grammar.NotAnAge.At(tokens, f.End) > 0 || (f.End < tokens.Count && tokens[f.End].Word == "battery")) return;
                var age = f.Second is { } upper ? (f.First + upper) / 2 : f.First;
                if (f.Kind == Kind.Months) age = Math.Round(age / 12, 2);
                if (age > 120) return;
                draft.Constraints = draft.Constraints with { Age = age };
                draft.Take(f.Start - Grammar.AgedWord.Before(tokens, f.Start), f.End);
                return;
            case Kind.Measure:
                if (f.Bound == Bound.None && f.Second is null) return;
                AddMeasure(draft, f, f.Unit);
                return;
            case Kind.None:
                if (Grammar.AgedWord.Before(tokens, f.At) is > 0 and var aged && f.First <= 120)
                {
                    draft.Constraints = draft.Constraints with { Age = f.First };
                    draft.Take(f.At - aged, f.End);
                    return;
                }

                if (numberAttribute(tokens, f.At + 1) is { } named)
                {
                    AddMeasure(draft, f with { End = Math.Max(f.End, f.At + 1 + named.Length) }, null, named.AttributeId);
                    return;
                }

                var limits = f.Bound is Bound.AtMost or Bound.AtLeast or Bound.About || (f.Second is not null && f.Bound == Bound.Between);
                if (limits && !tokens[f.At].Glued && (f.Bound != Bound.AtMost || tokens[f.Start].Word != "sous")) Price(draft, f);
                return;
        }
    }

    private void Price(Draft draft, Found f)
    {
        long? Minor(decimal major) => major <= 1_000_000_000 ? (long)Math.Round(major * Currencies.Scale(currency)) : null;
        var (min, max) = Bounds(f, aboutShare: 0.2m, alone: Bound.AtMost);
        draft.Constraints = draft.Constraints with
        {
            PriceMin = (min is { } low ? Minor(low) : null) ?? draft.Constraints.PriceMin,
            PriceMax = (max is { } high ? Minor(high) : null) ?? draft.Constraints.PriceMax,
        };
        draft.Take(f.Start, f.End);
    }

    private void AddMeasure(Draft draft, Found f, Unit? unit, string? attributeId = null)
    {
        var (min, max) = Bounds(f, aboutShare: 0.1m, alone: Bound.None);
        var before = attributeId is null ? NameBefore(draft.Tokens, f.Start) : null;
        if (Measures.Count < 6) Measures.Add(new Measure(min, max, unit, attributeId ?? before?.AttributeId, draft.Written(f.Start, f.End)));
        draft.Take(before is { } named ? named.Start : f.Start, f.End);
        if (numberAttribute(draft.Tokens, f.End) is { } after && attributeId is null && before is null)
        {
            Measures[^1] = Measures[^1] with { AttributeId = after.AttributeId };
            draft.Take(f.End, f.End + after.Length);
        }
    }

    private (string AttributeId, int Start)? NameBefore(List<QueryToken> tokens, int end)
    {
        for (var start = Math.Max(0, end - 3); start < end; start++)
            if (numberAttribute(tokens, start) is { } named && start + named.Length == end) return (named.AttributeId, start);
        return null;
    }

    private static (decimal? Min, decimal? Max) Bounds(Found f, decimal aboutShare, Bound alone) => f switch
    {
        { Second: { } upper } => (f.First, upper),
        { Bound: Bound.AtMost } => (null, f.First),
        { Bound: Bound.AtLeast } => (f.First, null),
        { Bound: Bound.About } => (f.First * (1 - aboutShare), f.First * (1 + aboutShare)),
        _ => alone == Bound.AtMost ? (null, f.First) : (f.First, f.First),
    };

    private static Bound BoundBefore(List<QueryToken> tokens, ref int start)
    {
        foreach (var (phrases, bound) in new[] { (Grammar.AtMost, Bound.AtMost), (Grammar.AtLeast, Bound.AtLeast), (Grammar.About, Bound.About), (Grammar.Between, Bound.Between) })
        {
            var length = phrases.Before(tokens, start);
            if (length == 0) continue;
            start -= length;
            // "budget max 30", "maximum of 30": both words are the bound's
            if (bound == Bound.AtMost && Grammar.AtMost.Before(tokens, start) is > 0 and var more) start -= more;
            return bound;
        }

        return Bound.None;
    }

    private static Bound BoundAfter(List<QueryToken> tokens, ref int end)
    {
        if (Grammar.AtMostAfter.At(tokens, end) is > 0 and var most)
        {
            end += most;
            return Bound.AtMost;
        }

        if (Grammar.AtLeastAfter.At(tokens, end) is > 0 and var least)
        {
            end += least;
            return Bound.AtLeast;
        }

        return Bound.None;
    }

    private static Kind KindAt(List<QueryToken> tokens, int at) => KindAt(tokens, ref at);

    private static Kind KindAt(List<QueryToken> tokens, ref int at)
    {
        if (at >= tokens.Count || tokens[at].Taken) return Kind.None;
        var skip = tokens[at].Word == "-" ? 1 : 0;
        if (tokens[at].IsCurrency)
        {
            at++;
            return Kind.Money;
        }

        if (Grammar.MonthsWord.At(tokens, at + skip) is > 0 and var months && tokens[at + skip].Word != "mo")
        {
            at += skip + months;
            return Kind.Months;
        }

        if (Grammar.YearsWord.At(tokens, at + skip) is > 0 and var years)
        {
            at += skip + years;
            return Kind.Years;
        }

        if (UnitAt(tokens, at) is null) return Kind.None;
        at++;
        return Kind.Measure;
    }

    private static Unit? UnitAt(List<QueryToken> tokens, int at) =>
        at > 0 && at < tokens.Count && !tokens[at].Taken ? Units.Find(tokens[at].Word) : null;

    private static bool IsMoneySign(List<QueryToken> tokens, int at) => !tokens[at].Taken && tokens[at].Word is "€" or "$" or "£";

    private static decimal? NumberAt(List<QueryToken> tokens, int at)
    {
        if (at < 0 || at >= tokens.Count || tokens[at].Taken) return null;
        if (tokens[at].Number is { } number) return number;
        var word = Array.IndexOf(NumberWords, tokens[at].Word);
        // a number in words counts only before years or money: "four" is an oven, "neuf" is new
        return word >= 0 && at + 1 < tokens.Count && KindAt(tokens, at + 1) is Kind.Money or Kind.Years or Kind.Months ? NumberValues[word] : null;
    }

    private enum Bound { None, AtMost, AtLeast, About, Between }

    private enum Kind { None, Money, Years, Months, Measure }

    private sealed record Found(int At, int Start, int End, decimal First, decimal? Second, Bound Bound, Kind Kind, Unit? Unit);
}
