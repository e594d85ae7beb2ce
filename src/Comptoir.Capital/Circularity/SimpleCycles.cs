using System.Collections.Immutable;

namespace Comptoir.Capital.Circularity;

/// <param name="Cycles">Each as its nodes in the order of payment, from the node of least index; by that node, then as found.</param>
/// <param name="Complete">False when a limit was met: there are more.</param>
public sealed record CycleList(ImmutableArray<ImmutableArray<int>> Cycles, bool Complete);

/// <summary>
/// All loops that pass no party twice, self-payments included (Johnson 1975). Their number may grow faster than exponentially with the
/// number of parties, so there is a limit on their count and their length.
/// </summary>
public static class SimpleCycles
{
    public const int NoLimit = int.MaxValue;

    /// <param name="heads">For every node, to whom it pays; each at most once.</param>
    /// <param name="longest">Most nodes of a loop.</param>
    /// <param name="most">Most loops to list.</param>
    public static CycleList Find(IReadOnlyList<IReadOnlyList<int>> heads, int longest = NoLimit, int most = NoLimit, CancellationToken ct = default)
    {
        var n = heads.Count;
        var found = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var (whole, _) = StrongComponents.Find(n, i => heads[i]);
        var sizes = whole.CountBy(c => c).ToDictionary();
        var cut = false;
        for (var start = 0; start < n && found.Count < most; start++)
        {
            ct.ThrowIfCancellationRequested();
            if (heads[start].Contains(start)) found.Add([start]);
            if (sizes[whole[start]] == 1 || longest < 2) continue;
            // loops whose least node is this one lie in its component among the nodes from here on
            var least = start;
            var (component, _) = StrongComponents.Find(n, i => heads[i], i => i >= least && whole[i] == whole[least]);
            var search = new Search(heads, component, start, longest, most, found);
            if (sizes[whole[start]] > longest) search.Bounded();
            else search.Johnson(start);
            cut |= search.Cut;
        }

        return new(found.ToImmutable(), !cut && found.Count < most);
    }

    private sealed class Search(IReadOnlyList<IReadOnlyList<int>> heads, int[] component, int start, int longest, int most, ImmutableArray<ImmutableArray<int>>.Builder found)
    {
        private readonly List<int> _path = [];
        private readonly HashSet<int> _blocked = [];
        private readonly Dictionary<int, HashSet<int>> _waitFor = [];

        public bool Cut { get; private set; }

        public bool Johnson(int node)
        {
            var closed = false;
            _path.Add(node);
            _blocked.Add(node);
            foreach (var head in Inside(node))
            {
                if (found.Count >= most) break;
                if (head == start)
                {
                    found.Add([.. _path]);
                    closed = true;
                }
                else if (!_blocked.Contains(head) && Johnson(head)) closed = true;
            }

            if (closed) Free(node);
            else
                foreach (var head in Inside(node))
                {
                    if (!_waitFor.TryGetValue(head, out var waiting)) _waitFor[head] = waiting = [];
                    waiting.Add(node);
                }

            _path.RemoveAt(_path.Count - 1);
            return closed;
        }

        /// <summary>With a limit on the length blocking would hide loops: a plain search, led by the distance back to the start.</summary>
        public void Bounded()
        {
            var back = new Dictionary<int, int> { [start] = 0 };
            var tails = new Dictionary<int, List<int>>();
            var reached = new Queue<int>([start]);
            var seen = new HashSet<int> { start };
            while (reached.TryDequeue(out var node))
                foreach (var head in Inside(node))
                {
                    if (!tails.TryGetValue(head, out var list)) tails[head] = list = [];
                    list.Add(node);
                    if (seen.Add(head)) reached.Enqueue(head);
                }

            reached.Enqueue(start);
            while (reached.TryDequeue(out var node))
                foreach (var tail in tails.GetValueOrDefault(node, []))
                    if (back.TryAdd(tail, back[node] + 1)) reached.Enqueue(tail);
            Walk(start, back);
        }

        private void Walk(int node, Dictionary<int, int> back)
        {
            _path.Add(node);
            _blocked.Add(node);
            foreach (var head in Inside(node))
            {
                if (found.Count >= most) break;
                if (head == start) found.Add([.. _path]);
                else if (_blocked.Contains(head) || !back.TryGetValue(head, out var home)) continue;
                else if (_path.Count + home > longest) Cut = true;
                else Walk(head, back);
            }

            _blocked.Remove(node);
            _path.RemoveAt(_path.Count - 1);
        }

        private IEnumerable<int> Inside(int node) => heads[node].Where(h => h != node && component[h] >= 0 && component[h] == component[start]);

        private void Free(int node)
        {
            var free = new Stack<int>([node]);
            while (free.TryPop(out var next))
            {
                if (!_blocked.Remove(next) || !_waitFor.Remove(next, out var waiting)) continue;
                foreach (var w in waiting) free.Push(w);
            }
        }
    }
}
