using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.ShopTools;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages.Buying;

/// <summary>An order after it was placed. Its address holds an unguessable id: who has the address may see it, as with a parcel's tracking page.</summary>
internal sealed class OrderEndpoints(Visits visits, OrderService orders, InvoiceService invoices, Reorder reorder, CartService carts, IOrderingStore store)
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/orders", (HttpContext http, OrderEndpoints e, CancellationToken ct) => e.LookUpAsync(http, ct));
        pages.MapPost("/orders", (HttpContext http, OrderEndpoints e, CancellationToken ct) => e.FindAsync(http, ct)).AddEndpointFilter<Throttle>();
        pages.MapGet("/orders/{id}", (string id, HttpContext http, OrderEndpoints e, CancellationToken ct) => e.ShowAsync(id, http, ct));
        pages.MapGet("/orders/{id}/invoice", (string id, HttpContext http, OrderEndpoints e, CancellationToken ct) => e.InvoiceAsync(id, http, ct));
        pages.MapPost("/orders/{id}/again", (string id, HttpContext http, OrderEndpoints e, CancellationToken ct) => e.AgainAsync(id, http, ct)).AddEndpointFilter<Throttle>();
        pages.MapPost("/orders/{id}/cancel", (string id, HttpContext http, OrderEndpoints e, CancellationToken ct) => e.CancelAsync(id, http, ct));
    }

    private async Task<IResult> LookUpAsync(HttpContext http, CancellationToken ct) =>
        await visits.OpenAsync(http, ct) is { } visit ? Html.Page<OrderLookupPage>(new OrderLookupModel(visit, null, visit.Customer?.Email, false)) : NoShop.Page;

    private async Task<IResult> FindAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var (number, email) = (form.Text("number", 30), form.Text("email", 254));
        var found = number is not null && email is not null && await orders.FindAsync(visit.Shop.Id, number, email, ct) is { Ok: true } result ? result.Value : null;
        return found is null
            ? Html.Page<OrderLookupPage>(new OrderLookupModel(visit, number, email, true), StatusCodes.Status422UnprocessableEntity)
            : See.Other("/orders/" + found.Id);
    }

    private async Task<IResult> ShowAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return await GetAsync(visit, id, ct) is { } order
            ? Html.Page<OrderPage>(new OrderModel(visit, order, http.Request.Query.ContainsKey("placed"), http.Request.Query.ContainsKey("cancel"), null) { Choices = PayChoices.AfterSale(visit.Texts, await store.GetRulesAsync(visit.Shop.Id, ct)) })
            : Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
    }

    private async Task<IResult> InvoiceAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return await GetAsync(visit, id, ct) is { } order ? Html.Page<InvoicePage>(new InvoiceModel(visit, order, await invoices.FindAsync(order, ct))) : Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
    }

    private async Task<IResult> CancelAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await GetAsync(visit, id, ct) is not { } order) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        var result = await orders.CancelAsync(visit.Shop.Id, order.Id, "buyer", visit.Caller, null, ct);
        return result.Ok
            ? See.Other("/orders/" + order.Id)
            : Html.Page<OrderPage>(new OrderModel(visit, order, false, false, result.Refusal.Message), StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The same things into the cart, beside what is in it already.</summary>
    private async Task<IResult> AgainAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await GetAsync(visit, id, ct) is not { } order) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        var again = await reorder.RunAsync(visit.Context, id, ct);
        if (!again.Ok) return Html.Page<OrderPage>(new OrderModel(visit, order, false, false, again.Refusal.Message), StatusCodes.Status422UnprocessableEntity);
        var cart = again.Value.Cart;
        if (visit.Cart is { Lines.Count: > 0 } present)
        {
            var both = await carts.ChangeAsync(visit.Shop.Id, present.Id, input => input with { Lines = Added(input.Lines, cart.Lines) }, visit.Caller, ct);
            if (!both.Ok) return Html.Page<CartPage>(new CartModel(visit, both.Refusal.Message), StatusCodes.Status422UnprocessableEntity);
            cart = both.Value;
        }

        Cookies.Set(http, Cookies.Cart, cart.Id, cart.ExpiresAt - cart.UpdatedAt);
        return again.Value.Gone.Count == 0 ? See.Other("/cart") : Html.Page<CartPage>(new CartModel(visit with { Cart = cart }, visit.Texts.NoLongerSold(string.Join(", ", again.Value.Gone))));
    }

    private static IReadOnlyList<LineRequest> Added(IReadOnlyList<LineRequest> lines, IReadOnlyList<LineItem> more) =>
    [
        .. lines.Select(l => l with { Quantity = l.Quantity + more.Where(m => m.ItemId == l.ItemId).Sum(m => m.Quantity) }),
        .. more.Where(m => lines.All(l => l.ItemId != m.ItemId)).Select(m => new LineRequest(m.ItemId, m.Quantity, m.UnitPrice.Amount)),
    ];

    private async Task<Order?> GetAsync(Visit visit, string id, CancellationToken ct) =>
        id.Length <= 100 && await orders.GetAsync(visit.Shop.Id, id, ct) is { Ok: true } found ? found.Value : null;
}

/// <param name="JustPlaced">Says thank you.</param>
/// <param name="AskCancel">Asks whether it shall really be cancelled.</param>
/// <param name="Problem">Why the last wish was refused.</param>
public sealed record OrderModel(Visit Visit, Order Order, bool JustPlaced, bool AskCancel, string? Problem)
{
    /// <summary>How a difference may be paid by card.</summary>
    public IReadOnlyList<(string Id, string Label)> Choices { get; init; } = [];
}

/// <param name="Invoice">Of an order that is paid later; null: paid with the order.</param>
public sealed record InvoiceModel(Visit Visit, Order Order, Invoice? Invoice);

public sealed record OrderLookupModel(Visit Visit, string? Number, string? Email, bool NotFound);
