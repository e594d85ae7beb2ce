using Comptoir.Capital.Numbers;
using Comptoir.Capital.Stress;
using FsCheck.Xunit;

namespace Comptoir.Capital.Tests.Stress;

public sealed class ClearingTests
{
    /// <summary>The three-party payment cycle of Bardoscia and others 2019; Eisenberg–Noe values in fractions.</summary>
    [Fact]
    public void Pro_rata_and_all_or_nothing_lose_differently_on_the_same_debts()
    {
        Rational[][] debts = [[0, 2, 0], [0, 0, 7], [12, 0, 0]];
        Rational[] cash = [12, 4, 3];
        Clearing.Of(debts, cash).Paid.ShouldBe([2, 6, 9]);
        AllOrNothing.Of(debts, cash).Residual.ShouldBe([0, 7, 12]);
    }

    [Property(MaxTest = 60)]
    public void A_clearing_vector_is_the_greatest_fixed_point_and_loses_no_money(int seed)
    {
        var (debts, cash) = Random(seed, 6);
        var clearing = Clearing.Of(debts, cash);
        var next = Step(debts, clearing.Owed, cash, clearing.Paid);
        next.ShouldBe(clearing.Paid);
        Step(debts, clearing.Owed, cash, clearing.LeastPaid).ShouldBe(clearing.LeastPaid);
        Rational.Sum(clearing.Equity).ShouldBe(Rational.Sum(cash));
        clearing.Equity.ShouldAllBe(e => e.Sign >= 0);
        // from above, step by step: never below the answer, and at last near it
        IReadOnlyList<Rational> above = clearing.Owed;
        for (var k = 0; k < 12; k++)
        {
            above = Step(debts, clearing.Owed, cash, above);
            above.Zip(clearing.Paid).ShouldAllBe(p => p.First >= p.Second);
        }
    }

    [Property(MaxTest = 60)]
    public void The_least_vector_is_reached_from_nothing_paid(int seed)
    {
        var (debts, cash) = Random(seed, 5);
        var clearing = Clearing.Of(debts, cash);
        var (owed, paid) = (clearing.Owed.Select(v => v.ToDouble()).ToArray(), new double[5]);
        for (var k = 0; k < 20_000; k++)
            paid = [.. Enumerable.Range(0, 5).Select(i => Math.Min(owed[i], cash[i].ToDouble() + Enumerable.Range(0, 5).Sum(j => owed[j] == 0 ? 0 : debts[j][i].ToDouble() / owed[j] * paid[j])))];
        paid.Zip(clearing.LeastPaid).ShouldAllBe(p => Math.Abs(p.First - p.Second.ToDouble()) < 1e-6);
    }

    [Fact]
    public void A_group_that_owes_itself_and_has_no_cash_clears_in_many_ways()
    {
        var clearing = Clearing.Of([[0, 5, 0], [5, 0, 0], [0, 0, 0]], [0, 0, 1]);
        clearing.IsUnique.ShouldBeFalse();
        (clearing.Paid.Select(p => p.ToString()), clearing.LeastPaid.Select(p => p.ToString())).ShouldSatisfyAllConditions(p => p.Item1.ShouldBe(["5", "5", "0"]), p => p.Item2.ShouldBe(["0", "0", "0"]));
    }

    [Fact]
    public void Cash_below_zero_is_explained() =>
        Should.Throw<ArgumentException>(() => Clearing.Of([[0]], [-1])).Message.ShouldContain("add whom it is owed to");

    [Property(MaxTest = 30)]
    public void The_clearing_of_large_networks_agrees_with_fractions(int seed)
    {
        var network = Some.Network(seed, 20, 90);
        var random = new Random(seed);
        var cash = Enumerable.Range(0, 20).Select(_ => (long)random.Next(0, 800)).ToArray();
        var debts = Enumerable.Range(0, 20).Select(_ => Enumerable.Repeat(Rational.Zero, 20).ToArray()).ToArray();
        foreach (var f in network.Flows) debts[f.From][f.To] += f.Amount;
        var exact = Clearing.Of(debts, [.. cash.Select(c => (Rational)c)]);
        var large = LargeClearing.Of(network, [.. cash.Select(c => (double)c)], 1e-9);
        large.Settled.ShouldBeTrue();
        large.Paid.Zip(exact.Paid).ShouldAllBe(p => Math.Abs(p.First - p.Second.ToDouble()) < 1e-4);
    }

    [Fact]
    public void A_party_without_equity_is_lost_from_the_start_and_nobody_more_than_once()
    {
        var found = Contagion.Of([[], [(0, 50)], [(1, 10)]], [0, 100, 20], [0, 0, 0]);
        found.Settled.ShouldBeTrue();
        found.Final.ShouldBe([1, 0.5, 0.25]);
    }

    private static IReadOnlyList<Rational> Step(Rational[][] debts, IReadOnlyList<Rational> owed, Rational[] cash, IReadOnlyList<Rational> paid) =>
        [.. Enumerable.Range(0, cash.Length).Select(i => Rational.Min(owed[i], cash[i] + Rational.Sum(Enumerable.Range(0, cash.Length).Where(j => !owed[j].IsZero).Select(j => debts[j][i] / owed[j] * paid[j]))))];

    private static (Rational[][] Debts, Rational[] Cash) Random(int seed, int n)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i != j && random.Next(3) == 0 ? (Rational)random.Next(1, 20) : Rational.Zero).ToArray())],
            [.. Enumerable.Range(0, n).Select(_ => (Rational)(random.Next(2) == 0 ? 0 : random.Next(15)))]);
    }
}
