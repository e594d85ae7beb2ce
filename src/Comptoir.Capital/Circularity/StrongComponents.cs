namespace Comptoir.Capital.Circularity;

/// <summary>Strongly connected components (Tarjan 1972) without recursion: nothing can circulate outside of them.</summary>
internal static class StrongComponents
{
    /// <summary>The component of every node, numbered from 0; a node that is left out has −1.</summary>
    /// <param name="outgoing">Heads of the arcs that leave a node; those to nodes that are left out are passed over.</param>
    public static (int[] ComponentOf, int Count) Find(int nodes, Func<int, IReadOnlyList<int>> outgoing, Func<int, bool>? included = null)
    {
        var component = new int[nodes];
        var order = new int[nodes];
        var low = new int[nodes];
        var next = new int[nodes];
        Array.Fill(component, -1);
        var (count, clock) = (0, 0);
        var open = new Stack<int>();
        var path = new Stack<int>();
        for (var root = 0; root < nodes; root++)
        {
            if (order[root] != 0 || included?.Invoke(root) == false) continue;
            path.Push(root);
            while (path.TryPeek(out var node))
            {
                if (order[node] == 0)
                {
                    order[node] = low[node] = ++clock;
                    open.Push(node);
                }

                var heads = outgoing(node);
                var deeper = -1;
                while (next[node] < heads.Count)
                {
                    var head = heads[next[node]++];
                    if (included?.Invoke(head) == false) continue;
                    if (order[head] == 0)
                    {
                        deeper = head;
                        break;
                    }

                    if (component[head] < 0) low[node] = Math.Min(low[node], order[head]);
                }

                if (deeper >= 0)
                {
                    path.Push(deeper);
                    continue;
                }

                path.Pop();
                if (path.TryPeek(out var parent)) low[parent] = Math.Min(low[parent], low[node]);
                if (low[node] != order[node]) continue;
                int popped;
                do
                {
                    popped = open.Pop();
                    component[popped] = count;
                }
                while (popped != node);
                count++;
            }
        }

        return (component, count);
    }
}
