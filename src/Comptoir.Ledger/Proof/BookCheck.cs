using System.Globalization;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Periods;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Proof;

/// <summary>An account as stored: its sums cover what is sealed.</summary>
public sealed record KeptAccount(AccountBalance Sealed, byte[] Digest);

/// <summary>A transfer as stored.</summary>
/// <param name="Batch">Null while it waits to be sealed.</param>
/// <param name="Asset">As its own row says; its accounts say it too.</param>
public sealed record KeptTransfer(Transfer Transfer, long? Batch, byte[] Digest, string Asset);

/// <summary>
/// Proves a whole book in one pass. The store feeds every transfer in the order of batches and, within a batch, of ids; those not
/// sealed come last. Memory grows with the accounts and open reservations, never with the transfers.
/// </summary>
public sealed class BookCheck
{
    private const int MostFindings = 1000;

    private readonly string _shopId;
    private readonly Dictionary<string, AccountBalance> _sums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeptAccount> _accounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedAccounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly Queue<Batch> _batches;
    private readonly BatchCheck _chain;
    private readonly PendingCheck _pendings;
    private readonly PeriodCheck _periods;
    private readonly IReadOnlyList<Contract> _contracts;
    private readonly List<Finding> _findings = [];
    private readonly long _batchCount;
    private long _transfers;
    private long _unsealed;
    private bool _tail;

    public BookCheck(string shopId, IEnumerable<KeptAccount> accounts, IReadOnlyList<Batch> batches, IReadOnlyList<PeriodClose> closes, IReadOnlyList<Contract> contracts, DateTimeOffset? markBefore = null)
    {
        _shopId = shopId;
        _batches = new(batches.OrderBy(b => b.Number));
        _batchCount = _batches.Count;
        _contracts = contracts;
        _chain = new(shopId, Find);
        _pendings = new(Find);
        _periods = new(closes, markBefore, Find);
        foreach (var account in accounts)
        {
            var its = account.Sealed.Account;
            _accounts[its.Id] = account;
            _sums[its.Id] = new(its, 0, 0);
            if (!CanonicalBytes.Digest(shopId, its).AsSpan().SequenceEqual(account.Digest))
            {
                _changedAccounts.Add(its.Id);
                Find("account", $"account {its.Id}", $"its row was changed after it was opened (party {its.Party}, kind {its.Kind}, asset {its.Asset}, limit {its.Limit}).");
            }
        }
    }

    /// <summary>The account of a stored id; a stand-in when its row is gone.</summary>
    public Account AccountOf(string id, string asset) => _accounts.TryGetValue(id, out var kept) ? kept.Sealed.Account : new(id, "", (AccountKind)(-1), asset);

    public void Add(KeptTransfer kept)
    {
        var t = kept.Transfer;
        if (kept.Batch is { } number) Enter(number);
        else if (!_tail) EndSealed();
        _transfers++;
        if (kept.Batch is null) _unsealed++;
        var digest = CanonicalBytes.Digest(_shopId, t);
        if (kept.Asset != t.Asset || !digest.AsSpan().SequenceEqual(kept.Digest)) ChangedTransfer(t);
        _chain.Add(kept.Digest);
        _pendings.Add(t);
        _periods.Add(t, kept.Digest);
        Apply(t, t.Debit);
        Apply(t, t.Credit);
    }

