using System.Collections.Concurrent;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Routing;

/// <summary>
/// What this node learns of deployments while it calls them: latency, calls under way, failures. Only a help in choosing; another node may
/// know otherwise, and nothing that must be true rests on it.
/// </summary>
internal sealed class HealthBoard(TimeProvider time)
{
    private const int Window = 50;
    private const int LeastForOutlier = 10;
    private static readonly TimeSpan OutlierRest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Decay = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _retries = new();
    private double _retryTokens = 10;

    public void Begin(string deployment, RoutingPolicy policy)
    {
        var entry = Of(deployment);
        lock (entry)
        {
            entry.InFlight++;
            // half open: this call tries it, others wait for what it finds
            if (entry.Failures >= policy.BreakAfter) entry.Rest(time.GetUtcNow() + TimeSpan.FromSeconds(policy.BreakFor), "health.circuit");
        }

        lock (_retries) _retryTokens = Math.Min(10, _retryTokens + (policy.RetryPercent / 100.0));
    }

    /// <summary>The first byte came after so long. A slow one counts at once, faster ones bring the average down over ten seconds.</summary>
    public void FirstByte(string deployment, TimeSpan after)
    {
        var entry = Of(deployment);
        lock (entry)
        {
            var now = time.GetTimestamp();
            var weight = Math.Exp(-time.GetElapsedTime(entry.At, now) / Decay);
            entry.Latency = entry.Latency == 0 || after.TotalMilliseconds > entry.Latency ? after.TotalMilliseconds : (entry.Latency * weight) + (after.TotalMilliseconds * (1 - weight));
            entry.At = now;
        }
    }

    /// <param name="failed">The deployment's fault: no answer, an answer of the kind 5xx, a stream that broke.</param>
    public void End(string deployment, bool failed, RoutingPolicy policy)
    {
        var entry = Of(deployment);
        lock (entry)
        {
            entry.InFlight--;
            entry.Results.Enqueue(failed);
            while (entry.Results.Count > Window) entry.Results.Dequeue();
            if (!failed)
            {
                entry.Failures = 0;
                if (entry.Why is "health.circuit") entry.Until = null;
            }
            else if (++entry.Failures >= policy.BreakAfter)
            {
                entry.Rest(time.GetUtcNow() + TimeSpan.FromSeconds(policy.BreakFor), "health.circuit");
            }
        }
    }

    /// <summary>It asked to be left alone for a while.</summary>
    public void Pause(string deployment, TimeSpan pause)
    {
        var entry = Of(deployment);
        lock (entry) entry.Rest(time.GetUtcNow() + pause, "health.retry-after");
    }

    public void Used(string deployment, long tokens)
    {
        var entry = Of(deployment);
        lock (entry)
        {
            var minute = Minute;
            (entry.Tokens, entry.Minute) = entry.Minute == minute ? (entry.Tokens + tokens, minute) : (tokens, minute);
        }
    }

    /// <summary>Whether one more retry is within the budget; counts it.</summary>
    public bool TakeRetry()
    {
        lock (_retries)
        {
            if (_retryTokens < 1) return false;
            _retryTokens--;
            return true;
        }
    }

    /// <summary>Everything as it is now, with deployments that fail far more than the others set aside.</summary>
    public IReadOnlyDictionary<string, DeploymentHealth> Snapshot(RoutingPolicy policy)
    {
        var now = time.GetUtcNow();
        var seen = new Dictionary<string, DeploymentHealth>(StringComparer.Ordinal);
        var shares = _entries.ToDictionary(e => e.Key, e => { lock (e.Value) return (Share: e.Value.Results.Count == 0 ? 0 : 100 * e.Value.Results.Count(f => f) / e.Value.Results.Count, e.Value.Results.Count); }, StringComparer.Ordinal);
        foreach (var (id, entry) in _entries)
            lock (entry)
            {
                var (share, count) = shares[id];
                if (count >= LeastForOutlier && shares.Count > 1 && share - shares.Where(s => s.Key != id).Min(s => s.Value.Share) >= policy.OutlierPercent && !(entry.Until > now))
                {
                    entry.Rest(now + OutlierRest, "health.outlier");
                    entry.Results.Clear();
                }

                seen[id] = new(entry.Latency, entry.InFlight, entry.Until > now ? entry.Until : null, entry.Until > now ? entry.Why : null, entry.Minute == Minute ? entry.Tokens : 0);
            }

        return seen;
    }

    private long Minute => time.GetUtcNow().ToUnixTimeSeconds() / 60;

    private Entry Of(string deployment) => _entries.GetOrAdd(deployment, _ => new Entry());

    private sealed class Entry
    {
        public double Latency;
        public long At;
        public int InFlight;
        public int Failures;
        public DateTimeOffset? Until;
        public string? Why;
        public long Minute;
        public long Tokens;

        public Queue<bool> Results { get; } = new();

        public void Rest(DateTimeOffset until, string why)
        {
            if (Until > until) return;
            (Until, Why) = (until, why);
        }
    }
}
