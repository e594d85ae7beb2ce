using System.Collections.Concurrent;

namespace Comptoir.Protocols.Trust;

/// <summary>The merchant's decisions as the doors use them: read again twice a second, so that a stop counts on every node within one.</summary>
public sealed class AgentPolicies(IAgentStore store, TimeProvider time)
{
    private const int Tries = 5;
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, (AgentPolicy Policy, long At)> _known = new(StringComparer.Ordinal);

    public async ValueTask<AgentPolicy> GetAsync(string shopId, CancellationToken ct)
    {
        if (_known.TryGetValue(shopId, out var known) && time.GetElapsedTime(known.At) < Fresh) return known.Policy;
        var at = time.GetTimestamp();
        var policy = await store.GetPolicyAsync(shopId, ct);
        _known[shopId] = (policy, at);
        return policy;
    }

    /// <summary>Changes what is stored, whatever others change meanwhile, and what this node knows at once. False: others changed it all the time.</summary>
    public async Task<bool> ChangeAsync(string shopId, Func<AgentPolicy, AgentPolicy> change, CancellationToken ct)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var before = await store.GetPolicyAsync(shopId, ct);
            var after = change(before) with { Version = before.Version + 1 };
            if (!await store.SavePolicyAsync(after, ct)) continue;
            _known[shopId] = (after, time.GetTimestamp());
            return true;
        }

        return false;
    }
}
