using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Comptoir.Storage.Sqlite;

/// <summary>
/// One connection with its prepared statements; used by one thread at a time. Parameters are <c>$1</c>, <c>$2</c> …,
/// which PostgreSQL reads in the same way.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int Busy = raw.SQLITE_BUSY;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public SqliteSession(string path, SqliteOpenMode mode)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        _connection.Open();
    }

    /// <summary>Set by a write that others want to hear about once it is committed (see <see cref="ChangeLog"/>).</summary>
    public bool Announced { get; set; }

    /// <summary>False after SQLite ended the transaction by itself, as it does when the disk is full.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    public sqlite3 Handle => _connection.Handle!;

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The first row as <paramref name="read"/> sees it; default when there is none.</summary>
    public T? Find<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first column of the first row; 0 when there is no row or it is null.</summary>
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
