using Comptoir.Capital.Answers;

namespace Comptoir.Capital.Pictures;

/// <summary>
/// Parties in columns, money from left to right; what passes through is a plain band, what goes round is hatched and, where it runs against
/// the columns, comes back below. The columns follow the part without loops, which has an order.
/// </summary>
internal static class SankeyPicture
{
    private const int MostParties = 16;
    private const double Width = 1000;
    private const double Bar = 14;
    private const double Top = 46;
    private const double Gap = 26;

    public static string Draw(CapitalAnalysis a, Words w, Func<IEnumerable<string>, string>? link)
    {
        var network = a.Network;
        var shown = Picture.Greatest(network, MostParties);
        var flows = Enumerable.Range(0, network.Flows.Length).Where(f => shown.Contains(network.Flows[f].From) && shown.Contains(network.Flows[f].To)).ToArray();
        if (flows.Length == 0) return new Svg(Width, 60, Picture.TitleOf(PictureKind.Sankey, w), w.Say("The view has no flows.", "La vue n’a aucun flux."), link).ToString();
        var layer = Layers(a, shown, flows);
        var through = shown.ToDictionary(p => p, p => Math.Max(flows.Where(f => network.Flows[f].From == p).Sum(f => (double)network.Flows[f].Amount), flows.Where(f => network.Flows[f].To == p).Sum(f => (double)network.Flows[f].Amount)));
        var columns = shown.GroupBy(p => layer[p]).OrderBy(g => g.Key).ToArray();
        const double room = 430;
        var scale = columns.Min(c => (room - Gap * (c.Count() - 1)) / c.Sum(p => through[p]));
        var step = columns.Length == 1 ? 0 : (Width - 190 - Bar) / (columns.Length - 1);
        var place = new Dictionary<int, (double X, double Y)>();
        var bottom = 0.0;
        for (var c = 0; c < columns.Length; c++)
        {
            var y = Top;
            foreach (var p in columns[c].OrderByDescending(p => through[p]))
            {
                place[p] = (20 + c * step, y);
                y += Math.Max(2, through[p] * scale) + Gap;
            }

            bottom = Math.Max(bottom, y);
        }

        var returning = flows.Where(f => layer[network.Flows[f].From] >= layer[network.Flows[f].To]).ToArray();
        var height = bottom + 30 + returning.Sum(f => Math.Max(2, network.Flows[f].Amount * scale) + 8);
        var svg = new Svg(Width, height, Picture.TitleOf(PictureKind.Sankey, w),
            w.Say($"{shown.Length} parties, {flows.Length} flows. Hatched bands go round: {w.Money(a.Balanced.Volume, a.Currency)} by fair share, {w.Money(a.Bound.Volume, a.Currency)} at most.", $"{shown.Length} parties, {flows.Length} flux. Les bandes hachurées tournent en rond\u00a0: {w.Money(a.Balanced.Volume, a.Currency)} en part équitable, {w.Money(a.Bound.Volume, a.Currency)} au plus."), link);
        svg.Rect(20, 12, 22, 12, Svg.Pale);
        svg.Text(48, 22, w.Say("passes through", "passe"));
        svg.Rect(160, 12, 22, 12, "url(#round)");
        svg.Text(188, 22, w.Say("goes round", "tourne en rond"));
        var (used, got) = (shown.ToDictionary(p => p, _ => 0.0), shown.ToDictionary(p => p, _ => 0.0));
        var lane = bottom + 12;
        foreach (var f in flows.OrderBy(f => layer[network.Flows[f].To]).ThenByDescending(f => network.Flows[f].Amount))
        {
            var flow = network.Flows[f];
            var (from, to) = (place[flow.From], place[flow.To]);
            var thick = Math.Max(1.5, flow.Amount * scale);
            var round = thick * Math.Clamp(a.Balanced.Circular[f] / flow.Amount, 0, 1);
            var (y1, y2) = (from.Y + used[flow.From], to.Y + got[flow.To]);
            used[flow.From] += flow.Amount * scale;
            got[flow.To] += flow.Amount * scale;
            var back = layer[flow.From] >= layer[flow.To];
            var own = lane;
            if (back) lane += thick + 8;
            var says = w.Say($"{network.Parties[flow.From]} to {network.Parties[flow.To]}: {w.Money(flow.Amount, a.Currency)}, of it goes round {w.Money(a.Balanced.Circular[f], a.Currency)}", $"{network.Parties[flow.From]} vers {network.Parties[flow.To]}\u00a0: {w.Money(flow.Amount, a.Currency)}, dont tourne {w.Money(a.Balanced.Circular[f], a.Currency)}");
            svg.Group(says, flow.Deals, () =>
            {
                if (round < thick - 0.3) Band(0, thick - round, Svg.Pale);
                if (round > 0.3) Band(thick - round, round, "url(#round)");
            });

            void Band(double offset, double size, string fill)
            {
                var (x1, x2) = (from.X + Bar, to.X);
                var (top1, top2) = (y1 + offset, y2 + offset);
                if (!back)
                {
                    var middle = (x1 + x2) / 2;
                    svg.Path($"M{Svg.N(x1)} {Svg.N(top1)}C{Svg.N(middle)} {Svg.N(top1)} {Svg.N(middle)} {Svg.N(top2)} {Svg.N(x2)} {Svg.N(top2)}V{Svg.N(top2 + size)}C{Svg.N(middle)} {Svg.N(top2 + size)} {Svg.N(middle)} {Svg.N(top1 + size)} {Svg.N(x1)} {Svg.N(top1 + size)}Z", fill, Svg.Soft, 0.5, "fill-opacity=\"0.85\"");
                    return;
                }

                // out to the right, down to a lane of its own, back to the left and up
                var (right, left, under) = (x1 + 16, x2 - 12, own + offset);
                svg.Path($"M{Svg.N(x1)} {Svg.N(top1)}C{Svg.N(right + size)} {Svg.N(top1)} {Svg.N(right + size)} {Svg.N(under + size)} {Svg.N(x1)} {Svg.N(under + size)}H{Svg.N(x2)}C{Svg.N(left - size)} {Svg.N(under + size)} {Svg.N(left - size)} {Svg.N(top2)} {Svg.N(x2)} {Svg.N(top2)}V{Svg.N(top2 + size)}C{Svg.N(left)} {Svg.N(top2 + size)} {Svg.N(left)} {Svg.N(under)} {Svg.N(x2)} {Svg.N(under)}H{Svg.N(x1)}C{Svg.N(right)} {Svg.N(under)} {Svg.N(right)} {Svg.N(top1 + size)} {Svg.N(x1)} {Svg.N(top1 + size)}Z", fill, Svg.Ink, 0.5, "fill-opacity=\"0.85\"");
            }
        }

        foreach (var p in shown)
        {
            var (x, y) = place[p];
            svg.Rect(x, y, Bar, Math.Max(2, through[p] * scale), Svg.Ink);
            svg.Text(x, y - 5, $"{Svg.Short(network.Parties[p], 22)} {w.Money(through[p], a.Currency)}", bold: true, size: 11);
        }

        return svg.ToString();
    }

