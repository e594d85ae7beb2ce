using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Periods;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ledger;

/// <summary>
/// Writes transfers inside somebody's transaction: <see cref="BeginAsync"/> queues them, <see cref="EndAsync"/> says what became of them.
/// Nothing but the transfers and new accounts is written, so that posting never waits for posting; only limited accounts are locked,
/// in the order of their ids.
/// </summary>
internal sealed class LedgerPosting
{
    /// <summary>Most transfers of one post. With the greatest amount each they fit 64 bits many times over.</summary>
    public const int Most = 1000;

    /// <summary>From this amount on it is made sure that the accounts' sums stay within 64 bits.</summary>
    private const long Large = 1_000_000_000_000;

    /// <summary>From this count on transfers go as one statement where that can be.</summary>
    private const int Many = 8;

    private const long GreatestSum = 8_000_000_000_000_000_000;

    private readonly ISqlSession _session;
    private readonly string _shopId;
    private readonly List<(Transfer Transfer, Statement Statement)> _queued = [];
    private bool _queuedAsOne;

    private LedgerPosting(ISqlSession session, string shopId, IReadOnlyList<Account> accounts) => (_session, _shopId, Accounts) = (session, shopId, accounts);

    /// <summary>All accounts of the transfers, by id.</summary>
    public IReadOnlyList<Account> Accounts { get; }

    /// <summary>Why nothing was queued; null when all was.</summary>
    public PostResult? Refusal { get; private set; }

    /// <summary>After <see cref="EndAsync"/>: at least one of the transfers was in the books before.</summary>
    public bool Repeats { get; private set; }

    /// <summary>Everything is queued, and the database refuses the write itself if one of the transfers cannot be written.</summary>
    public bool NeedsNoLook => Refusal is null && _session.RefusesMissing && Accounts.All(a => a.Limit == AccountLimit.None) && (_queuedAsOne || _queued.TrueForAll(q => q.Transfer.Amount < Large));

    public static async ValueTask<LedgerPosting> BeginAsync(ISqlSession session, string shopId, IReadOnlyList<Transfer> transfers, KnownAccounts known, DateTimeOffset now)
    {
        var accounts = transfers.SelectMany(t => new[] { t.Debit, t.Credit }).Distinct().OrderBy(a => a.Id, StringComparer.Ordinal).ToList();
        var posting = new LedgerPosting(session, shopId, accounts)
        {
            Refusal = transfers.Count > Most ? new(PostStatus.Unsound, Message: $"One post has at most {Most} transfers.")
                : accounts.Zip(accounts.Skip(1)).FirstOrDefault(p => p.First.Id == p.Second.Id) is { First: { } twice } ? Other(twice)
                : transfers.DistinctBy(t => t.Id).Count() < transfers.Count ? new(PostStatus.Unsound, Message: "One post names a transfer twice.")
                : null,
        };
        posting.Refusal ??= await posting.OpenAccountsAsync(known);
        if (posting.Refusal is null) await posting.QueueAsync(transfers, now);
        return posting;
    }

    /// <summary>Sends what is queued. Anything but <see cref="PostResult.Done"/>: the transaction must not be kept.</summary>
    /// <param name="manual">A date in a closed period refuses instead of moving.</param>
    public async ValueTask<PostResult> EndAsync(bool manual)
    {
        if (Refusal is not null) return Refusal;
        await _session.FlushAsync();
        var written = _queued.Where(q => q.Statement.Rows == 1).Select(q => q.Transfer).ToList();
        if (written.Count < _queued.Count && await ExplainAsync([.. _queued.Where(q => q.Statement.Rows == 0).Select(q => q.Transfer)], written, manual) is { } refusal) return refusal;
        if (await BrokenLimitAsync(written) is { } broken) return broken;
        return new(written.Count > 0 || _queued.Count == 0 ? PostStatus.Posted : PostStatus.AlreadyPosted);
    }

    private static PostResult Other(Account account) => new(
        PostStatus.OtherAccount, account.Id, Message: $"Account {account.Id} is there with another party, kind, asset or limit than {account.Party}, {account.Kind}, {account.Asset}, {account.Limit}.");

    /// <summary>Makes new accounts, compares those that are there, and locks the limited ones.</summary>
    private async ValueTask<PostResult?> OpenAccountsAsync(KnownAccounts known)
    {
        var open = Accounts.Where(a => a.Limit != AccountLimit.None || !known.Has(_shopId, a)).ToList();
        if (open.Count == 0) return null;
        foreach (var account in open) LedgerRows.Add(_session, _shopId, account);
        var there = await ReadAsync([.. open.Where(a => a.Limit == AccountLimit.None)], "");
        there.AddRange(await ReadAsync([.. open.Where(a => a.Limit != AccountLimit.None)], _session.Dialect.ForUpdate));
        return open.Except(there).FirstOrDefault() is { } other ? Other(other) : null;
    }

    private async ValueTask<List<Account>> ReadAsync(List<Account> accounts, string locking) => accounts.Count == 0 ? [] : await _session.ListAsync(
        $"select {LedgerRows.AccountColumns} from account a where a.shop_id = $1 and a.account_id in {InList.Placeholders(accounts.Count, 2)} order by a.account_id{locking}",
        row => LedgerRows.Account(row, 0), InList.Values([.. accounts.Select(a => a.Id)], _shopId));

