namespace Comptoir.Protocols.Identity;

/// <summary>What a platform asks a customer to allow (RFC 6749 section 4.1.1), checked.</summary>
/// <param name="Challenge">Base64url SHA-256 of the verifier (RFC 7636); null where it may be missing.</param>
public sealed record AuthorizationRequest(LinkClient Client, string RedirectUri, IReadOnlyList<string> Scopes, string? State, string? Challenge);

/// <summary>A checked request, or why there is none.</summary>
/// <param name="Request">Null when something is wrong with it.</param>
/// <param name="Error">OAuth's code of what is wrong.</param>
/// <param name="RedirectUri">Where the error goes; null: client or address are not known, so nobody may be sent anywhere.</param>
public sealed record AuthorizationReading(AuthorizationRequest? Request, string? Error = null, string? Description = null, string? RedirectUri = null, string? State = null)
{
    private const int Longest = 2000;

    /// <summary>Judges the members of a request. Pure.</summary>
    /// <param name="member">All values of a member; it must not come twice.</param>
    /// <param name="client">The client named, when there is one.</param>
    /// <param name="issuer">The shop's address: what a <c>resource</c> (RFC 8707) must lie under.</param>
    public static AuthorizationReading Of(Func<string, IReadOnlyList<string?>> member, LinkClient? client, string issuer)
    {
        string? One(string name) => member(name) is [{ Length: > 0 and <= Longest } value] ? value : null;
        if (client is null or { StoppedAt: not null }) return new(null, "invalid_client", "The platform is not known to this shop.");
        if (One("redirect_uri") is not { } redirect || !client.RedirectUris.Any(known => RedirectAddress.Matches(known, redirect)))
            return new(null, "invalid_request", "The return address is not one that the platform registered.");

        var state = One("state");
        AuthorizationReading Wrong(string error, string description) => new(null, error, description, redirect, state);
        string[] names = ["response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "resource"];
        if (names.Any(n => member(n).Count > 1)) return Wrong("invalid_request", "A member of the request comes twice.");
        if (member("state") is [{ Length: > Longest }]) return Wrong("invalid_request", "state is too long.");
        if (One("response_type") is not "code") return Wrong("unsupported_response_type", "response_type must be code.");
        var scopes = (One("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (scopes.Count == 0 || scopes.Except(LinkScopes.All).Any()) return Wrong("invalid_scope", $"scope must name some of: {string.Join(' ', LinkScopes.All)}.");
        if (One("resource") is { } resource && resource != issuer && !resource.StartsWith(issuer + "/", StringComparison.Ordinal)) return Wrong("invalid_target", "resource is not of this shop.");

        var (challenge, method) = (One("code_challenge"), One("code_challenge_method"));
        if (challenge is null && method is null && !LinkScopes.NeedsProof(client, scopes)) return new(new AuthorizationRequest(client, redirect, scopes, state, null));
        if (method is not "S256") return Wrong("invalid_request", "code_challenge_method must be S256.");
        return challenge is { Length: 43 } && challenge.All(IsBase64Url)
            ? new(new AuthorizationRequest(client, redirect, scopes, state, challenge))
            : Wrong("invalid_request", "code_challenge must be the base64url SHA-256 of the verifier.");
    }

    internal static bool IsBase64Url(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
