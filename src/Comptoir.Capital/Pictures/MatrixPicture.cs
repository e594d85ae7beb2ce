using Comptoir.Capital.Answers;

namespace Comptoir.Capital.Pictures;

/// <summary>Rows pay columns: the area of a square is the amount, its hatched part goes round.</summary>
internal static class MatrixPicture
{
    private const int Most = 18;
    private const double Cell = 42;
    private const double Left = 170;
    private const double Top = 150;

    public static string Draw(CapitalAnalysis a, Words w, Func<IEnumerable<string>, string>? link)
    {
        var network = a.Network;
        var shown = Picture.Greatest(network, Most);
        var (width, height) = (Left + shown.Length * Cell + 30, Top + shown.Length * Cell + 20);
        var svg = new Svg(Math.Max(360, width), Math.Max(60, height), Picture.TitleOf(PictureKind.Matrix, w), w.Say("Rows pay columns. The area of a square is the amount, its hatched part goes round.", "Les lignes paient les colonnes. L’aire d’un carré est le montant, sa partie hachurée tourne en rond."), link);
        if (shown.Length == 0)
        {
            svg.Text(20, 30, w.Say("The view has no flows.", "La vue n’a aucun flux."));
            return svg.ToString();
        }

        var largest = Math.Sqrt(network.Flows.Max(f => (double)f.Amount));
        for (var i = 0; i < shown.Length; i++)
        {
            svg.Text(Left - 8, Top + i * Cell + Cell / 2 + 4, Svg.Short(network.Parties[shown[i]], 22), "end");
            svg.Path($"M{Svg.N(Left)} {Svg.N(Top + i * Cell)}H{Svg.N(Left + shown.Length * Cell)}M{Svg.N(Left + i * Cell)} {Svg.N(Top)}V{Svg.N(Top + shown.Length * Cell)}", "none", Svg.Pale, 0.7);
            var x = Left + i * Cell + Cell / 2 + 4;
            svg.Path($"M{Svg.N(x - 4)} {Svg.N(Top - 4)}V{Svg.N(Top)}", "none", Svg.Soft);
            svg.Slanted(x, Top - 8, Svg.Short(network.Parties[shown[i]], 20));
        }

        foreach (var (flow, f) in network.Flows.Select((flow, f) => (flow, f)))
        {
            var (row, column) = (shown.IndexOf(flow.From), shown.IndexOf(flow.To));
            if (row < 0 || column < 0) continue;
            var size = Math.Max(4, (Cell - 4) * Math.Sqrt(flow.Amount) / largest);
            var (x, y) = (Left + column * Cell + (Cell - size) / 2, Top + row * Cell + (Cell - size) / 2);
            var round = Math.Clamp(a.Balanced.Circular[f] / flow.Amount, 0, 1);
            svg.Group($"{network.Parties[flow.From]} → {network.Parties[flow.To]}: {w.Money(flow.Amount, a.Currency)}, {w.Share(round)} {w.Say("goes round", "tourne en rond")}", flow.Deals, () =>
            {
                svg.Rect(x, y, size, size, Svg.Pale);
                if (round > 0.001) svg.Rect(x, y + size * (1 - round), size, size * round, "url(#round)");
            });
        }

        return svg.ToString();
    }
}
