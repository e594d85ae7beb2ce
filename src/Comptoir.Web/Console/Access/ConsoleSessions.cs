using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Comptoir.Web.Console.Access;

/// <summary>Open sessions by the hash of their token. Tokens are 256 random bits and last 12 hours.</summary>
internal sealed class ConsoleSessions(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const int MostAtOnce = 200;

    private readonly ConcurrentDictionary<string, ConsoleSession> _sessions = new();

    /// <summary>Opens a session and gives its token, which is kept nowhere else.</summary>
    public (string Token, ConsoleSession Session) Open()
    {
        Prune();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var session = new ConsoleSession(time.GetUtcNow() + Lifetime);
        _sessions[ConsoleOptions.HashOf(token)] = session;
        return (token, session);
    }

    public ConsoleSession? Find(string? token) =>
        token is { Length: 64 } && _sessions.TryGetValue(ConsoleOptions.HashOf(token), out var session) && session.ExpiresAt > time.GetUtcNow() ? session : null;

    public void Close(string? token)
    {
        if (token is { Length: 64 }) _sessions.TryRemove(ConsoleOptions.HashOf(token), out _);
    }

    private void Prune()
    {
        var now = time.GetUtcNow();
        foreach (var (key, session) in _sessions)
            if (session.ExpiresAt <= now) _sessions.TryRemove(key, out _);
        foreach (var (key, _) in _sessions.OrderBy(s => s.Value.ExpiresAt).Take(Math.Max(0, _sessions.Count - MostAtOnce + 1)))
            _sessions.TryRemove(key, out _);
    }
}
