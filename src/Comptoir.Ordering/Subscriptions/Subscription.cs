using System.Text.Json.Serialization;
using Comptoir.Ordering.Watches;

namespace Comptoir.Ordering.Subscriptions;

[JsonConverter(typeof(JsonStringEnumConverter<SubscriptionState>))]
public enum SubscriptionState { Unconfirmed, Active, Paused, Ended }

/// <summary>A product delivered again and again, each delivery a purchase inside the mandate.</summary>
public sealed record Subscription
{
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    public long Version { get; init; }

    public required SubscriptionState State { get; init; }

    /// <summary>Of a pause: shopper, payment_failed, price_rose. Of an end: stopped, unconfirmed, not_for_sale.</summary>
    public string? Reason { get; init; }

    public required string Email { get; init; }

    public string? CustomerId { get; init; }

    public required string Language { get; init; }

    /// <summary>As <see cref="Watch.Key"/>.</summary>
    public required string Key { get; init; }

    public string? LinkBase { get; init; }

    public required string MandateId { get; init; }

    public required string ProductId { get; init; }

    public required string VariantId { get; init; }

    public required string Title { get; init; }

    public required string Currency { get; init; }

    public required int Pieces { get; init; }

    public required Interval Every { get; init; }

    /// <summary>Off the goods, as agreed at the start.</summary>
    public int Percent { get; init; }

    public required int NoticeDays { get; init; }

    /// <summary>The day that all others are counted from.</summary>
    public required DateOnly First { get; init; }

    /// <summary>The day of the next charge, UTC.</summary>
    public required DateOnly NextOn { get; init; }

    /// <summary>Sent before a charge: no charge without one, none above its total and none before its moment.</summary>
    public ChargeNotice? Notice { get; init; }

    /// <summary>A charge that was begun and whose outcome is not written yet.</summary>
    public ChargeAttempt? Attempt { get; init; }

    /// <summary>Charges tried so far; names each towards the checkout.</summary>
    public int Attempts { get; init; }

    /// <summary>Refused payments, or days without stock, in a row.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    public int Deliveries { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    public IReadOnlyList<LogEntry> Log { get; init; } = [];

    public required string Channel { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <param name="Total">The exact total told, delivery and tax included; minor units.</param>
/// <param name="ChargeFrom">Not charged before.</param>
public sealed record ChargeNotice(DateTimeOffset SentAt, long Total, DateTimeOffset ChargeFrom);

public sealed record ChargeAttempt(int Number, DateTimeOffset StartedAt);
