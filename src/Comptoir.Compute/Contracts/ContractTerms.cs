using System.Text.Json.Serialization;

namespace Comptoir.Compute.Contracts;

/// <summary>
/// What was agreed with a provider, clause by clause; each may begin and end within the term. The commitment in it is kept by the ledger under
/// the same id (<see cref="Ledger.Contracts.Contract"/>), the rest steers where calls go and what they cost.
/// </summary>
/// <param name="Id">As <c>ctr_north_2026</c>.</param>
/// <param name="Provider">Provider of the setup with whom it is.</param>
public sealed record ContractTerms(string Id, string Provider)
{
    public string Title { get; init; } = "";

    /// <summary>ISO 4217; all amounts of its clauses are in units of it.</summary>
    public string Currency { get; init; } = "USD";

    public required DateTimeOffset Start { get; init; }

    /// <summary>From when it no longer holds.</summary>
    public required DateTimeOffset End { get; init; }

    public IReadOnlyList<Clause> Clauses { get; init; } = [];

    /// <summary>Where the terms can be read.</summary>
    public string? Evidence { get; init; }

    /// <summary>Counts from 1; given when it is applied.</summary>
    public int Version { get; init; } = 1;

    public IEnumerable<TClause> InForce<TClause>(DateTimeOffset at)
        where TClause : Clause => Clauses.OfType<TClause>().Where(c => FromOf(c) <= at && at < UntilOf(c));

    public DateTimeOffset FromOf(Clause clause) => clause.From is { } from && from > Start ? from : Start;

    public DateTimeOffset UntilOf(Clause clause) => clause.Until is { } until && until < End ? until : End;

    /// <summary>How a clause is named everywhere: <c>ctr_north_2026#exclusive</c>.</summary>
    public string NameOf(Clause clause) => $"{Id}#{clause.Id}";
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CommitmentClause), "commitment")]
[JsonDerivedType(typeof(TiersClause), "tiers")]
[JsonDerivedType(typeof(PriceClause), "price")]
[JsonDerivedType(typeof(MinimumClause), "minimum")]
[JsonDerivedType(typeof(ProvisionedClause), "provisioned")]
[JsonDerivedType(typeof(CreditClause), "credit")]
[JsonDerivedType(typeof(ExclusivityClause), "exclusivity")]
[JsonDerivedType(typeof(FirstRefusalClause), "firstRefusal")]
[JsonDerivedType(typeof(CancellationClause), "cancellation")]
[JsonDerivedType(typeof(ResidencyClause), "residency")]
public abstract record Clause(string Id)
{
    /// <summary>Null: from the contract's start.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Null: to the contract's end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Families of models that it concerns; empty: all of the provider.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    public bool Concerns(string family) => Models.Count == 0 || Models.Contains(family);
}

/// <summary>So much is to be spent by the end, and by the dates of the schedule.</summary>
/// <param name="Amount">In units of the currency.</param>
public sealed record CommitmentClause(string Id, decimal Amount) : Clause(Id)
{
    public IReadOnlyList<DueAmount> Schedule { get; init; } = [];

    /// <summary>What is not spent is paid all the same.</summary>
    public bool TakeOrPay { get; init; }
}

/// <param name="Amount">Cumulative.</param>
public sealed record DueAmount(DateTimeOffset At, decimal Amount);

/// <summary>The more was spent under the contract, the cheaper the next call.</summary>
public sealed record TiersClause(string Id, IReadOnlyList<Tier> Steps) : Clause(Id);

/// <param name="Spent">From this amount on.</param>
/// <param name="PercentOff">0 to 100, at most three decimals.</param>
public sealed record Tier(decimal Spent, decimal PercentOff);

/// <summary>A price of its own, per million tokens, instead of the list's.</summary>
public sealed record PriceClause(string Id, decimal Input, decimal Output) : Clause(Id)
{
    public decimal? CacheRead { get; init; }

    public decimal? CacheWrite { get; init; }
}

/// <summary>At least so much each month; what is missing is owed.</summary>
public sealed record MinimumClause(string Id, decimal Amount) : Clause(Id);

/// <summary>Capacity that is paid whether it is used or not: calls within it cost nothing more.</summary>
/// <param name="Deployments">Which deployments it is.</param>
/// <param name="TokensPerMinute">How much it carries.</param>
/// <param name="Hourly">What it costs an hour.</param>
public sealed record ProvisionedClause(string Id, IReadOnlyList<string> Deployments, long TokensPerMinute, decimal Hourly) : Clause(Id);

/// <summary>Money given in advance that pays calls until it is gone or over.</summary>
public sealed record CreditClause(string Id, decimal Amount) : Clause(Id);

/// <summary>These models may be called only through this contract's provider.</summary>
public sealed record ExclusivityClause(string Id) : Clause(Id)
{
    /// <summary>Channels that it concerns; empty: all.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];
}

/// <summary>This contract's provider is asked first; others only while it cannot serve.</summary>
public sealed record FirstRefusalClause(string Id) : Clause(Id);

/// <summary>Whether and how it may be ended early.</summary>
public sealed record CancellationClause(string Id, bool Allowed) : Clause(Id)
{
    public int NoticeDays { get; init; }

    public decimal Fee { get; init; }
}

/// <summary>The provider may serve these models only in these regions.</summary>
public sealed record ResidencyClause(string Id, IReadOnlyList<string> Regions) : Clause(Id);
