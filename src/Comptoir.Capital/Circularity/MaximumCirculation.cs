using System.Collections.Immutable;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Circularity;

/// <summary>
/// The most that can go round: the circulation x with 0 ≤ x ≤ w, balanced at every party, of greatest sum. Its total is unique, its split is not.
/// What does not circulate is the cheapest way to carry every party's net payment through the network at one a flow: a minimum-cost flow,
/// solved by the primal-dual method with whole numbers, so the answer is exact.
/// </summary>
/// <param name="Circular">x by flow of the network, whole smallest units.</param>
/// <param name="Phases">Rounds of the method: one for each length of the cheapest paths that were needed.</param>
public sealed record MaximumCirculation(FlowNetwork Network, ImmutableArray<long> Circular, int Phases)
{
    public long Volume => Circular.Sum();

    public double Share => Network.Total == 0 ? 0 : (double)Volume / Network.Total;

    public static MaximumCirculation Of(FlowNetwork network, CancellationToken ct = default)
    {
        var n = network.Parties.Length;
        var heads = Enumerable.Range(0, n).Select(i => network.Out(i).Select(f => network.Flows[f].To).ToArray()).ToArray();
        var (component, _) = StrongComponents.Find(n, i => heads[i]);
        var carrier = new UnitCostFlow(n);
        var circular = new long[network.Flows.Length];
        var arcs = new List<(int Flow, int Arc)>();
        var balance = new long[n];
        for (var f = 0; f < network.Flows.Length; f++)
        {
            var flow = network.Flows[f];
            if (component[flow.From] != component[flow.To]) continue;
            circular[f] = flow.Amount;
            if (flow.From == flow.To) continue;
            arcs.Add((f, carrier.AddArc(flow.From, flow.To, flow.Amount)));
            balance[flow.From] += flow.Amount;
            balance[flow.To] -= flow.Amount;
        }

        var phases = carrier.Carry(balance, ct);
        foreach (var (flow, arc) in arcs) circular[flow] -= carrier.FlowOf(arc);
        return new(network, [.. circular], phases);
    }
}
