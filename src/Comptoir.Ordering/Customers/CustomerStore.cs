namespace Comptoir.Ordering.Customers;

public interface ICustomerStore
{
    Task<Customer?> FindByEmailAsync(string shopId, string email, CancellationToken ct);

    Task<Customer?> GetAsync(string shopId, string id, CancellationToken ct);

    /// <summary>Inserts (version 1) or replaces the version before; false when it changed meanwhile or the e-mail is taken.</summary>
    Task<bool> SaveAsync(Customer customer, CancellationToken ct);

    /// <summary>Stores the SHA-256 of a sign-in or session token. One use for kind <c>link</c>, many for <c>session</c>.</summary>
    Task AddTokenAsync(string shopId, string customerId, string kind, string tokenHash, DateTimeOffset expiresAt, CancellationToken ct);

    /// <summary>The customer of a token that has not expired; a <c>link</c> is used up by this.</summary>
    Task<Customer?> RedeemTokenAsync(string shopId, string kind, string tokenHash, DateTimeOffset now, CancellationToken ct);

    Task RemoveTokenAsync(string shopId, string tokenHash, CancellationToken ct);
}
