using System.Data.Common;
using System.Globalization;
using Comptoir.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Comptoir.Storage.Sqlite;

/// <summary>One connection with its prepared statements; used by one thread at a time. Nothing waits: a queued statement runs at once.</summary>
internal sealed class SqliteSession : ISqlSession, IDisposable
{
    private const int Busy = raw.SQLITE_BUSY;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteSession(string path, SqliteOpenMode mode)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        _connection.Open();
    }

    public SqlDialect Dialect => SqlDialect.Sqlite;

    public bool Announced { get; set; }

    /// <summary>False after SQLite ended the transaction by itself, as it does when the disk is full.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>Rows that were changed since the connection was opened.</summary>
    public int Changes => raw.sqlite3_total_changes(_connection.Handle);

    public sqlite3 Handle => _connection.Handle!;

    public Statement Add(string sql, params ReadOnlySpan<object?> values) => new() { Rows = Math.Max(0, Execute(sql, values)) };

    public Statement AddOne(string sql, params ReadOnlySpan<object?> values) => Add(sql, values);

    public Statement AddEach(string sql, params ReadOnlySpan<object?> values) => throw new NotSupportedException("SQLite takes no lists as values.");

    public bool RefusesMissing => false;

    public ValueTask FlushAsync() => ValueTask.CompletedTask;

    public ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<object?> values) => ValueTask.FromResult(Execute(sql, values));

    public ValueTask<T?> FindAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values) => ValueTask.FromResult(Find(sql, read, values));

    public ValueTask<List<T>> ListAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values) => ValueTask.FromResult(List(sql, read, values));

    public ValueTask<long> NextNumberAsync(string shopId, string name, long first) => ValueTask.FromResult(Number(
        "insert into counter (shop_id, name, value) values ($1, $2, $3) on conflict (shop_id, name) do update set value = counter.value + 1 returning value", shopId, name, first));

    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements.Add(sql, statement = new SqliteStatement(Handle, sql));
        return statement.Execute(values);
    }

    public T? Find<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public List<T> List<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public long Number(string sql, params ReadOnlySpan<object?> values) => Find(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), values);

    /// <summary>Several statements at once, not kept.</summary>
    public void Script(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Takes the write lock, waiting while another process has it: short pauses, so that a busy writer cannot keep it for itself.</summary>
    /// <exception cref="StorageException">The lock was not free within <paramref name="patience"/>.</exception>
    public void BeginWrite(TimeSpan patience, TimeProvider time)
    {
        var start = time.GetTimestamp();
        for (var pause = 1; ; pause = Math.Min(pause + 1, 5))
        {
            var outcome = raw.sqlite3_exec(_connection.Handle, "begin immediate");
            if (outcome == raw.SQLITE_OK) return;
            if ((outcome & 0xff) != Busy) SqliteException.ThrowExceptionForRC(outcome, _connection.Handle);
            if (time.GetElapsedTime(start) > patience)
                throw new StorageException(string.Create(CultureInfo.InvariantCulture, $"Another process has kept the database {_connection.DataSource} locked for {patience.TotalSeconds:0} seconds."));
            Thread.Sleep(pause);
        }
    }

    public void Commit() => Execute("commit");

    /// <summary>Gives the transaction up if there is one. Never throws, since it is what is done after a failure.</summary>
    public void RollBack() => raw.sqlite3_exec(_connection.Handle, "rollback");

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
