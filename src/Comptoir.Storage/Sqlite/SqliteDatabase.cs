using Comptoir.Catalog;
using Comptoir.Storage.Migrations;
using Comptoir.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Comptoir.Storage.Sqlite;

/// <summary>
/// A shop's database in one file: write-ahead log, flushed at every commit, one writer and any number of readers.
/// Several processes may have it open.
/// </summary>
internal sealed class SqliteDatabase : IDatabase, IStorageHealth, IDisposable
{
    private readonly SqliteSession _session;
    private readonly CommitQueue _writes;
    private readonly ReadPool _reads;
    private bool _disposed;

    private SqliteDatabase(string path, SqliteSession session, int schemaVersion, ChangeSignal signal, TimeProvider time)
    {
        FilePath = path;
        SchemaVersion = schemaVersion;
        Time = time;
        _session = session;
        _reads = new ReadPool(path);
        _writes = new CommitQueue(session, signal, time);
    }

    /// <summary>Full path of the file.</summary>
    public string FilePath { get; }

    public int SchemaVersion { get; }

    public TimeProvider Time { get; }

    /// <summary>Opens the file, creating it and its folder if need be, and brings its schema up to date.</summary>
    /// <exception cref="StorageException">Not a database of Comptoir, one of a newer version, or locked for 10 seconds.</exception>
    public static SqliteDatabase Open(string path, ChangeSignal signal, TimeProvider time) => Open(path, signal, time, Migration.All);

    internal static SqliteDatabase Open(string path, ChangeSignal signal, TimeProvider time, IReadOnlyList<Migration> migrations)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(path, SqliteOpenMode.ReadWriteCreate);
            var version = SqliteSchema.Prepare(session, path, migrations, time);
            return new SqliteDatabase(path, session, version, signal, time);
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            throw new StorageException($"The database {path} cannot be opened: {e.Message}", e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    public StorageHealth GetHealth()
    {
        var (commits, units, waiting, last) = _writes.Figures;
        return new("SQLite", FilePath, Size(FilePath), Size(FilePath + "-wal"), SchemaVersion, commits, units, waiting, last);
    }

    /// <summary>Finishes the writes that wait and closes the file.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _writes.Dispose();
        _reads.Dispose();
        _session.Dispose();
    }

    public Task<T> WriteAsync<T>(Func<ISqlSession, ValueTask<Written<T>>> work, CancellationToken ct) => _writes.RunAsync(work, ct);

    public Task<T> ReadAsync<T>(Func<ISqlSession, ValueTask<T>> read, CancellationToken ct, bool atOneMoment = false) => _reads.RunAsync(read, atOneMoment, ct);

    private static long Size(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
