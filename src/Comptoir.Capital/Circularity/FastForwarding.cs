using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Circularity;

/// <summary>
/// Balanced flow forwarding of one strongly connected part in floating point, for parts of any size. The rates g at which the rows are
/// emptied solve g·L = 0; when a payer runs dry only its neighbours' equations change, so the last rates are corrected where they are off
/// by more than a tolerance instead of solved anew. Small parts are solved directly each time.
/// </summary>
internal sealed class FastForwarding
{
    /// <summary>A party's equation may be off by this share of what it passes on, in parts of up to a thousand parties.</summary>
    private const double FinestTolerance = 1e-6;

    /// <summary>
    /// In greater parts a pass moves less of the whole, and what it is off by is made good in later passes: the tolerance grows with the cube
    /// of the size, so that the work of all passes grows with its square and not faster. The imbalance of the result is told.
    /// </summary>
    private readonly double _tolerance;

    /// <summary>Up to this many parties a direct solution costs less than it takes to say so.</summary>
    private const int Direct = 160;

    private readonly int _size;
    private readonly int[] _flowOf;
    private readonly int[][] _outEdges;
    private readonly int[] _outCount;
    private readonly int[][] _inEdges;
    private readonly int[] _inCount;
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly double[] _weight;
    private readonly double[] _rowSum;
    private readonly double[] _rate;
    private readonly double[] _off;
    private readonly double[] _left;
    private readonly bool[] _gone;
    private readonly bool[] _edgeDone;
    private readonly double[] _circular;
    private readonly Queue<int> _waiting = new();
    private readonly bool[] _waits;
    private int _alive;

    private FastForwarding(FlowNetwork network, IReadOnlyList<int> nodes, int[] flows, double[] circular)
    {
        _size = _alive = nodes.Count;
        _tolerance = FinestTolerance * Math.Clamp(Math.Pow(nodes.Count / 1000.0, 3), 1, 3000);
        _circular = circular;
        var place = new Dictionary<int, int>(_size);
        for (var i = 0; i < _size; i++) place[nodes[i]] = i;
        foreach (var f in flows.Where(f => network.Flows[f].From == network.Flows[f].To)) circular[f] = network.Flows[f].Amount;
        _flowOf = [.. flows.Where(f => network.Flows[f].From != network.Flows[f].To)];
        _from = [.. _flowOf.Select(f => place[network.Flows[f].From])];
        _to = [.. _flowOf.Select(f => place[network.Flows[f].To])];
        _weight = [.. _flowOf.Select(f => (double)network.Flows[f].Amount)];
        var byFrom = Enumerable.Range(0, _flowOf.Length).ToLookup(e => _from[e]);
        var byTo = Enumerable.Range(0, _flowOf.Length).ToLookup(e => _to[e]);
        _outEdges = [.. Enumerable.Range(0, _size).Select(i => byFrom[i].ToArray())];
        _inEdges = [.. Enumerable.Range(0, _size).Select(i => byTo[i].ToArray())];
        _outCount = [.. _outEdges.Select(e => e.Length)];
        _inCount = [.. _inEdges.Select(e => e.Length)];
        _rowSum = [.. _outEdges.Select(e => e.Sum(x => _weight[x]))];
        _rate = [.. _inEdges.Select((e, i) => e.Sum(x => _weight[x]) / Math.Max(_rowSum[i], double.Epsilon))];
        _off = new double[_size];
        _left = [.. Enumerable.Repeat(1.0, _size)];
        _gone = new bool[_size];
        _edgeDone = new bool[_flowOf.Length];
        _waits = new bool[_size];
    }

    /// <summary>Writes the circular part of the flows; returns the number of passes.</summary>
    public static int Run(FlowNetwork network, IReadOnlyList<int> nodes, int[] flows, double[] circular, CancellationToken ct)
    {
        var work = new FastForwarding(network, nodes, flows, circular);
        return work.Run(ct);
    }

    private int Run(CancellationToken ct)
    {
        var (passes, sinceSplit) = (0, 0);
        // nodes that hang on nothing fall off before the first pass
        for (var i = 0; i < _size; i++)
            if (!_gone[i] && (_outCount[i] == 0 || _inCount[i] == 0)) Remove(i);
        var split = false;
        var living = Enumerable.Range(0, _size).ToList();
        while (_alive > 1)
        {
            ct.ThrowIfCancellationRequested();
            if (!split || ++sinceSplit > Math.Max(1, _alive / 20))
            {
                Split();
                (split, sinceSplit) = (true, 0);
                if (_alive <= 1) break;
                if (_alive > Direct) MeasureAll();
            }

            if (_alive <= Direct) SolveDirectly();
            else Settle();
            var (next, soonest) = (-1, double.PositiveInfinity);
            living.RemoveAll(i => _gone[i]);
            foreach (var i in living)
            {
                if (_rate[i] <= 0) continue;
                var time = _left[i] / _rate[i];
                if (time < soonest) (next, soonest) = (i, time);
            }

            if (next < 0) break;
            passes++;
            foreach (var i in living) _left[i] = Math.Max(0, _left[i] - soonest * _rate[i]);
            _left[next] = 0;
            Remove(next);
            if (_alive <= Direct) split = false;
        }

        for (var e = 0; e < _flowOf.Length; e++) Finish(e);
        return passes;
    }

