namespace Comptoir.Protocols.Identity;

public interface IAccountLinkStore
{
    Task<LinkClient?> GetClientAsync(string shopId, string id, CancellationToken ct);

    /// <summary>By name.</summary>
    Task<IReadOnlyList<LinkClient>> ListClientsAsync(string shopId, CancellationToken ct);

    /// <summary>Inserts (version 1) or replaces the version before; false when it changed meanwhile or the id is taken.</summary>
    Task<bool> SaveClientAsync(LinkClient client, CancellationToken ct);

    /// <summary>Adds a code or token. Its link need not exist yet.</summary>
    Task AddTokenAsync(LinkToken token, CancellationToken ct);

    /// <summary>The token, expired, spent or revoked as it may be, with its link as it is now.</summary>
    Task<LinkToken?> FindTokenAsync(string shopId, string hash, CancellationToken ct);

    /// <summary>
    /// In one transaction: spends a code or refresh token that is unspent, adds its link when it is new, and adds what is issued for it.
    /// False, and nothing is written, when it was spent meanwhile.
    /// </summary>
    Task<bool> ExchangeAsync(LinkToken spent, IReadOnlyList<LinkToken> issued, DateTimeOffset now, CancellationToken ct);

    /// <summary>Removes one token.</summary>
    Task RemoveTokenAsync(string shopId, string hash, CancellationToken ct);

    /// <summary>Links of a customer that count, newest first.</summary>
    Task<IReadOnlyList<AccountLink>> ListLinksAsync(string shopId, string customerId, CancellationToken ct);

    /// <summary>Ends links that count: one, or all of a customer with a client, or all of a client. Returns how many.</summary>
    Task<int> RevokeAsync(string shopId, string? linkId, string? customerId, string? clientId, string by, DateTimeOffset now, CancellationToken ct);

    /// <summary>Removes tokens that expired before a moment.</summary>
    Task<int> ExpireTokensAsync(DateTimeOffset before, CancellationToken ct);
}
