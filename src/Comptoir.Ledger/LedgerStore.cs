using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Parties;
using Comptoir.Ledger.Periods;
using Comptoir.Ledger.Proof;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger;

/// <summary>
/// What the ledger keeps. Posting only adds transfers; <see cref="SealAsync"/> adds them to the accounts' sums and to the chain of
/// batches later, so that no two postings ever wait for one account. Balances are exact at any moment: sealed sums and what is not sealed yet, read together.
/// </summary>
public interface ILedgerStore
{
    /// <summary>All balances now, by account id.</summary>
    Task<IReadOnlyList<AccountBalance>> GetBalancesAsync(string shopId, CancellationToken ct);

    /// <summary>All balances as they were before a moment, by effective or recorded time, by account id.</summary>
    Task<IReadOnlyList<AccountBalance>> GetBalancesAsync(string shopId, DateTimeOffset before, BookTime time, CancellationToken ct);

    /// <summary>What was posted from one moment to another; closing entries are left out when asked so.</summary>
    Task<IReadOnlyList<AccountBalance>> GetMovementsAsync(string shopId, Span span, bool withClosing, CancellationToken ct);

    /// <summary>One account now; null when it was never named.</summary>
    Task<AccountBalance?> GetBalanceAsync(string shopId, string accountId, CancellationToken ct);

    /// <summary>Newest first by effective time.</summary>
    Task<IReadOnlyList<Transfer>> GetTransfersAsync(string shopId, TransferFilter filter, CancellationToken ct);

    Task<Transfer?> FindTransferAsync(string shopId, string id, CancellationToken ct);

    /// <summary>Oldest first by effective time, in portions, for statements and exports of any length.</summary>
    IAsyncEnumerable<Transfer> ReadTransfersAsync(string shopId, Span span, string? accountId, CancellationToken ct);

    /// <summary>Writes everything in one transaction that is on disk when this returns, or nothing.</summary>
    Task<PostResult> PostAsync(string shopId, Posting posting, CancellationToken ct);

    /// <summary>Pending transfers that have run out and are not resolved.</summary>
    Task<IReadOnlyList<Transfer>> GetExpiredAsync(string shopId, DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>Seals up to <paramref name="limit"/> transfers into one batch; null when there was nothing to seal or another node was faster.</summary>
    Task<Batch?> SealAsync(string shopId, int limit, CancellationToken ct);

    /// <summary>Shops with transfers that wait to be sealed.</summary>
    Task<IReadOnlyList<string>> GetUnsealedShopsAsync(CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Batch>> GetBatchesAsync(string shopId, int limit, int offset, CancellationToken ct);

    Task<IReadOnlyList<PeriodClose>> GetPeriodsAsync(string shopId, CancellationToken ct);

    /// <summary>Writes a closing with its entries; false when another transfer of the period was written since it was counted.</summary>
    Task<bool> CloseAsync(string shopId, PeriodClose close, IReadOnlyList<Transfer> entries, CancellationToken ct);

    /// <summary>The newest version of every contract, by id.</summary>
    Task<IReadOnlyList<Contract>> GetContractsAsync(string shopId, CancellationToken ct);

    /// <summary>All versions of a contract, oldest first.</summary>
    Task<IReadOnlyList<Contract>> GetContractVersionsAsync(string shopId, string id, CancellationToken ct);

    Task<IReadOnlyList<Party>> GetPartiesAsync(string shopId, CancellationToken ct);

    /// <summary>Proves the whole book at one moment; see <see cref="BookCheck"/>.</summary>
    /// <param name="markBefore">Also count and mark what is dated before this, for a closing.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    Task<CheckReport> CheckAsync(string shopId, DateTimeOffset? markBefore, IProgress<double>? progress, CancellationToken ct);

    /// <summary>Looks at the newest batches and the trial balance only: what a server does before it starts.</summary>
    Task<IReadOnlyList<Finding>> CheckHeadAsync(string shopId, CancellationToken ct);
}

/// <summary>Which of a transfer's two times counts.</summary>
public enum BookTime { Effective, Recorded }

/// <summary>From a moment (included; null: the beginning) to another (excluded; null: no end).</summary>
public sealed record Span(DateTimeOffset? From = null, DateTimeOffset? Before = null, BookTime Time = BookTime.Effective);

/// <param name="Kind">sale, refund, fee …</param>
/// <param name="Cause">As <c>kind:id</c>.</param>
public sealed record TransferFilter(string? Reference = null, string? AccountId = null, int Limit = 200, int Offset = 0)
{
    public string? Kind { get; init; }

    public string? Cause { get; init; }

    /// <summary>Only what was sealed in this batch.</summary>
    public long? Batch { get; init; }

    public Span Span { get; init; } = new();
}
