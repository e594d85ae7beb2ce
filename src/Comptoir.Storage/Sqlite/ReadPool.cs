using System.Collections.Concurrent;
using Comptoir.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Comptoir.Storage.Sqlite;

/// <summary>A few read-only connections. Reads run beside the writer and see what was committed before they began.</summary>
internal sealed class ReadPool(string path) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free = new(Math.Max(4, Environment.ProcessorCount * 2));
    private volatile bool _closed;

    /// <summary>Runs a read on the caller's thread.</summary>
    public async Task<T> RunAsync<T>(Func<ISqlSession, ValueTask<T>> read, bool atOneMoment, CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteDatabase));
            var session = _idle.TryTake(out var idle) ? idle : Open();
            return Read(session, read, atOneMoment);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session)) session.Dispose();
    }

    private T Read<T>(SqliteSession session, Func<ISqlSession, ValueTask<T>> read, bool atOneMoment)
    {
        try
        {
            if (atOneMoment) session.Execute("begin");
            var value = Completed.ValueOf(read(session));
            if (atOneMoment) session.Commit();
            _idle.Add(session);
            if (_closed) Dispose();
            return value;
        }
        catch
        {
            // a connection that failed may hold a transaction open; the next read opens a fresh one
            session.Dispose();
            throw;
        }
    }

    private SqliteSession Open()
    {
        var session = new SqliteSession(path, SqliteOpenMode.ReadOnly);
        session.Script("pragma busy_timeout = 10000; pragma cache_size = -4096; pragma mmap_size = 268435456; pragma temp_store = memory");
        return session;
    }
}
