using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Periods;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class LedgerPeriodCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private static readonly Account Cash = new("cash:EUR", "shop", AccountKind.Asset, "EUR");
    private static readonly Account Sales = new("sales:EUR", "shop", AccountKind.Income, "EUR");
    private static readonly Account Fees = new("fees:psp:EUR", "shop", AccountKind.Expense, "EUR");
    private static readonly DateOnly Closed = new(2026, 3, 31);
    private static readonly DateTimeOffset March = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset April = new(2026, 4, 2, 9, 30, 0, TimeSpan.Zero);

    private LedgerService Ledger => new(Stores.Ledger, TimeProvider.System);

    [Fact]
    public async Task Closing_brings_income_and_expenses_to_retained_earnings_and_statements_of_the_period_stay()
    {
        await BookAsync();

        var closed = await Ledger.CloseAsync(Some.ShopId, Closed, "ada", null, None);

        closed.Problem.ShouldBeNull();
        closed.Close.ShouldNotBeNull().Through.ShouldBe(Closed);
        var after = (await Stores.Ledger.GetBalancesAsync(Some.ShopId, PeriodClose.EndOf(Closed), BookTime.Effective, None)).ToDictionary(b => b.Account.Id, b => b.Balance);
        (after["sales:EUR"], after["fees:psp:EUR"], after["retained-earnings:EUR"], after["cash:EUR"]).ShouldBe((0, 0, 970, 970));
        var income = (await Ledger.IncomeStatementAsync(Some.ShopId, new(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), PeriodClose.EndOf(Closed)), None)).ShouldHaveSingleItem();
        (income.TotalIncome, income.TotalExpenses, income.Result).ShouldBe((1000, 30, 970));
        var sheet = (await Ledger.BalanceSheetAsync(Some.ShopId, null, BookTime.Effective, None)).ShouldHaveSingleItem();
        (sheet.TotalAssets, sheet.TotalEquity, sheet.Result, sheet.Balanced).ShouldBe((1470, 970, 500, true));
        (await Findings()).ShouldBeEmpty();
        (await Stores.Ledger.GetPeriodsAsync(Some.ShopId, None)).ShouldHaveSingleItem().By.ShouldBe("ada");
    }

    [Fact]
    public async Task A_manual_entry_in_a_closed_period_is_refused_and_names_the_rule()
    {
        await BookAsync();
        await Ledger.CloseAsync(Some.ShopId, Closed, "ada", null, None);

        var refused = await Ledger.PostManuallyAsync(Some.ShopId, [new("late", Cash, Sales, 5, "sale", "ord_9", March)], None);

        refused.Status.ShouldBe(PostStatus.PeriodClosed);
        refused.Message.ShouldContain("closed through 2026-03-31");
        (await Stores.Ledger.FindTransferAsync(Some.ShopId, "late", None)).ShouldBeNull();
        (await Ledger.PostManuallyAsync(Some.ShopId, [new("late", Cash, Sales, 5, "sale", "ord_9", April)], None)).Status.ShouldBe(PostStatus.Posted);
    }

    [Fact]
    public async Task A_sale_while_the_clock_jumped_back_is_dated_at_the_first_open_moment_with_a_note()
    {
        await BookAsync();
        await Ledger.CloseAsync(Some.ShopId, Closed, "ada", null, None);

        (await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Transfers = [new("late", Cash, Sales, 5, "sale", "ord_9", March)] }, None)).Status.ShouldBe(CommitStatus.Committed);

        var late = (await Stores.Ledger.FindTransferAsync(Some.ShopId, "late", None)).ShouldNotBeNull();
        late.At.ShouldBe(PeriodClose.EndOf(Closed));
        late.AskedAt.ShouldBe(March);
        late.Note.ShouldNotBeNull().ShouldContain("2026-03-15");
        (await Ledger.PostAsync(Some.ShopId, [new("late", Cash, Sales, 5, "sale", "ord_9", March)], None)).Status.ShouldBe(PostStatus.AlreadyPosted);
        (await Findings()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_period_is_closed_once_never_ahead_and_never_on_unsound_books()
    {
        await BookAsync();
        (await Ledger.CloseAsync(Some.ShopId, DateOnly.FromDateTime(DateTime.UtcNow), "ada", null, None)).Problem.ShouldNotBeNull().ShouldContain("not over");
        await Stores.Ledger.SealAsync(Some.ShopId, 100, None);
        await ((IDatabase)Stores.Database).ExecuteAsync("update transfer set amount = 999 where shop_id = $1 and transfer_id = 's1'", None, Some.ShopId);
        var unsound = await Ledger.CloseAsync(Some.ShopId, Closed, "ada", null, None);
        unsound.Findings.ShouldContain(f => f.Where == "transfer s1");
        (await Stores.Ledger.GetPeriodsAsync(Some.ShopId, None)).ShouldBeEmpty();
        await ((IDatabase)Stores.Database).ExecuteAsync("update transfer set amount = 1000 where shop_id = $1 and transfer_id = 's1'", None, Some.ShopId);
        (await Ledger.CloseAsync(Some.ShopId, Closed, "ada", null, None)).Problem.ShouldBeNull();
        (await Ledger.CloseAsync(Some.ShopId, Closed, "ada", null, None)).Problem.ShouldNotBeNull().ShouldContain("closed through 2026-03-31");
        (await Ledger.CloseAsync(Some.ShopId, Closed.AddDays(-20), "ada", null, None)).Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_slipped_into_a_closed_period_is_found()
    {
        await BookAsync();
        await Ledger.CloseAsync(Some.ShopId, Closed, "ada", null, None);
        await ((IDatabase)Stores.Database).ExecuteAsync("update transfer set at = $2 where shop_id = $1 and transfer_id = 's2'", None, Some.ShopId, March.ToMicroseconds());
        var findings = await Findings();
        findings.ShouldContain(f => f.Contains("period through 2026-03-31", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Posts_that_race_a_closing_are_in_it_or_after_it()
    {
        using var other = OpenAnother();
        await BookAsync();
        var posts = Enumerable.Range(0, 30).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Stores : other).Ledger.PostAsync(Some.ShopId, new([new($"race{i:00}", Cash, Sales, 10, "sale", "ord_r", March)]), None))).ToList();
        CloseResult closed;
        for (closed = await Ledger.CloseAsync(Some.ShopId, Closed, "ada", null, None); closed.Close is null; closed = await Ledger.CloseAsync(Some.ShopId, Closed, "ada", null, None))
            closed.Problem.ShouldNotBeNull().ShouldContain("try again");
        (await Task.WhenAll(posts)).ShouldAllBe(p => p.Status == PostStatus.Posted);
        (await Findings()).ShouldBeEmpty();
        var movements = await Stores.Ledger.GetMovementsAsync(Some.ShopId, new(null, PeriodClose.EndOf(Closed)), withClosing: true, None);
        movements.Single(m => m.Account.Id == "sales:EUR").Balance.ShouldBe(0);
    }

    [Fact]
    public async Task Statements_are_told_as_of_any_date_by_effective_and_recorded_time()
    {
        var start = DateTimeOffset.UtcNow;
        await BookAsync();
        var statement = (await Ledger.StatementAsync(Some.ShopId, "cash:EUR", new(March.AddDays(2), April.AddDays(1)), None)).ShouldNotBeNull();
        (statement.Opening, statement.Closing, statement.Lines.Count).ShouldBe((1000, 1470, 2));
        statement.Lines.Select(l => (l.Change, l.Balance)).ShouldBe([(-30, 970), (500, 1470)]);
        (await Ledger.StatementAsync(Some.ShopId, "nobody", new(), None)).ShouldBeNull();
        var then = await Stores.Ledger.GetBalancesAsync(Some.ShopId, March.AddDays(2), BookTime.Effective, None);
        then.Single(b => b.Account.Id == "cash:EUR").Balance.ShouldBe(1000);
        (await Stores.Ledger.GetBalancesAsync(Some.ShopId, start, BookTime.Recorded, None)).ShouldAllBe(b => b.Balance == 0);
        (await Stores.Ledger.ReadTransfersAsync(Some.ShopId, new(), null, None).ToListAsync()).Select(t => t.Id).ShouldBe(["s1", "f1", "s2"]);
    }

    private async Task BookAsync() => (await Stores.Ledger.PostAsync(Some.ShopId, new(
    [
        new("s1", Cash, Sales, 1000, "sale", "ord_1", March), new("f1", Fees, Cash, 30, "fee", "ord_1", March.AddDays(3)), new("s2", Cash, Sales, 500, "sale", "ord_2", April),
    ]), None)).Status.ShouldBe(PostStatus.Posted);

    private async Task<IEnumerable<string>> Findings() => (await Stores.Ledger.CheckAsync(Some.ShopId, null, null, None)).Findings.Select(f => f.ToString());
}
