using Comptoir.Ordering.Payments.Webhooks;

namespace Comptoir.Ordering.Payments;

/// <summary>What payments keep beside checkouts and orders: received events and the shops' secrets towards providers.</summary>
public interface IPaymentStore
{
    /// <summary>Remembers an event; false when it was received before.</summary>
    Task<bool> ReceiveAsync(string shopId, string handlerId, PaymentEvent received, DateTimeOffset at, CancellationToken ct);

    /// <summary>Forgets events received before a moment; returns how many.</summary>
    Task<int> ForgetEventsAsync(DateTimeOffset before, CancellationToken ct);

    /// <summary>Null: none were entered.</summary>
    Task<PaymentSecrets?> GetSecretsAsync(string shopId, string handlerId, CancellationToken ct);

    /// <summary>False when another version was saved meanwhile; version 1 is new.</summary>
    Task<bool> SaveSecretsAsync(PaymentSecrets secrets, CancellationToken ct);
}

/// <summary>A provider whose keys an operator enters and tries in the console.</summary>
public interface IPaymentConnection
{
    string HandlerId { get; }

    /// <summary>Null: the stored keys work; else what is wrong, in the provider's words.</summary>
    Task<string?> TestAsync(string shopId, CancellationToken ct);
}

/// <summary>A shop's secrets towards a provider, each as <see cref="Secrets.ISecretBox"/> stores it.</summary>
/// <param name="WebhookSecrets">The newest first; an older one counts until it is removed, so that a secret can be renewed without losing events.</param>
public sealed record PaymentSecrets(string ShopId, string HandlerId, long Version, string? ApiKey = null, IReadOnlyList<string>? WebhookSecrets = null)
{
    /// <summary>How a person recognises the key: its last four characters.</summary>
    public string? ApiKeyHint { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
