using System.Collections.Concurrent;
using Comptoir.Ordering.Attempts;

namespace Comptoir.Ordering.Tests.World;

/// <summary>Counts tries as the database does, without a disk.</summary>
internal sealed class MemoryAttempts : IAttemptStore
{
    private readonly ConcurrentDictionary<(string, string, string), (int Tries, DateTimeOffset Until)> _rows = [];

    public Task<int> CountAsync(string shopId, string kind, string name, int most, TimeSpan window, DateTimeOffset now, CancellationToken ct) => Task.FromResult(_rows.AddOrUpdate(
        (shopId, kind, name),
        _ => (1, now + window),
        (_, old) => old.Until <= now ? (1, now + window) : (Math.Min(old.Tries + 1, most + 1), old.Tries < most ? now + window : old.Until)).Tries);

    public Task<int> ReadAsync(string shopId, string kind, string name, DateTimeOffset now, CancellationToken ct) =>
        Task.FromResult(_rows.TryGetValue((shopId, kind, name), out var row) && row.Until > now ? row.Tries : 0);

    public Task ForgetAsync(string shopId, string kind, string name, CancellationToken ct)
    {
        _rows.TryRemove((shopId, kind, name), out _);
        return Task.CompletedTask;
    }
}
