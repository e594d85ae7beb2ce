using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger;

/// <summary>Reading the ledger. Transfers are posted only inside the transaction of what caused them, never alone.</summary>
public interface ILedgerStore
{
    Task<IReadOnlyList<AccountBalance>> GetBalancesAsync(string shopId, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<Transfer>> GetTransfersAsync(string shopId, TransferFilter filter, CancellationToken ct);

    /// <summary>Recomputes every balance from the transfers and compares; empty when all agree and debits equal credits per asset.</summary>
    Task<IReadOnlyList<string>> CheckAsync(string shopId, CancellationToken ct);
}

public sealed record TransferFilter(string? Reference = null, string? AccountId = null, int Limit = 200, int Offset = 0);
