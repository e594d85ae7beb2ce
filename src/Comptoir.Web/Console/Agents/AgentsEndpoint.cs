using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Web.Console.Orders;
using Comptoir.Web.Console.Overview;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Agents;

internal static class AgentsEndpoint
{
    private const int Days = 90;
    private const int MostOrders = 10_000;

    public static void MapAgents(this IEndpointRouteBuilder console) => console.MapGet("/agents", Show);

    private static async Task<IResult> Show(HttpContext http, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var orders = await OrderReading.SinceAsync(ordering, console.Shop.Id, console.Now.AddDays(-Days), MostOrders, ct);
        return Page.Show<AgentsPage, AgentsPage.View>(console, new(Group(orders), Days, orders.Count >= MostOrders));
    }

    private static IReadOnlyList<AgentSales> Group(IReadOnlyList<Order> orders) =>
        [.. orders.GroupBy(o => (o.Caller.Channel, o.Caller.ProfileUrl)).Select(g => new AgentSales(
            g.Key.Channel, g.Key.ProfileUrl, g.Count(), g.Count(o => o.Status == OrderStatus.Canceled), g.Sum(Sales.Net), g.Max(o => o.CreatedAt)))
            .OrderByDescending(a => a.Amount).ThenBy(a => a.Channel, StringComparer.Ordinal)];
}

/// <param name="ProfileUrl">Null for people and for agents that did not say who they are.</param>
/// <param name="Amount">Taken less given back, minor units.</param>
public sealed record AgentSales(string Channel, string? ProfileUrl, int Orders, int Cancelled, long Amount, DateTimeOffset Last);
