using System.Collections.Immutable;

namespace Comptoir.Capital.Stress;

/// <summary>
/// Losses of value before anybody fails (DebtRank, Battiston 2012, in the differential form of Bardoscia 2015):
/// h(t+1) = min(1, h(t) + V (h(t) − h(t−1))), with V = claim by equity. h is the share of a party's equity that is lost.
/// </summary>
/// <param name="Rounds">h after each round, from the shock itself; until nothing moves.</param>
/// <param name="Settled">False when the rounds were cut off.</param>
public sealed record Contagion(ImmutableArray<ImmutableArray<double>> Rounds, bool Settled)
{
    public ImmutableArray<double> Final => Rounds[^1];

    /// <summary>Loss beyond the shock, weighted, as a share of all weights.</summary>
    public double AdditionalLoss(IReadOnlyList<double> weights) =>
        weights.Select((w, i) => w * (Final[i] - Rounds[0][i])).Sum() / weights.Sum();

    /// <param name="claims">Row has a claim on column.</param>
    /// <param name="equity">Loss-bearing means of each party; who has none is lost from the start.</param>
    /// <param name="shock">Initial h, 0 to 1.</param>
    public static Contagion Of(IReadOnlyList<IReadOnlyList<(int On, double Amount)>> claims, IReadOnlyList<double> equity, IReadOnlyList<double> shock, int mostRounds = 10_000)
    {
        var n = equity.Count;
        var now = Enumerable.Range(0, n).Select(i => equity[i] <= 0 ? 1.0 : Math.Clamp(shock[i], 0, 1)).ToArray();
        var before = new double[n];
        var rounds = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        rounds.Add([.. now]);
        for (var t = 0; t < mostRounds; t++)
        {
            var next = new double[n];
            var moved = 0.0;
            for (var i = 0; i < n; i++)
            {
                var loss = 0.0;
                if (equity[i] > 0)
                    foreach (var (on, amount) in claims[i]) loss += amount / equity[i] * (now[on] - before[on]);
                next[i] = Math.Min(1, now[i] + loss);
                moved = Math.Max(moved, next[i] - now[i]);
            }

            if (moved <= 1e-13) return new(rounds.ToImmutable(), true);
            (before, now) = (now, next);
            rounds.Add([.. now]);
        }

        return new(rounds.ToImmutable(), false);
    }
}
