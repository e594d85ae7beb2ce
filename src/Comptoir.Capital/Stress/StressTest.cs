using System.Collections.Immutable;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Stress;

/// <summary>
/// What a scenario does to the payments of a year and to the value of stakes. Whose means are not known has, at one end, exactly what it needs
/// and nothing more, and at the other end enough for everything: between the two lies what is not in the file.
/// </summary>
/// <param name="Parties">In the order of all lists here.</param>
/// <param name="Owed">What falls due in the period without the scenario.</param>
/// <param name="Bare">Payments when nobody has reserves that the file does not name.</param>
/// <param name="Ample">Payments when everybody whose means are not known has enough.</param>
/// <param name="Values">Shares of value lost, round by round; null when no valuation falls.</param>
/// <param name="Stakes">What each party has put into each other one, minor units: its claims.</param>
public sealed record StressTest(Scenario Scenario, DateOnly From, DateOnly Before, ImmutableArray<string> Parties, ImmutableArray<Rational> Owed, Clearing Bare, Clearing Ample, Contagion? Values, ImmutableArray<ImmutableArray<(int On, double Amount)>> Stakes, ImmutableArray<ImmutableArray<string>> Deals)
{
    public static StressTest Of(CapitalAnalysis a, Scenario scenario)
    {
        var (from, before) = scenario.Year is { } year ? (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1)) : (a.Today, a.Today.AddYears(1));
        var due = a.Graph.Arrows.Where(r => r.Deal.Class is FlowClass.Purchase or FlowClass.Funding && !scenario.Cancels(r.Deal.Id))
            .Select(r => (Arrow: r, Amount: Schedule.Between(r.Deal, from, before, a.View.MissingTermYears))).Where(r => r.Amount > 0).ToArray();
        var stakes = a.Graph.Arrows.Where(r => r.Deal.Class == FlowClass.Funding).ToArray();
        var names = due.SelectMany(d => new[] { d.Arrow.From, d.Arrow.To }).Concat(stakes.SelectMany(s => new[] { s.From, s.To })).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        var n = names.Length;
        var debts = names.Select(_ => Enumerable.Repeat(Rational.Zero, n).ToArray()).ToArray();
        var deals = names.Select(_ => new SortedSet<string>(StringComparer.Ordinal)).ToArray();
        int At(string name) => names.BinarySearch(name, StringComparer.Ordinal);
        foreach (var (arrow, amount) in due)
        {
            debts[At(arrow.From)][At(arrow.To)] += amount;
            deals[At(arrow.From)].Add(arrow.Deal.Id);
            deals[At(arrow.To)].Add(arrow.Deal.Id);
        }

        var owed = debts.Select(row => Rational.Sum(row)).ToArray();
        var received = Enumerable.Range(0, n).Select(j => Rational.Sum(debts.Select(row => row[j]))).ToArray();
        // who pays only part pays that part for certain; the rest is lost to its creditors
        for (var i = 0; i < n; i++)
            if (scenario.Pays.TryGetValue(names[i], out var pays)) debts[i] = [.. debts[i].Select(d => d * pays)];
        var days = before.DayNumber - from.DayNumber;
        Rational? Means(int i) => a.Book.Parties.GetValueOrDefault(names[i]) is { Cash: { } cash } facts && facts.Currency == a.Currency ? (Rational)cash + new Rational((long)(facts.RevenueAYear ?? 0) * (System.Numerics.BigInteger)days, 365) : null;
        var reduced = debts.Select(row => Rational.Sum(row)).ToArray();
        Clearing Clear(bool ample) => Clearing.Of(debts, [.. Enumerable.Range(0, n).Select(i =>
            scenario.Pays.ContainsKey(names[i]) ? reduced[i] : Means(i) ?? (ample ? owed[i] : Rational.Max(Rational.Zero, owed[i] - received[i])))]);
        return new(scenario, from, before, names, [.. owed], Clear(false), Clear(true), ValuesOf(a, scenario, names, stakes), StakesOf(names, stakes), [.. deals.Select(d => d.ToImmutableArray())]);
    }

    /// <summary>What a party does not get of what it is owed, minor units.</summary>
    public Rational Missing(Clearing clearing, int party) => Owed[party] - clearing.Paid[party];

    private static ImmutableArray<ImmutableArray<(int On, double Amount)>> StakesOf(ImmutableArray<string> names, Arrow[] stakes)
    {
        var byOwner = stakes.ToLookup(s => s.From);
        return [.. names.Select(name => byOwner[name].GroupBy(s => s.To).Select(g => (names.BinarySearch(g.Key, StringComparer.Ordinal), (double)g.Sum(s => s.Amount))).ToImmutableArray())];
    }

    private static Contagion? ValuesOf(CapitalAnalysis a, Scenario scenario, ImmutableArray<string> names, Arrow[] stakes)
    {
        if (scenario.Valuations.IsEmpty) return null;
        var claims = StakesOf(names, stakes);
        // equity that is not known is taken as the stakes themselves: a party that is nothing but what it owns of others
        var equity = names.Select((name, i) => a.Book.Parties.GetValueOrDefault(name) is { Equity: { } known } facts && facts.Currency == a.Currency ? known : Math.Max(1, claims[i].Sum(c => c.Amount))).ToArray();
        var shock = names.Select(name => scenario.Valuations.TryGetValue(name, out var left) ? 1 - left.ToDouble() : 0).ToArray();
        return Contagion.Of([.. claims.Select(c => (IReadOnlyList<(int, double)>)c)], equity, shock);
    }
}
