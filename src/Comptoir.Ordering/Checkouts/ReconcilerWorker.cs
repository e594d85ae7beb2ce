using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering.Checkouts;

/// <summary>Settles payments whose outcome is open, at the start and every 15 seconds.</summary>
internal sealed class ReconcilerWorker(CheckoutService checkouts, TimeProvider time, ILogger<ReconcilerWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Longer than a live request waits for its provider.</summary>
    private static readonly TimeSpan OlderThan = TimeSpan.FromSeconds(20);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Repeat.EveryAsync(Interval, () => checkouts.ReconcileAsync(OlderThan, stoppingToken), time, logger, stoppingToken);
}

/// <summary>Removes old idempotency records, carts and checkouts once an hour.</summary>
internal sealed class ExpiryWorker(IOrderingStore store, TimeProvider time, ILogger<ExpiryWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Idempotency records are kept 48 hours at least.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromHours(72);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Repeat.EveryAsync(Interval, () => store.ExpireAsync(time.GetUtcNow() - Age, stoppingToken), time, logger, stoppingToken);
}
