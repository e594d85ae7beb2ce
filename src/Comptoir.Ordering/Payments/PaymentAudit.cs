using System.Text.Json;
using Comptoir.Catalog;
using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments.Webhooks;
using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering.Payments;

/// <summary>
/// Asks of each order once, an hour after it was placed, whether its provider still says that the money was taken. Where it says otherwise
/// a dispute is opened: the money leaves the provider's account in the books, and an operator decides what is true. Refunds that no
/// webhook told of are found on the way.
/// </summary>
internal sealed class PaymentAudit(
    ICatalogStore catalog, IOrderingStore store, IJobStore jobs, IEnumerable<IPaymentProvider> providers, IEnumerable<IRefundSource> refunds, DisputeService disputes, TimeProvider time, ILogger<PaymentAudit> logger) : IJobHandler
{
    public const string JobKind = "audit_payments";

    /// <summary>Marks the disputes that this opened; with the payment's id behind it.</summary>
    public const string Contradiction = "contradiction:";

    private const int PageSize = 100;
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    /// <summary>An order whose provider does not answer for so long is passed over.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private readonly PaymentCalls _calls = new([.. providers], time);

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
            if (!await AgreesAsync(order, ct) && order.CreatedAt > time.GetUtcNow() - Patience) return after;
            after = order.CreatedAt;
        }

        return after;
    }

    /// <summary>False: the provider did not answer.</summary>
    private async Task<bool> AgreesAsync(Order order, CancellationToken ct)
    {
        var answered = true;
        foreach (var payment in order.Payments.Where(p => p is { Captured: > 0, Later: false } && !BalanceAccounts.Owns(p.HandlerId)))
        {
            var stands = await _calls.LookUpAsync(new(payment.Id, OperationKind.Authorize, order.ShopId, payment.Id, order.CheckoutId, new(payment.Amount, order.Currency), payment.Reference, payment.Instrument));
            answered &= stands.Status != PaymentStatus.Unknown;
            if (stands.Status is PaymentStatus.PartlyRefunded or PaymentStatus.Refunded && refunds.Any(r => r.HandlerId == payment.HandlerId))
                await jobs.ScheduleAsync(RefundJob.Of(order.ShopId, payment.HandlerId, payment.Reference ?? payment.Id, time.GetUtcNow()), ct);
            if (stands.Status is not (PaymentStatus.Declined or PaymentStatus.Voided or PaymentStatus.NotFound) || payment.Left == 0) continue;
            logger.LogWarning("Payment {Payment} of order {Order} counts as captured, but its provider says {State}.", payment.Id, order.Id, stands.Status);
            await disputes.OpenAsync(order.ShopId, order.Id, Contradiction + payment.Id, payment.Id, payment.Left, $"provider_says_{stands.Status.ToString().ToLowerInvariant()}", null, ct);
        }

        return answered;
    }
}
