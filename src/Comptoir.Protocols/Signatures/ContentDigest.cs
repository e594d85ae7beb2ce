using System.Security.Cryptography;

namespace Comptoir.Protocols.Signatures;

/// <summary>The digest of a body (RFC 9530).</summary>
public static class ContentDigest
{
    /// <summary>The value of the header <c>Content-Digest</c> for a body: sha-256, as UCP wants it.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, digest);
        return $"sha-256=:{Convert.ToBase64String(digest)}:";
    }

    /// <summary>True when the header holds a sha-256 or a sha-512 digest, and each of these is the body's. Other algorithms in it are not looked at.</summary>
    public static bool Fits(string? header, ReadOnlySpan<byte> body)
    {
        var known = 0;
        foreach (var (name, item) in StructuredFields.Dictionary(header) ?? [])
        {
            if (name is not ("sha-256" or "sha-512")) continue;
            if (item.Value is not byte[] digest) return false;
            if (!CryptographicOperations.FixedTimeEquals(digest, name == "sha-256" ? SHA256.HashData(body) : SHA512.HashData(body))) return false;
            known++;
        }

        return known > 0;
    }
}
