using System.Collections.Immutable;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Circularity;

/// <summary>
/// A network split into money that goes round and money that passes through: W = C + D, where C is balanced at every party and D has no loop.
/// The split is that of balanced flow forwarding (Homs-Dones, MacKay, Sansom and Zhou, arXiv:2506.12546): every party passes on
/// what comes back to it in the proportions in which it pays anyway. It is unique and prefers no loop to another.
/// </summary>
/// <param name="Circular">C by flow of the network, smallest units.</param>
/// <param name="Exact">C as fractions; empty when the fractions would have grown beyond reason and floating point was used.</param>
/// <param name="Passes">How often a part of the network was emptied until a party ran dry.</param>
/// <param name="Imbalance">The greatest difference between what a party gets and pays in C, as a share of what it gets; 0 when exact.</param>
public sealed record BalancedFlow(FlowNetwork Network, ImmutableArray<double> Circular, ImmutableArray<Rational> Exact, int Passes, double Imbalance)
{
    /// <summary>Fractions longer than this are given up for floating point.</summary>
    private const long MostBits = 6_000;

    /// <summary>Components with more parties than this are always worked in floating point.</summary>
    private const int MostExact = 24;

    public bool IsExact => Exact.Length == Network.Flows.Length;

    /// <summary>Circular volume: the circular part of all flows, each flow of a loop counted.</summary>
    public double Volume => Circular.Sum();

    /// <summary>Γ: circular volume by all volume, 0 to 1. It falls when a pass-through party is put into a loop's neighbourhood; see <see cref="LoopMoney"/>.</summary>
    public double Share => Network.Total == 0 ? 0 : Volume / Network.Total;

    public Rational? ExactVolume => IsExact ? Rational.Sum(Exact) : null;

    /// <param name="exact">Work in fractions where they stay short.</param>
    public static BalancedFlow Of(FlowNetwork network, bool exact = true, CancellationToken ct = default)
    {
        var heads = Enumerable.Range(0, network.Parties.Length).Select(i => (IReadOnlyList<int>)network.Out(i).Select(f => network.Flows[f].To).ToArray()).ToArray();
        var (component, count) = StrongComponents.Find(network.Parties.Length, i => heads[i]);
        var members = new List<int>[count];
        for (var i = 0; i < component.Length; i++) (members[component[i]] ??= []).Add(i);
        var circular = new double[network.Flows.Length];
        var fractions = new Rational[network.Flows.Length];
        var (allExact, passes, imbalance) = (true, 0, 0.0);
        foreach (var nodes in members)
        {
            ct.ThrowIfCancellationRequested();
            var flows = nodes.SelectMany(network.Out).Where(f => component[network.Flows[f].From] == component[network.Flows[f].To]).ToArray();
            if (flows.Length == 0) continue;
            if (exact && nodes.Count <= MostExact && ExactForwarding.Run(network, nodes, flows, fractions, MostBits) is { } done)
            {
                passes = Math.Max(passes, done);
                foreach (var f in flows) circular[f] = fractions[f].ToDouble();
                continue;
            }

            allExact = false;
            passes = Math.Max(passes, FastForwarding.Run(network, nodes, flows, circular, ct));
        }

        if (!allExact) imbalance = ImbalanceOf(network, circular);
        return new(network, [.. circular], allExact && exact ? [.. fractions] : [], passes, imbalance);
    }

    private static double ImbalanceOf(FlowNetwork network, double[] circular)
    {
        var (into, outOf) = (new double[network.Parties.Length], new double[network.Parties.Length]);
        for (var f = 0; f < circular.Length; f++)
        {
            outOf[network.Flows[f].From] += circular[f];
            into[network.Flows[f].To] += circular[f];
        }

        var largest = into.Max();
        return largest == 0 ? 0 : into.Zip(outOf, (a, b) => Math.Abs(a - b) / Math.Max(Math.Max(a, b), largest * 1e-9)).Max();
    }
}
