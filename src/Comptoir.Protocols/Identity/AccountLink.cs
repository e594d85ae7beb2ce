using System.Text.Json.Serialization;

namespace Comptoir.Protocols.Identity;

/// <summary>One yes of a customer: what a platform may do in their name until it is taken back. All tokens hang on it.</summary>
public sealed record AccountLink
{
    public required string ShopId { get; init; }

    public required string Id { get; init; }

    public required string CustomerId { get; init; }

    public required string ClientId { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>account, platform, reuse (a token came twice) or console.</summary>
    public string? RevokedBy { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<LinkTokenKind>))]
public enum LinkTokenKind { Code, Access, Refresh }

/// <summary>A code or token as it is stored: never itself, only its SHA-256.</summary>
/// <param name="Link">What a code leads to once it is redeemed, and what the others stand for.</param>
/// <param name="Hash">64 hexadecimal digits.</param>
/// <param name="SpentAt">A code or refresh token that was used; coming again, it ends the link.</param>
/// <param name="RedirectUri">Of a code: where it was sent.</param>
/// <param name="Challenge">Of a code: the PKCE challenge (S256); null only for what <see cref="LinkScopes.NeedsProof"/> excepts.</param>
public sealed record LinkToken(AccountLink Link, LinkTokenKind Kind, string Hash, DateTimeOffset ExpiresAt, DateTimeOffset? SpentAt = null, string? RedirectUri = null, string? Challenge = null);
