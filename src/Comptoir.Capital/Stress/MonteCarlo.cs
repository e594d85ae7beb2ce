using Comptoir.Capital.Circularity;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Stress;

/// <summary>Draws of which uncertain deals happen and for how much, and what each draw makes of the headline. The same seed gives the same draws.</summary>
/// <param name="Totals">All flows, by draw, ascending; smallest units.</param>
/// <param name="Throughputs">Money that goes round, by draw, ascending.</param>
/// <param name="Bounds">Maximum circulation, by draw, ascending.</param>
/// <param name="Chances">By status: what was assumed.</param>
public sealed record MonteCarlo(double[] Totals, double[] Throughputs, double[] Bounds, double[] Shares, IReadOnlyDictionary<DealStatus, double> Chances)
{
    /// <summary>Assumptions, not statistics: a scenario file may give others.</summary>
    private static readonly Dictionary<DealStatus, double> Assumed = new()
    {
        [DealStatus.InTalks] = 0.25,
        [DealStatus.Unconfirmed] = 0.4,
        [DealStatus.Conditional] = 0.5,
        [DealStatus.Announced] = 0.8,
        [DealStatus.Signed] = 0.95,
        [DealStatus.Paid] = 1,
    };

    public static MonteCarlo Of(CapitalAnalysis a, int draws, int seed, CancellationToken ct)
    {
        var chances = Assumed.ToDictionary(c => c.Key, c => a.Scenario?.Chances.TryGetValue(c.Key, out var given) == true ? given : c.Value);
        var whole = DealGraph.Of(a.Book, a.View with { Conditional = true, Unconfirmed = true, Talks = true });
        var random = new Random(seed);
        var (totals, throughputs, bounds, shares) = (new double[draws], new double[draws], new double[draws], new double[draws]);
        for (var k = 0; k < draws; k++)
        {
            ct.ThrowIfCancellationRequested();
            var drawn = new List<(string, string, long, string)>();
            foreach (var arrow in whole.Arrows)
            {
                // two numbers a deal whether it happens or not, so that one deal's luck moves no other's
                var (happens, size) = (random.NextDouble(), random.NextDouble());
                var status = a.View.AsOf is { } day ? arrow.Deal.StatusOn(day) ?? arrow.Deal.Status : arrow.Deal.Status;
                if (happens >= chances.GetValueOrDefault(status)) continue;
                var (low, high) = Spread(arrow.Deal.Basis);
                drawn.Add((arrow.From, arrow.To, Math.Max(1, (long)(arrow.Amount * (low + (high - low) * size))), arrow.Deal.Id));
            }

            var network = FlowNetwork.Of(drawn);
            var balanced = BalancedFlow.Of(network, exact: false, ct);
            var bound = MaximumCirculation.Of(network, ct);
            var loops = LoopMoney.Of(balanced, bound, steps: 20_000, seed: seed, ct: ct);
            (totals[k], throughputs[k], bounds[k], shares[k]) = (network.Total, loops.Throughput, bound.Volume, loops.Share);
        }

        foreach (var values in new[] { totals, throughputs, bounds, shares }) Array.Sort(values);
        return new(totals, throughputs, bounds, shares, chances);
    }

    /// <summary>The value below which a share of the draws lie.</summary>
    public static double Quantile(double[] ascending, double share) =>
        ascending.Length == 0 ? double.NaN : ascending[Math.Clamp((int)Math.Round(share * (ascending.Length - 1)), 0, ascending.Length - 1)];

    /// <summary>Between which factors an amount of a basis may lie.</summary>
    private static (double Low, double High) Spread(string basis) => basis switch
    {
        "up_to" => (0.4, 1),
        "at_least" => (1, 1.3),
        "approx" or "converted" => (0.9, 1.1),
        "estimate" or "derived" or "initial" or "tens_of_billions" or "assumed_equal_split" => (0.7, 1.3),
        _ => (1, 1),
    };
}
