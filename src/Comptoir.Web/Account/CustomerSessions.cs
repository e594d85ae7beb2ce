using System.Security.Cryptography;
using System.Text;
using Comptoir.Ordering.Customers;
using Comptoir.Web.Layout;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Account;

/// <summary>Signed-in shoppers: a random secret in a cookie, its hash in the store.</summary>
public sealed class CustomerSessions(ICustomerStore store, TimeProvider time, IOptions<WebOptions> options)
{
    private const string Kind = "session";

    /// <summary>Null when nobody is signed in.</summary>
    public async Task<Customer?> CustomerAsync(HttpContext http, string shopId, CancellationToken ct) =>
        Cookies.Get(http, Cookies.Session) is { } token
            ? await store.RedeemTokenAsync(shopId, Kind, Hash(token), time.GetUtcNow(), ct)
            : null;

    public async Task SignInAsync(HttpContext http, Customer customer, CancellationToken ct)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var lifetime = options.Value.SessionLifetime;
        await store.AddTokenAsync(customer.ShopId, customer.Id, Kind, Hash(token), time.GetUtcNow() + lifetime, ct);
        Cookies.Set(http, Cookies.Session, token, lifetime);
    }

    public async Task SignOutAsync(HttpContext http, string shopId, CancellationToken ct)
    {
        if (Cookies.Get(http, Cookies.Session) is { } token) await store.RemoveTokenAsync(shopId, Hash(token), ct);
        Cookies.Remove(http, Cookies.Session);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
