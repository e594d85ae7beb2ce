using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Signatures;

/// <summary>A private key on P-256 (<c>ES256</c>) and its public half as a JWK. Safe to use from several threads.</summary>
public sealed class SigningKey
{
    private const int Coordinate = 32;

    private readonly ConcurrentBag<ECDsa> _free = [];
    private readonly ECParameters _parameters;

    private SigningKey(ECDsa key, string? id)
    {
        _parameters = key.ExportParameters(includePrivateParameters: true);
        _free.Add(key);
        var (x, y) = (VerificationKey.Base64Url(_parameters.Q.X), VerificationKey.Base64Url(_parameters.Q.Y));
        Thumbprint = VerificationKey.ThumbprintOf(("crv", "P-256"), ("kty", "EC"), ("x", x), ("y", y));
        Id = id ?? Thumbprint;
        PublicJwk = new() { ["kid"] = Id, ["kty"] = "EC", ["crv"] = "P-256", ["x"] = x, ["y"] = y, ["use"] = "sig", ["alg"] = "ES256" };
    }

    /// <summary>The <c>kid</c>.</summary>
    public string Id { get; }

    public string Thumbprint { get; }

    /// <summary>For publishing; clone it before adding it to another document.</summary>
    public JsonObject PublicJwk { get; }

    /// <summary>A new key, whose id is its thumbprint.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), null);

    /// <param name="pkcs8">As <see cref="Export"/> wrote it.</param>
    /// <param name="id">The id under which it is published; null: its thumbprint.</param>
    /// <exception cref="CryptographicException">It is no private key on P-256.</exception>
    public static SigningKey Import(ReadOnlySpan<byte> pkcs8, string? id = null)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return key.KeySize == 256 ? new(key, id) : throw new CryptographicException("The key is not on P-256.");
    }

    /// <summary>PKCS#8, unencrypted.</summary>
    public byte[] Export()
    {
        using var key = ECDsa.Create(_parameters);
        return key.ExportPkcs8PrivateKey();
    }

    /// <summary>64 bytes: <c>r</c> and <c>s</c> side by side.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        if (!_free.TryTake(out var key)) key = ECDsa.Create(_parameters);
        try
        {
            var signature = new byte[2 * Coordinate];
            key.TrySignData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out _);
            return signature;
        }
        finally
        {
            _free.Add(key);
        }
    }
}