    private async ValueTask QueueAsync(IReadOnlyList<Transfer> transfers, DateTimeOffset now)
    {
        if (transfers.Count >= Many && _session.RefusesMissing && Accounts.All(a => a.Limit == AccountLimit.None) && transfers.All(t => t is { PendingId: null, Amount: < Large }))
        {
            _queuedAsOne = true;
            LedgerRows.AddEach(_session, _shopId, [.. transfers.Select(t => Complete(t, now)).OrderBy(t => t.Id, StringComparer.Ordinal)]);
            return;
        }

        var resolved = transfers.Where(t => t.PendingId is not null).Select(t => t.PendingId!).ToList();
        var pendings = resolved.Count == 0 ? [] : await FindAsync(resolved);
        foreach (var t in transfers) pendings.TryAdd(t.Id, t);
        foreach (var transfer in transfers.OrderBy(t => t.Id, StringComparer.Ordinal))
        {
            var complete = Complete(transfer, now);
            if (transfer.PendingId is { } pendingId)
            {
                var pending = pendings.GetValueOrDefault(pendingId);
                Refusal = Resolutions.RefusalOf(transfer, pending);
                if (Refusal is not null) return;
                complete = complete with { PendingAmount = pending!.Amount };
            }

            _queued.Add((complete, LedgerRows.Add(_session, _shopId, complete)));
        }
    }

    private static Transfer Complete(Transfer transfer, DateTimeOffset now) => transfer with { RecordedAt = now, AskedAt = null, PendingAmount = 0 };

    /// <summary>Why transfers were not written: there already, dated in a closed period, or their pending transfer is resolved.</summary>
    private async ValueTask<PostResult?> ExplainAsync(IReadOnlyList<Transfer> refused, List<Transfer> written, bool manual)
    {
        var there = await FindAsync([.. refused.Select(t => t.Id)]);
        var missing = refused.Where(t => !there.ContainsKey(t.Id)).ToList();
        if (refused.FirstOrDefault(t => there.TryGetValue(t.Id, out var other) && !Resolutions.SameContent(t, other)) is { } differs)
            return new(PostStatus.OtherContent, differs.Id, Message: $"Transfer {differs.Id} is in the books and says something else.");
        Repeats = there.Count > 0;
        if (missing.Count == 0) return null;
        var before = Timestamps.FromMicroseconds(await _session.NumberAsync("select max(closed_before) from ledger_period where shop_id = $1", _shopId));
        foreach (var transfer in missing)
        {
            if (transfer.At >= before) return new(PostStatus.PendingResolved, transfer.PendingId, Message: $"{transfer.PendingId} was posted or voided before.");
            if (manual) return ClosedPeriods.Refusal(transfer, before);
            var moved = ClosedPeriods.Moved(transfer, before);
            if (await Moved(moved) == 0) return new(PostStatus.PendingResolved, transfer.PendingId, Message: $"{transfer.PendingId} was posted or voided before.");
            written.Add(moved);
        }

        return null;

        async ValueTask<int> Moved(Transfer transfer)
        {
            var statement = LedgerRows.Add(_session, _shopId, transfer);
            await _session.FlushAsync();
            return statement.Rows;
        }
    }

    /// <summary>Read after the lock and after the transfers, in a statement of its own: what every other post of these accounts left is in it.</summary>
    private async ValueTask<PostResult?> BrokenLimitAsync(IReadOnlyList<Transfer> written)
    {
        var large = written.Where(t => t.Amount >= Large).SelectMany(t => new[] { t.Debit.Id, t.Credit.Id });
        var ids = Accounts.Where(a => a.Limit != AccountLimit.None).Select(a => a.Id).Union(large).ToList();
        if (ids.Count == 0 || written.Count == 0) return null;
        foreach (var after in await BalanceRows.OfAsync(_session, _shopId, ids))
        {
            if (Math.Max(after.Debits, after.Credits) > GreatestSum)
                return new(PostStatus.Unsound, after.Account.Id, Message: $"The sums of {after.Account.Id} would pass 64 bits.");
            if (after.Account.Limit != AccountLimit.NotBelowZero || after.Available >= 0) continue;
            var change = written.Aggregate(new AccountBalance(after.Account, 0, 0), (sum, t) => sum.After(t)).Available;
            if (change < 0) return new(PostStatus.InsufficientBalance, after.Account.Id, after.Available - change, $"{after.Account.Id} has {after.Available - change} {after.Account.Asset} available; {-change} more would be taken.");
        }

        return null;
    }

    private async ValueTask<Dictionary<string, Transfer>> FindAsync(IReadOnlyList<string> ids) => (await _session.ListAsync(
        $"{LedgerRows.JoinedTransfers} and t.transfer_id in {InList.Placeholders(ids.Count, 2)}", LedgerRows.Joined, InList.Values(ids, _shopId))).ToDictionary(t => t.Id, StringComparer.Ordinal);
}
