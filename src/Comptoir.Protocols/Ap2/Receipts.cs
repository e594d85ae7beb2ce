using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;

namespace Comptoir.Protocols.Ap2;

/// <summary>AP2's receipts: what became of a mandate, signed by the shop as a JWT. The reference is the hash of the closed mandate.</summary>
internal static class Receipts
{
    public static string Checkout(SigningKey key, string issuer, string reference, string orderId, DateTimeOffset now) =>
        Sign(key, Base("Success", issuer, reference, now).With("order_id", orderId));

    public static string CheckoutError(SigningKey key, string issuer, string reference, MandateFault fault, DateTimeOffset now) =>
        Sign(key, Base("Error", issuer, reference, now).With("error", Code(fault)).With("error_description", fault.Message));

    public static string Payment(SigningKey key, string issuer, string reference, string paymentId, string? confirmation, DateTimeOffset now) =>
        Sign(key, Base("Success", issuer, reference, now).With("payment_id", paymentId).With("psp_confirmation_id", confirmation ?? paymentId).With("network_confirmation_id", confirmation ?? paymentId));

    /// <summary>AP2's own words for UCP's codes.</summary>
    private static string Code(MandateFault fault) => fault.Code switch
    {
        MandateFault.Scope => "unresolved_constraint",
        MandateFault.Signature or MandateFault.NoKey => "invalid_credential",
        _ => "invalid_mandate",
    };

    private static JsonObject Base(string status, string issuer, string reference, DateTimeOffset now) =>
        new() { ["status"] = status, ["iss"] = issuer, ["iat"] = now.ToUnixTimeSeconds(), ["reference"] = reference };

    private static JsonObject With(this JsonObject receipt, string name, string value)
    {
        receipt[name] = value;
        return receipt;
    }

    private static string Sign(SigningKey key, JsonObject receipt) => Jws.Sign(key, JsonSerializer.SerializeToUtf8Bytes(receipt), "JWT");
}
