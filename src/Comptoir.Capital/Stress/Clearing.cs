using System.Collections.Immutable;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Stress;

/// <summary>
/// What everyone can pay when all debts fall due at once and who cannot pay all pays each creditor the same share
/// (Eisenberg and Noe 2001): p = min(owed, cash + what is received). In fractions.
/// </summary>
/// <param name="Owed">p̄ by party.</param>
/// <param name="Paid">The greatest clearing vector.</param>
/// <param name="LeastPaid">The least clearing vector: differs only in closed groups that owe each other and have no cash.</param>
/// <param name="Equity">Cash and receipts less payments; the same in every clearing vector.</param>
/// <param name="Round">In which round of the calculation a party first cannot pay: 0 for never, 1 by its own means, later because others failed.</param>
public sealed record Clearing(ImmutableArray<Rational> Owed, ImmutableArray<Rational> Paid, ImmutableArray<Rational> LeastPaid, ImmutableArray<Rational> Equity, ImmutableArray<int> Round)
{
    public bool IsUnique => Paid.SequenceEqual(LeastPaid);

    public IEnumerable<int> Defaulting => Enumerable.Range(0, Owed.Length).Where(i => Paid[i] < Owed[i]);

    /// <param name="debts">Row owes column.</param>
    /// <param name="cash">Outside means of each party, zero or more.</param>
    /// <exception cref="ArgumentException">A debt or cash below zero, or a party that owes itself.</exception>
    public static Clearing Of(Rational[][] debts, Rational[] cash)
    {
        var n = debts.Length;
        if (cash.Any(c => c.Sign < 0)) throw new ArgumentException("Cash below zero is a debt to somebody: add whom it is owed to as a party.", nameof(cash));
        if (debts.SelectMany(row => row).Any(d => d.Sign < 0)) throw new ArgumentException("A debt below zero is a claim: write it the other way round.", nameof(debts));
        if (Enumerable.Range(0, n).Any(i => !debts[i][i].IsZero)) throw new ArgumentException("Nobody owes himself.", nameof(debts));
        var owed = debts.Select(row => Rational.Sum(row)).ToArray();
        var shares = debts.Select((row, i) => row.Select(d => owed[i].IsZero ? Rational.Zero : d / owed[i]).ToArray()).ToArray();
        var round = new int[n];
        var paid = owed.ToArray();
        for (var k = 1; k <= n + 1; k++)
        {
            var fresh = Enumerable.Range(0, n).Where(i => round[i] == 0 && cash[i] + Received(shares, paid, i) < owed[i]).ToArray();
            if (fresh.Length == 0) break;
            foreach (var i in fresh) round[i] = k;
            paid = WithDefaults(shares, owed, cash, [.. Enumerable.Range(0, n).Where(i => round[i] > 0)]);
        }

        var least = paid.ToArray();
        foreach (var idle in ClosedWithoutCash(debts, owed, cash, paid)) least[idle] = Rational.Zero;
        var equity = Enumerable.Range(0, n).Select(i => cash[i] + Received(shares, paid, i) - paid[i]);
        return new([.. owed], [.. paid], [.. least], [.. equity], [.. round]);
    }

    private static Rational Received(Rational[][] shares, Rational[] paid, int party) =>
        Rational.Sum(Enumerable.Range(0, paid.Length).Where(j => !shares[j][party].IsZero).Select(j => shares[j][party] * paid[j]));

    /// <summary>Those in default pay all that they have; the others pay in full: a linear system.</summary>
    private static Rational[] WithDefaults(Rational[][] shares, Rational[] owed, Rational[] cash, int[] defaulting)
    {
        var paid = owed.ToArray();
        var others = Enumerable.Range(0, owed.Length).Except(defaulting).ToArray();
        var system = defaulting.Select(i => defaulting.Select(j => (i == j ? Rational.One : Rational.Zero) - shares[j][i]).ToArray()).ToArray();
        var means = defaulting.Select(i => new[] { cash[i] + Rational.Sum(others.Select(j => shares[j][i] * owed[j])) }).ToArray();
        var solved = ExactMatrix.Solve(system, means) ?? throw new InvalidOperationException("Some party in default always leaks, or none would be in default.");
        for (var k = 0; k < defaulting.Length; k++) paid[defaulting[k]] = solved[k][0];
        return paid;
    }

    /// <summary>Groups that owe only each other and get nothing from outside: any common share of their debts clears them.</summary>
    private static IEnumerable<int> ClosedWithoutCash(Rational[][] debts, Rational[] owed, Rational[] cash, Rational[] paid)
    {
        var n = debts.Length;
        var (component, count) = Circularity.StrongComponents.Find(n, i => [.. Enumerable.Range(0, n).Where(j => !debts[i][j].IsZero)]);
        for (var c = 0; c < count; c++)
        {
            var group = Enumerable.Range(0, n).Where(i => component[i] == c).ToArray();
            var closed = group.Length > 1 && group.All(i => cash[i].IsZero && !owed[i].IsZero && Enumerable.Range(0, n).All(j => debts[i][j].IsZero || component[j] == c));
            var fed = Enumerable.Range(0, n).Any(j => component[j] != c && !paid[j].IsZero && group.Any(i => !debts[j][i].IsZero));
            if (!closed || fed) continue;
            foreach (var i in group) yield return i;
        }
    }
}
