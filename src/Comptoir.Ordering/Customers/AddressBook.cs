using Comptoir.Catalog;

namespace Comptoir.Ordering.Customers;

/// <summary>
/// Addresses that a checkout may offer and keep: those of the customer who is signed in, and, for agents, those known under the
/// buyer's e-mail address as long as nobody has made an account of it.
/// </summary>
internal sealed class AddressBook(ICustomerStore customers, TimeProvider time)
{
    private const int Attempts = 3;
    public const int MostAddresses = 20;

    public async Task<Customer?> FindAsync(string shopId, string? email, Caller caller, CancellationToken ct)
    {
        if (caller.CustomerId is { } id) return await customers.GetAsync(shopId, id, ct);
        if (caller.IsPerson || email is null || !InputLimits.IsEmail(email.Trim())) return null;
        return await customers.FindByEmailAsync(shopId, Key(email), ct) is { IsAccount: false } known ? known : null;
    }

    /// <summary>Adds complete addresses that are new, so that the next checkout offers them; a stranger named by an agent becomes known. Losing a race costs nothing but the offer.</summary>
    public async Task KeepAsync(string shopId, Buyer? buyer, string language, IEnumerable<Address> used, Caller caller, CancellationToken ct)
    {
        var addresses = used.Where(a => a.Street is not null).ToList();
        if (addresses.Count == 0 || (caller.CustomerId is null && (caller.IsPerson || buyer?.Email is null))) return;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var customer = await FindAsync(shopId, buyer?.Email, caller, ct);
            if (customer is null && (caller.CustomerId is not null || await customers.FindByEmailAsync(shopId, Key(buyer!.Email!), ct) is not null)) return;
            var present = customer?.Addresses ?? [];
            var added = addresses.Where(a => !present.Any(p => p.SamePlace(a) || p.Id == a.Id)).Take(MostAddresses - present.Count).ToList();
            if (added.Count == 0) return;
            customer ??= new Customer { Id = Ids.New("cust", time), ShopId = shopId, Email = Key(buyer!.Email!), FirstName = buyer.FirstName, LastName = buyer.LastName, Language = language, CreatedAt = time.GetUtcNow() };
            if (await customers.SaveAsync(customer with { Addresses = [.. present, .. added], Version = customer.Version + 1 }, ct)) return;
        }
    }

    public static string Key(string email) => email.Trim().ToLowerInvariant();
}
