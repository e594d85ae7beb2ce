using Comptoir.Agent;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Web.Console.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Orders;

internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder console)
    {
        console.MapGet("/orders", List);
        console.MapGet("/orders/{id}", Show);
        console.MapGet("/orders/{id}/{action}", OrderActionEndpoint.Ask).Needs(ConsoleAction.Orders);
        console.MapPost("/orders/{id}/{action}", OrderActionEndpoint.Do).Needs(ConsoleAction.Orders);
    }

    private static async Task<IResult> List(HttpContext http, OrderService orders, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var listing = await OrderListing.ReadAsync(orders, console.Shop.Id, console.Query("status"), console.Query("q"), console.Query("channel"), console.PageNumber, ct);
        return Page.Show<OrdersPage, OrderListing>(console, listing);
    }

    private static async Task<IResult> Show(HttpContext http, string id, IOrderingStore ordering, ILedgerStore ledger, IConversationStore conversations, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var order = await ordering.GetOrderAsync(console.Shop.Id, id, ct);
        if (order is null) return Page.NotFound(console);
        var transfers = await ledger.GetTransfersAsync(console.Shop.Id, new TransferFilter(Reference: order.Id), ct);
        var messages = await OrderReading.MessagesAsync(ordering, console.Shop.Id, m => m.OrderId == order.Id, 2_000, ct);
        return Page.Show<OrderPage, OrderPage.View>(console, new(order, transfers, messages, await ConversationAsync(conversations, order, ct)));
    }

    private static async Task<string?> ConversationAsync(IConversationStore conversations, Order order, CancellationToken ct)
    {
        if (order.Caller.Channel is not ("chat" or "web")) return null;
        var recent = await conversations.ListAsync(order.ShopId, 1_000, 0, ct);
        return recent.FirstOrDefault(c => c.OrderId == order.Id)?.Id;
    }
}
