using System.Text.Json.Nodes;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Identity;

/// <summary>
/// Tells the doors which customer a bearer token stands for, and answers as RFC 6750 and UCP want it when it stands for nobody or may not
/// do what is asked.
/// </summary>
public sealed class BearerGate(AccountLinks links)
{
    private const string Scheme = "Bearer ";

    /// <param name="profileUrl">The profile that the request names beside the token; null when none.</param>
    public async Task<BearerReading> ReadAsync(string? authorization, string shopId, string issuer, string? profileUrl, CancellationToken ct)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return new(null, null, null);
        if (await links.CheckAsync(shopId, authorization[Scheme.Length..].Trim(), ct) is not { } account) return new(null, null, Required(issuer, invalid: true));
        var own = account.Client.ProfileUrl;
        if (own is not null && profileUrl is not null && own != profileUrl) return new(null, null, Required(issuer, invalid: true));

        // a platform that is bound to no profile cannot vouch for the one that is named, and one that nobody entered vouches for nobody:
        // anybody can describe one and link an account of their own
        return new(account, !account.Client.FromDocument && (profileUrl is null || own == profileUrl) ? account.Client.Id : null, null);
    }

    /// <summary>Null when the customer allowed all of it; otherwise what to answer.</summary>
    public static UcpAnswer? Require(string issuer, LinkedAccount? account, IReadOnlyList<string> scopes)
    {
        if (scopes.Count == 0) return null;
        if (account is null) return Required(issuer, invalid: false);
        if (scopes.All(account.Scopes.Contains)) return null;
        return Say(403, "insufficient_scope", $"The customer has not allowed this. It needs: {string.Join(", ", scopes)}.", null) with { Challenge = Challenge(issuer, "insufficient_scope", string.Join(' ', scopes)) };
    }

    private static UcpAnswer Required(string issuer, bool invalid)
    {
        var content = invalid ? "The token is not known, has expired, was taken back, or belongs to another platform." : "This needs a customer who has linked their account.";
        return Say(401, "identity_required", content, $"{issuer}/account/register") with { Challenge = Challenge(issuer, invalid ? "invalid_token" : null, null) };
    }

    private static string Challenge(string issuer, string? error, string? scope) =>
        $"Bearer realm=\"{issuer}\"{(error is null ? "" : $", error=\"{error}\"")}{(scope is null ? "" : $", scope=\"{scope}\"")}, resource_metadata=\"{issuer}{IdentityEndpoints.ResourcePath}\"";

    private static UcpAnswer Say(int status, string code, string content, string? continueUrl) => new(status, new JsonObject
    {
        ["code"] = code,
        ["content"] = content,
        ["messages"] = new JsonArray { WireWriter.Message("error", code, content, severity: "requires_buyer_review") },
    }.Maybe("continue_url", continueUrl), IsError: true);
}

/// <param name="Account">Null when the request carries no token.</param>
/// <param name="TokenOf">For <see cref="Trust.AgentCall.TokenOf"/>.</param>
/// <param name="Refused">What to answer: it carries one that counts for nothing.</param>
public sealed record BearerReading(LinkedAccount? Account, string? TokenOf, UcpAnswer? Refused);
