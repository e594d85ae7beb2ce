using System.Collections.Immutable;
using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Flows;

/// <summary>What an arrow's amount means.</summary>
public enum FlowBasis
{
    /// <summary>The whole contract.</summary>
    Nominal,

    /// <summary>The whole contract spread evenly over its term: a rate a year.</summary>
    Annual,

    /// <summary>What falls between two days on an even schedule.</summary>
    Window,

    /// <summary>What has been paid or drawn.</summary>
    Paid,
}

/// <summary>Which deals become arrows, and how large they are.</summary>
public sealed record GraphView
{
    public FlowBasis Basis { get; init; } = FlowBasis.Nominal;

    /// <summary>Deals as they stood on this day; null: as the file last tells.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>First day of the window.</summary>
    public DateOnly From { get; init; }

    /// <summary>First day after the window.</summary>
    public DateOnly Before { get; init; }

    public bool Conditional { get; init; }

    public bool Unconfirmed { get; init; }

    public bool Talks { get; init; }

    /// <summary>A group counts as one party; what its members pay each other is left out.</summary>
    public bool Grouped { get; init; }

    /// <summary>Only these classes; empty: all.</summary>
    public ImmutableArray<FlowClass> Classes { get; init; } = [];

    /// <summary>Only these kinds; empty: all.</summary>
    public ImmutableArray<DealKind> Kinds { get; init; } = [];

    /// <summary>Null: the currency of most deals. Other currencies are left out: no rate is guessed.</summary>
    public string? Currency { get; init; }

    /// <summary>Over how many years money that is paid at once is spread in a view by year.</summary>
    public decimal FundingYears { get; init; } = 3;

    /// <summary>The term of a purchase whose term is not published.</summary>
    public decimal MissingTermYears { get; init; } = 5;

    /// <summary>The share of what a party handles that leaves the parties of the file (wages, power, suppliers not listed), for the low end of returns.</summary>
    public decimal Leak { get; init; } = 0.6m;

    public bool Includes(DealStatus status) => status switch
    {
        DealStatus.Announced or DealStatus.Signed or DealStatus.Paid => true,
        DealStatus.Conditional => Conditional,
        DealStatus.Unconfirmed => Unconfirmed,
        DealStatus.InTalks => Talks,
        _ => false,
    };
}
