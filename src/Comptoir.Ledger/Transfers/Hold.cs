using Comptoir.Ledger.Accounts;

namespace Comptoir.Ledger.Transfers;

/// <summary>
/// Something whose price is known only afterwards: reserve the worst case, run, settle on what was used, release the rest.
/// One id names the whole of it, so every step may be repeated. A hold that runs out before the work was sent is released;
/// one that runs out after is settled in full, since something may have been used (see <see cref="Holds"/>).
/// </summary>
/// <param name="Id">Unique in the shop; for a model call the id of the request.</param>
/// <param name="Debit">Debited with what is used: a cost, or the gift card that pays (a liability that grows less).</param>
/// <param name="Credit">Credited with what is used: a budget, a payable, or what the gift card pays for. One of the two is limited.</param>
/// <param name="WorstCase">The most that can be used, in the accounts' asset.</param>
/// <param name="Cause">As <c>kind:id</c>; null when the reference says it.</param>
/// <param name="ExpiresAt">When it ends by itself; null for never.</param>
public sealed record Hold(string Id, Account Debit, Account Credit, long WorstCase, string Kind, string Reference, DateTimeOffset At, DateTimeOffset? ExpiresAt, string? Cause = null)
{
    /// <summary>The reservation; released when it runs out.</summary>
    public Transfer Reservation => new(Id, Debit, Credit, WorstCase, Kind, Reference, At) { Phase = TransferPhase.Pending, ExpiresAt = ExpiresAt, Cause = Cause };

    /// <summary>The reservation once the work is on its way; settled in full when it runs out.</summary>
    public Transfer Running => Reservation with { Id = $"{Id}:sent", AtExpiry = AtExpiry.Settle };

    internal Transfer Moved => Reservation.ToVoid($"{Id}:moved", At);
}
