using Comptoir.Catalog;
using Comptoir.Storage.Migrations;
using Comptoir.Storage.Sql;
using Npgsql;

namespace Comptoir.Storage.Postgres;

/// <summary>A PostgreSQL database that any number of identical nodes use at the same time.</summary>
internal sealed class PostgresDatabase : IDatabase, IStorageHealth, IDisposable
{
    private readonly NpgsqlDataSource _source;

    /// <summary>For statements that need not be on disk when they return: order numbers (durable with the order that bears them) and notices to other nodes.</summary>
    private readonly NpgsqlDataSource _hurried;

    private readonly ChangeSignal _signal;
    private readonly ChangeNotices _notices;
    private readonly StorageTelemetry _telemetry;
    private readonly string _place;
    private readonly int _schemaVersion;
    private int _running;
    private long _commits;
    private double _lastCommit;
    private bool _disposed;

    private PostgresDatabase(NpgsqlDataSource source, NpgsqlDataSource hurried, string place, int schemaVersion, ChangeSignal signal, TimeProvider time)
    {
        (_source, _hurried, _place, _schemaVersion, _signal, Time) = (source, hurried, place, schemaVersion, signal, time);
        _telemetry = new StorageTelemetry(() => Volatile.Read(ref _running));
        _notices = new ChangeNotices(hurried, signal, time);
    }

    public TimeProvider Time { get; }

    /// <summary>Connects and brings the schema up to date.</summary>
    /// <exception cref="StorageException">Not reachable, not one of Comptoir, or one of a newer version.</exception>
    public static PostgresDatabase Open(string address, ChangeSignal signal, TimeProvider time) => Open(address, signal, time, Migration.All);

    internal static PostgresDatabase Open(string address, ChangeSignal signal, TimeProvider time, IReadOnlyList<Migration> migrations)
    {
        var place = DatabaseAddress.Describe(address);
        var (source, hurried) = (PostgresSources.Make(address), PostgresSources.MakeHurried(address));
        try
        {
            var version = Task.Run(() => PostgresSchema.PrepareAsync(source, $"The {place}", migrations, time, CancellationToken.None)).GetAwaiter().GetResult();
            return new(source, hurried, place, version, signal, time);
        }
        catch (Exception e)
        {
            source.Dispose();
            hurried.Dispose();
            if (e is StorageException) throw;
            throw new StorageException($"The {place} cannot be used: {(e as PostgresException)?.MessageText ?? e.Message}", e);
        }
    }

    public async Task<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> read, CancellationToken ct, bool atOneMoment = false)
    {
        for (var retry = new PostgresRetry(Time); ;)
        {
            try
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                await using var connection = await _source.OpenConnectionAsync(ct);
                if (!atOneMoment) return await read(new PostgresSession(connection, this));
                await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
                return await read(new PostgresSession(connection, this));
            }
            catch (NpgsqlException e) when (retry.MayTryAgain(e))
            {
                await retry.PauseAsync(ct);
            }
        }
    }

    /// <remarks>Read committed: whatever a decision rests on is locked or guarded by a version. A deadlock or a lost connection before the commit is tried again from the start.</remarks>
    public async Task<T> WriteAsync<T>(Func<ISqlSession, ValueTask<Written<T>>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _running);
        try
        {
            var optimistic = true;
            for (var retry = new PostgresRetry(Time); ;)
            {
                var committing = false;
                try
                {
                    ObjectDisposedException.ThrowIf(_disposed, this);
                    await using var connection = await _source.OpenConnectionAsync(ct);
                    await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                    var session = new PostgresSession(connection, this, optimistic);
                    var (value, keep) = await work(session);
                    if (!keep) return value;
                    var start = Time.GetTimestamp();
                    committing = true;
                    await session.CommitAsync();
                    Committed(Time.GetElapsedTime(start).TotalMilliseconds, session.Announced);
                    return value;
                }
                catch (PostgresException e) when (optimistic && e.SqlState == PostgresSession.Missing)
                {
                    // somebody was there first: the work looks step by step what it is
                    optimistic = false;
                }
                catch (NpgsqlException e) when (retry.MayTryAgain(e, committing))
                {
                    await retry.PauseAsync(ct);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public async ValueTask<long> TakeNumberAsync(string shopId, string name, long first)
    {
        await using var command = _hurried.CreateCommand(
            "insert into counter (shop_id, name, value) values ($1, $2, $3) on conflict (shop_id, name) do update set value = counter.value + 1 returning value");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shopId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = first });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public StorageHealth GetHealth()
    {
        using var command = _source.CreateCommand("select pg_database_size(current_database())");
        var bytes = (long)command.ExecuteScalar()!;
        var commits = Interlocked.Read(ref _commits);
        return new("PostgreSQL", _place, bytes, 0, _schemaVersion, commits, commits, Volatile.Read(ref _running), Volatile.Read(ref _lastCommit));
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _notices.Dispose();
        _telemetry.Dispose();
        _source.Dispose();
        _hurried.Dispose();
    }

    private void Committed(double milliseconds, bool announced)
    {
        Interlocked.Increment(ref _commits);
        Volatile.Write(ref _lastCommit, milliseconds);
        _telemetry.Committed(1, milliseconds);
        if (!announced) return;
        _signal.Raise();
        _notices.Send();
    }
}
