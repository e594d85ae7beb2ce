using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comptoir.Ordering.Tests.World;

/// <summary>Does the jobs of payments that are due, once each, as a process's runner does.</summary>
internal static class JobsNow
{
    /// <summary>Returns how many there were.</summary>
    public static async Task<int> RunAsync(IJobStore jobs, CheckoutService checkouts, OrderService orders, IReadOnlyList<IPaymentProvider> providers, TimeProvider time)
    {
        IJobHandler[] handlers = [new SettleCheckout(checkouts, time), new DeclineCheck(providers, time, NullLogger<DeclineCheck>.Instance), new SettleOrder(orders, time)];
        var leased = await jobs.LeaseAsync([.. handlers.Select(h => h.Kind)], time.GetUtcNow(), time.GetUtcNow() + TimeSpan.FromMinutes(1), 100, CancellationToken.None);
        foreach (var job in leased)
        {
            var outcome = await handlers.Single(h => h.Kind == job.Job.Kind).RunAsync(job, CancellationToken.None);
            if (outcome.Again is { } at) await jobs.AgainAsync(job, at, null, CancellationToken.None);
            else await jobs.DoneAsync(job, CancellationToken.None);
        }

        return leased.Count;
    }
}
