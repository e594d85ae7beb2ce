using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NSec.Cryptography;

namespace Comptoir.Protocols.Signatures;

/// <summary>
/// A public key that somebody published as a JWK (RFC 7517): P-256 (<c>ES256</c>), P-384 (<c>ES384</c>) or Ed25519 (<c>EdDSA</c>). A key of
/// another kind is kept by its id, so that a signature with it can be told from one with an unknown key. Safe to use from several threads.
/// </summary>
public sealed class VerificationKey
{
    private const int MostKeys = 32;

    private readonly ConcurrentBag<ECDsa> _free = [];
    private readonly ECParameters _curve;
    private readonly PublicKey? _edwards;

    private VerificationKey(string? id, JsonObject jwk)
    {
        NotBefore = Moment(jwk["nbf"]);
        Expires = Moment(jwk["exp"]);
        try
        {
            (Algorithm, Thumbprint) = (Text(jwk["kty"]), Text(jwk["crv"])) switch
            {
                ("EC", "P-256") => ("ES256", EcThumbprint(jwk, "P-256", 32, ECCurve.NamedCurves.nistP256, ref _curve)),
                ("EC", "P-384") => ("ES384", EcThumbprint(jwk, "P-384", 48, ECCurve.NamedCurves.nistP384, ref _curve)),
                ("OKP", "Ed25519") => ("EdDSA", EdThumbprint(jwk, ref _edwards)),
                _ => (null, null),
            };
            if (_curve.Q.X is not null) _free.Add(ECDsa.Create(_curve)); // a point that is not on the curve is found here
        }
        catch (Exception e) when (e is FormatException or CryptographicException or ArgumentException)
        {
            (Algorithm, Thumbprint) = (null, null);
        }

        Id = id ?? Thumbprint ?? "";
    }

    /// <summary>The <c>kid</c>; the thumbprint when it has none.</summary>
    public string Id { get; }

    /// <summary>ES256, ES384 or EdDSA; null: of no kind that can be used here, or not a key at all.</summary>
    public string? Algorithm { get; }

    /// <summary>RFC 7638, SHA-256, base64url; null when the key cannot be used.</summary>
    public string? Thumbprint { get; }

    /// <summary>Not valid before that moment; null: no such limit.</summary>
    public DateTimeOffset? NotBefore { get; }

    /// <summary>Not valid from that moment on; null: no such limit.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>The keys for signatures in a JWK set; entries that are no keys, or that are for something else, are left out. 32 at most.</summary>
    public static IReadOnlyList<VerificationKey> ReadSet(JsonNode? keys) => [.. (keys as JsonArray ?? []).OfType<JsonObject>()
        .Where(k => Text(k["use"]) is null or "sig" && (k["key_ops"] is not JsonArray uses || uses.Any(u => Text(u) == "verify")))
        .Select(Read).OfType<VerificationKey>().Take(MostKeys)];

    /// <summary>Null when it is of no kind, or has no name and cannot be given one.</summary>
    public static VerificationKey? Read(JsonObject jwk) =>
        Text(jwk["kty"]) is not null && Text(jwk["kid"]) is null or { Length: > 0 and <= 500 } && new VerificationKey(Text(jwk["kid"]), jwk) is { Id.Length: > 0 } key ? key : null;

    public bool IsValidAt(DateTimeOffset now) => (NotBefore is not { } from || now >= from) && (Expires is not { } until || now < until);

    /// <param name="signature">For elliptic curves <c>r</c> and <c>s</c> side by side, each as long as the curve's coordinates.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (_edwards is not null) return signature.Length == 64 && SignatureAlgorithm.Ed25519.Verify(_edwards, data, signature);
        if (Algorithm is null || signature.Length != 2 * _curve.Q.X!.Length) return false;
        if (!_free.TryTake(out var key)) key = ECDsa.Create(_curve);
        try
        {
            return key.VerifyData(data, signature, Algorithm == "ES256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        finally
        {
            _free.Add(key);
        }
    }

    /// <summary>RFC 7638 over the members that a key must have, in the order of their names.</summary>
    internal static string ThumbprintOf(params (string Name, string Value)[] members) => Base64Url(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{{{string.Join(',', members.Select(m => $"\"{m.Name}\":{JsonSerializer.Serialize(m.Value)}"))}}}")));

    internal static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static string EcThumbprint(JsonObject jwk, string curve, int length, ECCurve named, ref ECParameters parameters)
    {
        var (x, y) = (Coordinate(jwk["x"], length), Coordinate(jwk["y"], length));
        parameters = new() { Curve = named, Q = new() { X = x, Y = y } };
        return ThumbprintOf(("crv", curve), ("kty", "EC"), ("x", Base64Url(x)), ("y", Base64Url(y)));
    }

    private static string EdThumbprint(JsonObject jwk, ref PublicKey? key)
    {
        var x = Coordinate(jwk["x"], 32);
        key = PublicKey.Import(SignatureAlgorithm.Ed25519, x, KeyBlobFormat.RawPublicKey);
        return ThumbprintOf(("crv", "Ed25519"), ("kty", "OKP"), ("x", Base64Url(x)));
    }

    private static byte[] Coordinate(JsonNode? node, int length) =>
        Text(node) is { Length: <= 100 } text && System.Buffers.Text.Base64Url.DecodeFromChars(text) is { } bytes && bytes.Length == length ? bytes : throw new FormatException();

    private static DateTimeOffset? Moment(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out long seconds) && seconds is >= 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
