using Comptoir.Catalog;
using Comptoir.Ledger;

namespace Comptoir;

/// <summary>
/// Seals what was posted, within a second, and ends reservations that have run out. Every node looks; it writes only when there is
/// something to seal, and the batch's key lets one of them win.
/// </summary>
internal sealed class LedgerWorker(LedgerUpkeep upkeep, ICatalogStore catalog, TimeProvider time, ILogger<LedgerWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Expire = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lastExpiry = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Poll, time, stoppingToken);
                await upkeep.SealAllAsync(stoppingToken);
                if (time.GetUtcNow() - lastExpiry < Expire) continue;
                lastExpiry = time.GetUtcNow();
                foreach (var shop in await catalog.GetShopsAsync(stoppingToken)) await upkeep.ExpireAsync(shop.Id, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // nothing is lost: balances count what is unsealed, and the next round seals it
                logger.LogError(e, "The ledger's upkeep failed; trying again.");
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
