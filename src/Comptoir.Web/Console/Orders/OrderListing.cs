using Comptoir.Ordering;
using Comptoir.Ordering.Orders;

namespace Comptoir.Web.Console.Orders;

/// <summary>What the order list was asked for, and the page found.</summary>
/// <param name="Status">Empty, <c>open</c> (something is left to ship) or the name of a status.</param>
/// <param name="ScanEnded">Older orders were not looked at.</param>
public sealed record OrderListing(string Status, string Text, string Channel, int Page, IReadOnlyList<Order> Orders, bool More, bool ScanEnded)
{
    public const int PageSize = 50;

    private const int ScanPage = 200;
    private const int MostScanned = 5_000;

    public static IReadOnlyList<string> Channels { get; } = ["web", "chat", "ucp", "acp", "mcp", "console"];

    internal static async Task<OrderListing> ReadAsync(OrderService orders, string shopId, string status, string text, string channel, int page, CancellationToken ct)
    {
        OrderStatus? single = Enum.GetValues<OrderStatus>().Cast<OrderStatus?>().FirstOrDefault(s => s.ToString() == status);
        var open = status == "open";
        var filter = new OrderFilter(Status: single, Text: text.Length > 0 ? text : null, Limit: PageSize + 1, Offset: (page - 1) * PageSize);
        if (!open && channel.Length == 0)
        {
            var found = await orders.ListAsync(shopId, filter, ct);
            return new(single?.ToString() ?? "", text, "", page, [.. found.Take(PageSize)], found.Count > PageSize, false);
        }

        // the store knows neither of these two filters: look through the newest orders
        var matches = new List<Order>();
        var ended = true;
        for (var offset = 0; offset < MostScanned; offset += ScanPage)
        {
            var some = await orders.ListAsync(shopId, filter with { Limit = ScanPage, Offset = offset }, ct);
            matches.AddRange(some.Where(o => (channel.Length == 0 || o.Caller.Channel == channel) && (!open || o.Status is OrderStatus.Confirmed or OrderStatus.PartlyShipped)));
            if (some.Count < ScanPage || matches.Count > page * PageSize)
            {
                ended = false;
                break;
            }
        }

        return new(open ? "open" : single?.ToString() ?? "", text, channel, page, [.. matches.Skip((page - 1) * PageSize).Take(PageSize)], matches.Count > page * PageSize, ended);
    }
}
