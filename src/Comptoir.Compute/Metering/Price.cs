namespace Comptoir.Compute.Metering;

/// <summary>
/// What a provider asks for a model from a moment on. All amounts are femto-units (10⁻¹⁵) of the currency per token, so that every public
/// price is a whole number: 3 USD per million tokens is 3 000 000 000.
/// </summary>
public sealed record Price
{
    /// <summary>Femto-units in a nano-unit.</summary>
    public const long FemtoPerNano = 1_000_000;

    /// <summary>As deployments name it in <c>prices</c>, or the provider's id.</summary>
    public required string Provider { get; init; }

    public required string Model { get; init; }

    /// <summary>Holds from then on.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "USD";

    public required Rates Rates { get; init; }

    /// <summary>For calls whose whole prompt is longer than a threshold; ascending.</summary>
    public IReadOnlyList<LongPrompt> Above { get; init; } = [];

    public Rates? Batch { get; init; }

    /// <summary>Femto-units for each call.</summary>
    public long PerRequest { get; init; }

    /// <summary>Where it was read: the name of a file.</summary>
    public string? Source { get; init; }
}

/// <summary>Femto-units per token; null where the price list says nothing.</summary>
public sealed record Rates(long Input, long Output)
{
    public long? CacheRead { get; init; }

    public long? CacheWrite { get; init; }

    public long? CacheWriteLong { get; init; }

    /// <summary>Null: reasoning costs what output costs.</summary>
    public long? Reasoning { get; init; }

    public long? AudioInput { get; init; }

    public long? AudioOutput { get; init; }
}

/// <param name="Tokens">Prompts longer than this pay these rates for all their tokens.</param>
public sealed record LongPrompt(long Tokens, Rates Rates);
