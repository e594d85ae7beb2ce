using System.Text.Json;
using Comptoir.Catalog;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Payments;

/// <summary>
/// Asks of each order for the first time, an hour after it was placed, whether its provider still says that the money was taken, and leaves
/// the later looks to <see cref="OrderAudit"/>: so no order costs a job while it is being placed.
/// </summary>
internal sealed class PaymentAudit(ICatalogStore catalog, IOrderingStore store, IJobStore jobs, OrderAudit audit, TimeProvider time) : IJobHandler
{
    public const string JobKind = "audit_payments";

    private const int PageSize = 100;
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    /// <summary>An order whose provider does not answer for so long is left to the later looks.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    public string Kind => JobKind;

    public TimeSpan? Every => TimeSpan.FromMinutes(15);

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var seen = leased.Job.Data is { } data ? JsonSerializer.Deserialize(data, CatalogJson.Default.Of<Dictionary<string, DateTimeOffset>>())! : [];
        foreach (var shop in await catalog.GetShopsAsync(ct))
            seen[shop.Id] = await LookAsync(shop.Id, seen.GetValueOrDefault(shop.Id, time.GetUtcNow() - Age - TimeSpan.FromDays(1)), ct);
        await jobs.ScheduleAsync(new(leased.Job.ShopId, Kind, leased.Job.Key, time.GetUtcNow() + Every!.Value, Data: JsonSerializer.Serialize(seen, CatalogJson.Default.Of<Dictionary<string, DateTimeOffset>>())), ct);
        return JobOutcome.Done;
    }

    /// <summary>Looks at the orders placed after a moment and returns up to which one all is known.</summary>
    private async Task<DateTimeOffset> LookAsync(string shopId, DateTimeOffset after, CancellationToken ct)
    {
        var (before, found) = (time.GetUtcNow() - Age, new List<Order>());
        for (var offset = 0; ; offset += PageSize)
        {
            var page = await store.ListOrdersAsync(shopId, new OrderFilter(Limit: PageSize, Offset: offset), ct);
            found.AddRange(page.Where(o => o.CreatedAt > after && o.CreatedAt <= before));
            if (page.Count < PageSize || page[^1].CreatedAt <= after) break;
        }

        foreach (var order in found.OrderBy(o => o.CreatedAt))
        {
            if (!await audit.AgreesAsync(order, ct) && order.CreatedAt > time.GetUtcNow() - Patience) return after;
            if (order.Payments.Any(p => p is { Captured: > 0, Later: false } && !BalanceAccounts.Owns(p.HandlerId))) await jobs.ScheduleAsync(OrderAudit.Of(shopId, order.Id, order.CreatedAt), ct);
            after = order.CreatedAt;
        }

        return after;
    }
}
