using System.Text.Json.Serialization;

namespace Comptoir.Ordering.Watches;

/// <summary>Price: tell at or below a price. Stock: tell when it can be had. Buy: buy it, inside a mandate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WatchKind>))]
public enum WatchKind { Price, Stock, Buy }

/// <summary>Unconfirmed: waits for the link in the e-mail to be followed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WatchState>))]
public enum WatchState { Unconfirmed, Active, Ended }

/// <summary>A wish about one variant that the shop keeps an eye on.</summary>
public sealed record Watch
{
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    public long Version { get; init; }

    public required WatchKind Kind { get; init; }

    public required WatchState State { get; init; }

    /// <summary>bought, expired, unconfirmed, stopped, declined or the code of another refusal.</summary>
    public string? EndReason { get; init; }

    /// <summary>Lower-case.</summary>
    public required string Email { get; init; }

    public string? CustomerId { get; init; }

    public required string Language { get; init; }

    /// <summary>The secret in the links of its e-mails: shows it, confirms it, stops it, and can do nothing else.</summary>
    public required string Key { get; init; }

    /// <summary>Scheme and host for links, without a trailing slash; null: those of the configuration.</summary>
    public string? LinkBase { get; init; }

    public required string ProductId { get; init; }

    public required string VariantId { get; init; }

    public required string Title { get; init; }

    public required string Currency { get; init; }

    /// <summary>Price: of one piece. Buy: of the whole purchase, delivery and tax included. Minor units; null for Stock.</summary>
    public long? AtMost { get; init; }

    public int Pieces { get; init; } = 1;

    public string? MandateId { get; init; }

    /// <summary>Ends by itself at this moment.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>False after it told or tried, until the wish was unfulfilled again in between.</summary>
    public bool Armed { get; init; } = true;

    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Unit price at which the total was found too high: only a lower one is tried.</summary>
    public long? TriedPrice { get; init; }

    /// <summary>A purchase that was begun and whose outcome is not written yet.</summary>
    public WatchAttempt? Attempt { get; init; }

    public int Attempts { get; init; }

    /// <summary>When to look again even if nothing changes in the catalogue; null: never.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public IReadOnlyList<LogEntry> Log { get; init; } = [];

    public required string Channel { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <param name="Price">The unit price that caused it, minor units.</param>
public sealed record WatchAttempt(int Number, DateTimeOffset StartedAt, long Price);
