using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Ap2;

/// <summary>
/// <c>checkout.line_items</c>: every piece in the checkout is one that the user asked for, and everything asked for is there. One item may
/// fulfil several of the user's wishes, so that it is a question of assignment: the flow from wishes to items must use up both.
/// </summary>
internal static class LineItemsConstraint
{
    private const int MostEntries = 200;

    /// <param name="lines">Pieces by item id.</param>
    public static bool Allows(JsonObject constraint, IReadOnlyDictionary<string, long> lines)
    {
        if (constraint["items"] is not JsonArray { Count: > 0 and <= MostEntries } wishes || lines.Count is 0 or > MostEntries) return false;
        var wanted = new List<(HashSet<string> Items, long Quantity)>();
        foreach (var wish in wishes)
        {
            if (wish is not JsonObject o || o["acceptable_items"] is not JsonArray acceptable || o["quantity"] is not JsonValue count || !count.TryGetValue(out long quantity) || quantity is < 1 or > 1_000_000) return false;
            wanted.Add(([.. acceptable.Select(i => Jws.Text(i as JsonObject, "id")).OfType<string>()], quantity));
        }

        return wanted.Sum(w => w.Quantity) == lines.Values.Sum() && Flow(wanted, [.. lines]) == lines.Values.Sum();
    }

    /// <summary>The greatest flow, by augmenting the shortest paths (Edmonds and Karp). Nodes: source, wishes, items, sink.</summary>
    private static long Flow(List<(HashSet<string> Items, long Quantity)> wishes, KeyValuePair<string, long>[] lines)
    {
        var (sink, size) = (wishes.Count + lines.Length + 1, wishes.Count + lines.Length + 2);
        var room = new long[size, size];
        for (var w = 0; w < wishes.Count; w++)
        {
            room[0, 1 + w] = wishes[w].Quantity;
            for (var l = 0; l < lines.Length; l++)
                if (wishes[w].Items.Contains(lines[l].Key)) room[1 + w, 1 + wishes.Count + l] = long.MaxValue / 4;
        }

        for (var l = 0; l < lines.Length; l++) room[1 + wishes.Count + l, sink] = lines[l].Value;
        var flow = 0L;
        while (Path(room, size, sink) is { } before)
        {
            var most = long.MaxValue;
            for (var node = sink; node != 0; node = before[node]) most = Math.Min(most, room[before[node], node]);
            for (var node = sink; node != 0; node = before[node])
            {
                room[before[node], node] -= most;
                room[node, before[node]] += most;
            }

            flow += most;
        }

        return flow;
    }

    /// <summary>The node before each on a shortest path to the sink; null when none has room.</summary>
    private static int[]? Path(long[,] room, int size, int sink)
    {
        var before = new int[size];
        Array.Fill(before, -1);
        before[0] = 0;
        var open = new Queue<int>([0]);
        while (open.TryDequeue(out var node))
        {
            for (var next = 0; next < size; next++)
            {
                if (before[next] >= 0 || room[node, next] <= 0) continue;
                before[next] = node;
                if (next == sink) return before;
                open.Enqueue(next);
            }
        }

        return null;
    }
}
