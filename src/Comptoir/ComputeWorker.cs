using Comptoir.Compute;

namespace Comptoir;

/// <summary>Closes calls whose process died, takes what was drawn to the contracts' accounts, and removes what is over. Every node does it; each step counts once.</summary>
internal sealed class ComputeWorker(ComputeService compute, TimeProvider time, ILogger<ComputeWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, time, stoppingToken);
                await compute.UpkeepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // reservations stand until they run out; the next round goes on
                logger.LogError(e, "The upkeep of models' calls and contracts failed; trying again.");
            }
        }
    }
}
