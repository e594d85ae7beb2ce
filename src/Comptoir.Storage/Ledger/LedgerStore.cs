using System.Runtime.CompilerServices;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Parties;
using Comptoir.Ledger.Periods;
using Comptoir.Ledger.Proof;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ledger;

internal sealed class LedgerStore(IDatabase database) : ILedgerStore
{
    private const int Portion = 2000;

    private readonly KnownAccounts _known = new();

    public async Task<IReadOnlyList<AccountBalance>> GetBalancesAsync(string shopId, CancellationToken ct) =>
        await database.ReadAsync(session => BalanceRows.AllAsync(session, shopId), ct);

    public async Task<IReadOnlyList<AccountBalance>> GetBalancesAsync(string shopId, DateTimeOffset before, BookTime time, CancellationToken ct) => await database.ReadAsync(
        async session =>
        {
            // statements are mostly of late: taking away what came since reads less than adding up everything before
            var since = (await BalanceRows.MovementsAsync(session, shopId, $"{Column(time)} >= $2", before.ToMicroseconds())).ToDictionary(b => b.Account.Id, StringComparer.Ordinal);
            return (await BalanceRows.AllAsync(session, shopId)).ConvertAll(now => since.TryGetValue(now.Account.Id, out var later) ? Less(now, later) : now);
        },
        ct, atOneMoment: true);

    public async Task<IReadOnlyList<AccountBalance>> GetMovementsAsync(string shopId, Span span, bool withClosing, CancellationToken ct)
    {
        var column = Column(span.Time);
        var condition = $"{column} >= $2 and {column} < $3{(withClosing ? "" : $" and kind <> '{ClosingEntries.Kind}'")}";
        return await database.ReadAsync(session => BalanceRows.MovementsAsync(session, shopId, condition, From(span), Before(span)), ct);
    }

    public async Task<AccountBalance?> GetBalanceAsync(string shopId, string accountId, CancellationToken ct) =>
        (await database.ReadAsync(session => BalanceRows.OfAsync(session, shopId, [accountId]), ct)).FirstOrDefault();

    public async Task<IReadOnlyList<Transfer>> GetTransfersAsync(string shopId, TransferFilter filter, CancellationToken ct)
    {
        var sql = LedgerRows.JoinedTransfers;
        var values = new List<object?> { shopId };
        void Where(string condition, object? value)
        {
            if (value is null) return;
            values.Add(value);
            sql += $" and {condition.Replace("$n", $"${values.Count}", StringComparison.Ordinal)}";
        }

        Where("t.reference = $n", filter.Reference);
        Where("(t.debit_account = $n or t.credit_account = $n)", filter.AccountId);
        Where("t.kind = $n", filter.Kind);
        Where("t.batch = $n", filter.Batch);
        var column = "t." + Column(filter.Span.Time);
        Where($"{column} >= $n", filter.Span.From?.ToMicroseconds());
        Where($"{column} < $n", filter.Span.Before?.ToMicroseconds());
        if (Cause.Parse(filter.Cause) is { } cause)
        {
            values.AddRange([cause.ToString(), Cause.OfReference(cause.Id) == cause ? cause.Id : null]);
            sql += $" and (t.cause = ${values.Count - 1} or (t.cause is null and t.reference = ${values.Count}))";
        }

        values.AddRange([filter.Limit, filter.Offset]);
        return await database.ReadAsync(s => s.ListAsync($"{sql} order by t.at desc, t.transfer_id desc limit ${values.Count - 1} offset ${values.Count}", LedgerRows.Joined, [.. values]), ct);
    }

    public Task<Transfer?> FindTransferAsync(string shopId, string id, CancellationToken ct) =>
        database.ReadAsync(session => session.FindAsync($"{LedgerRows.JoinedTransfers} and t.transfer_id = $2", LedgerRows.Joined, shopId, id), ct);

