using System.Data.Common;
using Comptoir.Storage.Sql;
using Npgsql;

namespace Comptoir.Storage.Postgres;

/// <summary>One connection for one read or write. Queued statements travel with the next query in one round trip.</summary>
/// <param name="refusesMissing">Statements that must change one row fail when they do not.</param>
internal sealed class PostgresSession(NpgsqlConnection connection, PostgresDatabase database, bool refusesMissing = false) : ISqlSession
{
    /// <summary>What the database says of such a statement: the text that is no number names the reason in its log.</summary>
    public const string Missing = PostgresErrorCodes.InvalidTextRepresentation;

    private readonly List<(NpgsqlBatchCommand Command, Statement Statement)> _queued = [];

    public SqlDialect Dialect => SqlDialect.Postgres;

    public bool Announced { get; set; }

    public Statement Add(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = new Statement();
        _queued.Add((Command(sql, values), statement));
        return statement;
    }

    public bool RefusesMissing => refusesMissing;

    public Statement AddOne(string sql, params ReadOnlySpan<object?> values) => refusesMissing ? Add(Refusing(sql, "1"), values) : Add(sql, values);

    public Statement AddEach(string sql, params ReadOnlySpan<object?> values) => Add(Refusing(sql, "cardinality($2)"), values);

    public async ValueTask FlushAsync()
    {
        if (_queued.Count == 0) return;
        await using var batch = Batch();
        await batch.ExecuteNonQueryAsync();
        Settle();
    }

    /// <summary>Sends what is queued and the commit after it, in one round trip.</summary>
    public async ValueTask CommitAsync()
    {
        await using var batch = Batch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync();
        Settle();
    }

    public ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Add(sql, values);
        return SendAsync(statement);

        async ValueTask<int> SendAsync(Statement sent)
        {
            await FlushAsync();
            return sent.Rows;
        }
    }

    public ValueTask<T?> FindAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        return FirstAsync(Command(sql, values));

        async ValueTask<T?> FirstAsync(NpgsqlBatchCommand query)
        {
            var rows = await QueryAsync(query, read, most: 1);
            return rows.Count > 0 ? rows[0] : default;
        }
    }

    public ValueTask<List<T>> ListAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values) => QueryAsync(Command(sql, values), read, int.MaxValue);

    public ValueTask<long> NextNumberAsync(string shopId, string name, long first) => database.TakeNumberAsync(shopId, name, first);

    private async ValueTask<List<T>> QueryAsync<T>(NpgsqlBatchCommand query, Func<DbDataReader, T> read, int most)
    {
        var rows = new List<T>();
        await using var batch = Batch();
        batch.BatchCommands.Add(query);
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            // the query's result is the last: of those queued before it, some return a row that nobody reads
            for (var before = _queued.Count(q => Checked(q.Command)); before > 0; before--) await reader.NextResultAsync();
            while (rows.Count < most && await reader.ReadAsync()) rows.Add(read(reader));
        }

        Settle();
        return rows;
    }

    private NpgsqlBatch Batch()
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var (command, _) in _queued) batch.BatchCommands.Add(command);
        return batch;
    }

    private void Settle()
    {
        foreach (var (command, statement) in _queued) statement.Rows = Checked(command) ? 1 : Math.Max(0, command.RecordsAffected);
        _queued.Clear();
    }

    private static string Refusing(string sql, string rows) =>
        $"with changed as ({sql} returning 1) select case count(*) when {rows} then 1 else ('rows of which each must change, changed: ' || count(*))::int end from changed";

    /// <summary>It fails unless it changes what it must.</summary>
    private static bool Checked(NpgsqlBatchCommand command) => command.CommandText.StartsWith("with changed as (", StringComparison.Ordinal);

    private static NpgsqlBatchCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        string text => new NpgsqlParameter<string> { TypedValue = PostgresText.Storable(text) },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        int number => new NpgsqlParameter<long> { TypedValue = number },
        byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes },
        string?[] texts => new NpgsqlParameter<string?[]> { TypedValue = [.. texts.Select(t => t is null ? null : PostgresText.Storable(t))] },
        long?[] numbers => new NpgsqlParameter<long?[]> { TypedValue = numbers },
        byte[][] blocks => new NpgsqlParameter<byte[][]> { TypedValue = blocks },
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be stored; use text, a whole number or bytes."),
    };
}
