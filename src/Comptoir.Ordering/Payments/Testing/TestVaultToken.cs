using System.Text.Json.Nodes;

namespace Comptoir.Ordering.Payments.Testing;

/// <summary>A card that an agent left with the test provider, to be charged once within limits. The card itself is not kept, only how it behaves.</summary>
/// <param name="MaxAmount">Minor units.</param>
/// <param name="Currency">Empty: any.</param>
/// <param name="CheckoutId">The only checkout that it may pay.</param>
/// <param name="MerchantId">The only shop that may use it.</param>
public sealed record TestVaultToken(string Id, string ShopId, TestFault Fault, InstrumentDisplay Display, long MaxAmount, string Currency, string CheckoutId, string MerchantId, DateTimeOffset ExpiresAt)
{
    public const string Prefix = "vt_";

    public long Version { get; init; } = 1;

    /// <summary>The caller who may have the card back; null: nobody may.</summary>
    public string? Owner { get; init; }

    /// <summary>The card of a test, sealed with the server's key ring, until it is given back; null: it is not kept.</summary>
    public string? Sealed { get; init; }

    /// <summary>Id of the payment that it paid; null: it is still good.</summary>
    public string? UsedBy { get; init; }

    /// <summary>How the test card of that number behaves.</summary>
    public static TestFault BehaviourOf(string number) =>
        TestFaults.Of(new("", TestPaymentProvider.Handler, "card", new JsonObject { ["type"] = "card", ["number"] = number }));

    /// <summary>Why it does not allow a payment; null: it does. The same payment again is the same use.</summary>
    public string? Obstacle(PaymentOperation operation, DateTimeOffset now) =>
        UsedBy is not null && UsedBy != operation.PaymentId ? "token_used"
        : MerchantId != operation.ShopId ? "token_of_another_merchant"
        : CheckoutId != operation.Cause ? "token_of_another_checkout"
        : now >= ExpiresAt ? "token_expired"
        : Currency.Length > 0 && !Currency.Equals(operation.Amount.Currency, StringComparison.OrdinalIgnoreCase) ? "token_currency"
        : operation.Amount.Amount > MaxAmount ? "token_amount_exceeded"
        : null;
}

/// <summary>What the test provider keeps of delegated cards and of buyers' confirmations, apart from the shop's own transactions.</summary>
public interface ITestVault
{
    Task<TestVaultToken?> FindTokenAsync(string shopId, string id, CancellationToken ct);

    /// <summary>False when another version was saved meanwhile.</summary>
    Task<bool> SaveAsync(TestVaultToken token, CancellationToken ct);

    Task<TestAuthentication?> FindAuthenticationAsync(string shopId, string id, CancellationToken ct);

    /// <summary>False when another version was saved meanwhile.</summary>
    Task<bool> SaveAsync(TestAuthentication authentication, CancellationToken ct);
}
