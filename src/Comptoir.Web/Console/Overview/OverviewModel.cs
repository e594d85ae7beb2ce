using Comptoir.Agent;
using Comptoir.Ordering.Orders;
using Comptoir.Web.Console.Health;
using Comptoir.Web.Console.Stock;

namespace Comptoir.Web.Console.Overview;

/// <summary>What the first page shows.</summary>
/// <param name="Days">The last 30 days, oldest first, today last.</param>
/// <param name="Capped">More orders were placed in these days than are counted.</param>
public sealed record OverviewModel(
    IReadOnlyList<SalesDay> Days,
    bool Capped,
    IReadOnlyList<Order> Open,
    IReadOnlyList<ChannelSales> Channels,
    IReadOnlyList<StockRow> LowStock,
    int LowStockCount,
    int FailedMessages,
    int HeldMessages,
    IReadOnlyList<ConversationSummary> Conversations,
    HealthReport Health)
{
    public const int MostOpen = 500;

    public SalesDay Last(int days) => Days.TakeLast(days).Aggregate(new SalesDay(default, 0, 0), (sum, day) => new(day.Day, sum.Orders + day.Orders, sum.Amount + day.Amount));
}

/// <param name="Amount">Taken less given back for the orders placed on that day (UTC), minor units.</param>
public sealed record SalesDay(DateOnly Day, int Orders, long Amount);

public sealed record ChannelSales(string Channel, int Orders, long Amount);

/// <summary>Adds up orders.</summary>
internal static class Sales
{
    public static long Net(Order order) => order.Left;

    public static IReadOnlyList<SalesDay> ByDay(IReadOnlyList<Order> orders, DateTimeOffset now, int days)
    {
        var byDay = orders.Where(o => o.Status != OrderStatus.Canceled).ToLookup(o => DateOnly.FromDateTime(o.CreatedAt.UtcDateTime));
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return [.. Enumerable.Range(0, days).Select(i => today.AddDays(i - days + 1)).Select(d => new SalesDay(d, byDay[d].Count(), byDay[d].Sum(Net)))];
    }

    public static IReadOnlyList<ChannelSales> ByChannel(IEnumerable<Order> orders) =>
        [.. orders.Where(o => o.Status != OrderStatus.Canceled).GroupBy(o => o.Caller.Channel)
            .Select(g => new ChannelSales(g.Key, g.Count(), g.Sum(Net))).OrderByDescending(c => c.Orders).ThenBy(c => c.Channel, StringComparer.Ordinal)];
}
