using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages.Buying;

internal static class CartEndpoints
{
    private const int MostPieces = 999;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cart", async (HttpContext http, Visits visits, CancellationToken ct) =>
            await visits.OpenAsync(http, ct) is { } visit ? Html.Page<CartPage>(new CartModel(visit, null)) : NoShop.Page);
        pages.MapPost("/cart/items", AddAsync);
        pages.MapPost("/cart", (HttpContext http, Visits visits, CartService carts, CancellationToken ct) => ChangeAsync(null, http, visits, carts, ct));
        pages.MapGet("/cart/{id}", ShowAsync);
        pages.MapPost("/cart/{id}", (string id, HttpContext http, Visits visits, CartService carts, CancellationToken ct) => ChangeAsync(id, http, visits, carts, ct));
    }

    /// <summary>A cart that an agent filled, by its address and without any cookie: also inside another's page, where there are none.</summary>
    private static async Task<IResult> ShowAsync(string id, HttpContext http, Visits visits, CartService carts, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return await FindAsync(visit, id, carts, ct) is { } cart ? Html.Page<CartPage>(new CartModel(visit, null) { Shown = cart }) : Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
    }

    internal static async Task<Cart?> FindAsync(Visit visit, string id, CartService carts, CancellationToken ct) =>
        id.Length <= 100 && await carts.GetAsync(visit.Shop.Id, id, ct) is { Ok: true, Value: { Cancelled: false } cart } ? cart : null;

    private static async Task<IResult> AddAsync(HttpContext http, Visits visits, CartService carts, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var json = http.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal);
        var quantity = form.Number("quantity") ?? 1;
        var result = form.Text("item") is { } item && quantity is >= 1 and <= MostPieces
            ? await PutAsync(visit, new LineRequest(item, quantity, form.Number("shown")), carts, ct)
            : new Refusal(RefusalKind.Invalid, "invalid", visit.Texts.NotAdded);
        if (!result.Ok)
        {
            return json
                ? Results.Json(new AddAnswer(false, visit.CartCount, result.Refusal.Message), PageJson.Default.AddAnswer, statusCode: StatusCodes.Status422UnprocessableEntity)
                : Html.Page<CartPage>(new CartModel(visit, result.Refusal.Message), StatusCodes.Status422UnprocessableEntity);
        }

        var cart = result.Value;
        Cookies.Set(http, Cookies.Cart, cart.Id, cart.ExpiresAt - cart.UpdatedAt);
        if (!json) return See.Other("/cart");
        var title = cart.Lines.FirstOrDefault(l => l.ItemId == form.Text("item"))?.Title ?? "";
        var problem = cart.Messages.FirstOrDefault(m => m.Type == "error")?.Content;
        return Results.Json(new AddAnswer(problem is null, cart.Lines.Sum(l => l.Quantity), problem ?? visit.Texts.Added(title)), PageJson.Default.AddAnswer);
    }

    private static Task<Result<Cart>> PutAsync(Visit visit, LineRequest wanted, CartService carts, CancellationToken ct)
    {
        if (visit.Cart is not { } cart)
            return carts.CreateAsync(visit.Shop.Id, new CartInput { Lines = [wanted], Language = visit.Language }, visit.Caller, null, ct);
        return carts.ChangeAsync(visit.Shop.Id, cart.Id, input =>
        {
            var same = input.Lines.FirstOrDefault(l => l.ItemId == wanted.ItemId);
            var lines = same is null
                ? [.. input.Lines, wanted]
                : input.Lines.Select(l => l == same ? l with { Quantity = l.Quantity + wanted.Quantity, ExpectedPrice = wanted.ExpectedPrice } : l).ToList();
            return input with { Lines = lines, Language = visit.Language };
        }, visit.Caller, ct);
    }

    /// <summary>One form for everything in the cart: the pressed button says what is wanted besides the quantities.</summary>
    private static async Task<IResult> ChangeAsync(string? id, HttpContext http, Visits visits, CartService carts, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        if ((id is null ? visit.Cart : await FindAsync(visit, id, carts, ct)) is not { } cart) return See.Other("/cart");
        var (removed, dropped, code) = (form.Text("remove"), form.Text("drop"), form.Text("code", 60));
        var result = await carts.ChangeAsync(visit.Shop.Id, cart.Id, input => input with
        {
            Lines = [.. input.Lines
                .Where(l => l.LineId != removed)
                .Select(l => l with { Quantity = Math.Min(form.Number("q." + l.LineId) ?? l.Quantity, MostPieces) })
                .Where(l => l.Quantity > 0)],
            DiscountCodes = [.. input.DiscountCodes.Where(c => c != dropped).Union(code is null ? [] : [code], StringComparer.OrdinalIgnoreCase)],
            Language = visit.Language,
        }, visit.Caller, ct);
        var model = new CartModel(visit, result.Refusal?.Message) { Shown = id is null ? null : cart };
        return result.Ok ? See.Other(model.Address) : Html.Page<CartPage>(model, StatusCodes.Status422UnprocessableEntity);
    }
}

/// <param name="Problem">Why the last change was not made.</param>
public sealed record CartModel(Visit Visit, string? Problem)
{
    /// <summary>A cart by its address; null: the visitor's own.</summary>
    public Cart? Shown { get; init; }

    public string Address => Shown is null ? "/cart" : $"/cart/{Shown.Id}";
}

/// <param name="Count">Pieces in the cart.</param>
public sealed record AddAnswer(bool Ok, int Count, string Message);
