using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;

namespace Comptoir.Protocols.Ap2;

/// <summary>The shop's signature over a checkout: a detached JWS over the canonical JSON of everything but <c>ap2</c>.</summary>
internal static class MerchantAuthorization
{
    private const string Member = "merchant_authorization";

    /// <summary>Adds it to the checkout of an answer.</summary>
    public static void Add(JsonObject checkout, SigningKey key)
    {
        var ap2 = checkout["ap2"] as JsonObject ?? [];
        checkout.Remove("ap2");
        ap2[Member] = Jws.Sign(key, Jcs.Bytes(checkout), detached: true);
        checkout["ap2"] = ap2;
    }

    /// <summary>Null when the checkout carries a good signature of one of the keys.</summary>
    public static MandateFault? Check(JsonObject checkout, IReadOnlyList<VerificationKey> shopKeys)
    {
        if (Jws.Text(checkout["ap2"] as JsonObject, Member) is not { } text) return new(MandateFault.NoMerchant, "The checkout in the mandate lacks the shop's signature (ap2.merchant_authorization).");
        var plain = (JsonObject)checkout.DeepClone();
        plain.Remove("ap2");
        return Jws.Parse(text, Jcs.Bytes(plain)) is { } signed && shopKeys.Any(k => k.Id == signed.KeyId && signed.VerifiedBy(k))
            ? null
            : new(MandateFault.Merchant, "The checkout in the mandate is not as this shop signed it.");
    }
}
