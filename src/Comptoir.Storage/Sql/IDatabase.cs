namespace Comptoir.Storage.Sql;

/// <summary>What a write found out, and whether its changes stay. A refusal changes nothing.</summary>
internal readonly record struct Written<T>(T Value, bool Keep = true);

/// <summary>Where everything that must last is kept: one SQLite file or one PostgreSQL database.</summary>
internal interface IDatabase
{
    TimeProvider Time { get; }

    /// <summary>Reads what was committed before.</summary>
    /// <param name="atOneMoment">Several statements that must agree: all see the same moment.</param>
    Task<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> read, CancellationToken ct, bool atOneMoment = false);

    /// <summary>
    /// Runs the work in one transaction that is on disk when this returns. The work may run several times, so it must not change
    /// anything outside; cancelling counts only before it starts.
    /// </summary>
    Task<T> WriteAsync<T>(Func<ISqlSession, ValueTask<Written<T>>> work, CancellationToken ct);
}

internal static class DatabaseWriting
{
    /// <summary>A write that always stays.</summary>
    public static Task WriteAsync(this IDatabase database, Func<ISqlSession, ValueTask> work, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            await work(session);
            await session.FlushAsync();
            return new Written<bool>(true);
        }, ct);

    /// <summary>One statement; returns how many rows it changed.</summary>
    public static Task<int> ExecuteAsync(this IDatabase database, string sql, CancellationToken ct, params object?[] values) => database.WriteAsync(
        async session => new Written<int>(await session.ExecuteAsync(sql, values)), ct);
}
