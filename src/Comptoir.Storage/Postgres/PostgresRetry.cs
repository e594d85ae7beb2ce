using Npgsql;

namespace Comptoir.Storage.Postgres;

/// <summary>Decides whether a read or write that failed is tried again: after a deadlock a few times, after a lost connection for some seconds, as long as a failover takes.</summary>
internal sealed class PostgresRetry(TimeProvider time)
{
    private const int MostDeadlocks = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    private readonly long _start = time.GetTimestamp();
    private int _attempts;

    /// <param name="committing">The commit was sent: whether it took place is not known, so that only a refused one may be repeated.</param>
    public bool MayTryAgain(NpgsqlException e, bool committing = false)
    {
        _attempts++;
        if (e is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected }) return _attempts <= MostDeadlocks;
        return !committing && IsAway(e) && time.GetElapsedTime(_start) < Patience;
    }

    /// <summary>Short at first and growing, different for each of those that failed together.</summary>
    public Task PauseAsync(CancellationToken ct)
    {
        var longest = Math.Min(LongestPause.TotalMilliseconds, 2 * Math.Pow(2, Math.Min(_attempts, 10)));
        var share = System.Security.Cryptography.RandomNumberGenerator.GetInt32(50, 101) / 100.0;
        return Task.Delay(TimeSpan.FromMilliseconds(longest * share), time, ct);
    }

    /// <summary>Nobody answers, or somebody who is going away, coming up, full or not the one who writes.</summary>
    private static bool IsAway(NpgsqlException e) => e is PostgresException answer
        ? answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.TooManyConnections
        : e.IsTransient;
}
