using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;

namespace Comptoir.Protocols.Ap2;

/// <summary>A signed JSON document in compact form (RFC 7515): <c>header.payload.signature</c>.</summary>
internal sealed record Jws(string Compact, JsonObject Header, byte[] Payload, byte[] Signature)
{
    public const int MaxLength = 64 * 1024;

    public string? KeyId => Text(Header, "kid");

    public string? Type => Text(Header, "typ");

    /// <summary>Header and payload: what the signature is over.</summary>
    public string Signed => Compact[..Compact.LastIndexOf('.')];

    /// <summary>Null when it is not of that form, or names an extension that must be understood.</summary>
    /// <param name="detached">The payload is empty because it lies elsewhere (appendix F).</param>
    public static Jws? Parse(string text, byte[]? detached = null)
    {
        if (text.Length > MaxLength || text.Split('.') is not [var head, var body, var signature] || (detached is not null && body.Length > 0)) return null;
        if (Decode(head) is not { } header || Decode(signature) is not { Length: > 0 } signed || (detached ?? Decode(body)) is not { } payload) return null;
        if (Object(header) is not { } members || members.ContainsKey("crit") || members.ContainsKey("b64")) return null;
        return new(detached is null ? text : $"{head}.{Base64Url.EncodeToString(detached)}.{signature}", members, payload, signed);
    }

    /// <summary>The payload as a JSON object; null when it is none.</summary>
    public JsonObject? Members() => Object(Payload);

    public bool VerifiedBy(VerificationKey key) =>
        key.Algorithm is "ES256" or "ES384" && Text(Header, "alg") == key.Algorithm && key.Verify(Encoding.ASCII.GetBytes(Signed), Signature);

    /// <summary>Signs; with <paramref name="detached"/> the payload is left out of the result.</summary>
    public static string Sign(SigningKey key, byte[] payload, string? type = null, bool detached = false)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["kid"] = key.Id };
        if (type is not null) header["typ"] = type;
        var (head, body) = (Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString())), Base64Url.EncodeToString(payload));
        return $"{head}.{(detached ? "" : body)}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes($"{head}.{body}")))}";
    }

    /// <summary>Null when the text is not base64url without padding, in its one writing.</summary>
    public static byte[]? Decode(string text)
    {
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return null;
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null; // an impossible length, or bits beyond the last byte
        }
    }

    /// <summary>Null when it is no JSON object within the limits of everything that comes from outside.</summary>
    public static JsonObject? Object(byte[] json)
    {
        try
        {
            return WireReader.Parse(json) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static string? Text(JsonObject? from, string name) => from?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
