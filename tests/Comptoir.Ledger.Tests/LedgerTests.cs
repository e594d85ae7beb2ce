using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Statements;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Tests;

public sealed class LedgerTests
{
    private static readonly Account Cash = new("cash:EUR", "shop", AccountKind.Asset, "EUR");
    private static readonly Account Sales = new("sales:EUR", "shop", AccountKind.Income, "EUR");
    private static readonly Account Dollars = new("cash:USD", "shop", AccountKind.Asset, "USD");

    [Theory]
    [InlineData(AccountKind.Asset, 70)]
    [InlineData(AccountKind.Expense, 70)]
    [InlineData(AccountKind.Liability, -70)]
    [InlineData(AccountKind.Equity, -70)]
    [InlineData(AccountKind.Income, -70)]
    public void A_balance_stands_on_the_normal_side_of_its_account(AccountKind kind, long balance) =>
        new AccountBalance(new Account("a", "shop", kind, "EUR"), 100, 30).Balance.ShouldBe(balance);

    [Fact]
    public void A_balance_that_64_bits_cannot_hold_is_a_fault_and_not_a_wrong_number() =>
        Should.Throw<OverflowException>(() => new AccountBalance(Cash, long.MaxValue, -1).Balance);

    [Fact]
    public void A_sound_transfer_passes_and_knows_its_asset()
    {
        var transfer = Transfer(Cash, Sales, 1);
        transfer.Checked().ShouldBeSameAs(transfer);
        transfer.Asset.ShouldBe("EUR");
    }

    [Fact]
    public void Unsound_transfers_throw()
    {
        Should.Throw<InvalidOperationException>(() => Transfer(Cash, Sales, 0).Checked());
        Should.Throw<InvalidOperationException>(() => Transfer(Cash, Sales, -1).Checked());
        Should.Throw<InvalidOperationException>(() => Transfer(Cash, Cash, 1).Checked());
        Should.Throw<InvalidOperationException>(() => Transfer(Dollars, Sales, 1).Checked());
    }

    [Fact]
    public void A_trial_balance_is_drawn_up_for_each_asset_on_its_own()
    {
        var trials = TrialBalance.Of([new(Sales, 0, 500), new(Dollars, 7, 0), new(Cash, 500, 0)]);
        trials.Select(t => (t.Asset, t.Debits, t.Credits, t.Balanced)).ShouldBe([("EUR", 500L, 500L, true), ("USD", 7L, 0L, false)]);
        trials[0].Accounts.Select(a => a.Account.Id).ShouldBe(["cash:EUR", "sales:EUR"]);
    }

    private static Transfer Transfer(Account debit, Account credit, long amount) => new("t1", debit, credit, amount, "sale", "ord_1", DateTimeOffset.UnixEpoch);
}
