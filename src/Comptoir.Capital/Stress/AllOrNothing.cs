using System.Collections.Immutable;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Stress;

/// <summary>
/// Payments under the rule that nobody pays in part (full payment algorithm, Bardoscia and others 2019): who can pay everything that he owes
/// does, which may let others pay, until nobody can. The same debts as in <see cref="Clearing"/>, another rule, other losses.
/// </summary>
/// <param name="Residual">Owed and not paid.</param>
/// <param name="Cash">At the end.</param>
/// <param name="Shortfall">What was missing to pay the residual.</param>
/// <param name="Round">In which round a party paid; 0 for never or nothing to pay.</param>
public sealed record AllOrNothing(ImmutableArray<Rational> Residual, ImmutableArray<Rational> Cash, ImmutableArray<Rational> Shortfall, ImmutableArray<int> Round)
{
    /// <param name="debts">Row owes column.</param>
    public static AllOrNothing Of(Rational[][] debts, Rational[] cash)
    {
        var n = debts.Length;
        var has = cash.ToArray();
        var owed = debts.Select(row => Rational.Sum(row)).ToArray();
        var (residual, round) = (owed.ToArray(), new int[n]);
        for (var k = 1; k <= n; k++)
        {
            var able = Enumerable.Range(0, n).Where(i => residual[i].Sign > 0 && has[i] >= residual[i]).ToArray();
            if (able.Length == 0) break;
            foreach (var i in able)
            {
                has[i] -= residual[i];
                residual[i] = Rational.Zero;
                round[i] = k;
                for (var j = 0; j < n; j++) has[j] += debts[i][j];
            }
        }

        return new([.. residual], [.. has], [.. residual.Select((r, i) => Rational.Max(Rational.Zero, r - has[i]))], [.. round]);
    }
}
