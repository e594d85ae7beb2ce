using System.Collections.Immutable;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Circularity;

/// <summary>
/// The weight of each loop of a balanced, strongly connected flow: how often a coin that follows the payments closes it.
/// For a loop c through a, λ = (flow through a) · Π p along c · det N_a[c∖a], with N_a = (I − P without a)⁻¹. The weights times the loops' lengths add up to the flow.
/// </summary>
internal sealed class LoopWeights
{
    private readonly FlowNetwork _network;
    private readonly int[] _members;
    private readonly Dictionary<int, int> _place;
    private readonly double[][] _flow;
    private readonly Rational[][]? _exact;

    public LoopWeights(BalancedFlow flow, int[] positive, int[] members, int mostExact, long mostBits)
    {
        (_network, _members) = (flow.Network, members);
        _place = members.Select((m, i) => (m, i)).ToDictionary(p => p.m, p => p.i);
        _flow = [.. members.Select(_ => new double[members.Length])];
        var exact = flow.IsExact && members.Length <= mostExact;
        _exact = exact ? [.. members.Select(_ => Enumerable.Repeat(Rational.Zero, members.Length).ToArray())] : null;
        foreach (var f in positive)
        {
            if (!_place.TryGetValue(_network.Flows[f].From, out var from) || !_place.TryGetValue(_network.Flows[f].To, out var to)) continue;
            _flow[from][to] = flow.Circular[f];
            if (_exact is null) continue;
            _exact[from][to] = flow.Exact[f];
            if (flow.Exact[f].Bits > mostBits) _exact = null;
        }
    }

    public IEnumerable<Loop> Of(IEnumerable<ImmutableArray<int>> cycles)
    {
        foreach (var group in cycles.GroupBy(c => c[0]))
        {
            var anchor = _place[group.Key];
            var through = _flow[anchor].Sum();
            var others = Enumerable.Range(0, _members.Length).Where(i => i != anchor).ToArray();
            var spot = others.Select((o, i) => (o, i)).ToDictionary(p => p.o, p => p.i);
            if (_exact is not null)
            {
                var p = _exact.Select(row => (Row: row, Sum: Rational.Sum(row))).Select(r => r.Row.Select(v => v / r.Sum).ToArray()).ToArray();
                var n = ExactMatrix.Inverse(ExactMatrix.Complement([.. others.Select(i => others.Select(j => p[i][j]).ToArray())]))
                    ?? throw new InvalidOperationException("A strongly connected flow leaves no closed part when one party is taken out.");
                foreach (var cycle in group)
                {
                    var rest = cycle.Skip(1).Select(c => spot[_place[c]]).ToArray();
                    var fair = Rational.Sum(_exact[anchor]) * Along(cycle, (i, j) => p[i][j], (a, b) => a * b, Rational.One) * Determinant(rest, n);
                    yield return new(cycle, fair.ToDouble(), LoopMoney.Bottleneck(_network, cycle), fair);
                }
            }
            else
            {
                var p = _flow.Select(row => (Row: row, Sum: row.Sum())).Select(r => r.Row.Select(v => v / r.Sum).ToArray()).ToArray();
                var n = others.Length == 0 ? [] : DenseMatrix.Inverse([.. others.Select(i => others.Select(j => (i == j ? 1 : 0) - p[i][j]).ToArray())])
                    ?? throw new InvalidOperationException("A strongly connected flow leaves no closed part when one party is taken out.");
                foreach (var cycle in group)
                {
                    var rest = cycle.Skip(1).Select(c => spot[_place[c]]).ToArray();
                    var minor = rest.Length == 0 ? 1 : DenseMatrix.Determinant([.. rest.Select(i => rest.Select(j => n[i][j]).ToArray())]);
                    yield return new(cycle, through * Along(cycle, (i, j) => p[i][j], (a, b) => a * b, 1.0) * minor, LoopMoney.Bottleneck(_network, cycle));
                }
            }
        }
    }

    private T Along<T>(ImmutableArray<int> cycle, Func<int, int, T> step, Func<T, T, T> times, T one) =>
        cycle.Select((c, i) => step(_place[c], _place[cycle[(i + 1) % cycle.Length]])).Aggregate(one, times);

    private static Rational Determinant(int[] rows, Rational[][] n)
    {
        if (rows.Length == 0) return Rational.One;
        var a = rows.Select(i => rows.Select(j => n[i][j]).ToArray()).ToArray();
        var determinant = Rational.One;
        for (var k = 0; k < a.Length; k++)
        {
            var pivot = Array.FindIndex(a, k, row => !row[k].IsZero);
            if (pivot < 0) return Rational.Zero;
            if (pivot != k)
            {
                (a[k], a[pivot]) = (a[pivot], a[k]);
                determinant = -determinant;
            }

            determinant *= a[k][k];
            for (var i = k + 1; i < a.Length; i++)
            {
                var factor = a[i][k] / a[k][k];
                for (var j = k; j < a.Length; j++) a[i][j] -= factor * a[k][j];
            }
        }

        return determinant;
    }
}
