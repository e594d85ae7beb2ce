using Comptoir.Ordering.Jobs;

namespace Comptoir.Ordering.Orders;

/// <summary>
/// Finishes an adjustment that no request is making any more, also of an order that nobody touches again. Scheduled in the transition that
/// records it and ended in the one that settles it.
/// </summary>
internal sealed class SettleOrder(OrderService orders, TimeProvider time) : IJobHandler
{
    public const string JobKind = "settle_order";

    /// <summary>Longer than a live request asks its providers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    public string Kind => JobKind;

    public static Job Of(Order order, DateTimeOffset now) => new(order.ShopId, JobKind, order.Id, now + Patience);

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await orders.SettleAsync(leased.Job.ShopId, leased.Job.Key, ct) is not { } pending) return JobOutcome.Done;
        var pause = (now - pending.At) / 4;
        return JobOutcome.At(now + (pause < LongestPause ? pause : LongestPause));
    }
}
