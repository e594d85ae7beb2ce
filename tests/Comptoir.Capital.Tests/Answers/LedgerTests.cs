using Comptoir.Capital.Formats;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Capital.Tests.Answers;

/// <summary>A shop's own books: who pays whom in them, and what its orders earn.</summary>
public sealed class LedgerTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Account Clearing = new("clearing", "psp", AccountKind.Asset, "USD");
    private static readonly Account Sales = new("sales", "shop", AccountKind.Income, "USD");
    private static readonly Account Fees = new("fees", "shop", AccountKind.Expense, "USD");
    private static readonly Account Bank = new("bank", "shop", AccountKind.Asset, "USD");

    [Fact]
    public void The_payer_is_who_bears_and_a_payout_is_no_purchase()
    {
        var book = LedgerDeals.Of(
            [],
            [
                new("sale", Clearing, Sales, 10_000, "sale", "ord_1", Day),
                new("fee", Fees, Clearing, 300, "fee", "ord_1", Day),
                new("payout", Bank, Clearing, 9_700, "payout", "po_1", Day),
                new("late", Fees, Clearing, 50, "fee", "c1", Day) { Cause = "contract:c1" },
            ],
            []);
        book.Deals.Select(d => (d.Payer, d.Payee, d.Amount)).Order().ShouldBe([("psp", "shop", 10_000L), ("shop", "psp", 300L)]);
    }

    [Fact]
    public void Calls_of_models_lessen_what_their_order_earned()
    {
        var cost = new Account("models:boreal", "shop", AccountKind.Expense, "usd/9");
        var owed = new Account("owed:boreal", "boreal", AccountKind.Liability, "usd/9");
        var earnings = OrderEarnings.Of([new("sale", Clearing, Sales, 1_000, "sale", "ord_1", Day), new("call", cost, owed, 4_000_000_000, "usage", "ord_1", Day)], "USD", _ => true);
        earnings.Result.ShouldBe(600);
        earnings.ByKind["usage"].ShouldBe(-400);
    }

    [Fact]
    public void Every_order_is_there_for_the_one_in_the_middle()
    {
        var transfers = Enumerable.Range(1, 501).Select(i => new Transfer($"t{i}", Clearing, Sales, i, "sale", $"ord_{i}", Day));
        var each = OrderEarnings.Of(transfers, "USD", _ => true).Each;
        each.Length.ShouldBe(501);
        each[250].Result.ShouldBe(251);
    }
}
