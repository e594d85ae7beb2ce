using Comptoir.Catalog;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering.Watches;

/// <summary>Has watches looked at when the catalogue's change log names what they watch: when something was committed here, and every second for what other processes did.</summary>
internal sealed class ChangeFollower(IAutomationStore automations, ChangeSignal signal, TimeProvider time, ILogger<ChangeFollower> logger) : BackgroundService
{
    private const int AtOnce = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = signal.WaitAsync(Pause, time, stoppingToken);
            var followed = await Repeat.GuardAsync(() => automations.FollowChangesAsync(AtOnce, stoppingToken), logger, stoppingToken);
            if (followed == 0) await Repeat.QuietlyAsync(woken, stoppingToken);
        }
    }
}
