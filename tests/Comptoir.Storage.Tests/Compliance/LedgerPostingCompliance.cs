using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class LedgerPostingCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private static readonly Account Cash = new("cash:EUR", "shop", AccountKind.Asset, "EUR");
    private static readonly Account Sales = new("sales:EUR", "shop", AccountKind.Income, "EUR");
    private static readonly Account Card = new("gift_card:gc_1:EUR", "customer:c1", AccountKind.Liability, "EUR") { Limit = AccountLimit.NotBelowZero };

    [Fact]
    public async Task The_same_post_again_is_answered_as_done_and_counts_once()
    {
        (await Post(Load(500))).Status.ShouldBe(PostStatus.Posted);
        (await Post(Load(500))).Status.ShouldBe(PostStatus.AlreadyPosted);
        (await Post(Load(500) with { Note = "said otherwise" })).Status.ShouldBe(PostStatus.AlreadyPosted);
        (await Balance(Card)).Balance.ShouldBe(500);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused_and_says_so()
    {
        await Post(Load(500));
        foreach (var other in new[] { Load(501), Load(500) with { Kind = "gift" }, Load(500) with { Reference = "x" }, Load(500) with { At = Some.Now.AddSeconds(1) }, Load(500) with { Cause = "card:gc_1" } })
        {
            var refused = await Post(other);
            refused.Status.ShouldBe(PostStatus.OtherContent);
            refused.Key.ShouldBe("load");
            refused.Message.ShouldContain("load");
        }

        (await Balance(Card)).Balance.ShouldBe(500);
    }

    [Fact]
    public async Task Several_transfers_are_all_there_or_none()
    {
        (await Post(Load(100), Spend("s1", 80), Spend("s2", 21))).Status.ShouldBe(PostStatus.InsufficientBalance);
        (await Stores.Ledger.GetTransfersAsync(Some.ShopId, new(), None)).ShouldBeEmpty();
        (await Post(Load(100), Spend("s1", 80), Spend("s2", 20))).Status.ShouldBe(PostStatus.Posted);
        (await Balance(Card)).Balance.ShouldBe(0);
    }

    [Fact]
    public async Task Many_at_once_are_posted_repeated_and_refused_as_one_is()
    {
        Transfer Sale(int n) => new($"many:{n:00}", Cash, Sales, 100 + n, "sale", "ord_1", Some.Now, n % 2 == 0 ? null : "a note") { Cause = n % 3 == 0 ? "order:ord_1" : null };
        Transfer[] all = [.. Enumerable.Range(0, 20).Select(Sale)];

        (await Post(all[..10])).Status.ShouldBe(PostStatus.Posted);
        (await Post(all)).Status.ShouldBe(PostStatus.Posted);
        (await Post(all)).Status.ShouldBe(PostStatus.AlreadyPosted);
        (await Post([.. all[..19], all[19] with { Amount = 1 }, Sale(20)])).Status.ShouldBe(PostStatus.OtherContent);

        var there = await Stores.Ledger.GetTransfersAsync(Some.ShopId, new(), None);
        there.OrderBy(t => t.Id, StringComparer.Ordinal).Select(t => t with { RecordedAt = null }).ShouldBe(all);
        (await Stores.Ledger.CheckAsync(Some.ShopId, null, null, None)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_limited_account_never_falls_below_zero_and_the_refusal_names_what_it_has()
    {
        await Post(Load(500));
        var refused = await Post(Spend("s", 501));
        (refused.Status, refused.Key, refused.Available).ShouldBe((PostStatus.InsufficientBalance, Card.Id, 500));
        (await Post(Spend("s", 500))).Status.ShouldBe(PostStatus.Posted);

        var order = await Stores.Ordering.CommitAsync(Some.Purchase("ord_1", "var_none", 0) with { Stock = [], Transfers = [Spend("t", 1)] }, None);
        (order.Status, order.Key, order.Available).ShouldBe((CommitStatus.InsufficientBalance, Card.Id, 0));
        (await Stores.Ordering.GetOrderAsync(Some.ShopId, "ord_1", None)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_reserved_cannot_be_spent_and_comes_back_when_it_is_voided()
    {
        await Post(Load(500));
        await Post(Reserve("r", 400));
        (await Balance(Card)).ShouldSatisfyAllConditions(b => b.Balance.ShouldBe(500), b => b.Available.ShouldBe(100));
        (await Post(Spend("s", 101))).Available.ShouldBe(100);
        (await Post(Reserve("r", 400).ToVoid("v", Some.Now))).Status.ShouldBe(PostStatus.Posted);
        (await Post(Spend("s", 500))).Status.ShouldBe(PostStatus.Posted);
    }

    [Fact]
    public async Task Posting_part_of_a_reservation_frees_the_rest_and_it_is_resolved_once()
    {
        await Post(Load(500));
        await Post(Reserve("r", 400));
        (await Post(Reserve("r", 400).ToPost("p", 150, Some.Now))).Status.ShouldBe(PostStatus.Posted);
        (await Balance(Card)).ShouldSatisfyAllConditions(b => b.Balance.ShouldBe(350), b => b.Available.ShouldBe(350));
        (await Post(Reserve("r", 400).ToPost("p", 150, Some.Now))).Status.ShouldBe(PostStatus.AlreadyPosted);
        var again = await Post(Reserve("r", 400).ToVoid("v", Some.Now));
        (again.Status, again.Key).ShouldBe((PostStatus.PendingResolved, "r"));
    }

    [Fact]
    public async Task A_resolution_stays_within_its_pending_transfer()
    {
        await Post(Load(500));
        await Post(Reserve("r", 400));
        (await Post(Reserve("r", 400).ToPost("p", 401, Some.Now))).Status.ShouldBe(PostStatus.MoreThanPending);
        (await Post(Reserve("r", 400).ToPost("p", 1, Some.Now) with { Credit = Cash })).Status.ShouldBe(PostStatus.MoreThanPending);
        (await Post(Reserve("nothing", 400).ToPost("p", 1, Some.Now))).Status.ShouldBe(PostStatus.PendingUnknown);
        (await Post(Load(500).ToVoid("p", Some.Now))).Status.ShouldBe(PostStatus.PendingUnknown);
    }

    [Fact]
    public async Task Only_one_of_many_racing_resolutions_wins_and_the_balance_is_right_meanwhile()
    {
        using var other = OpenAnother();
        await Post(Load(1000));
        await Post(Reserve("r", 600));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 2 == 0 ? Stores : other).Ledger.PostAsync(
            Some.ShopId, new([i % 3 == 0 ? Reserve("r", 600).ToVoid($"v{i}", Some.Now) : Reserve("r", 600).ToPost($"p{i}", 600, Some.Now)]), None))));

        outcomes.Count(o => o.Status == PostStatus.Posted).ShouldBe(1);
        outcomes.Count(o => o.Status == PostStatus.PendingResolved).ShouldBe(15);
        (await Check()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Racing_spenders_of_one_card_take_no_more_than_it_holds()
    {
        using var other = OpenAnother();
        await Post(Load(1000));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            if (i % 10 == 0) await (i % 20 == 0 ? Stores : other).Ledger.SealAsync(Some.ShopId, 1000, None);
            return await (i % 2 == 0 ? Stores : other).Ledger.PostAsync(Some.ShopId, new([Spend($"s{i}", 70)]), None);
        })));

        outcomes.Count(o => o.Status == PostStatus.Posted).ShouldBe(14);
        outcomes.Where(o => o.Status != PostStatus.Posted).ShouldAllBe(o => o.Status == PostStatus.InsufficientBalance && o.Available == 20);
        (await Balance(Card)).Balance.ShouldBe(20);
        (await Check()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_keeps_its_party_kind_asset_and_limit()
    {
        await Post(Load(500));
        foreach (var changed in new[] { Card with { Party = "customer:c2" }, Card with { Kind = AccountKind.Equity }, Card with { Limit = AccountLimit.None } })
        {
            var refused = await Post(Load(500) with { Id = "again", Credit = changed });
            (refused.Status, refused.Key).ShouldBe((PostStatus.OtherAccount, Card.Id));
        }
    }

    [Fact]
    public async Task Unsound_transfers_are_refused_with_the_rule_and_nothing_is_written()
    {
        foreach (var unsound in new[]
        {
            Load(0), Load(-1), Load(Transfer.MaxAmount + 1), Load(1) with { Id = "" }, Load(1) with { Id = "a\nb" }, Load(1) with { Credit = Cash }, Load(1) with { Kind = new string('k', 41) },
            Load(1) with { Credit = Card with { Asset = "USD" } }, Load(1) with { At = DateTimeOffset.MinValue }, Load(1) with { PendingId = "x" }, Load(1) with { Phase = TransferPhase.Void },
            Load(1) with { Debit = Cash with { Asset = "eur?" }, Credit = Card with { Asset = "eur?" } }, Load(1) with { Cause = "no cause" }, Load(1) with { ExpiresAt = Some.Now },
        })
        {
            var refused = await Post(unsound);
            refused.Status.ShouldBe(PostStatus.Unsound);
            refused.Message.ShouldNotBeEmpty();
        }

        (await Post(Load(1), Load(2))).Status.ShouldBe(PostStatus.Unsound);
        (await Stores.Ledger.GetTransfersAsync(Some.ShopId, new(), None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hold_is_reserved_sent_settled_and_each_step_may_be_repeated()
    {
        var holds = new LedgerService(Stores.Ledger, TimeProvider.System).Holds;
        var hold = new Hold("call_1", Card, Sales, 300, "usage", "call_1", Some.Now, Some.Now.AddMinutes(5));
        await Post(Load(500));
        (await holds.ReserveAsync(Some.ShopId, hold, None)).Status.ShouldBe(PostStatus.Posted);
        (await holds.ReserveAsync(Some.ShopId, hold, None)).Status.ShouldBe(PostStatus.AlreadyPosted);
        (await holds.SendAsync(Some.ShopId, hold, None)).Status.ShouldBe(PostStatus.Posted);
        (await holds.SendAsync(Some.ShopId, hold, None)).Status.ShouldBe(PostStatus.AlreadyPosted);
        (await Balance(Card)).Available.ShouldBe(200);
        (await holds.SettleAsync(Some.ShopId, hold, 301, None)).Status.ShouldBe(PostStatus.MoreThanPending);
        (await holds.SettleAsync(Some.ShopId, hold, 120, None)).Status.ShouldBe(PostStatus.Posted);
        (await holds.SettleAsync(Some.ShopId, hold, 120, None)).Status.ShouldBe(PostStatus.AlreadyPosted);
        (await holds.ReleaseAsync(Some.ShopId, hold, None)).Done.ShouldBeFalse();
        (await Balance(Card)).ShouldSatisfyAllConditions(b => b.Balance.ShouldBe(380), b => b.Available.ShouldBe(380));
    }

    [Fact]
    public async Task A_hold_that_was_released_cannot_be_sent()
    {
        var holds = new LedgerService(Stores.Ledger, TimeProvider.System).Holds;
        var hold = new Hold("call_1", Card, Sales, 300, "usage", "call_1", Some.Now, null);
        await Post(Load(500));
        await holds.ReserveAsync(Some.ShopId, hold, None);
        (await holds.ReleaseAsync(Some.ShopId, hold, None)).Status.ShouldBe(PostStatus.Posted);
        (await holds.SendAsync(Some.ShopId, hold, None)).Status.ShouldBe(PostStatus.PendingResolved);
        (await Balance(Card)).Available.ShouldBe(500);
    }

    [Theory, InlineData(false, 500), InlineData(true, 200)]
    public async Task A_hold_that_runs_out_is_released_before_it_was_sent_and_settled_in_full_after(bool sent, long left)
    {
        var upkeep = new LedgerUpkeep(Stores.Ledger, TimeProvider.System);
        var holds = new LedgerService(Stores.Ledger, TimeProvider.System).Holds;
        var hold = new Hold("call_1", Card, Sales, 300, "usage", "call_1", Some.Now, Some.Now.AddMinutes(5));
        await Post(Load(500));
        await holds.ReserveAsync(Some.ShopId, hold, None);
        if (sent) await holds.SendAsync(Some.ShopId, hold, None);

        (await upkeep.ExpireAsync(Some.ShopId, None)).ShouldBe(1);
        (await upkeep.ExpireAsync(Some.ShopId, None)).ShouldBe(0);

        (await Balance(Card)).ShouldSatisfyAllConditions(b => b.Balance.ShouldBe(left), b => b.Available.ShouldBe(left));
        (await holds.SettleAsync(Some.ShopId, hold, 10, None)).Status.ShouldBe(PostStatus.PendingResolved);
        (await Check()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Transfers_are_found_by_id_kind_cause_time_and_batch()
    {
        await Post(Load(500));
        await Stores.Ledger.SealAsync(Some.ShopId, 1000, None);
        await Post(Spend("s1", 10) with { At = Some.Now.AddDays(1), Reference = "ord_9" }, Spend("s2", 10) with { Cause = "call:c9" });

        async Task<IEnumerable<string>> List(TransferFilter filter) => (await Stores.Ledger.GetTransfersAsync(Some.ShopId, filter, None)).Select(t => t.Id);
        (await Stores.Ledger.FindTransferAsync(Some.ShopId, "s1", None)).ShouldNotBeNull().Amount.ShouldBe(10);
        (await Stores.Ledger.FindTransferAsync("other", "s1", None)).ShouldBeNull();
        (await List(new() { Kind = "load" })).ShouldBe(["load"]);
        (await List(new() { Cause = "order:ord_9" })).ShouldBe(["s1"]);
        (await List(new() { Cause = "call:c9" })).ShouldBe(["s2"]);
        (await List(new() { Batch = 1 })).ShouldBe(["load"]);
        (await List(new() { Span = new(Some.Now.AddHours(1)) })).ShouldBe(["s1"]);
        (await List(new() { Span = new(null, Some.Now.AddHours(1)) })).ShouldBe(["s2", "load"]);
    }

    private static Transfer Load(long amount) => new("load", Cash, Card, amount, "load", "gc_1", Some.Now);

    private static Transfer Spend(string id, long amount) => new(id, Card, Sales, amount, "sale", "ord_1", Some.Now);

    private static Transfer Reserve(string id, long amount) => Spend(id, amount) with { Phase = TransferPhase.Pending };

    private Task<PostResult> Post(params Transfer[] transfers) => Stores.Ledger.PostAsync(Some.ShopId, new(transfers), None);

    private async Task<AccountBalance> Balance(Account account) => (await Stores.Ledger.GetBalanceAsync(Some.ShopId, account.Id, None)).ShouldNotBeNull();

    private async Task<IEnumerable<string>> Check() => (await Stores.Ledger.CheckAsync(Some.ShopId, null, null, None)).Findings.Select(f => f.ToString());
}
