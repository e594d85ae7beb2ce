namespace Comptoir.Ledger.Transfers;

/// <summary>Resolves pending transfers whose time is over. Until it has, they stand and may still be posted or voided.</summary>
public static class Expiry
{
    /// <summary>What to post for a pending transfer that has run out: its void, or all of it.</summary>
    public static Transfer Of(Transfer pending)
    {
        var at = pending.ExpiresAt ?? pending.At;
        var resolution = pending.AtExpiry == AtExpiry.Settle ? pending.ToPost($"{pending.Id}:expired", pending.Amount, at) : pending.ToVoid($"{pending.Id}:expired", at);
        return resolution with { Cause = $"expiry:{pending.Id}" };
    }
}
