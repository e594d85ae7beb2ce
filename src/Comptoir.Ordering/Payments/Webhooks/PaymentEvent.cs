namespace Comptoir.Ordering.Payments.Webhooks;

/// <summary>What an event is about; decides who looks into it. The event itself is only a hint: how things stand is asked of the provider.</summary>
public enum PaymentEventKind
{
    /// <summary>A payment changed.</summary>
    Payment,

    /// <summary>A refund was made, or came to nothing.</summary>
    Refund,

    /// <summary>A buyer's bank disputes a payment.</summary>
    Dispute,

    /// <summary>Nothing that Comptoir follows.</summary>
    Other,
}

/// <summary>A provider's message, after its signature was checked.</summary>
/// <param name="Id">The provider's own id of the event, the same in every delivery.</param>
/// <param name="Type">In the provider's words.</param>
/// <param name="Cause">Our id of the checkout or order, as it was given to the provider; null when it names none.</param>
/// <param name="Subject">Of a dispute: the provider's id of it. Of a refund: the provider's id of the payment.</param>
public sealed record PaymentEvent(string Id, string Type, PaymentEventKind Kind, string? Cause = null, string? Subject = null);

/// <summary>A provider that tells by webhook what happens. Registered beside its <see cref="IPaymentProvider"/>.</summary>
public interface IPaymentWebhooks
{
    string HandlerId { get; }

    /// <summary>
    /// The event of a delivery; null when its signature is not the provider's, or too old to be a delivery of now (a replay).
    /// </summary>
    /// <param name="shopId">The shop at whose address it arrived.</param>
    /// <param name="body">The bytes as they came: the signature is over these.</param>
    /// <param name="header">A header's value by its name; null when it is not there.</param>
    Task<PaymentEvent?> ReadAsync(string shopId, ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken ct);
}

/// <summary>A provider that can show a dispute.</summary>
public interface IDisputeSource
{
    string HandlerId { get; }

    /// <summary>Null: it is not about a payment of ours.</summary>
    Task<FoundDispute?> FindAsync(string shopId, string disputeId, CancellationToken ct);
}

/// <param name="Cause">Our id of the checkout or order for which the disputed payment was made.</param>
public sealed record FoundDispute(string Cause, string PaymentId, ProviderDispute Dispute);

/// <summary>A dispute as the provider shows it now.</summary>
/// <param name="State">open, won or lost.</param>
/// <param name="Amount">Disputed minor units.</param>
/// <param name="Fee">What the provider charges for it, minor units; 0 when nothing.</param>
public sealed record ProviderDispute(string Id, string State, long Amount, long Fee, string? Reason, DateTimeOffset? RespondBy, DateTimeOffset At);
