using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Comptoir.Web.ShopPages.Buying;
using Comptoir.Web.ShopPages.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages.AfterSale;

/// <summary>
/// The way to the card page and back for a charge after the sale: a dearer variant, an exchange, another card. The change is carried out once
/// the provider says that it was paid, whatever the address says; it waits for half an hour at most.
/// </summary>
internal static class DifferenceEndpoints
{
    private const int LongestId = 100;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/orders/{id}/pay", ShowAsync);
        pages.MapGet("/orders/{id}/pay/return", (string id, HttpContext http, Visits visits, OrderService orders, CancellationToken ct) => ResumeAsync(id, false, http, visits, orders, ct));
        pages.MapPost("/orders/{id}/pay/stop", (string id, HttpContext http, Visits visits, OrderService orders, CancellationToken ct) => ResumeAsync(id, true, http, visits, orders, ct)).AddEndpointFilter<Throttle>();
    }

    /// <summary>Leads on to the payment page; null for any other refusal.</summary>
    public static IResult? Waits(Refusal? refusal, string orderId) => refusal?.Kind == RefusalKind.PaymentActionRequired ? See.Other($"/orders/{Uri.EscapeDataString(orderId)}/pay?go=1") : null;

    private static async Task<IResult> ShowAsync(string id, HttpContext http, Visits visits, OrderService orders, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await FindAsync(visit, id, orders, ct) is not { } order) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        return order.PaymentPage is { } page
            ? Html.Page<BankWaitPage>(new BankWaitModel(visit, true, page, http.Request.Query.ContainsKey("go"), $"/orders/{order.Id}/pay/return", null, $"/orders/{order.Id}/pay/stop"))
            : See.Other("/orders/" + order.Id);
    }

    private static async Task<IResult> ResumeAsync(string id, bool stop, HttpContext http, Visits visits, OrderService orders, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await FindAsync(visit, id, orders, ct) is not { } order) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        var waited = order.Adjustments.FirstOrDefault(a => a.Status == Adjustment.Pending)?.Id;
        var resumed = await orders.ResumeAsync(visit.Shop.Id, order.Id, stop, ct);
        if (!resumed.Ok) return See.Other($"/orders/{order.Id}/pay");
        return !stop && resumed.Value.Adjustments.Any(a => a.Id == waited && a.Status == Adjustment.Failed)
            ? Html.Page<OrderPage>(new OrderModel(visit, resumed.Value, false, false, visit.Texts.DifferenceNotPaid), StatusCodes.Status422UnprocessableEntity)
            : See.Other("/orders/" + order.Id);
    }

    private static async Task<Order?> FindAsync(Visit visit, string id, OrderService orders, CancellationToken ct) =>
        id.Length <= LongestId && await orders.GetAsync(visit.Shop.Id, id, ct) is { Ok: true } found ? found.Value : null;
}
