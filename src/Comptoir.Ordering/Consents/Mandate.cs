using System.Text.Json.Serialization;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Consents;

[JsonConverter(typeof(JsonStringEnumConverter<MandatePurpose>))]
public enum MandatePurpose
{
    BuyWhen,
    Subscription,

    /// <summary>Signed elsewhere and presented with the purchase that it allows.</summary>
    Presented,
}

/// <summary>What a shopper agreed that the shop may buy in their name. Written once; nothing in it ever changes.</summary>
public sealed record MandateTerms
{
    public required MandatePurpose Purpose { get; init; }

    /// <summary>Null: a guest whose e-mail address was confirmed.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Lower-case.</summary>
    public required string Email { get; init; }

    public required string Language { get; init; }

    /// <summary>The words that the shopper saw and said yes to.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256, 64 hexadecimal digits, of the text and everything that limits a purchase; the yes was bound to it.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset AgreedAt { get; init; }

    /// <summary>Where the yes was given: web, chat, mcp; or where the mandate was presented.</summary>
    public required string Channel { get; init; }

    public required string ProductId { get; init; }

    public required string VariantId { get; init; }

    /// <summary>Name of the product and its form at the time, for people.</summary>
    public required string Title { get; init; }

    public required string Currency { get; init; }

    /// <summary>The most that one purchase may cost, delivery and tax included; minor units.</summary>
    public required long HighestTotal { get; init; }

    /// <summary>Most pieces in one purchase.</summary>
    public required int Pieces { get; init; }

    /// <summary>Most purchases; null: as many as the interval brings.</summary>
    public int? MostUses { get; init; }

    /// <summary>Least days between two purchases.</summary>
    public int DaysBetween { get; init; }

    /// <summary>No purchase begins at or after this moment; null: until revoked.</summary>
    public DateTimeOffset? Until { get; init; }

    public required StoredMethod Payment { get; init; }

    public required Buyer Buyer { get; init; }

    public required Address Address { get; init; }

    /// <summary>Of a mandate that an agent presented: the signed original.</summary>
    public PresentedMandate? Presented { get; init; }
}

/// <summary>The recorded consent to purchases, with what was made of it. Its terms are fixed; only uses and revocation are added.</summary>
public sealed record Mandate
{
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    public long Version { get; init; }

    public required MandateTerms Terms { get; init; }

    /// <summary>Purchases begun under it, oldest first; one whose payment was declined is taken out again.</summary>
    public IReadOnlyList<MandateUse> Uses { get; init; } = [];

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>account, link, chat, mcp, console, or replaced.</summary>
    public string? RevokedBy { get; init; }
}

/// <param name="Number">From 1.</param>
/// <param name="AttemptId">The payment attempt that holds this use.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="OrderId">Null while the payment has no outcome.</param>
public sealed record MandateUse(int Number, string CheckoutId, string AttemptId, long Amount, int Pieces, DateTimeOffset At, string? OrderId = null);
