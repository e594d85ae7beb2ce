using System.Text.Json.Nodes;
using Comptoir.Protocols.Ap2;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Ap2;

/// <summary>A shop that offers AP2, a platform that has it, and the agent that buys for an absent user.</summary>
public sealed class Ap2World : IAsyncLifetime
{
    public const string Platform = "https://platform.example/profile";
    public const string Keyless = "https://keyless.example/profile";
    public const string Bank = "bank-key";

    public Ap2World() => Shop = new(o =>
    {
        o.Ap2Mandates = true;
        o.PinnedProfiles[Platform] = Profile(PlatformKey);
        o.MandateIssuers = new JsonObject { ["keys"] = new JsonArray(Named(BankKey, Bank)) }.ToJsonString();
    });

    public UcpShop Shop { get; }

    public SigningKey PlatformKey { get; } = SigningKey.Create();

    public SigningKey BankKey { get; } = SigningKey.Create();

    public SigningKey AgentKey { get; } = SigningKey.Create();

    public UcpClient Client => Shop.Client(UcpVersions.V2026_04_08, Platform);

    public string Site => Shop.BaseUrl;

    public static DateTimeOffset Now => DateTimeOffset.UtcNow;

    public ValueTask InitializeAsync() => Shop.InitializeAsync();

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    public async Task<IReadOnlyList<VerificationKey>> ShopKeysAsync() => VerificationKey.ReadSet((await Client.GetAsync("//.well-known/ucp"))["signing_keys"]);

    /// <summary>The closed mandate over a checkout, as UCP has it: the whole answer.</summary>
    public static JsonObject Whole(UcpReply checkout) => new() { ["vct"] = "mandate.checkout.1", ["checkout"] = checkout.Body!.DeepClone() };

    /// <summary>The same as AP2 has it: the shop's signature as a JWT, and its hash.</summary>
    public static JsonObject ByHash(UcpReply checkout)
    {
        var plain = (JsonObject)checkout.Body!.DeepClone();
        plain.Remove("ap2");
        var parts = ((string)checkout["ap2"]!["merchant_authorization"]!).Split("..");
        var jwt = $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Jcs.Bytes(plain))}.{parts[1]}";
        return new() { ["vct"] = "mandate.checkout.1", ["checkout_jwt"] = jwt, ["checkout_hash"] = Mandates.Hash(jwt) };
    }

    public JsonObject Payment(UcpReply checkout, Action<JsonObject>? change = null)
    {
        var payment = new JsonObject
        {
            ["vct"] = "mandate.payment.1",
            ["transaction_id"] = (string)ByHash(checkout)["checkout_hash"]!,
            ["payee"] = new JsonObject { ["id"] = "flowers", ["name"] = "Flowers", ["website"] = Site },
            ["payment_amount"] = new JsonObject { ["amount"] = checkout.Total("total"), ["currency"] = "EUR" },
            ["payment_instrument"] = new JsonObject { ["id"] = "card-1", ["type"] = "card" },
        };
        change?.Invoke(payment);
        return payment;
    }

    public static Task<UcpReply> CompleteAsync(UcpClient client, string id, string? mandate, string token = "success_token", string? key = null)
    {
        var body = JsonNode.Parse(UcpClient.Payment(UcpVersions.V2026_04_08, token))!.AsObject();
        if (mandate is not null) body["ap2"] = new JsonObject { ["checkout_mandate"] = mandate };
        return client.PostAsync($"/checkout-sessions/{id}/complete", body.ToJsonString(), key);
    }

    private static JsonObject Named(SigningKey key, string id)
    {
        var jwk = (JsonObject)key.PublicJwk.DeepClone();
        jwk["kid"] = id;
        return jwk;
    }

    private static string Profile(SigningKey key) =>
        UcpShop.Profile([key], null, UcpVersions.V2026_04_08, "checkout", "cart", "order", "fulfillment", "discount", "ap2_mandate");
}