    public async IAsyncEnumerable<Transfer> ReadTransfersAsync(string shopId, Span span, string? accountId, [EnumeratorCancellation] CancellationToken ct)
    {
        var column = "t." + Column(span.Time);
        var account = accountId is null ? "" : " and (t.debit_account = $6 or t.credit_account = $6)";
        var sql = $"{LedgerRows.JoinedTransfers} and {column} >= $2 and {column} < $3 and ({column} > $2 or t.transfer_id > $4){account} order by {column}, t.transfer_id limit $5";
        for (var (at, id) = (From(span), ""); ;)
        {
            object?[] values = [shopId, at, Before(span), id, Portion, .. accountId is null ? [] : new object?[] { accountId }];
            var portion = await database.ReadAsync(session => session.ListAsync(sql, LedgerRows.Joined, values), ct);
            foreach (var transfer in portion) yield return transfer;
            if (portion.Count < Portion) yield break;
            (at, id) = ((span.Time == BookTime.Effective ? portion[^1].At : portion[^1].RecordedAt!.Value).ToMicroseconds(), portion[^1].Id);
        }
    }

    public async Task<PostResult> PostAsync(string shopId, Posting posting, CancellationToken ct)
    {
        foreach (var transfer in posting.Transfers)
            if (TransferRules.ProblemOf(transfer) is { } problem) return new(PostStatus.Unsound, transfer.Id, Message: $"Transfer {transfer.Id}: {problem}");
        if (posting.Contracts.Select(c => c.Problem()).FirstOrDefault(p => p is not null) is { } wrong) return new(PostStatus.Unsound, posting.Contracts[0].Id, Message: wrong);
        var documents = posting.Contracts.Select(Documents.Write).ToList();
        IReadOnlyList<Account> accounts = [];
        var result = await database.WriteAsync(
            async session =>
            {
                var now = Timestamps.FromMicroseconds(database.Time.GetUtcNow().ToMicroseconds());
                var contracts = posting.Contracts.Select((c, i) => session.Add(
                    "insert into contract (shop_id, contract_id, version, recorded_at, document) values ($1, $2, $3, $4, $5) on conflict do nothing",
                    shopId, c.Id, c.Version, now.ToMicroseconds(), documents[i])).ToList();
                foreach (var party in posting.Parties)
                    session.Add(
                        "insert into party (shop_id, party_id, name, parent) values ($1, $2, $3, $4) on conflict (shop_id, party_id) do update set name = excluded.name, parent = excluded.parent",
                        shopId, party.Id, party.Name, party.Parent);
                var written = await LedgerPosting.BeginAsync(session, shopId, posting.Transfers, _known, now);
                accounts = written.Accounts;
                if (written.NeedsNoLook && contracts.Count == 0) return new Written<PostResult>(new(PostStatus.Posted));
                var outcome = await written.EndAsync(posting.Manual);
                for (var i = 0; i < contracts.Count && outcome.Done; i++)
                    if (contracts[i].Rows == 0 && !await SameContractAsync(session, shopId, posting.Contracts[i], documents[i]))
                        outcome = new(PostStatus.OtherContent, posting.Contracts[i].Id, Message: $"Contract {posting.Contracts[i].Id} has a version {posting.Contracts[i].Version} with other terms.");
                return new Written<PostResult>(outcome, outcome.Done);
            },
            ct);
        if (result.Done) _known.Remember(shopId, accounts);
        return result;
    }

    public async Task<IReadOnlyList<Transfer>> GetExpiredAsync(string shopId, DateTimeOffset now, int limit, CancellationToken ct) => await database.ReadAsync(
        session => session.ListAsync(
            $"""
            {LedgerRows.JoinedTransfers} and t.expires_at <= $2 and t.phase = 'Pending'
            and not exists (select 1 from transfer r where r.shop_id = $1 and r.pending_id = t.transfer_id) order by t.expires_at limit $3
            """,
            LedgerRows.Joined, shopId, now.ToMicroseconds(), limit), ct);

    public Task<Batch?> SealAsync(string shopId, int limit, CancellationToken ct) =>
        database.WriteAsync(session => SealWrite.RunAsync(session, shopId, limit, database.Time.GetUtcNow()), ct);

    public async Task<IReadOnlyList<string>> GetUnsealedShopsAsync(CancellationToken ct) => await database.ReadAsync(
        // shops are few, their transfers many
        session => session.ListAsync(
            """
            select s.shop_id from (select shop_id from shop union select shop_id from account) as s
            where exists (select 1 from transfer t where t.shop_id = s.shop_id and t.batch is null) order by s.shop_id
            """,
            row => row.GetString(0)), ct);

