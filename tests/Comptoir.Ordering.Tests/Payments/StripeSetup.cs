using Comptoir.Ordering.Payments.Stripe;
using Microsoft.Extensions.Options;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>Settings that never change.</summary>
internal sealed class FixedOptions(StripeOptions value) : IOptionsMonitor<StripeOptions>
{
    public StripeOptions CurrentValue => value;

    public StripeOptions Get(string? name) => value;

    public IDisposable? OnChange(Action<StripeOptions, string?> listener) => null;
}

/// <summary>Keeps secrets as they are.</summary>
internal sealed class PlainBox : Secrets.ISecretBox
{
    public string Protect(string secret) => secret;

    public string Reveal(string stored) => stored;
}
