using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Search;
using Comptoir.Web.Account;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Layout;

/// <summary>Finds out who visits: shop by host name, language by choice or browser, cart and sign-in by cookie.</summary>
public sealed class Visits(ProductSearch search, CartService carts, CustomerSessions sessions, IOptions<WebOptions> options)
{
    private static readonly TimeSpan LanguageLifetime = TimeSpan.FromDays(180);

    /// <summary>Null when no shop exists yet.</summary>
    public async Task<Visit?> OpenAsync(HttpContext http, CancellationToken ct)
    {
        if (search.ShopForHost(http.Request.Host.Host) is not { } shop) return null;
        var request = http.Request;
        var baseUrl = options.Value.PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host.Value}";
        return new Visit(shop, LanguageOf(http, shop), baseUrl, AddressOf(request), options.Value.Demo)
        {
            Cart = await CartAsync(http, shop, ct),
            Customer = await sessions.CustomerAsync(http, shop.Id, ct),
            ConversationId = Cookies.Get(http, Cookies.Conversation),
        };
    }

    private async Task<Cart?> CartAsync(HttpContext http, Shop shop, CancellationToken ct) =>
        Cookies.Get(http, Cookies.Cart) is { } id && await carts.GetAsync(shop.Id, id, ct) is { Ok: true, Value: { Cancelled: false } cart } ? cart : null;

    private static string LanguageOf(HttpContext http, Shop shop)
    {
        if (http.Request.Query["lang"] is [{ } asked] && shop.Languages.Contains(asked))
        {
            if (Cookies.Get(http, Cookies.Language) != asked) Cookies.Set(http, Cookies.Language, asked, LanguageLifetime);
            return asked;
        }

        if (Cookies.Get(http, Cookies.Language) is { } chosen && shop.Languages.Contains(chosen)) return chosen;
        return http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value is { Length: >= 2 } tag ? tag[..2].ToLowerInvariant() : "")
            .FirstOrDefault(shop.Languages.Contains) ?? shop.DefaultLanguage;
    }

    private static string AddressOf(HttpRequest request)
    {
        var query = request.Query.Where(p => p.Key != "lang").SelectMany(p => p.Value, (p, v) => KeyValuePair.Create(p.Key, v));
        var path = request.PathBase.Add(request.Path).ToUriComponent();
        var address = path + QueryString.Create(query!).ToUriComponent();
        return address.Length <= 1000 && !address.StartsWith("//", StringComparison.Ordinal) ? address : path.Length <= 500 ? "/" + path.TrimStart('/') : "/";
    }
}
