namespace Comptoir.Ledger.Transfers;

/// <summary>Decides whether a transfer may be written in the light of those that are there. Pure; every store asks it.</summary>
public static class Resolutions
{
    /// <summary>Whether a transfer asks for the same as one that is there. Notes, and times that the store gave, may differ.</summary>
    public static bool SameContent(Transfer asked, Transfer there) =>
        (asked.Debit, asked.Credit, asked.Amount, asked.Kind, asked.Reference, Cause.Of(asked), asked.Phase, asked.PendingId, Micro(asked.ExpiresAt), asked.AtExpiry)
        == (there.Debit, there.Credit, there.Amount, there.Kind, there.Reference, Cause.Of(there), there.Phase, there.PendingId, Micro(there.ExpiresAt), there.AtExpiry)
        && Micro(asked.At) == Micro(there.AskedAt ?? there.At);

    /// <summary>Why a post or void cannot resolve this pending transfer; null when it can, in which case <paramref name="pending"/> gives its <see cref="Transfer.PendingAmount"/>.</summary>
    public static PostResult? RefusalOf(Transfer resolution, Transfer? pending) =>
        pending is not { Phase: TransferPhase.Pending } ? new(PostStatus.PendingUnknown, resolution.PendingId, Message: $"There is no pending transfer {resolution.PendingId}.")
        : pending.Debit.Id != resolution.Debit.Id || pending.Credit.Id != resolution.Credit.Id || resolution.Amount > pending.Amount || (resolution.Phase == TransferPhase.Void && resolution.Amount != pending.Amount)
            ? new(PostStatus.MoreThanPending, pending.Id, pending.Amount, $"{resolution.Id} is not within what {pending.Id} reserves: {pending.Amount} from {pending.Credit.Id} to {pending.Debit.Id}.")
        : null;

    private static long? Micro(DateTimeOffset? moment) => moment is { } m ? Proof.CanonicalBytes.Microseconds(m) : null;
}
