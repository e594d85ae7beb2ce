using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Periods;
using Comptoir.Ledger.Statements;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger;

/// <summary>
/// The ledger for other rooms. Sales and refunds are posted with their order's transition; everything else comes through
/// <see cref="PostAsync"/>. Every post may be repeated: the ids of its transfers make sure that it counts once.
/// </summary>
public sealed class LedgerService(ILedgerStore store, TimeProvider time)
{
    /// <summary>Reserve, send, settle, release.</summary>
    public Holds Holds { get; } = new(store, time);

    /// <summary>Posts all transfers or none, on disk when this returns. Dates in a closed period move to the first open moment.</summary>
    public Task<PostResult> PostAsync(string shopId, IReadOnlyList<Transfer> transfers, CancellationToken ct) => store.PostAsync(shopId, new(transfers), ct);

    /// <summary>As <see cref="PostAsync"/>, for entries that a person makes: a date in a closed period is refused.</summary>
    public Task<PostResult> PostManuallyAsync(string shopId, IReadOnlyList<Transfer> transfers, CancellationToken ct) => store.PostAsync(shopId, new(transfers) { Manual = true }, ct);

    /// <summary>What an account holds and what of it is free; null when it was never named.</summary>
    public Task<AccountBalance?> GetBalanceAsync(string shopId, string accountId, CancellationToken ct) => store.GetBalanceAsync(shopId, accountId, ct);

    /// <summary>Trial balances by asset, now or as of a moment.</summary>
    public async Task<IReadOnlyList<TrialBalance>> TrialBalanceAsync(string shopId, DateTimeOffset? before, BookTime bookTime, CancellationToken ct) =>
        TrialBalance.Of(before is { } moment ? await store.GetBalancesAsync(shopId, moment, bookTime, ct) : await store.GetBalancesAsync(shopId, ct));

    public async Task<IReadOnlyList<IncomeStatement>> IncomeStatementAsync(string shopId, Span span, CancellationToken ct) =>
        IncomeStatement.Of(await store.GetMovementsAsync(shopId, span, withClosing: false, ct));

    public async Task<IReadOnlyList<BalanceSheet>> BalanceSheetAsync(string shopId, DateTimeOffset? before, BookTime bookTime, CancellationToken ct) =>
        BalanceSheet.Of(before is { } moment ? await store.GetBalancesAsync(shopId, moment, bookTime, ct) : await store.GetBalancesAsync(shopId, ct));

    /// <summary>One account's transfers in a span with its balances before and after; null when it was never named.</summary>
    public Task<AccountStatement?> StatementAsync(string shopId, string accountId, Span span, CancellationToken ct) => StatementAsync(shopId, accountId, span, int.MaxValue, ct);

    /// <summary>As above, with so many lines at most.</summary>
    public async Task<AccountStatement?> StatementAsync(string shopId, string accountId, Span span, int most, CancellationToken ct)
    {
        if (await store.GetBalanceAsync(shopId, accountId, ct) is not { Account: var account }) return null;
        var opening = span.From is { } from ? (await store.GetBalancesAsync(shopId, from, span.Time, ct)).FirstOrDefault(b => b.Account.Id == accountId)?.Balance ?? 0 : 0;
        var transfers = await store.ReadTransfersAsync(shopId, span, accountId, ct).Where(t => t.Posts > 0).Take(most == int.MaxValue ? most : most + 1).ToListAsync(ct);
        return AccountStatement.Of(account, span, opening, transfers.Take(most)) with { Cut = transfers.Count > most };
    }

    /// <summary>Keeps a contract and enters what it promises.</summary>
    public Task<PostResult> SignAsync(string shopId, Contract contract, CancellationToken ct)
    {
        if (contract.Problem() is { } problem) return Task.FromResult(new PostResult(PostStatus.Unsound, contract.Id, Message: problem));
        return store.PostAsync(shopId, new([Commitment.Sign(contract, contract.Start)]) { Contracts = [contract] }, ct);
    }

    /// <summary>The condition is met: what was conditional is committed.</summary>
    public Task<PostResult> TriggerAsync(string shopId, Contract contract, DateTimeOffset at, CancellationToken ct) =>
        contract.InForce ? Task.FromResult(new PostResult(PostStatus.AlreadyPosted, contract.Id))
        : store.PostAsync(shopId, new(Commitment.Trigger(contract, at)) { Contracts = [contract with { Version = contract.Version + 1, TriggeredAt = at }] }, ct);

    /// <summary>Where every contract stands at a moment, by id.</summary>
    public async Task<IReadOnlyList<ContractState>> ContractsAsync(string shopId, DateTimeOffset at, CancellationToken ct)
    {
        var contracts = await store.GetContractsAsync(shopId, ct);
        if (contracts.Count == 0) return [];
        var balances = (await store.GetBalancesAsync(shopId, at.AddMicroseconds(1), BookTime.Effective, ct)).ToDictionary(b => b.Account.Id, StringComparer.Ordinal);
        return [.. contracts.Select(c => ContractState.Of(c, balances, at))];
    }

    /// <summary>Closes the books through a day (UTC): income and expenses go to retained earnings, and nothing is dated before any more.</summary>
    /// <param name="by">Who closes.</param>
    public Task<CloseResult> CloseAsync(string shopId, DateOnly through, string by, IProgress<double>? progress, CancellationToken ct) =>
        new PeriodClosing(store, time).CloseAsync(shopId, through, by, progress, ct);
}
