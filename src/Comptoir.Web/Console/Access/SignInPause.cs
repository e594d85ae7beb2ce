namespace Comptoir.Web.Console.Access;

/// <summary>Five wrong keys from one address, and that address waits a minute, even with the right one.</summary>
internal sealed class SignInPause(TimeProvider time)
{
    public const int Tries = 5;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private const int MostAddresses = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Wrong, DateTimeOffset Last)> _tries = [];

    public bool Paused(string address)
    {
        lock (_lock)
            return _tries.TryGetValue(address, out var t) && t.Wrong >= Tries && time.GetUtcNow() - t.Last < Pause;
    }

    public void Wrong(string address)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_tries.Count >= MostAddresses)
                foreach (var (old, t) in _tries.ToArray())
                    if (now - t.Last >= Pause || _tries.Count > MostAddresses * 2) _tries.Remove(old);
            var wrong = _tries.TryGetValue(address, out var before) && now - before.Last < Pause ? before.Wrong : 0;
            _tries[address] = (wrong + 1, now);
        }
    }

    public void Right(string address)
    {
        lock (_lock) _tries.Remove(address);
    }
}
