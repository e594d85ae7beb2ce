using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Comptoir.Catalog;
using Comptoir.Ordering.Customers;

namespace Comptoir.Protocols.Identity;

/// <summary>
/// The links between customers' accounts and platforms: made by a customer's yes, proven by short-lived tokens, ended by either side.
/// Nothing is kept in memory, so that every node sees an end at once.
/// </summary>
public sealed class AccountLinks
{
    private readonly IAccountLinkStore _store;
    private readonly ICustomerStore _customers;
    private readonly TimeProvider _time;
    private readonly ClientDocuments? _documents;

    /// <param name="documents">Null: only platforms that the merchant entered are known.</param>
    internal AccountLinks(IAccountLinkStore store, ICustomerStore customers, TimeProvider time, ClientDocuments? documents = null) =>
        (_store, _customers, _time, _documents) = (store, customers, time, documents);

    internal static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(2);
    internal static readonly TimeSpan AccessLifetime = TimeSpan.FromHours(1);
    internal static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(90);

    /// <summary>A platform that the merchant entered, or one whose id is the address of the document that describes it. Null: neither.</summary>
    public async Task<LinkClient?> FindClientAsync(string shopId, string? id, CancellationToken ct)
    {
        if (id is not { Length: > 0 and <= 500 }) return null;
        var stored = await _store.GetClientAsync(shopId, id, ct);
        return stored is { FromDocument: false } or { StoppedAt: not null } || _documents is null ? stored : await _documents.FindAsync(shopId, id, stored, ct);
    }

    /// <summary>The customer said yes: the code to send back, good for two minutes and one use.</summary>
    public async Task<string> AgreeAsync(AuthorizationRequest request, string customerId, CancellationToken ct)
    {
        var link = new AccountLink { ShopId = request.Client.ShopId, Id = Ids.New("link", _time), CustomerId = customerId, ClientId = request.Client.Id, Scopes = request.Scopes, At = _time.GetUtcNow() };
        if (request.Client is { FromDocument: true, Version: 0 }) await _store.SaveClientAsync(request.Client with { Version = 1 }, ct);
        var code = NewSecret();
        await _store.AddTokenAsync(new(link, LinkTokenKind.Code, HashOf(code), _time.GetUtcNow() + CodeLifetime, null, request.RedirectUri, request.Challenge), ct);
        return code;
    }

    /// <summary>Redeems a code; null when it is not good. A code that comes a second time ends what the first made (RFC 6749 section 4.1.2).</summary>
    public async Task<IssuedTokens?> RedeemAsync(LinkClient client, string code, string? redirectUri, string? verifier, CancellationToken ct)
    {
        if (await FindAsync(client, code, LinkTokenKind.Code, ct) is not { } found) return null;
        if (redirectUri is null || !RedirectAddress.Matches(found.RedirectUri!, redirectUri) || !Proves(verifier, found.Challenge)) return null;
        return await IssueAsync(found, found.Link.Scopes, ct);
    }

    /// <summary>A new pair for a refresh token, which is thereby used up; null when it is not good. One that comes again ends the link.</summary>
    /// <param name="scopes">Fewer than were allowed; null: all.</param>
    public async Task<IssuedTokens?> RefreshAsync(LinkClient client, string refreshToken, IReadOnlyList<string>? scopes, CancellationToken ct)
    {
        if (await FindAsync(client, refreshToken, LinkTokenKind.Refresh, ct) is not { } found || (scopes ?? []).Except(found.Link.Scopes).Any()) return null;
        return await IssueAsync(found, scopes ?? found.Link.Scopes, ct);
    }

    /// <summary>Ends a token (RFC 7009): with a refresh token the whole link, otherwise that one alone. Unknown ones, and those of others, are none.</summary>
    public async Task RevokeTokenAsync(LinkClient client, string token, CancellationToken ct)
    {
        if (token.Length is 0 or > 200 || await _store.FindTokenAsync(client.ShopId, HashOf(token), ct) is not { } found || found.Link.ClientId != client.Id) return;
        if (found.Kind == LinkTokenKind.Refresh) await _store.RevokeAsync(client.ShopId, found.Link.Id, null, null, "platform", _time.GetUtcNow(), ct);
        else await _store.RemoveTokenAsync(client.ShopId, found.Hash, ct);
    }

