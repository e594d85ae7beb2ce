using Comptoir.Capital.Answers;

namespace Comptoir.Capital.Pictures;

/// <summary>One loop a line: its parties in the order of payment with what each pays, and a bar for what goes round.</summary>
internal static class LoopPicture
{
    private const int Most = 12;
    private const double Width = 1000;
    private const double Line = 74;

    public static string Draw(CapitalAnalysis a, Words w, Func<IEnumerable<string>, string>? link)
    {
        var loops = a.Loops.Loops.Take(Most).ToArray();
        var svg = new Svg(Width, Math.Max(60, 34 + loops.Length * Line), Picture.TitleOf(PictureKind.Loops, w), w.Say($"The {loops.Length} heaviest loops. Hatched: the fair share of a loop; outlined: what it could carry alone.", $"Les {loops.Length} boucles les plus lourdes. Hachuré\u00a0: la part équitable\u00a0; contour\u00a0: ce qu’elle porterait seule."), link);
        if (loops.Length == 0) svg.Text(20, 30, w.Say("There is no loop.", "Il n’y a pas de boucle."));
        else svg.Text(20, 20, w.Say("hatched: fair share; outlined: at most, alone", "hachuré\u00a0: part équitable\u00a0; contour\u00a0: au plus, seule"), fill: Svg.Soft);
        var largest = loops.Length == 0 ? 1 : loops.Max(l => (double)l.Bottleneck);
        for (var k = 0; k < loops.Length; k++)
        {
            var loop = loops[k];
            var y = 34 + k * Line;
            var says = $"{a.NameOf(loop)}: {w.Money(loop.Fair, a.Currency)} – {w.Money(loop.Bottleneck, a.Currency)}";
            svg.Group(says, a.DealsOf(loop), () =>
            {
                var step = Math.Min(150, 760.0 / (loop.Parties.Length + 1));
                for (var i = 0; i <= loop.Parties.Length; i++)
                {
                    var party = loop.Parties[i % loop.Parties.Length];
                    var x = 20 + i * step;
                    svg.Text(x, y + 18, Svg.Short(a.Network.Parties[party], Math.Max(6, (int)(step / 9))), bold: true, size: 11);
                    if (i == loop.Parties.Length) continue;
                    var paid = a.Network.Between(party, loop.Parties[(i + 1) % loop.Parties.Length])!.Amount;
                    svg.Path($"M{Svg.N(x)} {Svg.N(y + 28)}H{Svg.N(x + step - 12)}", "none", more: "marker-end=\"url(#tip)\"");
                    svg.Text(x + 4, y + 42, w.Money(paid, a.Currency), size: 11, fill: Svg.Soft);
                }

                svg.Rect(20, y + 50, 700 * loop.Bottleneck / largest, 10, "#ffffff");
                svg.Rect(20, y + 50, 700 * loop.Fair / largest, 10, "url(#round)");
                svg.Text(30 + 700 * loop.Bottleneck / largest, y + 59, $"{w.Money(loop.Fair, a.Currency)} – {w.Money(loop.Bottleneck, a.Currency)}", size: 11);
            });
        }

        return svg.ToString();
    }
}
