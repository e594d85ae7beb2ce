using System.Collections.Immutable;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Circularity;

/// <summary>A loop of payments and what it is worth.</summary>
/// <param name="Parties">Indexes in the order of payment.</param>
/// <param name="Fair">Its part when the circular money is split over all loops as a coin that follows the payments would (Qian and Qian; Kalpazidou): the lower end.</param>
/// <param name="Bottleneck">Its smallest flow: what would go round if it had every flow for itself, the upper end.</param>
/// <param name="ExactFair">The lower end as a fraction where it was worked without rounding.</param>
public sealed record Loop(ImmutableArray<int> Parties, double Fair, long Bottleneck, Rational? ExactFair = null);

/// <summary>
/// Circular money with every dollar counted once a loop, however many parties the loop has. A shell company put between two parties
/// makes loops longer and moves none of these numbers.
/// </summary>
/// <param name="Throughput">T_C: the sum of the loops' weights, smallest units.</param>
/// <param name="Error">Half of the 95 % interval of the throughput; 0 when all loops were counted.</param>
/// <param name="Net">D_net: what passes through without coming back, net.</param>
/// <param name="Loops">Heaviest first; all of them when <see cref="Complete"/>.</param>
/// <param name="Complete">All loops were found. Otherwise the throughput is estimated by a seeded walk, and the list holds the loops that were met.</param>
/// <param name="Ceiling">No split of any circulation within the flows can carry more: half of the maximum circulation, as if it ran in loops of two only, and all self-payments.</param>
public sealed record LoopMoney(double Throughput, double Error, Rational? Exact, double Net, ImmutableArray<Loop> Loops, bool Complete, double Ceiling)
{
    private const int MostLoops = 20_000;
    private const int MostParties = 120;
    private const int MostExactParties = 8;
    private const long MostExactBits = 400;

    /// <summary>Γ_thr: circular throughput by circular and net throughput, 0 to 1.</summary>
    public double Share => Throughput + Net == 0 ? 0 : Throughput / (Throughput + Net);

    /// <param name="steps">Steps of the walk when there are too many loops to list.</param>
    public static LoopMoney Of(BalancedFlow flow, MaximumCirculation bound, int steps = 2_000_000, int seed = 1, CancellationToken ct = default)
    {
        var network = flow.Network;
        var net = (double)network.NetOutflow();
        var selfPaid = network.Flows.Where(f => f.From == f.To).Sum(f => f.Amount);
        var ceiling = selfPaid + (bound.Volume - selfPaid) / 2.0;
        var least = network.Flows.Length == 0 ? 0 : network.Flows.Max(f => (double)f.Amount) * 1e-11;
        var positive = Enumerable.Range(0, network.Flows.Length).Where(f => flow.IsExact ? !flow.Exact[f].IsZero : flow.Circular[f] > least).ToArray();
        if (positive.Length == 0) return new(0, 0, Rational.Zero, net, [], true, ceiling);
        var heads = Enumerable.Range(0, network.Parties.Length).Select(_ => new List<int>()).ToArray();
        foreach (var f in positive) heads[network.Flows[f].From].Add(network.Flows[f].To);
        var (component, count) = StrongComponents.Find(heads.Length, i => heads[i]);
        var largest = component.CountBy(c => c).Max(c => c.Value);
        var cycles = largest <= MostParties ? SimpleCycles.Find(heads, most: MostLoops, ct: ct) : new([], false);
        if (!cycles.Complete) return Sampled(flow, positive, steps, seed, net, ceiling, ct);
        var loops = ImmutableArray.CreateBuilder<Loop>();
        foreach (var part in cycles.Cycles.GroupBy(c => component[c[0]])) loops.AddRange(new LoopWeights(flow, positive, [.. Enumerable.Range(0, heads.Length).Where(i => component[i] == part.Key)], MostExactParties, MostExactBits).Of(part));
        var ordered = loops.OrderByDescending(l => l.Fair).ThenBy(l => string.Join(',', l.Parties.Select(p => p.ToString("D7", System.Globalization.CultureInfo.InvariantCulture))), StringComparer.Ordinal).ToImmutableArray();
        Rational? exact = loops.All(l => l.ExactFair is not null) ? Rational.Sum(loops.Select(l => l.ExactFair!.Value)) : null;
        return new(exact?.ToDouble() ?? ordered.Sum(l => l.Fair), 0, exact, net, ordered, true, ceiling);
    }

    /// <summary>A coin follows the circular payments; each time it comes back to a party on its way, a loop is closed and taken off its way.</summary>
    private static LoopMoney Sampled(BalancedFlow flow, int[] positive, int steps, int seed, double net, double ceiling, CancellationToken ct)
    {
        var network = flow.Network;
        var volume = positive.Sum(f => flow.Circular[f]);
        var walk = LoopWalk.Run(network, flow.Circular, positive, steps, seed, ct);
        var loops = walk.Met.Select(m => new Loop(m.Key.Parties, volume * m.Value, Bottleneck(network, m.Key.Parties)))
            .OrderByDescending(l => l.Fair).Take(200).ToImmutableArray();
        return new(volume * walk.LoopsPerStep, volume * walk.Error, null, net, loops, false, ceiling);
    }

    internal static long Bottleneck(FlowNetwork network, ImmutableArray<int> parties) =>
        parties.Select((p, i) => network.Between(p, parties[(i + 1) % parties.Length])!.Amount).Min();
}
