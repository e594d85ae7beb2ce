using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Tests;

public sealed class ContractTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Contract Cloud = new("ctr_1", "shop", "cloud", "commitment", "USD", 1_000, Start, Start.AddDays(100))
    {
        Schedule = [new(Start.AddDays(30), 200), new(Start.AddDays(60), 600)],
    };

    [Theory]
    [InlineData(10, 0, 0, 0, 0, 1000, LifecycleStatus.Active)]
    [InlineData(30, 0, 200, 200, 0, 1000, LifecycleStatus.Active)]
    [InlineData(60, 250, 600, 350, 0, 750, LifecycleStatus.Active)]
    [InlineData(60, 700, 600, 0, 0, 300, LifecycleStatus.Active)]
    [InlineData(100, 700, 1000, 0, 300, 0, LifecycleStatus.Expired)]
    [InlineData(100, 1000, 1000, 0, 0, 0, LifecycleStatus.Exhausted)]
    public void Drawn_due_late_short_and_left_follow_from_the_draws(int day, long drawn, long due, long late, long shortfall, long left, LifecycleStatus status)
    {
        var transfers = new List<Transfer> { Commitment.Sign(Cloud, Start) };
        for (var i = 0; i < drawn / 50; i++) transfers.Add(Commitment.Draw(Cloud, $"inv{i}", 50, Start.AddDays(1)));
        var state = StateOf(Cloud, transfers, Start.AddDays(day));
        (state.Drawn, state.Due, state.Late, state.Short, state.Left, state.Status).ShouldBe((drawn, due, late, shortfall, left, status));
    }

    [Fact]
    public void What_the_seller_lets_go_is_neither_late_nor_short()
    {
        var state = StateOf(Cloud, [Commitment.Sign(Cloud, Start), Commitment.Release(Cloud, "r", 900, Start)], Start.AddDays(60));
        (state.Late, state.Left, state.Released).ShouldBe((100, 100, 900));
        StateOf(Cloud, [Commitment.Sign(Cloud, Start), Commitment.Release(Cloud, "r", 1000, Start)], Start.AddDays(60)).Status.ShouldBe(LifecycleStatus.Canceled);
    }

    [Fact]
    public void A_conditional_contract_owes_nothing_until_its_condition_is_met()
    {
        var promise = Cloud with { Condition = "a listing" };
        var before = StateOf(promise, [Commitment.Sign(promise, Start)], Start.AddDays(60));
        (before.Due, before.Late, before.Short, before.Status).ShouldBe((0, 0, 0, LifecycleStatus.Pending));
        var met = promise with { TriggeredAt = Start.AddDays(40), Version = 2 };
        var entries = Commitment.Trigger(met, Start.AddDays(40));
        var after = StateOf(met, [Commitment.Sign(promise, Start), .. entries], Start.AddDays(60));
        (after.Due, after.Late, after.Left, after.Status).ShouldBe((600, 600, 1000, LifecycleStatus.Active));
        entries.Select(e => e.Asset).ShouldBe(["USD.conditional", "USD.committed"]);
    }

    [Fact]
    public void Terms_that_make_no_sense_are_refused_with_the_rule()
    {
        Cloud.Problem().ShouldBeNull();
        foreach (var bad in new[]
        {
            Cloud with { Amount = 0 }, Cloud with { End = Start }, Cloud with { Asset = "USD.committed" }, Cloud with { Id = " " }, Cloud with { Schedule = [new(Start, 500), new(Start, 600)] },
            Cloud with { Schedule = [new(Start, 500), new(Start.AddDays(1), 400)] }, Cloud with { Schedule = [new(Start, 1001)] }, Cloud with { TriggeredAt = Start }, Cloud with { Version = 0 },
        })
            bad.Problem().ShouldNotBeNull();
    }

    private static ContractState StateOf(Contract contract, IEnumerable<Transfer> transfers, DateTimeOffset at)
    {
        var balances = new Dictionary<string, AccountBalance>();
        foreach (var t in transfers.Select(t => t.Checked()).Where(t => t.At <= at))
            foreach (var account in new[] { t.Debit, t.Credit }) balances[account.Id] = balances.GetValueOrDefault(account.Id, new(account, 0, 0)).After(t);
        balances.Values.Sum(b => b.Debits - b.Credits).ShouldBe(0);
        return ContractState.Of(contract, balances, at);
    }
}
