using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Returns;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Comptoir.Web.ShopPages.Buying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages.AfterSale;

/// <summary>Returns and exchanges as the buyer asks for them, and the codes of bought gift cards. Who has the order's address may, as on its page.</summary>
internal sealed class ReturnEndpoints(Visits visits, ReturnService returns, GiftCardService cards, ILiveCatalog catalog, IOrderingStore store, TimeProvider time)
{
    private const int Invalid = StatusCodes.Status422UnprocessableEntity;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/orders/{id}/return", (string id, HttpContext http, ReturnEndpoints e, CancellationToken ct) => e.ShowAsync(id, http, ct));
        pages.MapPost("/orders/{id}/return", (string id, HttpContext http, ReturnEndpoints e, CancellationToken ct) => e.AskAsync(id, http, ct)).AddEndpointFilter<Throttle>();
        pages.MapGet("/orders/{id}/returns/{returnId}/slip", (string id, string returnId, HttpContext http, ReturnEndpoints e, CancellationToken ct) => e.SlipAsync(id, returnId, http, ct));
        pages.MapPost("/orders/{id}/returns/{returnId}/{step}", (string id, string returnId, string step, HttpContext http, ReturnEndpoints e, CancellationToken ct) => e.StepAsync(id, returnId, step, http, ct)).AddEndpointFilter<Throttle>();
        pages.MapPost("/orders/{id}/gift-card", (string id, HttpContext http, ReturnEndpoints e, CancellationToken ct) => e.RevealAsync(id, http, ct)).AddEndpointFilter<Throttle>();
    }

    private async Task<IResult> ShowAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return await RightsAsync(visit, id, ct) is { } rights ? Html.Page<ReturnPage>(Model(visit, rights)) : Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
    }

    private async Task<IResult> AskAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await RightsAsync(visit, id, ct) is not { } rights) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var kind = form.Text("kind", 20) switch { "exchange" => ReturnKind.Exchange, "credit" => ReturnKind.StoreCredit, _ => ReturnKind.Refund };
        IReadOnlyList<LineQuantity> pieces = [.. rights.Order.Lines.Select(l => new LineQuantity(l.Item.Id, form.Number("q." + l.Item.Id) ?? 0)).Where(l => l.Quantity > 0)];
        IReadOnlyList<VariantChoice> choices = kind != ReturnKind.Exchange ? [] : [.. pieces.Select(p => new VariantChoice(p.LineId, form.Text("v." + p.LineId, 100) ?? "", p.Quantity)).Where(c => c.VariantId.Length > 0)];
        var input = new ReturnInput(pieces, form.Text("reason", 40) ?? "", kind, form.Text("comment", 1000), choices);
        if (!form.Ticked("confirm"))
        {
            var preview = await returns.PreviewAsync(visit.Shop.Id, id, input, visit.Caller, ct);
            return preview.Ok
                ? Html.Page<ReturnPage>(Model(visit, rights) with { Preview = preview.Value, Fields = [.. form.Names.Where(n => n is not ("confirm" or FormKey.Field)).Select(n => (n, form.Text(n, 1000) ?? "")), (FormKey.Field, FormKey.New(time))] })
                : Html.Page<ReturnPage>(Model(visit, rights) with { Problem = preview.Refusal.Message }, Invalid);
        }

        var asked = await returns.RequestAsync(visit.Shop.Id, id, input, visit.Caller, FormKey.Of(form, $"return {id}"), ct);
        return asked.Ok ? See.Other($"/orders/{id}#returns") : Html.Page<ReturnPage>(Model(visit, rights) with { Problem = asked.Refusal.Message }, Invalid);
    }

    private async Task<IResult> SlipAsync(string id, string returnId, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return await RightsAsync(visit, id, ct) is { } rights && rights.Order.Returns.FirstOrDefault(r => r.Id == returnId) is { } back
            ? Html.Page<SlipPage>(new SlipModel(visit, rights.Order, back, rights.Policy.Address.Count > 0 ? rights.Policy.Address : visit.Shop.Address))
            : Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
    }

    private async Task<IResult> StepAsync(string id, string returnId, string step, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await RightsAsync(visit, id, ct) is not { } rights || rights.Order.Returns.All(r => r.Id != returnId)) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        Result<Order>? done = step switch
        {
            "sent" => await returns.SentAsync(visit.Shop.Id, id, returnId, form.Text("tracking", 100), ct),
            "keep" => await returns.CancelAsync(visit.Shop.Id, id, returnId, ct),
            "pay" => PaidWith(form) is { } instrument ? await returns.PayAsync(visit.Shop.Id, id, returnId, instrument, null, ct) : null,
            _ => null,
        };
        return done is { Ok: true } ? See.Other($"/orders/{id}#returns")
            : DifferenceEndpoints.Waits(done?.Refusal, id) ?? Html.Page<OrderPage>(new OrderModel(visit, rights.Order, false, false, done?.Refusal?.Message ?? visit.Texts.PleaseFix) { Choices = PayChoices.AfterSale(visit.Texts, await store.GetRulesAsync(visit.Shop.Id, ct)) }, Invalid);
    }

    private async Task<IResult> RevealAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (await RightsAsync(visit, id, ct) is not { } rights) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form) return Results.BadRequest();
        var issued = await cards.RevealAsync(visit.Shop.Id, id, form.Text("line", 100) ?? "", ct);
        if (!issued.Ok) return Html.Page<OrderPage>(new OrderModel(visit, rights.Order, false, false, issued.Refusal.Message), Invalid);
        http.Response.Headers.CacheControl = "no-store";
        return Html.Page<GiftCardPage>(new GiftCardModel(visit, id, issued.Value));
    }

    /// <summary>The means that a form for a difference names: a gift card's code, or one of the test cards.</summary>
    internal static PaymentInstrument? PaidWith(BoundedForm form) =>
        form.Text("gift", 40) is { } code ? GiftCardProvider.Instrument(code) : PayChoices.Instrument(form.Text("card", 20));

    private ReturnModel Model(Visit visit, ReturnRights rights) => new(visit, rights,
        OtherVariants.Of(rights.Order, rights.Order.Lines.Where(l => rights.Offer.Lines.Any(o => o.LineId == l.Item.Id)), catalog, visit.Language), []);

    private async Task<ReturnRights?> RightsAsync(Visit visit, string id, CancellationToken ct) =>
        id.Length <= 100 && await returns.RightsAsync(visit.Shop.Id, id, ct) is { Ok: true } found ? found.Value : null;
}
