using System.Collections.Immutable;

namespace Comptoir.Capital.Deals;

/// <summary>One arrow between two parties, with how sure it is and where that is written.</summary>
/// <param name="Date">When it was made; the first day of what is known when only the month or the year is.</param>
/// <param name="Amount">For the whole contract, in the currency's minor units; null: not published, which is never zero.</param>
public sealed record Deal(string Id, DateOnly Date, string Payer, string Payee, DealKind Kind, long? Amount, string Currency, DealStatus Status)
{
    /// <summary>day, month or year.</summary>
    public string DatePrecision { get; init; } = "day";

    /// <summary>exact, approx, at_least, up_to, initial, derived, converted, estimate, total …</summary>
    public string Basis { get; init; } = "exact";

    /// <summary>First day of its term; the date when left out.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Last day of its term.</summary>
    public DateOnly? End { get; init; }

    /// <summary>Years from start to end, where the file gives no end.</summary>
    public decimal? TermYears { get; init; }

    public decimal? CapacityGw { get; init; }

    /// <summary>False for totals, restatements, valuations and parts of another row.</summary>
    public bool Counts { get; init; } = true;

    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>high, medium or low.</summary>
    public string Confidence { get; init; } = "medium";

    public string Note { get; init; } = "";

    public DealSource Source { get; init; } = new("", "", null, "");

    /// <summary>Oldest first; never empty once read.</summary>
    public ImmutableArray<StatusChange> History { get; init; } = [];

    /// <summary>What must happen before it is due: a listing, a milestone, gigawatts drawn; null for nothing.</summary>
    public string? Trigger { get; init; }

    /// <summary>Taken or paid so far, minor units; null: not known.</summary>
    public long? Drawn { get; init; }

    /// <summary>Days of notice after which the payer may leave; null: not known, or it may not.</summary>
    public int? ExitDays { get; init; }

    public long? PreMoney { get; init; }

    public long? PostMoney { get; init; }

    /// <summary>Share of the payee that the payer gets, in percent.</summary>
    public decimal? StakePercent { get; init; }

    /// <summary>What an exclusivity or first refusal covers: compute, chips, distribution …</summary>
    public string Scope { get; init; } = "";

    /// <summary>What is not taken must be paid all the same.</summary>
    public bool TakeOrPay { get; init; }

    /// <summary>Line in the file that it was read from; 0 for none.</summary>
    public int Row { get; init; }

    public FlowClass Class => DealKinds.ClassOf(Kind);

    public DateOnly TermStart => Start ?? Date;

    /// <summary>First day after the term; null when neither an end nor a length is known.</summary>
    public DateOnly? TermEnd => End?.AddDays(1) ?? (TermYears is { } years ? TermStart.AddDays((int)Math.Max(1, Math.Round(years * 365.25m))) : null);

    /// <summary>Where it stood on a day; null before it was known of.</summary>
    public DealStatus? StatusOn(DateOnly day) => History.LastOrDefault(h => h.Day <= day)?.Status;
}

/// <param name="Date">When it was published, as written: a day, a month or a year.</param>
public sealed record DealSource(string Title, string Publisher, string? Date, string Url);
