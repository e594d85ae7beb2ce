using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;

namespace Comptoir.Protocols.Tests.Ap2;

/// <summary>Makes SD-JWTs and chains of them as an issuer, a wallet and an agent do; written from RFC 9901 and AP2's pages, apart from the code that checks them.</summary>
internal static class Mandates
{
    public static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    public static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    public static string Disclosure(JsonNode value, string? name = null)
    {
        var salt = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        return Encode((name is null ? new JsonArray(salt, value.DeepClone()) : new JsonArray(salt, name, value.DeepClone())).ToJsonString());
    }

    public static JsonObject Hidden(string disclosure) => new() { ["..."] = Hash(disclosure) };

    public static string Jwt(SigningKey key, JsonObject payload, string type, string? kid = null)
    {
        var signed = $"{Encode(new JsonObject { ["alg"] = "ES256", ["typ"] = type, ["kid"] = kid ?? key.Id }.ToJsonString())}.{Encode(payload.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A mandate in one token, wholly disclosed through <c>delegate_payload</c>, with a tilde at its end.</summary>
    public static string Root(SigningKey issuer, JsonObject mandate, params string[] disclosures)
    {
        var disclosure = Disclosure(mandate);
        var payload = new JsonObject { ["delegate_payload"] = new JsonArray(Hidden(disclosure)), ["_sd_alg"] = "sha-256" };
        return $"{Jwt(issuer, payload, "dc+sd-jwt")}~{string.Concat(disclosures.Select(d => d + "~"))}{disclosure}~";
    }

    /// <summary>The chain with one more mandate at its end.</summary>
    public static string Hop(string chain, SigningKey holder, JsonObject mandate, string audience, string nonce, DateTimeOffset at, string type = "kb+sd-jwt", Action<JsonObject>? change = null)
    {
        var disclosure = Disclosure(mandate);
        var before = chain.Split("~~")[^1];
        var payload = new JsonObject
        {
            ["delegate_payload"] = new JsonArray(Hidden(disclosure)),
            ["iat"] = at.ToUnixTimeSeconds(),
            ["aud"] = audience,
            ["nonce"] = nonce,
            ["sd_hash"] = Hash(before),
            ["_sd_alg"] = "sha-256",
        };
        change?.Invoke(payload);
        return $"{chain.TrimEnd('~')}~~{Jwt(holder, payload, type)}~{disclosure}~";
    }

    public static JsonObject Confirm(SigningKey key) => new() { ["jwk"] = key.PublicJwk.DeepClone() };

    public static JsonObject LineItems(params (string Item, int Quantity)[] wishes) => new()
    {
        ["type"] = "checkout.line_items",
        ["items"] = new JsonArray([.. wishes.Select((w, i) => (JsonNode)new JsonObject
        {
            ["id"] = $"wish-{i}",
            ["acceptable_items"] = new JsonArray(new JsonObject { ["id"] = w.Item, ["title"] = w.Item }),
            ["quantity"] = w.Quantity,
        })]),
    };

    public static JsonObject OpenCheckout(SigningKey agent, params JsonObject[] constraints) => new()
    {
        ["vct"] = "mandate.checkout.open.1",
        ["constraints"] = new JsonArray([.. constraints]),
        ["cnf"] = Confirm(agent),
    };

    public static JsonObject OpenPayment(SigningKey agent, params JsonObject[] constraints) => new()
    {
        ["vct"] = "mandate.payment.open.1",
        ["constraints"] = new JsonArray([.. constraints]),
        ["cnf"] = Confirm(agent),
    };

    /// <summary>The same signature in its other writing: n − s in place of s.</summary>
    public static string OtherSignature(string jwt)
    {
        var signature = Base64Url.DecodeFromChars(jwt.Split('.')[2]);
        var order = System.Numerics.BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var other = order - new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var bytes = other.ToByteArray(isUnsigned: true, isBigEndian: true);
        signature.AsSpan(32).Clear();
        bytes.CopyTo(signature.AsSpan(64 - bytes.Length));
        return $"{jwt[..jwt.LastIndexOf('.')]}.{Base64Url.EncodeToString(signature)}";
    }
}
