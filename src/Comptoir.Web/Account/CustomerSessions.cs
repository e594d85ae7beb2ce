using Comptoir.Ordering.Customers;
using Comptoir.Web.Layout;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Account;

/// <summary>Signed-in shoppers: a secret in a cookie for as long as the session lasts.</summary>
public sealed class CustomerSessions(CustomerService customers)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Null when nobody is signed in.</summary>
    public async Task<Customer?> CustomerAsync(HttpContext http, string shopId, CancellationToken ct) =>
        Cookies.Get(http, Cookies.Session) is { } token ? await customers.FindSessionAsync(shopId, token, ct) : null;

    public async Task SignInAsync(HttpContext http, Customer customer, CancellationToken ct) =>
        Cookies.Set(http, Cookies.Session, await customers.OpenSessionAsync(customer, ct), Lifetime);

    public async Task SignOutAsync(HttpContext http, string shopId, CancellationToken ct)
    {
        if (Cookies.Get(http, Cookies.Session) is { } token) await customers.CloseSessionAsync(shopId, token, ct);
        Cookies.Remove(http, Cookies.Session);
    }
}
