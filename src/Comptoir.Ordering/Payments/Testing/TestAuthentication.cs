using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Comptoir.Ordering.Payments.Testing;

/// <summary>How far a buyer's confirmation with the test bank has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TestAuthenticationState>))]
public enum TestAuthenticationState { Fingerprint, Pending, Challenge, Authenticated, NotAuthenticated, NotSupported }

/// <summary>A 3-D Secure confirmation at the test bank, asked for by an agent before the shop charges.</summary>
/// <param name="Amount">Minor units that the buyer is asked to confirm.</param>
/// <param name="CheckoutId">The only checkout that it is good for; null: any.</param>
public sealed record TestAuthentication(string Id, string ShopId, TestAuthenticationState State, long Amount, string Currency, string? CheckoutId, DateTimeOffset ExpiresAt)
{
    public const string Prefix = "auth_";

    public long Version { get; init; } = 1;

    /// <summary>The bank asks the buyer, whatever the card.</summary>
    public bool Challenges { get; init; }

    /// <summary>The bank says no.</summary>
    public bool Refuses { get; init; }

    /// <summary>Where the buyer goes after the bank's page; null: nowhere.</summary>
    public string? NotificationUrl { get; init; }

    /// <summary>The proof that the shop must show, Base64; null until authenticated.</summary>
    public string? Cryptogram { get; init; }

    /// <summary>The payment that it was shown for.</summary>
    public string? UsedBy { get; init; }

    /// <summary>The directory server's id of it.</summary>
    public string TransactionId => Id[Prefix.Length..];

    /// <summary>The id behind a transaction id.</summary>
    public static string IdOf(string transactionId) => Prefix + transactionId;

    /// <summary>The answer of the bank to the first question.</summary>
    public TestAuthentication Answered() => State is not (TestAuthenticationState.Fingerprint or TestAuthenticationState.Pending) ? this
        : Refuses ? this with { State = TestAuthenticationState.NotAuthenticated, Version = Version + 1 }
        : Challenges ? this with { State = TestAuthenticationState.Challenge, Version = Version + 1 }
        : Confirmed(true);

    /// <summary>The buyer's answer, or the bank's without asking.</summary>
    public TestAuthentication Confirmed(bool yes) => this with
    {
        State = yes ? TestAuthenticationState.Authenticated : TestAuthenticationState.NotAuthenticated,
        Cryptogram = yes ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(20)) : null,
        Version = Version + 1,
    };

    /// <summary>Whether what the shop shows proves that the buyer confirmed this payment.</summary>
    public bool Proves(JsonObject shown, PaymentOperation operation, DateTimeOffset now) =>
        State == TestAuthenticationState.Authenticated && Cryptogram is not null && now < ExpiresAt
        && (UsedBy is null || UsedBy == operation.PaymentId)
        && (CheckoutId is null || CheckoutId == operation.Cause)
        && Currency.Equals(operation.Amount.Currency, StringComparison.OrdinalIgnoreCase) && operation.Amount.Amount <= Amount
        && Text(shown, "three_ds_cryptogram") is { } cryptogram
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(cryptogram), Encoding.UTF8.GetBytes(Cryptogram));

    internal static string? Text(JsonObject? o, string name) => o?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
