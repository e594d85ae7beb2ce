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
