using System.Data;
using System.Runtime.CompilerServices;
using Comptoir.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Comptoir.Storage.Moving;

internal sealed class PostgresEnd : MoveEnd
{
    /// <summary>So that a move does not take itself for a server.</summary>
    private const string Name = "comptoir db move";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresEnd(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    /// <exception cref="StorageException">A server uses the database.</exception>
    public static async Task<PostgresEnd> OpenAsync(string address, CancellationToken ct)
    {
        var to = DatabaseAddress.ToConnectionString(address);
        (to.ApplicationName, to.Pooling, to.CommandTimeout) = (Name, false, 0);
        var connection = new NpgsqlConnection(to.ConnectionString);
        await connection.OpenAsync(ct);
        await using (var others = new NpgsqlCommand("select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name like 'comptoir%'", connection))
        {
            if ((long)(await others.ExecuteScalarAsync(ct))! > 0)
            {
                await connection.DisposeAsync();
                throw new StorageException($"The {DatabaseAddress.Describe(address)} is in use. Stop the servers first.");
            }
        }

        return new(connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct));
    }

    public override async Task<long> CountAsync(string table, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select count(*) from {Quoted(table)}", _connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public override async IAsyncEnumerable<object?[]> ReadAsync(TableShape table, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {Names(table)} from {Quoted(table.Name)}", _connection);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = await reader.IsDBNullAsync(i, ct) ? null : reader.GetValue(i);
            yield return row;
        }
    }

    public override async Task WriteAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using (var import = await _connection.BeginBinaryImportAsync($"copy {Quoted(table.Name)} ({Names(table)}) from stdin (format binary)", ct))
        {
            import.Timeout = TimeSpan.FromHours(12);
            await foreach (var row in rows.WithCancellation(ct))
            {
                await import.StartRowAsync(ct);
                foreach (var value in row) await WriteAsync(import, value, ct);
            }

            await import.CompleteAsync(ct);
        }

        // numbers that the database gives go on after those that came along
        await using var numbered = new NpgsqlCommand($"select attname from pg_attribute where attrelid = '{Quoted(table.Name)}'::regclass and attidentity <> ''", _connection);
        if (await numbered.ExecuteScalarAsync(ct) is not string column) return;
        await using var next = new NpgsqlCommand($"select setval(pg_get_serial_sequence('{Quoted(table.Name)}', '{column}'), coalesce(max({Quoted(column)}), 0) + 1, false) from {Quoted(table.Name)}", _connection);
        await next.ExecuteNonQueryAsync(ct);
    }

    public override Task CommitAsync(CancellationToken ct) => _transaction.CommitAsync(ct);

    public override async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    protected override async Task<IReadOnlyList<TableShape>> ShapesAsync(CancellationToken ct)
    {
        const string sql =
            """
            select c.relname,
              array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum),
              array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f')
            from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            """;
        await using var command = new NpgsqlCommand(sql, _connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var shapes = new List<TableShape>();
        while (await reader.ReadAsync(ct)) shapes.Add(new(reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetFieldValue<string[]>(2)));
        return shapes;
    }

    private static Task WriteAsync(NpgsqlBinaryImporter import, object? value, CancellationToken ct) => value switch
    {
        null => import.WriteNullAsync(ct),
        string text => import.WriteAsync(PostgresText.Storable(text), NpgsqlDbType.Text, ct),
        byte[] bytes => import.WriteAsync(bytes, NpgsqlDbType.Bytea, ct),
        long number => import.WriteAsync(number, NpgsqlDbType.Bigint, ct),
        _ => throw new StorageException($"A value of type {value.GetType().Name} cannot be moved."),
    };
}
