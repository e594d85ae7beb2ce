using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;

namespace Comptoir.Ordering.Carts;

public sealed record Cart
{
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    /// <summary>Grows by one with each stored change.</summary>
    public long Version { get; init; }

    public required string Currency { get; init; }

    public required string Language { get; init; }

    /// <summary>ISO 3166-1 alpha-2; decides tax and shipping estimates.</summary>
    public string? Country { get; init; }

    public IReadOnlyList<LineItem> Lines { get; init; } = [];

    public Buyer? Buyer { get; init; }

    public IReadOnlyList<string> DiscountCodes { get; init; } = [];

    /// <summary>What the buyer claims to be, as sent.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    public IReadOnlyList<AppliedDiscount> Discounts { get; init; } = [];

    public required Totals Totals { get; init; }

    public IReadOnlyList<Message> Messages { get; init; } = [];

    public bool Cancelled { get; init; }

    public string Channel { get; init; } = "web";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>The whole wanted content of a cart (full replacement).</summary>
public sealed record CartInput
{
    public IReadOnlyList<LineRequest> Lines { get; init; } = [];

    public Buyer? Buyer { get; init; }

    public IReadOnlyList<string> DiscountCodes { get; init; } = [];

    /// <summary>What the buyer claims to be, by the names of <see cref="EligibilityClaim"/>; unknown ones change nothing.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    public string? Country { get; init; }

    /// <summary>Two letters; null: the shop's default.</summary>
    public string? Language { get; init; }

    /// <summary>A cart as the input that would leave it as it is: start of every partial change.</summary>
    public static CartInput From(Cart cart) => new()
    {
        Lines = [.. cart.Lines.Select(l => new LineRequest(l.ItemId, l.Quantity, null, l.Id))],
        Buyer = cart.Buyer,
        DiscountCodes = cart.DiscountCodes,
        Claims = cart.Claims,
        Country = cart.Country,
        Language = cart.Language,
    };
}
