using System.Runtime.CompilerServices;
using Comptoir.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Comptoir.Storage.Moving;

internal sealed class SqliteEnd : MoveEnd
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;

    /// <exception cref="StorageException">Another process has the file open.</exception>
    public SqliteEnd(string path)
    {
        SqliteBackup.RequireUnused(path);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ToString());
        _connection.Open();
        using (var settings = _connection.CreateCommand())
        {
            settings.CommandText = "pragma synchronous = full; pragma foreign_keys = on";
            settings.ExecuteNonQuery();
        }

        _transaction = _connection.BeginTransaction(deferred: false);
    }

    public override Task<long> CountAsync(string table, CancellationToken ct) => Task.FromResult(List($"select count(*) from {Quoted(table)}", row => row.GetInt64(0))[0]);

    public override async IAsyncEnumerable<object?[]> ReadAsync(TableShape table, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command($"select {Names(table)} from {Quoted(table.Name)}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            yield return row;
        }
    }

    public override async Task WriteAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using var insert = Command($"insert into {Quoted(table.Name)} ({Names(table)}) values ({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))})");
        for (var i = 1; i <= table.Columns.Count; i++) insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        await foreach (var row in rows.WithCancellation(ct))
        {
            for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }
    }

    public override Task CommitAsync(CancellationToken ct) => _transaction.CommitAsync(ct);

    public override async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    protected override Task<IReadOnlyList<TableShape>> ShapesAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<TableShape>>(
        [.. List("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'", row => row.GetString(0)).Select(name => new TableShape(
            name, List($"select name from pragma_table_info('{name}') order by cid", row => row.GetString(0)), List($"select distinct \"table\" from pragma_foreign_key_list('{name}')", row => row.GetString(0))))]);

    private List<T> List<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var command = Command(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        return command;
    }
}
