using Comptoir.Ordering.Secrets;
using Microsoft.Extensions.Options;

namespace Comptoir.Ordering.Payments.Stripe;

/// <summary>A shop's keys: those of the console, else those of the configuration.</summary>
internal sealed class StripeKeys(IPaymentStore store, ISecretBox box, IOptionsMonitor<StripeOptions> options)
{
    /// <summary>Null: Stripe is not set up for this shop.</summary>
    public async Task<string?> ApiKeyAsync(string shopId, CancellationToken ct) =>
        (await store.GetSecretsAsync(shopId, StripeOptions.Handler, ct))?.ApiKey is { } stored ? box.Reveal(stored) : options.CurrentValue.ApiKey;

    public async Task<IReadOnlyList<string>> WebhookSecretsAsync(string shopId, CancellationToken ct) =>
        (await store.GetSecretsAsync(shopId, StripeOptions.Handler, ct))?.WebhookSecrets is { Count: > 0 } stored ? [.. stored.Select(box.Reveal)] : [.. options.CurrentValue.WebhookSecrets];
}
