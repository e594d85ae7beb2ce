using Comptoir.Catalog.Products;

namespace Comptoir.Ordering.Discounts;

/// <summary>A discount code or an automatic promotion.</summary>
public sealed record Promotion
{
    public required string Id { get; init; }

    public required LocalizedText Title { get; init; }

    /// <summary>Null: applies by itself. Compared without regard to case.</summary>
    public string? Code { get; init; }

    /// <summary>percentage, fixed_amount or free_shipping.</summary>
    public required string Type { get; init; }

    /// <summary>Percent (10 = 10 %) or minor units, by type.</summary>
    public long Value { get; init; }

    /// <summary>Least subtotal, minor units; null: none.</summary>
    public long? MinSubtotal { get; init; }

    /// <summary>Products, variants or categories it is limited to; empty: all. A free_shipping promotion applies when any line is eligible.</summary>
    public IReadOnlyList<string> EligibleIds { get; init; } = [];

    /// <summary>Only for buyers who claim this (see <see cref="EligibilityClaim.Name"/>); null: for all.</summary>
    public string? Claim { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Smaller comes first; percentages apply to what the earlier ones left.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>False: not together with other codes.</summary>
    public bool Combinable { get; init; } = true;

    public bool Active { get; init; } = true;
}

/// <param name="Amount">Minor units, &gt; 0 (0 for free shipping, whose effect is in the option's price).</param>
/// <param name="Method"><c>each</c> (per line) or <c>across</c> (the whole order, allocated by share).</param>
public sealed record AppliedDiscount(string PromotionId, string? Code, string Title, long Amount, bool Automatic, string Method, int Priority, IReadOnlyList<Allocation> Allocations)
{
    /// <summary>The claim that it rests on; null: none.</summary>
    public string? Claim { get; init; }

    /// <summary>The claim is not proven yet; it is when the checkout is completed.</summary>
    public bool Provisional { get; init; }
}

/// <param name="LineId">The line that carries this part; null: the shipping.</param>
public sealed record Allocation(string? LineId, long Amount);
