using Comptoir.Capital.Circularity;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;
using FsCheck.Xunit;

namespace Comptoir.Capital.Tests.Flows;

/// <summary>What must hold for every network, tried on random ones.</summary>
public sealed class CircularityProperties
{
    [Property(MaxTest = 60)]
    public void The_split_is_balanced_within_the_flows_and_leaves_no_loop(int seed)
    {
        var network = Some.Network(seed, 7, 20);
        var flow = BalancedFlow.Of(network);
        flow.IsExact.ShouldBeTrue();
        for (var i = 0; i < network.Parties.Length; i++)
            Rational.Sum(network.In(i).Select(f => flow.Exact[f])).ShouldBe(Rational.Sum(network.Out(i).Select(f => flow.Exact[f])));
        flow.Exact.Zip(network.Flows).ShouldAllBe(p => p.First >= Rational.Zero && p.First <= p.Second.Amount);
        var left = network.Flows.Where((f, i) => flow.Exact[i] < f.Amount).ToLookup(f => f.From, f => f.To);
        SimpleCycles.Find([.. Enumerable.Range(0, network.Parties.Length).Select(i => (IReadOnlyList<int>)[.. left[i]])]).Cycles.ShouldBeEmpty();
    }

    /// <summary>The definition itself: everyone passes on the lesser of what comes and what he still passes on, again and again.</summary>
    [Property(MaxTest = 25)]
    public void The_split_is_what_forwarding_step_by_step_comes_to(int seed)
    {
        var network = Some.Network(seed, 6, 14, 20);
        var slow = Slowly(network);
        BalancedFlow.Of(network).Circular.Zip(slow).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3);
    }

    [Property(MaxTest = 40)]
    public void Fractions_and_floating_point_agree(int seed)
    {
        var network = Some.Network(seed, 12, 50);
        var (exact, fast) = (BalancedFlow.Of(network), BalancedFlow.Of(network, exact: false));
        exact.Circular.Zip(fast.Circular).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-6 * 1000);
    }

    [Property(MaxTest = 40)]
    public void A_shell_company_in_between_does_not_move_the_headline(int seed)
    {
        var network = Some.Network(seed, 6, 14);
        if (network.Flows.Length == 0) return;
        var random = new Random(seed);
        var contracts = Some.Contracts(network).ToList();
        for (var k = 0; k < 3; k++)
        {
            var at = random.Next(contracts.Count);
            var (from, to, amount, deal) = contracts[at];
            contracts[at] = (from, $"shell{k}", amount, deal);
            contracts.Add(($"shell{k}", to, amount, deal + "'"));
        }

        var (before, after) = (Loops(network), Loops(FlowNetwork.Of(contracts)));
        after.Throughput.ShouldBe(before.Throughput, before.Throughput * 1e-9 + 1e-9);
        after.Share.ShouldBe(before.Share, 1e-9);
        after.Net.ShouldBe(before.Net);
        after.Loops.Length.ShouldBe(before.Loops.Length);
    }

    [Property(MaxTest = 40)]
    public void Merged_parties_stay_within_the_bound(int seed)
    {
        var network = Some.Network(seed, 8, 24);
        var merged = FlowNetwork.Of(Some.Contracts(network).Select(c => (Merge(c.From), Merge(c.To), c.Amount, c.Deal)).Where(c => c.Item1 != c.Item2));
        foreach (var n in new[] { network, merged })
        {
            var (flow, bound) = (BalancedFlow.Of(n), MaximumCirculation.Of(n));
            ((double)bound.Volume).ShouldBeGreaterThanOrEqualTo(flow.Volume * (1 - 1e-12));
            var loops = LoopMoney.Of(flow, bound);
            loops.Throughput.ShouldBeLessThanOrEqualTo(loops.Ceiling * (1 + 1e-9));
        }

        static string Merge(string party) => party is "p00001" or "p00002" ? "group" : party;
    }

    [Property(MaxTest = 30)]
    public void The_order_of_rows_changes_nothing(int seed)
    {
        var network = Some.Network(seed, 10, 40);
        var contracts = Some.Contracts(network).ToArray();
        new Random(seed).Shuffle(contracts);
        var shuffled = FlowNetwork.Of(contracts);
        BalancedFlow.Of(shuffled).Circular.Order().ShouldBe(BalancedFlow.Of(FlowNetwork.Of(Some.Contracts(network))).Circular.Order());
        MaximumCirculation.Of(shuffled).Volume.ShouldBe(MaximumCirculation.Of(network).Volume);
    }

    [Property(MaxTest = 30)]
    public void Scaling_all_amounts_scales_the_money_and_leaves_the_shares(int seed)
    {
        var network = Some.Network(seed, 8, 24);
        var scaled = FlowNetwork.Of(Some.Contracts(network).Select(c => (c.From, c.To, c.Amount * 1000, c.Deal)), network.Parties);
        var (a, b) = (BalancedFlow.Of(network), BalancedFlow.Of(scaled));
        b.ExactVolume.ShouldBe(a.ExactVolume!.Value * 1000);
        MaximumCirculation.Of(scaled).Volume.ShouldBe(MaximumCirculation.Of(network).Volume * 1000);
        Loops(scaled).Share.ShouldBe(Loops(network).Share, 1e-12);
    }

    [Property(MaxTest = 40)]
    public void Weights_of_loops_times_their_lengths_add_up_to_the_circular_volume(int seed)
    {
        var network = Some.Network(seed, 7, 20);
        Loops(network).Loops.Sum(l => l.Fair * l.Parties.Length).ShouldBe(BalancedFlow.Of(network).Volume, 1e-6);
    }

    /// <summary>A circulation is greatest exactly when no loop of spare room and of what may be given back gains; looked for by plain relaxation.</summary>
    [Property(MaxTest = 60)]
    public void No_loop_could_be_added_to_the_maximum_circulation(int seed) => ShouldBeMaximum(Some.Network(seed, 9, 30));

    [Fact]
    public void A_network_of_200_parties_and_20000_contracts_is_as_the_slow_methods_say()
    {
        var network = Some.Network(7, 200, 20_000);
        ShouldBeMaximum(network);
        var flow = BalancedFlow.Of(network);
        flow.Imbalance.ShouldBeLessThan(1e-4);
        var slow = ByPowers(network);
        flow.Circular.Zip(slow).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3 * 1000);
        flow.Volume.ShouldBe(slow.Sum(), slow.Sum() * 1e-6);
    }

    [Fact]
    public void The_walk_agrees_with_counting_all_loops()
    {
        var network = Some.Network(3, 9, 40);
        var flow = BalancedFlow.Of(network);
        var counted = LoopMoney.Of(flow, MaximumCirculation.Of(network));
        var walk = LoopWalk.Run(network, flow.Circular, [.. Enumerable.Range(0, network.Flows.Length).Where(f => flow.Circular[f] > 0)], 500_000, 1, CancellationToken.None);
        (flow.Volume * walk.LoopsPerStep).ShouldBe(counted.Throughput, flow.Volume * walk.Error * 2);
    }

    private static LoopMoney Loops(FlowNetwork network) => LoopMoney.Of(BalancedFlow.Of(network), MaximumCirculation.Of(network));

    private static void ShouldBeMaximum(FlowNetwork network)
    {
        var x = MaximumCirculation.Of(network).Circular;
        for (var i = 0; i < network.Parties.Length; i++) network.In(i).Sum(f => x[f]).ShouldBe(network.Out(i).Sum(f => x[f]));
        x.Zip(network.Flows).ShouldAllBe(p => p.First >= 0 && p.First <= p.Second.Amount);
        var gain = new int[network.Parties.Length];
        var changed = true;
        for (var round = 0; changed; round++)
        {
            round.ShouldBeLessThan(network.Parties.Length + 1, "a loop would gain");
            changed = false;
            for (var f = 0; f < x.Length; f++)
            {
                var flow = network.Flows[f];
                if (x[f] < flow.Amount && gain[flow.From] + 1 > gain[flow.To]) (gain[flow.To], changed) = (gain[flow.From] + 1, true);
                if (x[f] > 0 && gain[flow.To] - 1 > gain[flow.From]) (gain[flow.From], changed) = (gain[flow.To] - 1, true);
            }
        }
    }

    /// <summary>Pass by pass: the stationary flow by plain powers, as much of it as the tightest party allows.</summary>
    private static double[] ByPowers(FlowNetwork network)
    {
        var n = network.Parties.Length;
        var left = network.Flows.Select(f => (double)f.Amount).ToArray();
        var circular = new double[left.Length];
        while (true)
        {
            var heads = Enumerable.Range(0, n).Select(_ => new List<int>()).ToArray();
            for (var f = 0; f < left.Length; f++)
                if (left[f] > 1e-9) heads[network.Flows[f].From].Add(network.Flows[f].To);
            var (component, _) = StrongComponents.Find(n, i => heads[i]);
            var inside = Enumerable.Range(0, left.Length).Where(f => left[f] > 1e-9 && component[network.Flows[f].From] == component[network.Flows[f].To]).ToArray();
            if (inside.Length == 0) return circular;
            var outOf = new double[n];
            foreach (var f in inside) outOf[network.Flows[f].From] += left[f];
            var x = (double[])outOf.Clone();
            for (var k = 0; k < 20_000; k++)
            {
                var next = x.Select(v => v / 2).ToArray();
                foreach (var f in inside) next[network.Flows[f].To] += x[network.Flows[f].From] / 2 * left[f] / outOf[network.Flows[f].From];
                var moved = x.Zip(next, (a, b) => Math.Abs(a - b)).Max();
                x = next;
                if (moved < x.Max() * 1e-14) break;
            }

            foreach (var part in inside.GroupBy(f => component[network.Flows[f].From]))
            {
                var share = part.Select(f => network.Flows[f].From).Distinct().Min(i => outOf[i] / x[i]);
                foreach (var f in part)
                {
                    var taken = share * x[network.Flows[f].From] * left[f] / outOf[network.Flows[f].From];
                    circular[f] += taken;
                    left[f] -= taken;
                }
            }
        }
    }

    private static double[] Slowly(FlowNetwork network, double tolerance = 1e-5)
    {
        var left = network.Flows.Select(f => (double)f.Amount).ToArray();
        var circular = new double[left.Length];
        while (true)
        {
            var heads = Enumerable.Range(0, network.Parties.Length).Select(i => (IReadOnlyList<int>)[.. network.Out(i).Where(f => left[f] > tolerance).Select(f => network.Flows[f].To)]).ToArray();
            var (component, _) = StrongComponents.Find(heads.Length, i => heads[i]);
            var inside = Enumerable.Range(0, left.Length).Where(f => left[f] > tolerance && component[network.Flows[f].From] == component[network.Flows[f].To]).ToArray();
            if (inside.Length == 0) return circular;
            var outOf = new double[heads.Length];
            foreach (var f in inside) outOf[network.Flows[f].From] += left[f];
            var passes = (double[])outOf.Clone();
            while (true)
            {
                var comes = new double[heads.Length];
                foreach (var f in inside) comes[network.Flows[f].To] += passes[network.Flows[f].From] * left[f] / outOf[network.Flows[f].From];
                var moved = 0.0;
                for (var i = 0; i < passes.Length; i++)
                {
                    if (comes[i] >= passes[i]) continue;
                    moved = Math.Max(moved, passes[i] - comes[i]);
                    passes[i] = comes[i];
                }

                if (moved < tolerance * 1e-4) break;
            }

            foreach (var f in inside)
            {
                var part = left[f] * passes[network.Flows[f].From] / outOf[network.Flows[f].From];
                circular[f] += part;
                left[f] -= part;
            }
        }
    }
}
