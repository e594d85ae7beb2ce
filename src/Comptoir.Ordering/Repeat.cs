using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering;

/// <summary>How background work survives its own failures and stops when told.</summary>
internal static class Repeat
{
    /// <summary>The result, or 0 after a failure, which is logged.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> work, ILogger logger, CancellationToken stopping)
    {
        try
        {
            return await work();
        }
        catch (ObjectDisposedException e)
        {
            // the process ends: a server that could not start is taken apart without having been stopped
            logger.LogDebug(e, "Background work met something that is closed already.");
            return 0;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            logger.LogError(e, "Background work failed; it will be tried again.");
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>Waits; being stopped is no failure.</summary>
    public static Task QuietlyAsync(Task wait, CancellationToken stopping) =>
        wait.ContinueWith(t => stopping.IsCancellationRequested ? Task.CompletedTask : t, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Unwrap();

    /// <summary>Now, and then at every interval.</summary>
    public static async Task EveryAsync(TimeSpan interval, Func<Task<int>> work, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await GuardAsync(work, logger, stopping);
            await QuietlyAsync(Task.Delay(interval, time, stopping), stopping);
        }
    }
}
