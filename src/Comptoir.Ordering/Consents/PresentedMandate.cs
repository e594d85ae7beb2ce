namespace Comptoir.Ordering.Consents;

/// <summary>
/// A mandate that an agent presented with its purchase: signed elsewhere, verified by the door, used once here. Kept as it came, because it
/// is the proof of what the buyer agreed to.
/// </summary>
/// <param name="Id">Derived from what the buyer signed: the same signature is the same mandate, on every node and for ever.</param>
/// <param name="Kind">How it is written: <c>ap2</c>.</param>
/// <param name="Credential">As presented.</param>
/// <param name="Issuer">Address of the profile of the agent that presented it.</param>
/// <param name="KeyId">The key that its first part is signed with.</param>
/// <param name="Reference">Base64url SHA-256 of the closed mandate, as receipts name it.</param>
/// <param name="Until">No purchase begins after this moment; null: no such limit.</param>
/// <param name="CheckoutVersion">The version of the checkout that was compared with it.</param>
public sealed record PresentedMandate(string Id, string Kind, string Credential, string Issuer, string KeyId, string Reference, DateTimeOffset? Until, long CheckoutVersion)
{
    /// <summary>The payment mandates that came with it.</summary>
    public IReadOnlyList<string> PaymentCredentials { get; init; } = [];
}
