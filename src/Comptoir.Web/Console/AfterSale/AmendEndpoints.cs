using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.ShopPages.AfterSale;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.AfterSale;

/// <summary>
/// Changes of an order that was not sent, made by an operator for the buyer: address, other variants, another means of payment. An operator
/// charges nobody's card: what costs more is for the buyer to change on the order's own page.
/// </summary>
internal static class AmendEndpoints
{
    public static void MapAmend(this IEndpointRouteBuilder console)
    {
        console.MapGet("/orders/{id}/amend", ShowAsync);
        console.MapPost("/orders/{id}/amend/address", AddressAsync).Needs(ConsoleAction.Orders);
        console.MapPost("/orders/{id}/amend/items", ItemsAsync).Needs(ConsoleAction.Refunds);
        console.MapPost("/orders/{id}/amend/payment", PaymentAsync).Needs(ConsoleAction.Refunds);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string id, IOrderingStore ordering, ILiveCatalog catalog, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await ordering.GetOrderAsync(console.Shop.Id, id, ct) is { } order ? Answer(console, order, catalog, Filled(console, order), 200) : Page.NotFound(console);
    }

    private static Task<IResult> AddressAsync(HttpContext http, string id, IOrderingStore ordering, AmendmentService amendments, ILiveCatalog catalog, CancellationToken ct) =>
        ChangeAsync(http, id, ordering, catalog, (console, _) => amendments.ChangeAddressAsync(console.Shop.Id, id, Read(console.Form), ConsoleContext.Operator, null, ct), ct);

    private static Task<IResult> ItemsAsync(HttpContext http, string id, IOrderingStore ordering, AmendmentService amendments, ILiveCatalog catalog, CancellationToken ct) =>
        ChangeAsync(http, id, ordering, catalog, async (console, order) =>
        {
            IReadOnlyList<VariantChoice> choices = [.. order.Lines.Where(l => l.ToShip > 0).Select(l => new VariantChoice(l.Item.Id, console.Form.Text("v." + l.Item.Id, 100), l.ToShip)).Where(c => c.VariantId.Length > 0)];
            var quote = await amendments.QuoteItemsAsync(console.Shop.Id, id, choices, ct);
            if (!quote.Ok) return quote.Refusal;
            if (quote.Value.Difference > 0) return new Refusal(RefusalKind.Invalid, "payment_required", console.T.BuyerMustPay(console.Money(quote.Value.Difference, order.Currency)));
            return await amendments.ChangeItemsAsync(console.Shop.Id, id, choices, null, quote.Value.Difference, ConsoleContext.Operator, null, ct);
        }, ct);

    private static Task<IResult> PaymentAsync(HttpContext http, string id, IOrderingStore ordering, AmendmentService amendments, StoreCreditProvider credit, ILiveCatalog catalog, CancellationToken ct) =>
        ChangeAsync(http, id, ordering, catalog, async (console, order) =>
        {
            var code = console.Form.Text("gift", 40);
            var instrument = code.Length > 0 ? GiftCardProvider.Instrument(code) : order.CustomerId is { } customer && console.Form.Checked("credit") ? credit.InstrumentFor(console.Shop.Id, customer) : null;
            return instrument is null ? new Refusal(RefusalKind.Invalid, "payment_required", console.T.ChooseOne) : await amendments.ChangePaymentAsync(console.Shop.Id, id, instrument, ConsoleContext.Operator, null, ct);
        }, ct);

    private static async Task<IResult> ChangeAsync(HttpContext http, string id, IOrderingStore ordering, ILiveCatalog catalog, Func<ConsoleContext, Order, Task<Result<Order>>> change, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await ordering.GetOrderAsync(console.Shop.Id, id, ct) is not { } order) return Page.NotFound(console);
        var done = await change(console, order);
        if (done.Ok) return Page.Done(console, "/console/orders/" + Uri.EscapeDataString(id), console.T.DoneNow);
        var form = Filled(console, order);
        if (console.Form.Has("street")) foreach (var (name, value) in console.Form.Values) form[name] = value;
        form.Wrong("", console.T.RefusedBecause(done.Refusal.Message));
        return Answer(console, order, catalog, form, 422);
    }

    private static IResult Answer(ConsoleContext console, Order order, ILiveCatalog catalog, ConsoleForm form, int status) =>
        Page.Show<AmendPage, AmendPage.View>(console, new(order, form, OtherVariants.Of(order, order.Lines.Where(l => l.ToShip > 0), catalog, console.Language)), status);

    private static Address Read(ConsoleForm form) => new(null, form.Optional("first", 100), form.Optional("last", 100), form.Optional("street"), form.Optional("extended"), form.Optional("city", 100), form.Optional("region", 100), form.Optional("postal", 20));

    private static ConsoleForm Filled(ConsoleContext console, Order order)
    {
        var a = AmendPage.AddressOf(order);
        return new(console.T)
        {
            ["first"] = a?.FirstName ?? "",
            ["last"] = a?.LastName ?? "",
            ["street"] = a?.Street ?? "",
            ["extended"] = a?.Extended ?? "",
            ["postal"] = a?.PostalCode ?? "",
            ["city"] = a?.City ?? "",
            ["region"] = a?.Region ?? "",
        };
    }
}
