using Comptoir.Catalog;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comptoir.Ordering.Jobs;

/// <summary>
/// Takes due jobs and has them done, a few at a time: when something was committed, and every second. The leases of running jobs are
/// renewed; those of a node that died end by themselves.
/// </summary>
internal sealed class JobRunner(IJobStore store, IEnumerable<IJobHandler> handlers, ChangeSignal signal, TimeProvider time, ILogger<JobRunner> logger) : BackgroundService
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private const int MostAtOnce = 8;
    private const int LongestError = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Between two looks at the store, however often something is committed.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);

    /// <summary>2 s, 4 s, 8 s … up to 15 minutes.</summary>
    public static TimeSpan PauseAfter(int attempts)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Clamp(attempts, 1, 20)));
        return pause < LongestPause ? pause : LongestPause;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_handlers.Count == 0) return;
        var running = new List<Task>();
        var recurring = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = signal.WaitAsync(Poll, time, stoppingToken);
            running.RemoveAll(t => t.IsCompleted);
            var taken = await Repeat.GuardAsync(
                async () =>
                {
                    if (!recurring) await EnsureRecurringAsync(stoppingToken);
                    recurring = true;
                    return await TakeAsync(running, stoppingToken);
                }, logger, stoppingToken);
            if (running.Count >= MostAtOnce) await Task.WhenAny(running);
            else if (taken == 0) await Repeat.QuietlyAsync(Task.WhenAll(Task.WhenAny([woken, .. running]).Unwrap(), Task.Delay(Breath, time, stoppingToken)), stoppingToken);
        }

        await Task.WhenAll(running);
    }

    private Task EnsureRecurringAsync(CancellationToken ct)
    {
        var jobs = _handlers.Values.Where(h => h.Every is not null).Select(h => new Job("", h.Kind, "", time.GetUtcNow())).ToList();
        return jobs.Count == 0 ? Task.CompletedTask : store.EnsureAsync(jobs, ct);
    }

    /// <summary>Returns how many were begun.</summary>
    private async Task<int> TakeAsync(List<Task> running, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var leased = await store.LeaseAsync(_handlers.Keys, now, now + Lease, MostAtOnce - running.Count, ct);
        running.AddRange(leased.Select(job => Task.Run(() => DoAsync(job, ct), CancellationToken.None)));
        return leased.Count;
    }

    /// <summary>Never throws: what fails is told to the store, and what the store cannot be told ends with the lease.</summary>
    private async Task DoAsync(LeasedJob leased, CancellationToken stopping)
    {
        var job = leased.Job;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var activity = OrderingTelemetry.Activities.StartActivity($"job {job.Kind}");
        try
        {
            var handler = _handlers[job.Kind];
            var work = handler.RunAsync(leased, lost.Token);
            await KeepAsync(leased, work, lost);
            var next = (await work).Again ?? (handler.Every is { } every ? time.GetUtcNow() + every : null);
            if (next is { } at) await store.AgainAsync(leased, at, null, CancellationToken.None);
            else await store.DoneAsync(leased, CancellationToken.None);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // begun and not ended: another node takes it at once
            await Repeat.GuardAsync(async () => await store.AgainAsync(leased, time.GetUtcNow(), "stopped", CancellationToken.None) ? 1 : 0, logger, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "Job {Kind} {Key} of shop {Shop} failed in attempt {Attempt}; it will be tried again.", job.Kind, job.Key, job.ShopId, job.Attempts);
            var error = e.Message.Length > LongestError ? e.Message[..LongestError] : e.Message;
            await Repeat.GuardAsync(async () => await store.AgainAsync(leased, time.GetUtcNow() + PauseAfter(job.Attempts), error, CancellationToken.None) ? 1 : 0, logger, CancellationToken.None);
        }
    }

    /// <summary>Renews the lease until the work has ended; work whose lease was lost is told to stop.</summary>
    private async Task KeepAsync(LeasedJob leased, Task work, CancellationTokenSource lost)
    {
        while (!work.IsCompleted)
        {
            using var ended = new CancellationTokenSource();
            await Task.WhenAny(work, Task.Delay(Lease / 3, time, ended.Token));
            await ended.CancelAsync();
            if (work.IsCompleted) return;
            var kept = await Repeat.GuardAsync(async () => await store.RenewAsync(leased, time.GetUtcNow() + Lease, CancellationToken.None) ? 1 : -1, logger, CancellationToken.None);
            if (kept < 0) await lost.CancelAsync();
        }
    }
}
