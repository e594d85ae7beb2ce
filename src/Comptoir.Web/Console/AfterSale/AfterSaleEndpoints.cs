using System.Globalization;
using Comptoir.Ordering;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.AfterSale;

/// <summary>What comes after the sale, for operators: open cases, and one page an order with all that can be done.</summary>
internal static class AfterSaleEndpoints
{
    private const int PageSize = 100;

    public static void MapAfterSale(this IEndpointRouteBuilder console)
    {
        console.MapGet("/returns", Cases);
        console.MapGet("/orders/{id}/after-sale", Show);
        console.MapPost("/orders/{id}/after-sale/shipments/{action}", DoAsync).Needs(ConsoleAction.Orders);
        console.MapPost("/orders/{id}/after-sale/returns/{action}", DoAsync).Needs(ConsoleAction.Returns);
        console.MapPost("/orders/{id}/after-sale/money/{action}", DoAsync).Needs(ConsoleAction.Refunds);
    }

    private static async Task<IResult> Cases(HttpContext http, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var cases = await ordering.ListCasesAsync(console.Shop.Id, PageSize, 0, ct);
        var rows = new List<CasesPage.Row>();
        foreach (var one in cases)
            if (await ordering.GetOrderAsync(console.Shop.Id, one.OrderId, ct) is { } order) rows.Add(new(one, order.Number, order.Buyer?.FullName ?? ""));
        return Page.Show<CasesPage, IReadOnlyList<CasesPage.Row>>(console, rows);
    }

    private static async Task<IResult> Show(HttpContext http, string id, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await ordering.GetOrderAsync(console.Shop.Id, id, ct) is { } order
            ? Page.Show<AfterSalePage, AfterSalePage.View>(console, new(order, new ConsoleForm(console.T))) : Page.NotFound(console);
    }

    private static async Task<IResult> DoAsync(HttpContext http, string id, string action, IOrderingStore ordering, OrderService orders, ReturnService returns, AmendmentService amendments, DisputeService disputes, ProviderMoneyService money, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        if (await ordering.GetOrderAsync(console.Shop.Id, id, ct) is not { } order) return Page.NotFound(console);
        var (shop, about) = (console.Shop.Id, form.Text("about", 100));
        var area = http.Request.Path.Value!.Split('/')[^2];
        Result<Order>? done = (area, action) switch
        {
            ("shipments", "transit") => await orders.MoveShipmentAsync(shop, id, about, ShipmentState.InTransit, ConsoleContext.Operator, ct),
            ("shipments", "delivered") => await orders.MoveShipmentAsync(shop, id, about, ShipmentState.Delivered, ConsoleContext.Operator, ct),
            ("returns", "approve") => await returns.ApproveAsync(shop, id, about, null, ct),
            ("returns", "reject") => await returns.RejectAsync(shop, id, about, form.Text("note", 1000), ct),
            ("returns", "label") => await returns.LabelAsync(shop, id, about, form.Text("url", 1000), ct),
            ("returns", "receive") => await returns.ReceiveAsync(shop, id, about, ct),
            ("returns", "inspect") => await returns.InspectAsync(shop, id, about, Found(order, about, form), ct),
            ("money", "lower") => form.Amount("amount", order.Currency, required: true) is { } amount ? await amendments.LowerPriceAsync(shop, id, about, amount, form.Optional("reason", 500), ConsoleContext.Operator, null, ct) : null,
            ("money", "cancel") => await amendments.CancelLinesAsync(shop, id, [.. order.Lines.Select(l => new LineQuantity(l.Item.Id, (int)(form.Whole("q." + l.Item.Id, 0, l.ToShip) ?? 0))).Where(l => l.Quantity > 0)], form.Optional("reason", 500), ConsoleContext.Operator, null, ct),
            ("money", "dispute") => form.Amount("amount", order.Currency, required: true) is { } contested ? await disputes.OpenAsync(shop, id, Catalog.Ids.New("dsp", time), about, contested, form.Text("reason", 200), form.Moment("answerBy"), ct) : null,
            ("money", "evidence") => await disputes.AnswerAsync(shop, id, about, form.LongText("evidence", 5_000), ct),
            ("money", "accept") => await money.AcceptAmountAsync(shop, id, about, ct),
            ("money", "won") => await disputes.DecideAsync(shop, id, about, true, ct),
            ("money", "lost") => await disputes.DecideAsync(shop, id, about, false, ct),
            _ => null,
        };
        if (done is { Ok: true }) return Page.Done(console, $"/console/orders/{Uri.EscapeDataString(id)}/after-sale", console.T.DoneNow);
        if (form.Valid) form.Wrong("", done?.Refusal is { } refusal ? console.T.RefusedBecause(refusal.Message) : console.T.NotPossibleNow);
        return Page.Show<AfterSalePage, AfterSalePage.View>(console, new(order, form), 422);
    }

    private static List<Inspected> Found(Order order, string returnId, ConsoleForm form) =>
    [
        .. (order.Returns.FirstOrDefault(r => r.Id == returnId)?.Lines ?? []).Select(l => new Inspected(
            l.LineId,
            Count(form, "ok." + l.LineId, l.Quantity), Count(form, "bad." + l.LineId, 0), Count(form, "gone." + l.LineId, 0), Count(form, "percent." + l.LineId, 0), form.Optional("note." + l.LineId, 500))),
    ];

    private static int Count(ConsoleForm form, string name, int fallback) =>
        form.Has(name) ? int.TryParse(form[name].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1 : fallback;
}
