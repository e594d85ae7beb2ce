using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Circularity;

/// <summary>What comes back to an investor from an investee, in networks of any size.</summary>
public static class PaymentPaths
{
    /// <summary>Shares of an invested dollar that are back after one, two and three payments, and at last.</summary>
    public sealed record Returned(double First, double Second, double Third, double All);

    /// <param name="leak">Share of what each party handles that leaves the network; 0 with money that all goes on.</param>
    public static Returned Return(FlowNetwork network, int investor, int investee, double leak)
    {
        var n = network.Parties.Length;
        var paid = Enumerable.Range(0, n).Select(i => (double)network.Paid(i)).ToArray();
        var (at, next) = (new double[n], new double[n]);
        at[investee] = 1;
        var (back, marks) = (0.0, new double[3]);
        for (var k = 0; k < 100_000; k++)
        {
            Array.Clear(next);
            for (var i = 0; i < n; i++)
            {
                if (at[i] <= 1e-18 || paid[i] == 0) continue;
                var onward = at[i] * (1 - leak) / paid[i];
                foreach (var f in network.Out(i)) next[network.Flows[f].To] += onward * network.Flows[f].Amount;
            }

            back += next[investor];
            next[investor] = 0;
            if (k < 3) marks[k] = back;
            (at, next) = (next, at);
            if (at.Sum() < 1e-13) break;
        }

        for (var k = 1; k < 3; k++) marks[k] = Math.Max(marks[k], marks[k - 1]);
        return new(marks[0], marks[1], marks[2], back);
    }

    /// <summary>The maximum flow from one party to another, smallest units (shortest augmenting paths; exact).</summary>
    public static long MostBack(FlowNetwork network, int from, int to)
    {
        if (from == to) return 0;
        var n = network.Parties.Length;
        var rest = network.Flows.Select(f => f.Amount).ToArray();
        var sent = new long[rest.Length];
        var total = 0L;
        var via = new int[n];
        while (true)
        {
            Array.Fill(via, -1);
            var queue = new Queue<int>([from]);
            via[from] = int.MaxValue;
            while (via[to] == -1 && queue.TryDequeue(out var node))
            {
                foreach (var f in network.Out(node))
                    if (rest[f] > 0 && via[network.Flows[f].To] == -1)
                    {
                        via[network.Flows[f].To] = f * 2;
                        queue.Enqueue(network.Flows[f].To);
                    }

                foreach (var f in network.In(node))
                    if (sent[f] > 0 && via[network.Flows[f].From] == -1)
                    {
                        via[network.Flows[f].From] = f * 2 + 1;
                        queue.Enqueue(network.Flows[f].From);
                    }
            }

            if (via[to] == -1) return total;
            var most = long.MaxValue;
            for (var node = to; node != from; node = Before(node)) most = Math.Min(most, via[node] % 2 == 0 ? rest[via[node] / 2] : sent[via[node] / 2]);
            for (var node = to; node != from;)
            {
                var (f, forward) = (via[node] / 2, via[node] % 2 == 0);
                var before = Before(node);
                rest[f] += forward ? -most : most;
                sent[f] += forward ? most : -most;
                node = before;
            }

            total += most;
        }

        int Before(int node) => via[node] % 2 == 0 ? network.Flows[via[node] / 2].From : network.Flows[via[node] / 2].To;
    }

    public static bool Reaches(FlowNetwork network, int from, int to) => Reached(network, from, forward: true).Contains(to);

    /// <summary>Ids of the deals on some way from one party to another.</summary>
    public static IEnumerable<string> DealsBetween(FlowNetwork network, int from, int to)
    {
        var (ahead, behind) = (Reached(network, from, forward: true), Reached(network, to, forward: false));
        return network.Flows.Where(f => ahead.Contains(f.From) && behind.Contains(f.To) && f.From != to).SelectMany(f => f.Deals);
    }

    private static HashSet<int> Reached(FlowNetwork network, int start, bool forward)
    {
        var reached = new HashSet<int> { start };
        var open = new Stack<int>([start]);
        while (open.TryPop(out var node))
            foreach (var f in forward ? network.Out(node) : network.In(node))
            {
                var other = forward ? network.Flows[f].To : network.Flows[f].From;
                if (reached.Add(other)) open.Push(other);
            }

        return reached;
    }
}
