using System.Text.Json.Serialization;
using Comptoir.Ledger.Accounts;

namespace Comptoir.Ledger.Transfers;

/// <summary>Whether a transfer moves its amount at once, reserves it, or resolves what another one reserved.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransferPhase>))]
public enum TransferPhase
{
    /// <summary>Moves the amount.</summary>
    Posted,

    /// <summary>Reserves the amount until a <see cref="Post"/> or a <see cref="Void"/> names it.</summary>
    Pending,

    /// <summary>Moves part or all of what a pending transfer reserved; the rest is free again.</summary>
    Post,

    /// <summary>Frees all that a pending transfer reserved.</summary>
    Void,
}

/// <summary>What becomes of a pending transfer whose time is over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AtExpiry>))]
public enum AtExpiry
{
    /// <summary>It is voided: nothing was done for it.</summary>
    Release,

    /// <summary>It is posted in full: something was done for it, and nobody said how much.</summary>
    Settle,
}

/// <summary>
/// An amount that leaves one account (credit) and enters another (debit): the unit of double entry, balanced by form.
/// Never changed or removed; a mistake is undone by a transfer the other way round.
/// </summary>
/// <param name="Id">Unique in a shop and derived from what caused it: the idempotency key. Posting the same again changes nothing.</param>
/// <param name="Amount">Greater than zero, in the accounts' common asset; for <see cref="TransferPhase.Void"/> what is freed.</param>
/// <param name="Kind">sale, tax, shipping, discount, payment, refund, cancellation, fee, cost, usage, closing …</param>
/// <param name="Reference">Id of the order or contract that it is filed under.</param>
/// <param name="At">Effective time: the moment of what it records.</param>
public sealed record Transfer(string Id, Account Debit, Account Credit, long Amount, string Kind, string Reference, DateTimeOffset At, string? Note = null)
{
    /// <summary>Greatest amount of one transfer: ten million million major units of a currency with two decimals.</summary>
    public const long MaxAmount = 1_000_000_000_000_000;

    /// <summary>What caused it, as <c>kind:id</c> (see <see cref="Transfers.Cause"/>); null when it follows from the reference.</summary>
    public string? Cause { get; init; }

    public TransferPhase Phase { get; init; }

    /// <summary>The pending transfer that a <see cref="TransferPhase.Post"/> or <see cref="TransferPhase.Void"/> resolves.</summary>
    public string? PendingId { get; init; }

    /// <summary>What that pending transfer reserved. Set by the store.</summary>
    public long PendingAmount { get; init; }

    /// <summary>When a pending transfer is resolved by itself; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public AtExpiry AtExpiry { get; init; }

    /// <summary>When it was written. Set by the store.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>The effective time that was asked for, when that lay in a closed period. Set by the store.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    [JsonIgnore]
    public string Asset => Debit.Asset;

    /// <summary>What it adds to the posted sums of its accounts.</summary>
    [JsonIgnore]
    public long Posts => Phase is TransferPhase.Posted or TransferPhase.Post ? Amount : 0;

    /// <summary>What it adds to the reserved sums of its accounts; negative for a resolution.</summary>
    [JsonIgnore]
    public long Holds => Phase switch { TransferPhase.Pending => Amount, TransferPhase.Posted => 0, _ => -PendingAmount };

    /// <summary>The transfer itself when it is sound; throws otherwise, since an unsound transfer is a fault of ours.</summary>
    public Transfer Checked() => TransferRules.ProblemOf(this) is { } problem ? throw new InvalidOperationException($"Unsound transfer {Id}: {problem}") : this;

    /// <summary>Moves part or all of what this pending transfer reserves and frees the rest.</summary>
    public Transfer ToPost(string id, long amount, DateTimeOffset at) => Resolved(id, amount, at, TransferPhase.Post);

    /// <summary>Frees what this pending transfer reserves.</summary>
    public Transfer ToVoid(string id, DateTimeOffset at) => Resolved(id, Amount, at, TransferPhase.Void);

    /// <summary>The same amount the other way round: how a posted mistake is undone.</summary>
    public Transfer Reversed(string id, DateTimeOffset at) =>
        new(id, Credit, Debit, Amount, Kind, Reference, at, $"Reverses {Id}") { Cause = $"transfer:{Id}" };

    private Transfer Resolved(string id, long amount, DateTimeOffset at, TransferPhase phase) => new(id, Debit, Credit, amount, Kind, Reference, at, Note)
    {
        Cause = Cause,
        Phase = phase,
        PendingId = Id,
        PendingAmount = Amount,
    };
}
