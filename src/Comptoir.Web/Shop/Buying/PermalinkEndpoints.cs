using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.V2026_08_25;
using Comptoir.Web.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.ShopPages.Buying;

/// <summary>Links that open the shop with something in a cart. They never order or pay.</summary>
internal static class PermalinkEndpoints
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        if (pages.ServiceProvider.GetService<IOptions<UcpOptions>>()?.Value.Preview20260825 != true) return;
        pages.MapGet(Permalink.Path, (HttpContext http, Visits visits, CartService carts, CancellationToken ct) => OpenAsync(null, http, visits, carts, ct));
        pages.MapGet(Permalink.Path + "/{items}", (string items, HttpContext http, Visits visits, CartService carts, CancellationToken ct) => OpenAsync(items, http, visits, carts, ct));
    }

    private static async Task<IResult> OpenAsync(string? items, HttpContext http, Visits visits, CartService carts, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (Permalink.Read(items, http.Request.Query) is not { } intent) return See.Other("/");
        if (intent.Items.Count == 0) return See.Other(With(intent.ContinueTo ?? "/", intent));
        var made = await carts.CreateAsync(visit.Shop.Id, Input(intent, visit), visit.Caller, null, ct);
        if (!made.Ok) return See.Other(With(intent.ContinueTo ?? "/", intent));
        if (visit.Cart is not null) return See.Other(With($"/cart/{made.Value.Id}", intent)); // the visitor's own cart stays as it is
        Cookies.Set(http, Cookies.Cart, made.Value.Id, made.Value.ExpiresAt - made.Value.UpdatedAt);
        return See.Other(With(intent.ContinueTo ?? "/cart", intent));
    }

    private static CartInput Input(PermalinkIntent intent, Visit visit)
    {
        string? Field(string path) => intent.Fields.GetValueOrDefault(path);
        var email = Field("buyer/email") is { } given && CheckoutForm.LooksLikeEmail(given) ? given : null;
        var buyer = new Buyer(Field("buyer/first_name"), Field("buyer/last_name"), email, Field("buyer/phone_number"));
        return new CartInput
        {
            Lines = [.. intent.Items.Select(i => new LineRequest(i.Id, i.Quantity))],
            Buyer = buyer == new Buyer() ? null : buyer,
            DiscountCodes = [.. intent.Fields.Where(f => f.Key.StartsWith("discounts/codes/", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value)],
            Country = Field("context/address_country") is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] country ? country : visit.Country,
            Language = visit.Language,
        };
    }

    private static string With(string path, PermalinkIntent intent)
    {
        var query = QueryString.Create(intent.Query!).ToUriComponent();
        return query.Length == 0 ? path : path.Contains('?') ? $"{path}&{query[1..]}" : path + query;
    }
}
