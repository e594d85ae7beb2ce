using System.Collections.Immutable;
using System.Globalization;
using Comptoir.Capital.Answers;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Pictures;

/// <summary>By year: what purchases fall due, what funding is due, and the yearly revenue of the buyers where it is known.</summary>
internal static class TimelinePicture
{
    private const int MostYears = 15;
    private const double Width = 1000;
    private const double Height = 360;

    private sealed record Year(int Number, long Due, long Funding, ImmutableArray<string> Deals);

    public static string Draw(CapitalAnalysis a, Words w, Func<IEnumerable<string>, string>? link)
    {
        var years = Years(a);
        var revenue = Revenue(a);
        var svg = new Svg(Width, Height, Picture.TitleOf(PictureKind.Timeline, w), w.Say("Plain bars: purchases due in a year, evenly over terms. Dotted bars: funding. Dashed line: yearly revenue of the buyers whose revenue is known.", "Barres pleines\u00a0: achats échus dans l’année, répartis sur la durée. Barres à points\u00a0: financement. Tirets\u00a0: revenus annuels connus des acheteurs."), link);
        if (years.Length == 0)
        {
            svg.Text(20, 30, w.Say("The view has no flows.", "La vue n’a aucun flux."));
            return svg.ToString();
        }

        var top = Math.Max(revenue, years.Max(y => Math.Max(y.Due, y.Funding)));
        double At(double amount) => Height - 40 - (Height - 110) * amount / Math.Max(1, top);
        svg.Rect(20, 12, 22, 12, Svg.Round);
        svg.Text(48, 22, w.Say("purchases due", "achats échus"));
        svg.Rect(180, 12, 22, 12, "url(#dots)");
        svg.Text(208, 22, w.Say("funding", "financement"));
        svg.Path("M320 18H350", "none", Svg.Ink, 2, "stroke-dasharray=\"6 4\"");
        svg.Text(356, 22, w.Say($"known revenue of buyers, a year: {w.Money(revenue, a.Currency)}", $"revenus connus des acheteurs, par an\u00a0: {w.Money(revenue, a.Currency)}"));
        var step = (Width - 40) / years.Length;
        for (var i = 0; i < years.Length; i++)
        {
            var (year, x) = (years[i], 20 + i * step);
            svg.Group($"{year.Number}: {w.Say("purchases", "achats")} {w.Money(year.Due, a.Currency)}, {w.Say("funding", "financement")} {w.Money(year.Funding, a.Currency)}", year.Deals, () =>
            {
                svg.Rect(x + step * 0.1, At(year.Due), step * 0.4, Height - 40 - At(year.Due), Svg.Round);
                svg.Rect(x + step * 0.52, At(year.Funding), step * 0.34, Height - 40 - At(year.Funding), "url(#dots)");
                svg.Text(x + step * 0.3, At(year.Due) - 5, w.Money(year.Due, a.Currency), "middle", 10);
            });
            svg.Text(x + step / 2, Height - 22, year.Number.ToString(CultureInfo.InvariantCulture), "middle");
        }

        if (revenue > 0) svg.Path($"M20 {Svg.N(At(revenue))}H{Svg.N(Width - 20)}", "none", Svg.Ink, 2, "stroke-dasharray=\"6 4\"");
        svg.Path($"M20 {Svg.N(Height - 40)}H{Svg.N(Width - 20)}", "none");
        return svg.ToString();
    }

    public static AnswerTable Table(CapitalAnalysis a, Words w) => new(
        "years", Picture.TitleOf(PictureKind.Timeline, w), [("year", w.Say("Year", "Année")), ("purchases", w.Say("Purchases due", "Achats échus")), ("funding", w.Say("Funding", "Financement")), ("revenue", w.Say("Known revenue of buyers", "Revenus connus des acheteurs"))],
        [.. Years(a).Select(y => new AnswerRow([y.Number.ToString(CultureInfo.InvariantCulture), Quantity.Money(y.Due), Quantity.Money(y.Funding), Quantity.Money(Revenue(a))], y.Deals))]);

    private static ImmutableArray<Year> Years(CapitalAnalysis a)
    {
        if (a.Graph.Arrows.IsEmpty) return [];
        var deals = a.Graph.Arrows.Select(r => r.Deal).ToArray();
        var first = Math.Max(deals.Min(d => d.TermStart.Year), a.Today.Year - 4);
        return [.. Enumerable.Range(first, MostYears).Select(number =>
        {
            var due = deals.Select(d => (Deal: d, Amount: Schedule.Between(d, new(number, 1, 1), new(number + 1, 1, 1), a.View.MissingTermYears))).Where(d => d.Amount > 0).ToArray();
            return new Year(number, due.Where(d => d.Deal.Class == FlowClass.Purchase).Sum(d => d.Amount), due.Where(d => d.Deal.Class == FlowClass.Funding).Sum(d => d.Amount), [.. due.Select(d => d.Deal.Id)]);
        }).Reverse().SkipWhile(y => y.Due + y.Funding == 0).Reverse()];
    }

    private static long Revenue(CapitalAnalysis a) =>
        a.Graph.Arrows.Where(r => r.Deal.Class == FlowClass.Purchase).Select(r => r.From).Distinct(StringComparer.Ordinal).Sum(p => a.Book.Parties.GetValueOrDefault(p) is { RevenueAYear: { } revenue } facts && facts.Currency == a.Currency ? revenue : 0);
}
