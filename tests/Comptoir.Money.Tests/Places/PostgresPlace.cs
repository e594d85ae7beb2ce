using Comptoir.Money.Tests.Witness;
using Npgsql;

namespace Comptoir.Money.Tests.Places;

/// <summary>A database of a PostgreSQL server that lives longer than the nodes.</summary>
/// <param name="address">As the witness reaches it.</param>
/// <param name="data">As the nodes reach it; null: in the same way.</param>
internal sealed class PostgresPlace(string address, string? data = null) : IPlace
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("comptoir-money-").FullName;

    /// <summary>Where the witness reads.</summary>
    private string Address { get; set; } = address + ";Pooling=false;Timeout=30;Command Timeout=60";

    public string Data => data ?? address;

    /// <summary>After a failover the books are read where they are now.</summary>
    public void MoveTo(int port) => Address = new NpgsqlConnectionStringBuilder(Address) { Port = port }.ToString();

    public async Task<Books> ReadAsync(bool running)
    {
        await using var connection = new NpgsqlConnection(Address);
        await connection.OpenAsync();
        return await Books.ReadAsync(connection, "begin isolation level repeatable read, read only", "select 'ok'", gapless: false);
    }

    public async Task<IReadOnlyList<string>> StuckAsync(DateTimeOffset startedBefore, DateTimeOffset lookedAfterBy, DateTimeOffset leasedBeyond)
    {
        await using var connection = new NpgsqlConnection(Address);
        await connection.OpenAsync();
        return await Books.StuckAsync(connection, startedBefore, lookedAfterBy, leasedBeyond);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Address);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
