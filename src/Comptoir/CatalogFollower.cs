using Comptoir.Catalog;
using Comptoir.Search;

namespace Comptoir;

/// <summary>Keeps the live catalogue at the head of the change log: at once after this process's own writes, within a second after another's.</summary>
internal sealed class CatalogFollower(ProductSearch search, ChangeSignal signal, TimeProvider time, ILogger<CatalogFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = signal.WaitAsync(Poll, time, stoppingToken);
            try
            {
                await search.FollowAsync(stoppingToken);
                await wait;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A follower that stops would leave the shop selling yesterday's prices: report, pause, go on.
                logger.LogError(e, "The live catalogue could not follow the change log; trying again.");
                await Task.Delay(Poll, time, stoppingToken);
            }
        }
    }
}