    /// <summary>Whom an access token stands for; null when it counts for nothing (any more).</summary>
    public async Task<LinkedAccount?> CheckAsync(string shopId, string accessToken, CancellationToken ct)
    {
        if (accessToken.Length is 0 or > 200) return null;
        if (await _store.FindTokenAsync(shopId, HashOf(accessToken), ct) is not { Kind: LinkTokenKind.Access } found) return null;
        if (found.ExpiresAt <= _time.GetUtcNow() || found.Link.RevokedAt is not null) return null;
        if (await _store.GetClientAsync(shopId, found.Link.ClientId, ct) is not { StoppedAt: null } client) return null;
        return await _customers.GetAsync(shopId, found.Link.CustomerId, ct) is { } customer ? new(customer, client, found.Link.Scopes.ToHashSet(StringComparer.Ordinal), found.ExpiresAt) : null;
    }

    /// <summary>The platforms that a customer has linked, one entry each, newest first, with all that they may do.</summary>
    public async Task<IReadOnlyList<LinkedPlatform>> ListAsync(Customer customer, CancellationToken ct)
    {
        var platforms = new List<LinkedPlatform>();
        foreach (var links in (await _store.ListLinksAsync(customer.ShopId, customer.Id, ct)).GroupBy(l => l.ClientId))
        {
            if (await _store.GetClientAsync(customer.ShopId, links.Key, ct) is not { StoppedAt: null } client) continue;
            platforms.Add(new(client, [.. LinkScopes.All.Where(s => links.Any(l => l.Scopes.Contains(s)))], links.Max(l => l.At)));
        }

        return platforms;
    }

    /// <summary>The customer takes everything back from a platform.</summary>
    public Task<int> UnlinkAsync(Customer customer, string clientId, CancellationToken ct) =>
        _store.RevokeAsync(customer.ShopId, null, customer.Id, clientId, "account", _time.GetUtcNow(), ct);

    /// <summary>43 characters that nobody guesses; shown to the merchant once.</summary>
    public static string NewClientSecret() => NewSecret();

    /// <summary>For <see cref="LinkClient.SecretHash"/>.</summary>
    public static string HashOfSecret(string secret) => HashOf(secret);

    internal static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Null: not of this client, wrong kind, expired or revoked. One that was spent before ends its link.</summary>
    private async Task<LinkToken?> FindAsync(LinkClient client, string token, LinkTokenKind kind, CancellationToken ct)
    {
        if (token.Length is 0 or > 200 || await _store.FindTokenAsync(client.ShopId, HashOf(token), ct) is not { } found) return null;
        if (found.Kind != kind || found.Link.ClientId != client.Id) return null;
        if (found.SpentAt is not null)
        {
            await _store.RevokeAsync(client.ShopId, found.Link.Id, null, null, "reuse", _time.GetUtcNow(), ct);
            return null;
        }

        return found.ExpiresAt > _time.GetUtcNow() && found.Link.RevokedAt is null ? found : null;
    }

    private async Task<IssuedTokens?> IssueAsync(LinkToken spent, IReadOnlyList<string> scopes, CancellationToken ct)
    {
        var (access, refresh, now) = (NewSecret(), NewSecret(), _time.GetUtcNow());
        LinkToken[] issued =
        [
            new(spent.Link with { Scopes = scopes }, LinkTokenKind.Access, HashOf(access), now + AccessLifetime),
            new(spent.Link, LinkTokenKind.Refresh, HashOf(refresh), now + RefreshLifetime),
        ];
        if (await _store.ExchangeAsync(spent, issued, now, ct)) return new(access, refresh, (int)AccessLifetime.TotalSeconds, scopes);

        // somebody used it at the same moment: one of the two is not who it should be
        await _store.RevokeAsync(spent.Link.ShopId, spent.Link.Id, null, null, "reuse", now, ct);
        return null;
    }

    private static bool Proves(string? verifier, string? challenge) =>
        challenge is null
            ? verifier is null
            : verifier is { Length: >= 43 and <= 128 } && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))), Encoding.ASCII.GetBytes(challenge));
}

/// <param name="ExpiresIn">Seconds that the access token is good for.</param>
public sealed record IssuedTokens(string AccessToken, string RefreshToken, int ExpiresIn, IReadOnlyList<string> Scopes);

/// <summary>What a bearer token says: the customer, the platform, and what it may do. For every door that knows people.</summary>
public sealed record LinkedAccount(Customer Customer, LinkClient Client, IReadOnlySet<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>The customer's id when the platform may check out in their name; null when it may not.</summary>
    public string? Buyer => LinkScopes.Buys(Scopes) ? Customer.Id : null;
}

/// <param name="Since">Of the newest yes.</param>
public sealed record LinkedPlatform(LinkClient Client, IReadOnlyList<string> Scopes, DateTimeOffset Since);