    public async Task<IReadOnlyList<Batch>> GetBatchesAsync(string shopId, int limit, int offset, CancellationToken ct) =>
        await database.ReadAsync(session => BookReading.BatchesAsync(session, shopId, limit, offset), ct);

    public async Task<IReadOnlyList<PeriodClose>> GetPeriodsAsync(string shopId, CancellationToken ct) =>
        await database.ReadAsync(session => BookReading.PeriodsAsync(session, shopId), ct);

    public Task<bool> CloseAsync(string shopId, PeriodClose close, IReadOnlyList<Transfer> entries, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            // posts under way end first, and new ones wait until the period is closed for them
            if (session.Dialect.HoldTransfers is { } hold) await session.ExecuteAsync(hold);
            var there = await session.NumberAsync("select count(*) from transfer where shop_id = $1 and at < $2", shopId, close.Before.ToMicroseconds());
            if (there != close.Transfers - entries.Count) return new Written<bool>(false, Keep: false);
            foreach (var account in entries.SelectMany(e => new[] { e.Debit, e.Credit }).Distinct().OrderBy(a => a.Id, StringComparer.Ordinal)) LedgerRows.Add(session, shopId, account);
            var written = entries.OrderBy(e => e.Id, StringComparer.Ordinal).Select(e => LedgerRows.Add(session, shopId, e)).ToList();
            written.Add(session.Add(
                "insert into ledger_period (shop_id, closed_before, closed_at, closed_by, transfers, mark) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
                shopId, close.Before.ToMicroseconds(), close.ClosedAt.ToMicroseconds(), close.By, close.Transfers, close.Mark));
            await session.FlushAsync();
            return written.TrueForAll(s => s.Rows == 1) ? new(true) : new(false, Keep: false);
        },
        ct);

    public async Task<IReadOnlyList<Contract>> GetContractsAsync(string shopId, CancellationToken ct) =>
        await database.ReadAsync(session => BookReading.ContractsAsync(session, shopId), ct);

    public async Task<IReadOnlyList<Contract>> GetContractVersionsAsync(string shopId, string id, CancellationToken ct) => await database.ReadAsync(
        session => session.ListAsync("select document from contract where shop_id = $1 and contract_id = $2 order by version", row => row.Document<Contract>(), shopId, id), ct);

    public async Task<IReadOnlyList<Party>> GetPartiesAsync(string shopId, CancellationToken ct) => await database.ReadAsync(
        session => session.ListAsync("select party_id, name, parent from party where shop_id = $1 order by party_id", row => new Party(row.GetString(0), row.GetString(1), row.Text(2)), shopId), ct);

    public Task<CheckReport> CheckAsync(string shopId, DateTimeOffset? markBefore, IProgress<double>? progress, CancellationToken ct) =>
        database.ReadAsync(session => BookReading.CheckAsync(session, shopId, markBefore, progress), ct, atOneMoment: true);

    public Task<IReadOnlyList<Finding>> CheckHeadAsync(string shopId, CancellationToken ct) =>
        database.ReadAsync(session => BookReading.CheckHeadAsync(session, shopId), ct, atOneMoment: true);

    private static async ValueTask<bool> SameContractAsync(ISqlSession session, string shopId, Contract contract, byte[] document) =>
        await session.FindAsync("select document from contract where shop_id = $1 and contract_id = $2 and version = $3", row => row.Bytes(0), shopId, contract.Id, contract.Version) is { } there
        && there.AsSpan().SequenceEqual(document);

    private static AccountBalance Less(AccountBalance now, AccountBalance later) => new(now.Account, checked(now.Debits - later.Debits), checked(now.Credits - later.Credits))
    {
        PendingDebits = now.PendingDebits - later.PendingDebits,
        PendingCredits = now.PendingCredits - later.PendingCredits,
    };

    private static string Column(BookTime time) => time == BookTime.Effective ? "at" : "recorded_at";

    private static long From(Span span) => span.From?.ToMicroseconds() ?? 0;

    private static long Before(Span span) => span.Before?.ToMicroseconds() ?? long.MaxValue;
}
