using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Identity;

/// <summary>How a platform proves who it is at the token and revocation endpoints: a confidential client by its secret, a public one by PKCE alone.</summary>
internal static class ClientProof
{
    public static JsonArray Methods => ["client_secret_basic", "none"];

    /// <summary>Null when it did not.</summary>
    public static async Task<LinkClient?> FindAsync(HttpContext http, IFormCollection form, string shopId, AccountLinks links)
    {
        var (id, secret) = http.Request.Headers.Authorization is [{ } header] ? Basic(header) : (form["client_id"].ToString(), null);
        if (id is null || (form["client_id"] is [{ } named] && named != id)) return null;
        if (await links.FindClientAsync(shopId, id, http.RequestAborted) is not { StoppedAt: null } client) return null;
        if (client.SecretHash is null) return secret is null or "" ? client : null;
        return secret is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(AccountLinks.HashOf(secret)), Encoding.ASCII.GetBytes(client.SecretHash)) ? client : null;
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
