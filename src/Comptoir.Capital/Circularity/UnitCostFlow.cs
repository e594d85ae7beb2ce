namespace Comptoir.Capital.Circularity;

/// <summary>
/// Minimum-cost flow where every arc costs one: shortest distances in whole numbers (buckets), then as much as fits along cheapest paths at once,
/// by blocking flows. Distances only grow, so there are as many rounds as there are different lengths of cheapest paths.
/// </summary>
internal sealed class UnitCostFlow(int nodes)
{
    private readonly List<int> _tail = [];
    private readonly List<int> _head = [];
    private readonly List<long> _room = [];
    private int[] _start = [];
    private int[] _arcs = [];
    private int[] _to = [];
    private long[] _rest = [];
    private readonly int[] _potential = new int[nodes];
    private readonly int[] _distance = new int[nodes];
    private readonly int[] _level = new int[nodes];
    private readonly int[] _at = new int[nodes];

    /// <summary>Arc 2k goes forward at cost 1, arc 2k+1 is its way back at cost −1.</summary>
    public int AddArc(int from, int to, long capacity)
    {
        _tail.Add(from);
        _head.Add(to);
        _room.Add(capacity);
        return (_room.Count - 1) * 2;
    }

    public long FlowOf(int arc) => _rest[arc ^ 1];

    /// <summary>Moves every positive balance to negative ones; the balances must be carried by the capacities in some way. Returns the rounds.</summary>
    public int Carry(long[] balance, CancellationToken ct)
    {
        Prepare();
        var (rounds, open) = (0, balance.Where(b => b > 0).Sum());
        while (open > 0)
        {
            ct.ThrowIfCancellationRequested();
            rounds++;
            Shortest(balance);
            while (Levels(balance))
            {
                Array.Copy(_start, _at, _at.Length);
                for (var source = 0; source < nodes; source++)
                {
                    if (balance[source] <= 0 || _level[source] != 0) continue;
                    long sent;
                    while (balance[source] > 0 && (sent = Augment(source, balance)) > 0) open -= sent;
                }
            }
        }

        return rounds;
    }

    private void Prepare()
    {
        _to = new int[_room.Count * 2];
        _rest = new long[_room.Count * 2];
        _start = new int[nodes + 1];
        for (var k = 0; k < _room.Count; k++)
        {
            (_to[2 * k], _to[2 * k + 1]) = (_head[k], _tail[k]);
            _rest[2 * k] = _room[k];
            _start[_tail[k] + 1]++;
            _start[_head[k] + 1]++;
        }

        for (var i = 0; i < nodes; i++) _start[i + 1] += _start[i];
        _arcs = new int[_room.Count * 2];
        var next = _start.ToArray();
        for (var k = 0; k < _room.Count; k++)
        {
            _arcs[next[_tail[k]]++] = 2 * k;
            _arcs[next[_head[k]]++] = 2 * k + 1;
        }
    }

    private int Reduced(int from, int arc) => ((arc & 1) == 0 ? 1 : -1) + _potential[from] - _potential[_to[arc]];

    /// <summary>Distances from all sources by reduced cost, up to the nearest place with room; then new potentials.</summary>
    private void Shortest(long[] balance)
    {
        const int Far = int.MaxValue;
        Array.Fill(_distance, Far);
        var buckets = new List<List<int>> { new() };
        for (var i = 0; i < nodes; i++)
        {
            if (balance[i] <= 0) continue;
            _distance[i] = 0;
            buckets[0].Add(i);
        }

        var nearest = Far;
        for (var d = 0; d < buckets.Count && nearest == Far; d++)
        {
            // a bucket grows while it is read: zero-cost arcs lead into it
            for (var k = 0; k < buckets[d].Count; k++)
            {
                var node = buckets[d][k];
                if (_distance[node] != d) continue;
                if (balance[node] < 0) nearest = d;
                for (var a = _start[node]; a < _start[node + 1]; a++)
                {
                    var arc = _arcs[a];
                    if (_rest[arc] == 0) continue;
                    var further = d + Reduced(node, arc);
                    var head = _to[arc];
                    if (further >= _distance[head]) continue;
                    _distance[head] = further;
                    while (buckets.Count <= further) buckets.Add([]);
                    buckets[further].Add(head);
                }
            }
        }

        if (nearest == Far) throw new InvalidOperationException("The balances cannot be carried by the capacities.");
        for (var i = 0; i < nodes; i++) _potential[i] += Math.Min(_distance[i], nearest);
    }

    /// <summary>Levels over arcs of no reduced cost; false when no place with room is reached.</summary>
    private bool Levels(long[] balance)
    {
        Array.Fill(_level, -1);
        var queue = new Queue<int>();
        for (var i = 0; i < nodes; i++)
        {
            if (balance[i] <= 0) continue;
            _level[i] = 0;
            queue.Enqueue(i);
        }

        var reached = false;
        while (queue.TryDequeue(out var node))
        {
            if (balance[node] < 0) reached = true;
            for (var a = _start[node]; a < _start[node + 1]; a++)
            {
                var arc = _arcs[a];
                var head = _to[arc];
                if (_rest[arc] == 0 || _level[head] >= 0 || Reduced(node, arc) != 0) continue;
                _level[head] = _level[node] + 1;
                queue.Enqueue(head);
            }
        }

        return reached;
    }

    private readonly List<int> _path = [];

    /// <summary>One path to a place with room, level by level, and what was sent along it; 0 when there is none left.</summary>
    private long Augment(int source, long[] balance)
    {
        _path.Clear();
        var node = source;
        while (true)
        {
            if (balance[node] < 0)
            {
                var sent = Math.Min(balance[source], -balance[node]);
                foreach (var arc in _path) sent = Math.Min(sent, _rest[arc]);
                foreach (var arc in _path)
                {
                    _rest[arc] -= sent;
                    _rest[arc ^ 1] += sent;
                }

                balance[source] -= sent;
                balance[node] += sent;
                return sent;
            }

            var advanced = false;
            for (; _at[node] < _start[node + 1]; _at[node]++)
            {
                var arc = _arcs[_at[node]];
                if (_rest[arc] == 0 || _level[_to[arc]] != _level[node] + 1 || Reduced(node, arc) != 0) continue;
                _path.Add(arc);
                node = _to[arc];
                advanced = true;
                break;
            }

            if (advanced) continue;
            if (_path.Count == 0) return 0;
            var last = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            node = _to[last ^ 1];
            _at[node]++;
        }
    }
}
