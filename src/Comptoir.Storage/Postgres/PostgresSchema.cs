using Comptoir.Storage.Migrations;
using Npgsql;

namespace Comptoir.Storage.Postgres;

/// <summary>Applies the migrations that a database lacks. Several nodes may start at once: one does it, the others wait.</summary>
internal static class PostgresSchema
{
    /// <summary>"comptoir" as a number: who applies migrations holds the lock of this name.</summary>
    private const long LockName = 0x636F6D70746F6972;

    /// <summary>Returns the schema's version: the number of the last migration.</summary>
    public static async Task<int> PrepareAsync(NpgsqlDataSource source, string name, IReadOnlyList<Migration> migrations, TimeProvider time, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await RequireDurableAsync(connection, name, ct);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockName})", ct);
        try
        {
            var version = await VersionAsync(connection, name, ct);
            if (version > migrations.Count) throw StorageException.Newer(name, version, migrations.Count);
            foreach (var migration in migrations.Skip(version)) await ApplyAsync(connection, name, migration, time, ct);
            return migrations.Count;
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open) await ExecuteAsync(connection, $"select pg_advisory_unlock({LockName})", CancellationToken.None);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string name, Migration migration, TimeProvider time, CancellationToken ct)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (migration.ForPostgres() is { Length: > 0 } sql) await ExecuteAsync(connection, sql, ct);
            await ExecuteAsync(connection, "insert into schema_version (version, name, applied_at) values ($1, $2, $3)", ct, (long)migration.Number, migration.Name, time.GetUtcNow().ToMicroseconds());
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException e)
        {
            throw StorageException.Migration(name, migration.Title, migration.Number - 1, $"{e.MessageText} ({e.SqlState}){Near(migration, e)}.", e);
        }
    }

    private static string Near(Migration migration, PostgresException e) =>
        e.Position > 0 && e.Position <= migration.ForPostgres().Length ? $" near: {migration.ForPostgres()[(e.Position - 1)..].Split('\n')[0]}" : "";

    /// <summary>The version that a database is at; makes the table in an empty one.</summary>
    private static async Task<int> VersionAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        const string tables = "select count(*) from pg_catalog.pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')";
        if (await NumberAsync(connection, $"{tables} and relname = 'schema_version'", ct) == 0)
        {
            if (await NumberAsync(connection, tables, ct) > 0) throw new StorageException($"{name} holds tables, but not those of Comptoir. Give Comptoir an empty database of its own.");
            await ExecuteAsync(connection, "create table schema_version (version bigint not null primary key, name text not null, applied_at bigint not null)", ct);
        }

        return (int)await NumberAsync(connection, "select coalesce(max(version), 0) from schema_version", ct);
    }

    /// <summary>With synchronous_commit off, an order that was confirmed to a buyer could be lost.</summary>
    private static async Task RequireDurableAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select current_setting('synchronous_commit')", connection);
        if (await command.ExecuteScalarAsync(ct) is "off")
            throw new StorageException($"{name} has synchronous_commit off: what it confirms may be lost in a crash. Turn it on for this database: alter database … set synchronous_commit = on.");
    }

    private static async Task<long> NumberAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
