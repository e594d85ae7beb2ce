using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Comptoir.Web.ShopPages.Buying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages.AfterSale;

/// <summary>Changes of an order before it is sent. Who has the order's address may, as on its page; money goes back only where it came from.</summary>
internal sealed class ChangeEndpoints(Visits visits, OrderService orders, AmendmentService amendments, IOrderingStore store, ILiveCatalog catalog)
{
    private const int Invalid = StatusCodes.Status422UnprocessableEntity;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/orders/{id}/change", (string id, HttpContext http, ChangeEndpoints e, CancellationToken ct) => e.ShowAsync(id, http, ct));
        pages.MapPost("/orders/{id}/change/{what}", (string id, string what, HttpContext http, ChangeEndpoints e, CancellationToken ct) => e.ChangeAsync(id, what, http, ct)).AddEndpointFilter<Throttle>();
    }

    private async Task<IResult> ShowAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return await FindAsync(visit, id, ct) is { } order ? Html.Page<ChangePage>(await ModelAsync(visit, order, ct)) : Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
    }

    private async Task<IResult> ChangeAsync(string id, string what, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await FindAsync(visit, id, ct) is not { } order || what is not ("items" or "address" or "cancel" or "payment")) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        if (what == "items") return await ItemsAsync(visit, order, form, ct);
        var done = what == "payment"
            ? ReturnEndpoints.PaidWith(form) is { } instrument ? await amendments.ChangePaymentAsync(visit.Shop.Id, id, instrument, visit.Caller, null, ct) : new Refusal(RefusalKind.Invalid, "payment_required", visit.Texts.ChooseMeans)
            : what == "address"
            ? await amendments.ChangeAddressAsync(visit.Shop.Id, id, new Address(null, form.Text("first", 100), form.Text("last", 100), form.Text("street"), form.Text("extended"), form.Text("city", 100), form.Text("region", 100), form.Text("postal", 20)), visit.Caller, null, ct)
            : await amendments.CancelLinesAsync(visit.Shop.Id, id, [.. order.Lines.Select(l => new LineQuantity(l.Item.Id, form.Number("q." + l.Item.Id) ?? 0)).Where(l => l.Quantity != 0)], "buyer", visit.Caller, null, ct);
        return done.Ok ? See.Other("/orders/" + id) : DifferenceEndpoints.Waits(done.Refusal, id) ?? Html.Page<ChangePage>(await ModelAsync(visit, order, ct) with { Problem = done.Refusal.Message }, Invalid);
    }

    private async Task<IResult> ItemsAsync(Visit visit, Order order, BoundedForm form, CancellationToken ct)
    {
        IReadOnlyList<VariantChoice> choices = [.. order.Lines.Where(l => l.ToShip > 0).Select(l => new VariantChoice(l.Item.Id, form.Text("v." + l.Item.Id, 100) ?? "", l.ToShip)).Where(c => c.VariantId.Length > 0)];
        var model = await ModelAsync(visit, order, ct);
        var quote = await amendments.QuoteItemsAsync(visit.Shop.Id, order.Id, choices, ct);
        if (!quote.Ok) return DifferenceEndpoints.Waits(quote.Refusal, order.Id) ?? Html.Page<ChangePage>(model with { Problem = quote.Refusal.Message }, Invalid);
        var step = model with { Quote = quote.Value, Fields = [.. choices.Select(c => ("v." + c.LineId, c.VariantId))] };
        if (form.Number("confirm") is not { } agreed) return Html.Page<ChangePage>(step);
        var instrument = quote.Value.Difference > 0 ? ReturnEndpoints.PaidWith(form) : null;
        var done = await amendments.ChangeItemsAsync(visit.Shop.Id, order.Id, choices, instrument is null ? null : new Means(Instrument: instrument), agreed, visit.Caller, null, ct);
        return done.Ok ? See.Other("/orders/" + order.Id) : DifferenceEndpoints.Waits(done.Refusal, order.Id) ?? Html.Page<ChangePage>(step with { Problem = done.Refusal.Message }, Invalid);
    }

    private async Task<ChangeModel> ModelAsync(Visit visit, Order order, CancellationToken ct) => new(visit, order,
        OtherVariants.Of(order, order.Lines.Where(l => l.ToShip > 0), catalog, visit.Language), [], PayChoices.AfterSale(visit.Texts, await store.GetRulesAsync(visit.Shop.Id, ct)));

    private async Task<Order?> FindAsync(Visit visit, string id, CancellationToken ct) =>
        id.Length <= 100 && await orders.GetAsync(visit.Shop.Id, id, ct) is { Ok: true } found ? found.Value : null;
}
