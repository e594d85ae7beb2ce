using System.Numerics;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Circularity;

/// <summary>
/// Balanced flow forwarding of one strongly connected part, in fractions. Forwarding leaves the proportions of every payer alone, so
/// each pass takes from every payer a share of its row: g, the null vector of the part's Laplacian, which has whole numbers. The pass ends
/// when a payer has nothing left; what remains falls into smaller parts, each forwarded by itself.
/// </summary>
internal static class ExactForwarding
{
    /// <summary>The number of passes; null when the fractions outgrow <paramref name="mostBits"/>.</summary>
    public static int? Run(FlowNetwork network, IReadOnlyList<int> nodes, int[] flows, Rational[] circular, long mostBits)
    {
        var left = nodes.ToDictionary(n => n, _ => Rational.One);
        foreach (var f in flows) circular[f] = Rational.Zero;
        return Forward(network, nodes, flows, circular, left, mostBits);
    }

    private static int? Forward(FlowNetwork network, IReadOnlyList<int> nodes, int[] flows, Rational[] circular, Dictionary<int, Rational> left, long mostBits)
    {
        var rates = Rates(network, nodes, flows);
        var least = Enumerable.Range(0, nodes.Count).Select(i => left[nodes[i]] / rates[i]).Min();
        for (var i = 0; i < nodes.Count; i++)
        {
            left[nodes[i]] -= least * rates[i];
            if (left[nodes[i]].Bits > mostBits) return null;
        }

        var heads = nodes.ToDictionary(n => n, _ => new List<int>());
        foreach (var f in flows)
            if (!left[network.Flows[f].From].IsZero && !left[network.Flows[f].To].IsZero) heads[network.Flows[f].From].Add(network.Flows[f].To);
        var place = nodes.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i);
        var (component, _) = StrongComponents.Find(nodes.Count, i => [.. heads[nodes[i]].Select(h => place[h])]);
        var within = flows.ToLookup(f => Inner(f) ? component[place[network.Flows[f].From]] : -1);
        // a flow that leaves its part keeps what went round of it so far
        foreach (var f in within[-1]) circular[f] = network.Flows[f].Amount * (Rational.One - left[network.Flows[f].From]);
        var deepest = 0;
        foreach (var part in within.Where(p => p.Key >= 0))
        {
            var members = nodes.Where(n => component[place[n]] == part.Key).ToArray();
            if (Forward(network, members, [.. part], circular, left, mostBits) is not { } passes) return null;
            deepest = Math.Max(deepest, passes);
        }

        return deepest + 1;

        bool Inner(int f)
        {
            var (from, to) = (network.Flows[f].From, network.Flows[f].To);
            return !left[from].IsZero && !left[to].IsZero && component[place[from]] == component[place[to]];
        }
    }

    /// <summary>g with g·L = 0, in whole numbers: g_i U_i = Σ g_j w_ji with U_i the row sum within the part.</summary>
    private static BigInteger[] Rates(FlowNetwork network, IReadOnlyList<int> nodes, int[] flows)
    {
        var n = nodes.Count;
        if (n == 1) return [BigInteger.One];
        var place = nodes.Select((node, i) => (node, i)).ToDictionary(p => p.node, p => p.i);
        var laplacian = new BigInteger[n, n];
        foreach (var f in flows)
        {
            var (from, to, amount) = (place[network.Flows[f].From], place[network.Flows[f].To], network.Flows[f].Amount);
            if (from == to) continue;
            laplacian[from, from] += amount;
            laplacian[from, to] -= amount;
        }

        // the first of the equations follows from the others; with g of the first party known, the others are a regular system
        var (a, b) = (new BigInteger[n - 1][], new BigInteger[n - 1][]);
        for (var j = 1; j < n; j++)
        {
            a[j - 1] = [.. Enumerable.Range(1, n - 1).Select(i => laplacian[i, j])];
            b[j - 1] = [-laplacian[0, j]];
        }

        var (numerators, determinant) = ExactMatrix.Solve(a, b) ?? throw new InvalidOperationException("A strongly connected part has one null vector.");
        BigInteger[] rates = [determinant, .. numerators.Select(row => row[0])];
        var common = rates.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor) * (determinant.Sign < 0 ? -1 : 1);
        return [.. rates.Select(r => r / common)];
    }
}
