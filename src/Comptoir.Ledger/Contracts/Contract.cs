namespace Comptoir.Ledger.Contracts;

/// <summary>
/// A promise to take something worth an amount from somebody over a term: a cloud commitment, a subscription, a purchase obligation.
/// Its amount is counted by double entry in a memo asset (<c>USD.committed</c>; <c>USD.conditional</c> until its condition is met),
/// so it can be drawn any number of times; see <see cref="Commitment"/> for the entries and <see cref="ContractState"/> for where it stands.
/// </summary>
/// <param name="Id">Unique in a shop, for example <c>ctr_aws_2026</c>.</param>
/// <param name="Buyer">Party that must take and pay.</param>
/// <param name="Seller">Party that must give.</param>
/// <param name="Kind">commitment, subscription, lease, investment, guarantee …</param>
/// <param name="Asset">What is promised: a currency or a unit such as tokens.</param>
/// <param name="Amount">In the asset's smallest unit.</param>
/// <param name="Start">From when it can be drawn.</param>
/// <param name="End">From when it cannot; what is left then is short.</param>
public sealed record Contract(string Id, string Buyer, string Seller, string Kind, string Asset, long Amount, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Counts from 1; each change of terms is a version of its own, and all are kept.</summary>
    public int Version { get; init; } = 1;

    public string Title { get; init; } = "";

    /// <summary>By when how much in all must have been drawn, ascending; empty: everything by the end.</summary>
    public IReadOnlyList<Due> Schedule { get; init; } = [];

    /// <summary>What must happen before it is owed, in words; null when it is owed from the start.</summary>
    public string? Condition { get; init; }

    /// <summary>When the condition was met.</summary>
    public DateTimeOffset? TriggeredAt { get; init; }

    /// <summary>What is not taken must be paid all the same.</summary>
    public bool TakeOrPay { get; init; }

    /// <summary>Where the terms can be read: a document's name or address.</summary>
    public string? Evidence { get; init; }

    /// <summary>True when it is owed: without a condition, or with one that is met.</summary>
    public bool InForce => Condition is null || TriggeredAt is not null;

    /// <summary>What is wrong with the terms, as a sentence; null when nothing is.</summary>
    public string? Problem() =>
        new[] { Id, Buyer, Seller, Kind }.Any(t => string.IsNullOrWhiteSpace(t) || t.Length > 150 || t.Any(char.IsControl)) ? "id, buyer, seller and kind are texts of 1 to 150 characters."
        : Assets.Asset.Parse(Asset) is not { IsMemo: false } ? $"'{Asset}' is no asset that can be promised."
        : Amount is < 1 or > Transfers.Transfer.MaxAmount ? $"the amount is not between 1 and {Transfers.Transfer.MaxAmount}."
        : Start >= End || Start < DateTimeOffset.UnixEpoch ? "the start is not before the end."
        : Title.Length > 300 || Condition is { Length: > 500 or 0 } || Evidence is { Length: > 500 } ? "title, condition or evidence is too long."
        : Schedule.Count > 1000 || !Ascending() ? "the schedule does not rise in time and amount up to the contract's amount."
        : TriggeredAt is not null && Condition is null ? "there is no condition that could be met."
        : Version < 1 ? "versions count from 1." : null;

    /// <summary>How much in all must have been drawn at a moment; 0 before it is in force.</summary>
    public long DueAt(DateTimeOffset moment) =>
        !InForce || moment < Start || (TriggeredAt is { } met && moment < met) ? 0
        : moment >= End ? Amount
        : Schedule.LastOrDefault(d => d.At <= moment)?.Amount ?? 0;

    private bool Ascending()
    {
        for (var i = 0; i < Schedule.Count; i++)
            if (Schedule[i].Amount < 0 || Schedule[i].Amount > Amount || (i > 0 && (Schedule[i].At <= Schedule[i - 1].At || Schedule[i].Amount < Schedule[i - 1].Amount))) return false;
        return true;
    }
}

/// <param name="Amount">Cumulative: what must have been drawn in all from this moment on.</param>
public sealed record Due(DateTimeOffset At, long Amount);