    public CheckReport Finish(Batch? head)
    {
        if (!_tail) EndSealed();
        Limits();
        _pendings.Finish();
        _periods.Finish();
        foreach (var asset in _sums.Values.Where(s => s.Account.Kind >= 0).GroupBy(s => s.Account.Asset))
        {
            var (debits, credits) = asset.Aggregate((Debits: (Int128)0, Credits: (Int128)0), (sum, s) => (sum.Debits + s.Debits, sum.Credits + s.Credits));
            if (debits != credits) Find("trial", $"asset {asset.Key}", Line($"debits {debits} differ from credits {credits}."));
        }

        foreach (var contract in _contracts) Commitments(contract);
        return new(_findings, _transfers, _batchCount, _accounts.Count, _unsealed, head) { MarkedBefore = _periods.MarkBefore, Marked = _periods.Marked };
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Closes all batches before this one; those without any transfer are found here too.</summary>
    private void Enter(long number)
    {
        if (_chain.Number == number) return;
        EndBatch();
        while (_batches.TryPeek(out var next) && next.Number < number) Begin(_batches.Dequeue(), end: true);
        if (_batches.TryPeek(out var its) && its.Number == number) Begin(_batches.Dequeue(), end: false);
        else _chain.Orphan(number);
    }

    private void Begin(Batch batch, bool end)
    {
        _chain.Begin(batch);
        if (end) EndBatch();
    }

    private void EndBatch()
    {
        if (_chain.End()) Limits();
    }

    /// <summary>After the last sealed transfer the kept sums must be what all batches add up to.</summary>
    private void EndSealed()
    {
        EndBatch();
        while (_batches.TryDequeue(out var batch)) Begin(batch, end: true);
        foreach (var (id, kept) in _accounts)
        {
            var (k, s) = (kept.Sealed, _sums[id]);
            if ((k.Debits, k.Credits, k.PendingDebits, k.PendingCredits) != (s.Debits, s.Credits, s.PendingDebits, s.PendingCredits))
                Find("sums", $"account {id}", Line($"debits {k.Debits}, credits {k.Credits}, reserved {k.PendingDebits} and {k.PendingCredits} are kept; its transfers add up to {s.Debits}, {s.Credits}, {s.PendingDebits} and {s.PendingCredits}."));
        }

        _tail = true;
    }

    private void ChangedTransfer(Transfer t)
    {
        // a changed or missing account shows in all of its transfers; it was told once
        if (_changedAccounts.Contains(t.Debit.Id) || _changedAccounts.Contains(t.Credit.Id) || !_accounts.ContainsKey(t.Debit.Id) || !_accounts.ContainsKey(t.Credit.Id)) return;
        Find("transfer", $"transfer {t.Id}", Line($"its row was changed after it was posted (now {t.Amount} {t.Debit.Asset} from {t.Credit.Id} to {t.Debit.Id}, {t.Kind}, {t.At.UtcDateTime:yyyy-MM-dd HH:mm:ss})."));
    }

    private void Apply(Transfer t, Account account)
    {
        if (!_sums.TryGetValue(account.Id, out var sum))
        {
            Find("account", $"account {account.Id}", $"it is named by transfer {t.Id} and is not there.");
            sum = new(account, 0, 0);
        }
        else if (t.Debit.Asset != t.Credit.Asset)
        {
            Find("transfer", $"transfer {t.Id}", $"{t.Debit.Id} counts {t.Debit.Asset} and {t.Credit.Id} {t.Credit.Asset}.");
        }

        try
        {
            _sums[account.Id] = sum.After(t);
        }
        catch (OverflowException)
        {
            Find("sums", $"account {account.Id}", $"its sums pass 64 bits with transfer {t.Id}.");
        }

        if (account.Limit == AccountLimit.NotBelowZero) _touched.Add(account.Id);
    }

    private void Limits()
    {
        foreach (var id in _touched)
            if (_sums[id] is { Available: < 0 } sum) Find("limit", $"account {id}", Line($"it may not fall below zero and has {sum.Available} {sum.Account.Asset} ({(_tail ? "now" : $"at the end of batch {_chain.Number}")})."));
        _touched.Clear();
    }

    private void Commitments(Contract c)
    {
        long Debits(Account a) => _sums.TryGetValue(a.Id, out var sum) ? sum.Debits : 0;
        var (committed, conditional) = (Debits(Commitment.Committed(c)), Debits(Commitment.Conditional(c)));
        var expected = c.Condition is null ? (c.Amount, 0L) : c.TriggeredAt is null ? (0L, c.Amount) : (c.Amount, c.Amount);
        if ((committed, conditional) != expected && (committed, conditional) != (c.Amount, 0L))
            Find("commitment", $"contract {c.Id}", Line($"its terms promise {c.Amount} {c.Asset}; {committed} were entered as committed and {conditional} as conditional."));
    }

    private void Find(string rule, string where, string what)
    {
        if (_findings.Count < MostFindings) _findings.Add(new(rule, where, what));
    }
}
