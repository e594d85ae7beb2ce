using Comptoir.Agent;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Search;
using Comptoir.Web.Console.Health;
using Comptoir.Web.Console.Orders;
using Comptoir.Web.Console.Stock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console.Overview;

internal static class OverviewEndpoint
{
    private const int Days = 30;
    private const int MostOrders = 10_000;

    public static void MapOverview(this IEndpointRouteBuilder console) => console.MapGet("", Show);

    private static async Task<IResult> Show(HttpContext http, IOrderingStore ordering, IConversationStore conversations, ProductSearch search, HealthProbe health, IOptions<ConsoleOptions> options, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var shop = console.Shop;
        var since = new DateTimeOffset(console.Now.UtcDateTime.Date.AddDays(1 - Days), TimeSpan.Zero);
        var orders = await OrderReading.SinceAsync(ordering, shop.Id, since, MostOrders, ct);
        var confirmed = await ordering.ListOrdersAsync(shop.Id, new OrderFilter(Status: OrderStatus.Confirmed, Limit: OverviewModel.MostOpen), ct);
        var partly = await ordering.ListOrdersAsync(shop.Id, new OrderFilter(Status: OrderStatus.PartlyShipped, Limit: OverviewModel.MostOpen), ct);
        var troubled = await OrderReading.MessagesAsync(ordering, shop.Id, m => m.State is OutboxState.Failed or OutboxState.Held, 1_000, ct);
        var low = StockRows.Of(search, shop, console.Language).Where(r => r.Available <= options.Value.LowStock).OrderBy(r => r.Available).ThenBy(r => r.Title, StringComparer.Ordinal).ToArray();
        return Page.Show<OverviewPage, OverviewModel>(console, new(
            Sales.ByDay(orders, console.Now, Days),
            orders.Count >= MostOrders,
            [.. confirmed.Concat(partly).OrderByDescending(o => o.CreatedAt)],
            Sales.ByChannel(orders),
            [.. low.Take(6)],
            low.Length,
            troubled.Count(m => m.State == OutboxState.Failed),
            troubled.Count(m => m.State == OutboxState.Held),
            await conversations.ListAsync(shop.Id, 6, 0, ct),
            await health.ReportAsync(ct)));
    }
}
