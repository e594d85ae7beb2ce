using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Attempts;
using Comptoir.Protocols.Ap2;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Identity;

/// <summary>
/// How a platform proves who it is at the token and revocation endpoints: by its secret, by an assertion that it signed (RFC 7523), or,
/// where it has neither, by PKCE alone.
/// </summary>
internal sealed class ClientProof(AccountLinks links, AgentProfiles profiles, IAttemptStore attempts, TimeProvider time)
{
    public const string ByKey = "private_key_jwt";
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const int LongestId = 200;
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Counted in the database, so that an assertion is good once over all nodes.</summary>
    private readonly AttemptLimit _used = new(attempts, time, "assertion", 1, LongestLife + Skew + Skew);

    public static JsonArray Methods => ["client_secret_basic", ByKey, "none"];

    public static JsonArray Algorithms => ["ES256", "ES384"];

    /// <summary>Null when it did not.</summary>
    /// <param name="issuer">The shop's address, for which an assertion must be meant.</param>
    public async Task<LinkClient?> FindAsync(HttpContext http, IFormCollection form, string shopId, string issuer)
    {
        var ct = http.RequestAborted;
        var assertion = form["client_assertion"].ToString();
        if (assertion.Length > 0 || form.ContainsKey("client_assertion_type"))
        {
            if (http.Request.Headers.Authorization.Count > 0 || form["client_assertion_type"] != AssertionType) return null;
            return await FindByAssertionAsync(assertion, form["client_id"], shopId, issuer, ct);
        }

        var (id, secret) = http.Request.Headers.Authorization is [{ } header] ? Basic(header) : (form["client_id"].ToString(), null);
        if (id is null || (form["client_id"] is [{ } named] && named != id)) return null;
        if (await links.FindClientAsync(shopId, id, ct) is not { StoppedAt: null, ProvesByKey: false } client) return null;
        if (client.SecretHash is null) return secret is null or "" ? client : null;
        return secret is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(AccountLinks.HashOf(secret)), Encoding.ASCII.GetBytes(client.SecretHash)) ? client : null;
    }

    private async Task<LinkClient?> FindByAssertionAsync(string assertion, string? named, string shopId, string issuer, CancellationToken ct)
    {
        if (Jws.Parse(assertion) is not { } jws || jws.Members() is not { } claims) return null;
        if (Jws.Text(claims, "iss") is not { } id || Jws.Text(claims, "sub") != id || (named is { Length: > 0 } && named != id)) return null;
        var now = time.GetUtcNow();
        if (!IsMeantFor(claims["aud"], issuer) || !IsOfNow(claims, now) || Jws.Text(claims, "jti") is not { Length: > 0 and <= LongestId } jti) return null;
        if (await links.FindClientAsync(shopId, id, ct) is not { StoppedAt: null } client) return null;
        var keys = await KeysOfAsync(client, ct);
        if (!keys.Any(k => (jws.KeyId is null || k.Id == jws.KeyId) && (k.NotBefore is null || k.NotBefore <= now) && (k.Expires is null || k.Expires > now) && jws.VerifiedBy(k))) return null;
        return await _used.TryAsync(shopId, $"{id}\n{jti}", ct) ? client : null;
    }

    /// <summary>The keys that the client publishes: in its description, at the address that names, or in the profile that it acts for.</summary>
    private async Task<IReadOnlyList<VerificationKey>> KeysOfAsync(LinkClient client, CancellationToken ct)
    {
        if (client.Keys is { } set) return AgentProfile.Document(set) is { } inline ? AgentProfile.Keys(inline) : [];
        return (client.KeysUrl ?? client.ProfileUrl) is { } url && profiles.Allows(url) ? (await profiles.FindAsync(url, ct)).Keys : [];
    }

    /// <summary>For the issuer or one of its endpoints.</summary>
    private static bool IsMeantFor(JsonNode? audience, string issuer)
    {
        var named = audience is JsonArray list ? list.ToList() : [audience];
        return named.Any(a => a is JsonValue value && value.TryGetValue(out string? text) && (text == issuer || text == issuer + IdentityEndpoints.TokenPath || text == issuer + IdentityEndpoints.RevokePath));
    }

    private static bool IsOfNow(JsonObject claims, DateTimeOffset now)
    {
        static long? Seconds(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long seconds) ? seconds : null;
        if (Seconds(claims["exp"]) is not { } expires || expires <= (now - Skew).ToUnixTimeSeconds() || expires > (now + LongestLife + Skew).ToUnixTimeSeconds()) return false;
        return (claims["nbf"] is null || Seconds(claims["nbf"]) <= (now + Skew).ToUnixTimeSeconds()) && (claims["iat"] is null || Seconds(claims["iat"]) <= (now + Skew).ToUnixTimeSeconds());
    }

    /// <summary>Both parts are form-encoded inside (RFC 6749 section 2.3.1).</summary>
    private static (string? Id, string? Secret) Basic(string header)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || header.Length > 2000) return (null, null);
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length)) return (null, null);
        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair.Length == 2 ? (WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair[1])) : (null, null);
    }
}
