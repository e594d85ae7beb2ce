namespace Comptoir.Compute.Metering;

/// <summary>Where a call is in its life.</summary>
public enum CallState
{
    /// <summary>Reserved and sent; nothing is known yet.</summary>
    Open,

    /// <summary>Settled on what the provider reported.</summary>
    Settled,

    /// <summary>Settled on an estimate, because the provider's report did not come; to be reconciled.</summary>
    Estimated,

    /// <summary>It failed before anything was used.</summary>
    Void,

    /// <summary>Answered from the cache.</summary>
    Cached,

    /// <summary>Answered, but nobody said what the model costs.</summary>
    Unpriced,
}

/// <summary>One attempt at one deployment: what was reserved, used and paid, and for whom. Holds no text of the call.</summary>
/// <param name="Id">As <c>call_…</c>; the cause of its transfers.</param>
public sealed record CallRecord(string Id, string Deployment, string Provider, string Model, DateTimeOffset StartedAt)
{
    public CallState State { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string Door { get; init; } = "";

    /// <summary>What the caller asked for.</summary>
    public string Asked { get; init; } = "";

    public string? KeyId { get; init; }

    public string? Agent { get; init; }

    public string? Conversation { get; init; }

    public string? Order { get; init; }

    public string? Contract { get; init; }

    /// <summary>Names of the clauses and of the price list that made the price.</summary>
    public string? PricedBy { get; init; }

    public string Currency { get; init; } = "USD";

    /// <summary>Reserved before the call, nano-units.</summary>
    public long Reserved { get; init; }

    public long ReservedTokens { get; init; }

    /// <summary>Nano-units; null while open and when unpriced.</summary>
    public long? Cost { get; init; }

    /// <summary>What the price list would have asked without contract, nano-units.</summary>
    public long? ListCost { get; init; }

    public Usage? Usage { get; init; }

    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Status that the provider answered with; 0: none.</summary>
    public int Status { get; init; }

    /// <summary>Milliseconds to the first byte.</summary>
    public double FirstByte { get; init; }

    public bool Streamed { get; init; }

    /// <summary>The answer ended as it should: with a finish reason.</summary>
    public bool Complete { get; init; }

    /// <summary>Id of the answer or request at the provider, by which an invoice can be matched.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Why this deployment.</summary>
    public string? Reason { get; init; }

    /// <summary>The attempt before this one in the same call; null for the first.</summary>
    public string? After { get; init; }

    /// <summary>When its reservation runs out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Budget accounts that it reserved from, and in which unit.</summary>
    public IReadOnlyList<ReservedBudget> Budgets { get; init; } = [];
}

/// <param name="Money">Nano-units; otherwise tokens.</param>
public sealed record ReservedBudget(string Account, string Asset, bool Money);
