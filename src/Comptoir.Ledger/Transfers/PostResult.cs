namespace Comptoir.Ledger.Transfers;

public enum PostStatus
{
    Posted,

    /// <summary>All of it was there with the same content; nothing was written.</summary>
    AlreadyPosted,

    /// <summary>A transfer with this id is there and says something else.</summary>
    OtherContent,

    /// <summary>Unsound by itself; see <see cref="TransferRules"/>.</summary>
    Unsound,

    /// <summary>An account with this id is there with another party, kind, asset or limit.</summary>
    OtherAccount,

    /// <summary>A limited account would fall below zero, or an account's sum would pass 64 bits.</summary>
    InsufficientBalance,

    /// <summary>No pending transfer with this id.</summary>
    PendingUnknown,

    /// <summary>It was posted or voided before.</summary>
    PendingResolved,

    /// <summary>More was to be posted than was reserved, or on other accounts.</summary>
    MoreThanPending,

    /// <summary>Dated in a closed period.</summary>
    PeriodClosed,
}

/// <summary>What became of a post: everything in it or nothing.</summary>
/// <param name="Key">Id of the transfer, account or pending transfer that the status is about.</param>
/// <param name="Available">What the account had, in its asset's smallest unit, when that was not enough.</param>
/// <param name="Message">The rule that refused, as an English sentence; empty when posted.</param>
public sealed record PostResult(PostStatus Status, string? Key = null, long Available = 0, string Message = "")
{
    /// <summary>It is in the books, now or before.</summary>
    public bool Done => Status is PostStatus.Posted or PostStatus.AlreadyPosted;
}

/// <summary>Transfers that are written together or not at all.</summary>
public sealed record Posting(IReadOnlyList<Transfer> Transfers)
{
    /// <summary>Entered by a person: a date in a closed period refuses it. Otherwise such a transfer is dated at the first open moment, with a note.</summary>
    public bool Manual { get; init; }

    /// <summary>Contracts that are stored with the same fate, each a new version.</summary>
    public IReadOnlyList<Contracts.Contract> Contracts { get; init; } = [];

    public IReadOnlyList<Parties.Party> Parties { get; init; } = [];
}
