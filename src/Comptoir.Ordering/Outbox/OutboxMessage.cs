using System.Text.Json.Serialization;

namespace Comptoir.Ordering.Outbox;

[JsonConverter(typeof(JsonStringEnumConverter<OutboxState>))]
public enum OutboxState { Waiting, Sent, Failed, Held }

/// <summary>Something to tell the outside, written in the transaction of what happened and sent afterwards, at least once.</summary>
public sealed record OutboxMessage
{
    /// <summary>Stable over retries; the Webhook-Id.</summary>
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    /// <summary>email, webhook (UCP) or acp_webhook.</summary>
    public required string Kind { get; init; }

    /// <summary>order_placed, order_shipped, order_ready, order_delivered, order_changed, order_lines_canceled, order_canceled, order_refunded, price_adjusted, return_requested, return_approved, return_label, return_sent, return_received, return_rejected, return_canceled, return_completed, exchange_payment, exchange_settled, withdrawal_received, sign_in, watch_… and subscription_….</summary>
    public required string Topic { get; init; }

    /// <summary>E-mail address or https URL.</summary>
    public required string Target { get; init; }

    public string? OrderId { get; init; }

    public string Language { get; init; } = "en";

    /// <summary>For messages about no order: their data. For others: id of the shipment, return or withdrawal that they are about.</summary>
    public string? Data { get; init; }

    public OutboxState State { get; init; } = OutboxState.Waiting;

    public int Attempts { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>As sent the first time, so that retries repeat it byte for byte; null before.</summary>
    public string? Subject { get; init; }

    public string? Body { get; init; }

    /// <summary>Address that ends what this message belongs to with one POST (RFC 8058); null: a message about an order or an account.</summary>
    public string? Unsubscribe { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Set by the store when it leases the message: until when, and the mark by which its holder is known; null: not leased.</summary>
    [JsonIgnore]
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>Set by a channel: the receiver wants nothing more, now or ever (410).</summary>
    [JsonIgnore]
    public bool ReceiverGone { get; init; }

    /// <summary>Whose messages are delivered one after the other, oldest first; null: order does not matter (e-mail).</summary>
    [JsonIgnore]
    public string? Receiver => Kind == "email" ? null : Target;
}

/// <summary>Delivers one kind of message. May throw; the outbox worker then tries again later with growing pauses.</summary>
public interface IOutboxChannel
{
    string Kind { get; }

    /// <summary>Makes subject and body once; what it returns is stored before the first attempt.</summary>
    Task<OutboxMessage> RenderAsync(OutboxMessage message, Orders.Order? order, CancellationToken ct);

    /// <summary>Sends. Returns the message with its new state (<see cref="OutboxState.Held"/>: nothing is configured to send it; readable in the console).</summary>
    Task<OutboxMessage> SendAsync(OutboxMessage message, CancellationToken ct);
}
