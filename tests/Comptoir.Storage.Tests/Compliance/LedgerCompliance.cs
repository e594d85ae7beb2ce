using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Statements;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class LedgerCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    [Fact]
    public async Task Balances_follow_the_transfers_and_the_books_balance()
    {
        await Post(Some.Sale("t1", 1000), Some.Sale("t2", 250));
        await Post(Tax("t3", 200));

        var balances = await Stores.Ledger.GetBalancesAsync(Some.ShopId, None);

        balances.Select(b => (b.Account.Id, b.Balance)).ShouldBe([("psp:test:EUR", 1450), ("sales:EUR", 1250), ("tax:FR:EUR", 200)]);
        TrialBalance.Of(balances).ShouldHaveSingleItem().Balanced.ShouldBeTrue();
        (await Stores.Ledger.CheckAsync(Some.ShopId, null, null, None)).Findings.ShouldBeEmpty();
        (await Stores.Ledger.GetBalancesAsync("other", None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transfer_comes_back_as_it_was_posted()
    {
        var transfer = Some.Sale("t1") with { Note = "Thé à la menthe" };
        await Post(transfer);

        var read = (await Stores.Ledger.GetTransfersAsync(Some.ShopId, new TransferFilter(), None)).ShouldHaveSingleItem();
        read.RecordedAt.ShouldNotBeNull().ShouldBeGreaterThan(Some.Now);
        (read with { RecordedAt = null }).ShouldBe(transfer);
    }

    [Fact]
    public async Task A_transfer_is_posted_once_in_a_shop_whoever_repeats_it()
    {
        await Post(Some.Sale("t1", 1000));

        var again = await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Transfers = [Some.Sale("t1", 1000)] }, None);

        again.Status.ShouldBe(CommitStatus.VersionConflict);
        (await Stores.Ledger.GetBalancesAsync(Some.ShopId, None))[0].Debits.ShouldBe(1000);
        (await Stores.Ordering.CommitAsync(new Transition("other") { Transfers = [Some.Sale("t1")] }, None)).Status.ShouldBe(CommitStatus.Committed);
    }

    [Fact]
    public async Task Transfers_are_listed_newest_first_by_reference_and_by_account()
    {
        await Post([.. Enumerable.Range(0, 4).Select(i => Some.Sale($"t{i}", reference: i < 2 ? "ord_1" : "ord_2") with { At = Some.Now.AddMinutes(i) })]);
        await Post(Tax("x", 20));

        async Task<IEnumerable<string>> List(TransferFilter filter) => (await Stores.Ledger.GetTransfersAsync(Some.ShopId, filter, None)).Select(t => t.Id);
        (await List(new TransferFilter(Limit: 2, Offset: 1))).ShouldBe(["t2", "t1"]);
        (await List(new TransferFilter("ord_2"))).ShouldBe(["t3", "t2"]);
        (await List(new TransferFilter(AccountId: "tax:FR:EUR"))).ShouldBe(["x"]);
        (await List(new TransferFilter("ord_1", "sales:EUR", 1))).ShouldBe(["t1"]);
    }

    [Fact]
    public async Task A_sum_past_64_bits_is_refused_and_leaves_the_books_as_they_were()
    {
        for (var i = 0; i < 8; i++) await Post([.. Enumerable.Range(0, 999).Select(n => Some.Sale($"t{i}.{n}", Transfer.MaxAmount))]);

        var refused = await Stores.Ledger.PostAsync(Some.ShopId, new([.. Enumerable.Range(0, 999).Select(n => Some.Sale($"u{n}", Transfer.MaxAmount))]), None);

        refused.Status.ShouldBe(PostStatus.Unsound);
        (await Stores.Ledger.GetBalancesAsync(Some.ShopId, None))[0].Debits.ShouldBe(8 * 999 * Transfer.MaxAmount);
        (await Stores.Ledger.CheckAsync(Some.ShopId, null, null, None)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_hundred_concurrent_postings_lose_no_cent()
    {
        using var other = OpenAnother();

        await Task.WhenAll(Enumerable.Range(1, 200).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Stores : other).Ordering.CommitAsync(new Transition(Some.ShopId) { Transfers = [Some.Sale($"t{i}", i)] }, None))));

        (await Stores.Ledger.GetBalancesAsync(Some.ShopId, None)).ShouldAllBe(b => b.Balance == 200 * 201 / 2);
        (await Stores.Ledger.CheckAsync(Some.ShopId, null, null, None)).Findings.ShouldBeEmpty();
    }

    private static Transfer Tax(string id, long amount) =>
        Some.Sale(id, amount) with { Credit = new Account("tax:FR:EUR", "tax:FR", AccountKind.Liability, "EUR"), Kind = "tax" };

    private async Task Post(params Transfer[] transfers) =>
        (await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Transfers = transfers }, None)).Status.ShouldBe(CommitStatus.Committed);
}
