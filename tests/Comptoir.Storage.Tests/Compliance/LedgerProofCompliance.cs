using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Proof;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Tests.Compliance;

/// <summary>Somebody with the database's password changes one thing; the check says what and where.</summary>
public abstract class LedgerProofCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private static readonly Account Cash = new("cash:EUR", "shop", AccountKind.Asset, "EUR");
    private static readonly Account Sales = new("sales:EUR", "shop", AccountKind.Income, "EUR");
    private static readonly Account Card = new("gift_card:gc_1:EUR", "customer:c1", AccountKind.Liability, "EUR") { Limit = AccountLimit.NotBelowZero };
    private static readonly Contract Cloud = new("ctr_1", "shop", "cloud", "commitment", "USD", 1_000, Some.Now.AddDays(-10), Some.Now.AddDays(300));

    private IDatabase Database => (IDatabase)Stores.Database;

    [Fact]
    public async Task A_sound_book_has_no_findings_and_names_its_head()
    {
        await BookAsync();
        var report = await CheckAsync();
        report.Findings.ShouldBeEmpty();
        (report.Transfers, report.Batches, report.Unsealed).ShouldBe((9, 2, 1));
        report.Head.ShouldNotBeNull().Number.ShouldBe(2);
        (await Stores.Ledger.CheckHeadAsync(Some.ShopId, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_changed_column_of_a_sealed_transfer_is_found_in_that_transfer()
    {
        await BookAsync();
        foreach (var (column, value) in new (string, object)[]
        {
            ("debit_account", "sales:EUR"), ("credit_account", Card.Id), ("asset", "USD"), ("amount", 701L), ("kind", "gift"), ("reference", "ord_2"), ("cause", "order:ord_2"), ("at", 1L), ("asked_at", 1L),
            ("recorded_at", 1L), ("phase", "Pending"), ("pending_id", "nobody"), ("pending_amount", 7L), ("expires_at", 1L), ("at_expiry", "Settle"), ("note", "other"), ("digest", new byte[32]), ("phase", "Nonsense"),
        })
        {
            var findings = await TamperAsync("transfer", "transfer_id = 'sale1'", column, value);
            findings.ShouldContain(f => f.Where == "transfer sale1", column);
            (await Stores.Ledger.CheckHeadAsync(Some.ShopId, None)).ShouldBeEmpty();
        }

        (await TamperAsync("transfer", "transfer_id = 'sale1'", "batch", 1L)).ShouldContain(f => f.Where == "batch 1" && f.Rule == "chain");
        (await TamperAsync("transfer", "transfer_id = 'sale1'", "batch", 9L)).ShouldContain(f => f.Where == "batch 9");
        (await TamperAsync("transfer", "transfer_id = 'sale1'", "transfer_id", "sale9")).ShouldContain(f => f.Where == "transfer sale9");
        (await CheckAsync()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_changed_column_of_an_account_or_batch_is_found_there()
    {
        await BookAsync();
        foreach (var (column, value) in new (string, object)[]
        {
            ("party", "thief"), ("kind", "Liability"), ("asset", "USD"), ("account_limit", "NotBelowZero"), ("debits", 5L), ("credits", 5L), ("pending_debits", 5L), ("pending_credits", 5L), ("digest", new byte[32]), ("kind", "Nonsense"),
        })
            (await TamperAsync("account", "account_id = 'cash:EUR'", column, value)).ShouldContain(f => f.Where == "account cash:EUR", column);
        foreach (var (column, value) in new (string, object)[] { ("transfers", 99L), ("whole", 0L), ("sealed_at", 1L), ("hash", new byte[32]), ("batch", 5L) })
            (await TamperAsync("ledger_batch", "batch = 2", column, value)).ShouldContain(f => f.Where.StartsWith("batch ", StringComparison.Ordinal), column);
        (await TamperAsync("account", "account_id = 'cash:EUR'", "account_id", "cash2:EUR")).ShouldContain(f => f.Where == "account cash:EUR" && f.What.Contains("not there", StringComparison.Ordinal));
        (await CheckAsync()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removed_transfer_or_batch_and_a_forged_one_are_found()
    {
        await BookAsync();
        await Sql("delete from transfer where transfer_id = 'sale2'");
        var findings = (await CheckAsync()).Findings;
        findings.ShouldContain(f => f.Rule == "batch" && f.Where == "batch 2" && f.What.Contains("has 1", StringComparison.Ordinal));
        findings.ShouldContain(f => f.Rule == "sums" && f.Where == "account sales:EUR");
        (await Stores.Ledger.CheckHeadAsync(Some.ShopId, None)).ShouldContain(f => f.Where == "batch 2");

        await Sql("delete from ledger_batch where batch = 1");
        (await CheckAsync()).Findings.ShouldContain(f => f.Where == "batch 1");
    }

    [Fact]
    public async Task A_row_written_past_the_ledger_breaks_what_it_breaks()
    {
        await BookAsync();
        await Stores.Ledger.SealAsync(Some.ShopId, 100, None);
        // spends more than the card holds, resolves a pending transfer a second time over, draws more than was promised
        await Insert("x1", Card, Sales, 100_000, "Posted", null);
        await Insert("x2", Card, Sales, 10, "Post", "nothing");
        await Insert("x3", Commitment.Drawn(Cloud), Commitment.Committed(Cloud), 5_000, "Posted", null);
        var findings = (await CheckAsync()).Findings;
        findings.ShouldContain(f => f.Rule == "limit" && f.Where == $"account {Card.Id}");
        findings.ShouldContain(f => f.Rule == "limit" && f.Where == "account committed:ctr_1");
        findings.ShouldContain(f => f.Rule == "pending" && f.Where == "transfer x2");
        findings.ShouldContain(f => f.Rule == "transfer" && f.Where == "transfer x1");
    }

    [Fact]
    public async Task A_contract_whose_terms_and_memo_entries_differ_is_found()
    {
        await BookAsync();
        await Stores.Ledger.PostAsync(Some.ShopId, new([]) { Contracts = [Cloud with { Version = 2, Amount = 2_000 }] }, None);
        (await CheckAsync()).Findings.ShouldContain(f => f.Rule == "commitment" && f.Where == "contract ctr_1");
    }

    [Fact]
    public async Task Sealers_race_and_the_chain_stays_whole()
    {
        using var other = OpenAnother();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await (n % 2 == 0 ? Stores : other).Ledger.PostAsync(Some.ShopId, new([new($"t{n}.{i}", Cash, Sales, 1 + n, "sale", "ord_1", Some.Now)]), None);
                if (i % 3 == 0) await (n % 2 == 1 ? Stores : other).Ledger.SealAsync(Some.ShopId, 7, None);
                if (n == 0) (await Stores.Ledger.GetBalancesAsync(Some.ShopId, None)).Sum(b => b.Debits - b.Credits).ShouldBe(0);
            }
        })));
        var upkeep = new LedgerUpkeep(Stores.Ledger, TimeProvider.System);
        await upkeep.SealAllAsync(None);

        var report = await CheckAsync();
        report.Findings.ShouldBeEmpty();
        (report.Transfers, report.Unsealed).ShouldBe((120, 0));
        (await Stores.Ledger.GetBalancesAsync(Some.ShopId, None)).ShouldAllBe(b => b.Balance == 10 * 78);
        (await Stores.Ledger.GetBatchesAsync(Some.ShopId, 1000, 0, None)).Sum(b => b.Count).ShouldBe(120);
    }

    [Fact]
    public async Task A_balance_is_the_same_before_and_after_sealing()
    {
        await BookAsync();
        var before = await Stores.Ledger.GetBalancesAsync(Some.ShopId, None);
        await Stores.Ledger.SealAsync(Some.ShopId, 100, None);
        (await Stores.Ledger.GetBalancesAsync(Some.ShopId, None)).ShouldBe(before);
        (await Stores.Ledger.SealAsync(Some.ShopId, 100, None)).ShouldBeNull();
    }

    private async Task BookAsync()
    {
        await Post(new Transfer("load", Cash, Card, 500, "load", "gc_1", Some.Now), new Transfer("r1", Card, Sales, 200, "sale", "ord_1", Some.Now) { Phase = TransferPhase.Pending },
            new Transfer("r2", Card, Sales, 100, "sale", "ord_1", Some.Now) { Phase = TransferPhase.Pending });
        (await new LedgerService(Stores.Ledger, TimeProvider.System).SignAsync(Some.ShopId, Cloud, None)).Status.ShouldBe(PostStatus.Posted);
        var pending = (await Stores.Ledger.FindTransferAsync(Some.ShopId, "r1", None))!;
        await Post(pending.ToPost("p1", 150, Some.Now), Commitment.Draw(Cloud, "inv1", 300, Some.Now));
        (await Stores.Ledger.SealAsync(Some.ShopId, 100, None)).ShouldNotBeNull().Count.ShouldBe(6);
        await Post(new Transfer("sale1", Cash, Sales, 700, "sale", "ord_1", Some.Now, "note"), new Transfer("sale2", Cash, Sales, 300, "sale", "ord_2", Some.Now));
        await Stores.Ledger.SealAsync(Some.ShopId, 100, None);
        await Post(new Transfer("sale3", Cash, Sales, 50, "sale", "ord_3", Some.Now));
    }

    private async Task Post(params Transfer[] transfers) => (await Stores.Ledger.PostAsync(Some.ShopId, new(transfers), None)).Status.ShouldBe(PostStatus.Posted);

    private Task<CheckReport> CheckAsync() => Stores.Ledger.CheckAsync(Some.ShopId, null, null, None);

    /// <summary>What the check finds while one column of one row says something else.</summary>
    private async Task<IReadOnlyList<Finding>> TamperAsync(string table, string row, string column, object value)
    {
        var old = await Database.ReadAsync(s => s.FindAsync($"select {column} from {table} where shop_id = $1 and {row}", r => r.GetValue(0), Some.ShopId), None);
        Task<int> Set(string condition, object? to) => Database.ExecuteAsync($"update {table} set {column} = $2 where shop_id = $1 and {condition}", None, Some.ShopId, to);
        (await Set(row, value)).ShouldBe(1);
        var findings = (await CheckAsync()).Findings;
        var changed = row.StartsWith(column + " ", StringComparison.Ordinal) ? $"{column} = {(value is string ? $"'{value}'" : value)}" : row;
        (await Set(changed, old is DBNull ? null : old)).ShouldBe(1);
        return findings;
    }

    private Task<int> Insert(string id, Account debit, Account credit, long amount, string phase, string? pending) => Database.ExecuteAsync(
        "insert into transfer (shop_id, transfer_id, debit_account, credit_account, asset, amount, kind, reference, at, recorded_at, phase, pending_id, pending_amount, at_expiry, digest) values ($1, $2, $3, $4, $5, $6, 'sale', 'r', 1, 1, $7, $8, 10, 'Release', $9)",
        None, Some.ShopId, id, debit.Id, credit.Id, debit.Asset, amount, phase, pending, new byte[32]);

    private Task<int> Sql(string sql) => Database.ExecuteAsync(sql + " and shop_id = $1", None, Some.ShopId);
}
