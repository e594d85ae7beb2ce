using System.Text;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Signatures;

/// <summary>
/// The signature over a body that the releases of January 2026 put into <c>Request-Signature</c>: a compact JWS without its payload,
/// over the very bytes that are sent (RFC 7797, <c>b64</c> false).
/// </summary>
internal static class DetachedJws
{
    public const string Header = "Request-Signature";

    public static string Sign(SigningKey key, ReadOnlySpan<byte> body)
    {
        var members = new JsonObject { ["alg"] = "ES256", ["kid"] = key.Id, ["b64"] = false, ["crit"] = new JsonArray { "b64" } };
        var head = VerificationKey.Base64Url(Encoding.UTF8.GetBytes(members.ToJsonString()));
        return $"{head}..{VerificationKey.Base64Url(key.Sign([.. Encoding.ASCII.GetBytes(head), (byte)'.', .. body]))}";
    }
}