    /// <summary>Takes out flows between strongly connected parts; they keep what went round of them so far.</summary>
    private void Split()
    {
        var heads = AllHeads();
        var (component, _) = StrongComponents.Find(_size, i => heads[i], i => !_gone[i]);
        for (var e = 0; e < _flowOf.Length; e++)
            if (!_edgeDone[e] && component[_from[e]] != component[_to[e]]) Drop(e);
        for (var i = 0; i < _size; i++)
            if (!_gone[i] && (_outCount[i] == 0 || _inCount[i] == 0)) Remove(i);
    }

    private int[][] AllHeads()
    {
        var all = new int[_size][];
        for (var i = 0; i < _size; i++)
        {
            if (_gone[i]) continue;
            all[i] = new int[_outCount[i]];
            for (var k = 0; k < all[i].Length; k++) all[i][k] = _to[_outEdges[i][k]];
        }

        return all;
    }

    private void Remove(int first)
    {
        var falling = new Stack<int>();
        falling.Push(first);
        while (falling.TryPop(out var node))
        {
            if (_gone[node]) continue;
            _gone[node] = true;
            _alive--;
            while (_outCount[node] > 0)
            {
                var edge = _outEdges[node][_outCount[node] - 1];
                Drop(edge);
                if (_inCount[_to[edge]] == 0) falling.Push(_to[edge]);
            }

            while (_inCount[node] > 0)
            {
                var edge = _inEdges[node][_inCount[node] - 1];
                Drop(edge);
                if (_outCount[_from[edge]] == 0) falling.Push(_from[edge]);
            }
        }
    }

    /// <summary>An edge leaves the part: its circular share is final, and both ends' equations change.</summary>
    private void Drop(int edge)
    {
        Finish(edge);
        var (from, to, weight) = (_from[edge], _to[edge], _weight[edge]);
        _rowSum[from] -= weight;
        Cut(_outEdges[from], ref _outCount[from], edge);
        Cut(_inEdges[to], ref _inCount[to], edge);
        Change(from, _rate[from] * weight);
        Change(to, -_rate[from] * weight);
    }

    private void Finish(int edge)
    {
        if (_edgeDone[edge]) return;
        _edgeDone[edge] = true;
        _circular[_flowOf[edge]] = _weight[edge] * (1 - _left[_from[edge]]);
    }

    private static void Cut(int[] edges, ref int count, int edge)
    {
        var at = Array.IndexOf(edges, edge, 0, count);
        edges[at] = edges[--count];
        edges[count] = edge;
    }

    private void Change(int node, double by)
    {
        _off[node] += by;
        if (_gone[node] || _waits[node] || Math.Abs(_off[node]) <= _tolerance * _rate[node] * _rowSum[node]) return;
        _waits[node] = true;
        _waiting.Enqueue(node);
    }

    private void MeasureAll()
    {
        _waiting.Clear();
        Array.Clear(_waits);
        var scale = 0.0;
        for (var i = 0; i < _size; i++)
            if (!_gone[i]) scale = Math.Max(scale, _rate[i]);
        for (var i = 0; i < _size; i++)
        {
            if (_gone[i]) continue;
            _rate[i] /= scale;
            var sum = 0.0;
            for (var k = 0; k < _outCount[i]; k++) sum += _weight[_outEdges[i][k]];
            _rowSum[i] = sum;
        }

        Array.Clear(_off);
        for (var i = 0; i < _size; i++)
        {
            if (_gone[i]) continue;
            var into = 0.0;
            for (var k = 0; k < _inCount[i]; k++)
            {
                var edge = _inEdges[i][k];
                into += _rate[_from[edge]] * _weight[edge];
            }

            Change(i, into - _rate[i] * _rowSum[i]);
        }
    }

    /// <summary>Corrects rates until every equation holds within the tolerance. A part that mixes too slowly for this stops at a bound; the imbalance says so.</summary>
    private void Settle()
    {
        var most = 400L * _alive;
        while (most-- > 0 && _waiting.TryDequeue(out var node))
        {
            _waits[node] = false;
            if (_gone[node]) continue;
            var by = _off[node] / _rowSum[node];
            _rate[node] += by;
            _off[node] = 0;
            var (edges, count) = (_outEdges[node], _outCount[node]);
            for (var k = 0; k < count; k++) Change(_to[edges[k]], by * _weight[edges[k]]);
        }
    }

    private void SolveDirectly()
    {
        var alive = Enumerable.Range(0, _size).Where(i => !_gone[i]).ToArray();
        var heads = AllHeads();
        var (component, count) = StrongComponents.Find(_size, i => heads[i], i => !_gone[i]);
        for (var c = 0; c < count; c++)
        {
            var members = alive.Where(i => component[i] == c).ToArray();
            var place = members.Select((m, i) => (m, i)).ToDictionary(p => p.m, p => p.i);
            var rates = members.Select(_ => new double[members.Length]).ToArray();
            foreach (var m in members)
                for (var k = 0; k < _outCount[m]; k++)
                    rates[place[m]][place[_to[_outEdges[m][k]]]] = _weight[_outEdges[m][k]];
            var solved = members.Length == 1 ? [0.0] : DenseMatrix.StationaryRates(rates);
            var largest = solved.Max();
            foreach (var m in members) _rate[m] = largest > 0 ? solved[place[m]] / largest : 0;
        }
    }
}
