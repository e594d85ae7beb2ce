using System.Collections.Concurrent;

namespace Comptoir.Ordering.Customers;

/// <summary>Five tries in a row for one name, then a pause of 15 minutes. Kept in memory: a restart forgives.</summary>
internal sealed class AttemptLimit(TimeProvider time)
{
    private const int Most = 5;
    private const int LargestTable = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Until)> _tries = new(StringComparer.Ordinal);

    public bool IsPaused(string name) => _tries.TryGetValue(name, out var tries) && tries.Count >= Most && tries.Until > time.GetUtcNow();

    public void Count(string name)
    {
        var now = time.GetUtcNow();
        if (_tries.Count >= LargestTable)
            foreach (var old in _tries.Where(t => t.Value.Until <= now)) _tries.TryRemove(old);
        _tries.AddOrUpdate(name, _ => (1, now + Pause), (_, tries) => (tries.Until <= now ? 1 : tries.Count + 1, now + Pause));
    }

    public void Forgive(string name) => _tries.TryRemove(name, out _);
}