    /// <summary>Columns by the longest way in the part without loops; at most five.</summary>
    private static Dictionary<int, int> Layers(CapitalAnalysis a, IReadOnlyCollection<int> shown, int[] flows)
    {
        var layer = shown.ToDictionary(p => p, _ => 0);
        var direct = flows.Where(f => a.Network.Flows[f].Amount - a.Balanced.Circular[f] > a.Network.Flows[f].Amount * 1e-6 && a.Network.Flows[f].From != a.Network.Flows[f].To).ToArray();
        for (var round = 0; round < shown.Count; round++)
        {
            var moved = false;
            foreach (var f in direct)
            {
                var (from, to) = (a.Network.Flows[f].From, a.Network.Flows[f].To);
                if (layer[to] > layer[from] || layer[from] >= 4) continue;
                (layer[to], moved) = (layer[from] + 1, true);
            }

            if (!moved) break;
        }

        // parties that only go round would all stand in the first column; they stand after whom they are paid by most
        foreach (var p in shown.Where(p => direct.All(f => a.Network.Flows[f].From != p && a.Network.Flows[f].To != p)))
            layer[p] = flows.Where(f => a.Network.Flows[f].To == p).Select(f => layer[a.Network.Flows[f].From] + 1).DefaultIfEmpty(0).Min() % 5;
        var used = layer.Values.Distinct().Order().ToList();
        return layer.ToDictionary(l => l.Key, l => used.IndexOf(l.Value));
    }
}
