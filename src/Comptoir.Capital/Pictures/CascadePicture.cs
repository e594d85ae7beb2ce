using Comptoir.Capital.Answers;
using Comptoir.Capital.Stress;

namespace Comptoir.Capital.Pictures;

/// <summary>A column a round: who misses payments then, and how much at least and at most.</summary>
internal static class CascadePicture
{
    private const double Width = 1000;
    private const int MostParties = 400;

    public static string Draw(CapitalAnalysis a, Words w, Func<IEnumerable<string>, string>? link)
    {
        var scenario = a.Scenario ?? Scenario.Default(a);
        var title = Picture.TitleOf(PictureKind.Cascade, w);
        if (a.Network.Parties.Length is 0 or > MostParties) return new Svg(Width, 60, title, w.Say("Nothing to show.", "Rien à montrer."), link).ToString();
        var test = StressTest.Of(a, scenario);
        var missing = Enumerable.Range(0, test.Parties.Length).Where(i => test.Missing(test.Bare, i).Sign > 0)
            .Select(i => (Party: i, Round: scenario.Pays.ContainsKey(test.Parties[i]) ? 0 : test.Bare.Round[i], Low: test.Missing(test.Ample, i).ToDouble(), High: test.Missing(test.Bare, i).ToDouble())).ToArray();
        var rounds = missing.GroupBy(m => m.Round).OrderBy(g => g.Key).ToArray();
        var height = 70 + (rounds.Length == 0 ? 0 : rounds.Max(r => r.Count())) * 62;
        var svg = new Svg(Width, Math.Max(90, height), title, w.Say($"{StressAnswer.Describe(scenario, w)}. {missing.Length} parties miss payments in {rounds.Length} rounds.", $"{StressAnswer.Describe(scenario, w)}. {missing.Length} parties manquent des paiements en {rounds.Length} tours."), link);
        svg.Text(20, 22, Svg.Short(StressAnswer.Describe(scenario, w), 120), bold: true);
        if (missing.Length == 0) svg.Text(20, 50, w.Say("Nobody misses a payment.", "Personne ne manque un paiement."));
        var step = Math.Min(240, (Width - 40) / Math.Max(1, rounds.Length));
        var largest = missing.Length == 0 ? 1 : missing.Max(m => m.High);
        for (var r = 0; r < rounds.Length; r++)
        {
            var x = 20 + r * step;
            svg.Text(x, 48, rounds[r].Key == 0 ? w.Say("The scenario", "Le scénario") : w.Say($"Round {rounds[r].Key}", $"Tour {rounds[r].Key}"), fill: Svg.Soft);
            var y = 58.0;
            foreach (var m in rounds[r].OrderByDescending(m => m.High).ThenBy(m => m.Party))
            {
                var (left, top) = (x, y);
                svg.Group($"{test.Parties[m.Party]}: {w.Money(m.Low, a.Currency)} – {w.Money(m.High, a.Currency)}", test.Deals[m.Party], () =>
                {
                    svg.Rect(left, top, step - 26, 52, "#ffffff");
                    svg.Text(left + 8, top + 17, Svg.Short(test.Parties[m.Party], (int)(step / 8.5)), bold: true);
                    svg.Text(left + 8, top + 33, $"{w.Money(m.Low, a.Currency)} – {w.Money(m.High, a.Currency)}", size: 11);
                    svg.Rect(left + 8, top + 39, (step - 42) * m.High / largest, 7, "#ffffff");
                    svg.Rect(left + 8, top + 39, (step - 42) * m.Low / largest, 7, "url(#round)");
                });
                y += 62;
            }

            if (r + 1 < rounds.Length) svg.Path($"M{Svg.N(x + step - 24)} 84H{Svg.N(x + step - 4)}", "none", more: "marker-end=\"url(#tip)\"");
        }

        return svg.ToString();
    }
}
