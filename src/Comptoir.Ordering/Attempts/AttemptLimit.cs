using System.Security.Cryptography;
using System.Text;

namespace Comptoir.Ordering.Attempts;

/// <summary>
/// So many tries of one name, then a pause. A try is counted before it is made, in one statement of the database, so that many at once
/// on many nodes get no more tries than one after the other.
/// </summary>
/// <param name="kind">What is tried; each kind counts for itself.</param>
public sealed class AttemptLimit(IAttemptStore store, TimeProvider time, string kind, int most, TimeSpan pause)
{
    /// <summary>False: too many, wait. Names are kept as their hash.</summary>
    public async Task<bool> TryAsync(string shopId, string name, CancellationToken ct) =>
        await store.CountAsync(shopId, kind, HashOf(name), most, pause, time.GetUtcNow(), ct) <= most;

    /// <summary>Whether the next try would be refused; counts nothing.</summary>
    public async Task<bool> IsPausedAsync(string shopId, string name, CancellationToken ct) =>
        await store.ReadAsync(shopId, kind, HashOf(name), time.GetUtcNow(), ct) >= most;

    /// <summary>The name has shown who it is: its tries count from zero again.</summary>
    public Task ForgiveAsync(string shopId, string name, CancellationToken ct) => store.ForgetAsync(shopId, kind, HashOf(name), ct);

    private static string HashOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
