using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;

namespace Comptoir.Web.Console.Orders;

/// <summary>Reads that pages make of orders and messages beyond one page of a list; each says where it stops.</summary>
internal static class OrderReading
{
    private const int PageSize = 200;

    /// <summary>Orders placed since a moment, newest first; at most <paramref name="most"/>.</summary>
    public static async Task<IReadOnlyList<Order>> SinceAsync(IOrderingStore store, string shopId, DateTimeOffset since, int most, CancellationToken ct)
    {
        var orders = new List<Order>();
        for (var offset = 0; offset < most; offset += PageSize)
        {
            var page = await store.ListOrdersAsync(shopId, new OrderFilter(Limit: PageSize, Offset: offset), ct);
            orders.AddRange(page.TakeWhile(o => o.CreatedAt >= since));
            if (page.Count < PageSize || page[^1].CreatedAt < since) break;
        }

        return orders;
    }

    /// <summary>The newest messages that pass <paramref name="wanted"/>, among the newest <paramref name="most"/> of all.</summary>
    public static async Task<IReadOnlyList<OutboxMessage>> MessagesAsync(IOrderingStore store, string shopId, Func<OutboxMessage, bool> wanted, int most, CancellationToken ct)
    {
        var messages = new List<OutboxMessage>();
        for (var offset = 0; offset < most; offset += PageSize)
        {
            var page = await store.ListOutboxAsync(shopId, null, PageSize, offset, ct);
            messages.AddRange(page.Where(wanted));
            if (page.Count < PageSize) break;
        }

        return messages;
    }
}
