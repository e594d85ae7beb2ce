using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Circularity;

/// <summary>
/// Net flows split into a slope and a circular part (Helmholtz–Hodge; HodgeRank of Jiang, Lim, Yao and Ye 2011), every pair weighing the same.
/// It nets two-way payments first, so it sees no loop of two, and its circular part may exceed what was paid: it orders parties up- and downstream and is no amount of money.
/// </summary>
/// <param name="Potential">By party; money runs from high to low. The mean of each connected part is 0.</param>
/// <param name="Edges">Net flows with their slope and circular parts, in the direction given.</param>
public sealed record PotentialSplit(Rational[] Potential, IReadOnlyList<(int From, int To, Rational Net, Rational Slope, Rational Circular)> Edges)
{
    /// <summary>Energy of the circular part by all energy; null without net flows.</summary>
    public Rational? CircularShare => Energy(e => e.Net) is { IsZero: false } all ? Energy(e => e.Circular) / all : null;

    /// <param name="flows">Row pays column.</param>
    public static PotentialSplit Of(Rational[][] flows)
    {
        var n = flows.Length;
        var edges = new List<(int From, int To, Rational Net)>();
        for (var i = 0; i < n; i++)
            for (var j = i + 1; j < n; j++)
                if (!flows[i][j].IsZero || !flows[j][i].IsZero)
                    edges.Add(flows[i][j] >= flows[j][i] ? (i, j, flows[i][j] - flows[j][i]) : (j, i, flows[j][i] - flows[i][j]));
        var potential = Enumerable.Repeat(Rational.Zero, n).ToArray();
        var seen = new bool[n];
        for (var root = 0; root < n; root++)
        {
            if (seen[root]) continue;
            var part = new List<int> { root };
            seen[root] = true;
            for (var k = 0; k < part.Count; k++)
                foreach (var e in edges.Where(e => e.From == part[k] || e.To == part[k]))
                {
                    var other = e.From == part[k] ? e.To : e.From;
                    if (!seen[other]) part.Add(other);
                    seen[other] = true;
                }

            if (part.Count == 1) continue;
            var place = part.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);
            var m = part.Count - 1;
            var (a, b) = (ExactMatrix.Identity(m), Enumerable.Range(0, m).Select(_ => new[] { Rational.Zero }).ToArray());
            for (var i = 0; i < m; i++) a[i][i] = Rational.Zero;
            foreach (var e in edges.Where(e => place.ContainsKey(e.From)))
            {
                var (from, to) = (place[e.From] - 1, place[e.To] - 1);
                Add(from, to, e.Net);
                Add(to, from, -e.Net);
            }

            var solved = ExactMatrix.Solve(a, b)!;
            var values = part.Select((_, i) => i == 0 ? Rational.Zero : solved[i - 1][0]).ToArray();
            var mean = Rational.Sum(values) / part.Count;
            for (var i = 0; i < part.Count; i++) potential[part[i]] = values[i] - mean;

            void Add(int at, int other, Rational net)
            {
                if (at < 0) return;
                a[at][at] += Rational.One;
                if (other >= 0) a[at][other] -= Rational.One;
                b[at][0] += net;
            }
        }

        return new(potential, [.. edges.Select(e => (e.From, e.To, e.Net, potential[e.From] - potential[e.To], e.Net - (potential[e.From] - potential[e.To])))]);
    }

    private Rational Energy(Func<(int From, int To, Rational Net, Rational Slope, Rational Circular), Rational> part) => Rational.Sum(Edges.Select(e => part(e) * part(e)));
}
