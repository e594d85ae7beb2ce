using Comptoir.Catalog;
using Comptoir.Storage.Postgres;
using Comptoir.Storage.Tests.Compliance;
using Npgsql;

[assembly: AssemblyFixture(typeof(Comptoir.Storage.Tests.Postgres.PostgresServer))]

namespace Comptoir.Storage.Tests.Postgres;

/// <summary>A database of its own on the assembly's server; the test is skipped where PostgreSQL is not installed.</summary>
internal sealed class PostgresPlace : IDatabasePlace
{
    private readonly PostgresServer? _owner;

    /// <param name="empty">Without the schema, and not for others afterwards.</param>
    public PostgresPlace(PostgresServer server, bool empty = false)
    {
        if (PostgresServer.Missing is { } why) Assert.Skip(why);
        _owner = empty ? null : server;
        Address = empty ? server.NewDatabase() : server.Rent();
    }

    public string Address { get; }

    public bool NumbersWithoutGaps => false;

    public Stores Open() => Stores.Over(OpenDatabase(out var signal), signal);

    public PostgresDatabase OpenDatabase() => OpenDatabase(out _);

    public async Task SettleAsync()
    {
        await using var connection = new NpgsqlConnection(Address);
        await connection.OpenAsync();
        var now = await NumberAsync(connection, "select pg_current_xact_id()::text::bigint");
        while (await NumberAsync(connection, "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint") <= now) await Task.Delay(5);
    }

    /// <summary>Longer than the pause between two notices.</summary>
    public Task QuietAsync() => Task.Delay(300);

    public void Dispose()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(Address));
        _owner?.Return(Address);
    }

    private static async Task<long> NumberAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private PostgresDatabase OpenDatabase(out ChangeSignal signal)
    {
        signal = new ChangeSignal();
        return PostgresDatabase.Open(Address, signal, TimeProvider.System);
    }
}
