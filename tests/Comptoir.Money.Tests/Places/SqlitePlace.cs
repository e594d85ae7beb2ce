using Comptoir.Money.Tests.Witness;
using Microsoft.Data.Sqlite;

namespace Comptoir.Money.Tests.Places;

/// <summary>A database file in a temporary folder.</summary>
internal sealed class SqlitePlace : IPlace
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("comptoir-money-").FullName;

    public string Data => Path.Combine(Folder, "shop.db");

    public async Task<Books> ReadAsync(bool running)
    {
        if (running) return await ReadAsync(Data, SqliteOpenMode.ReadOnly);

        // opening a log that a kill left behind would tidy it up; that is for the next server to do
        var copy = Path.Combine(Folder, "copy");
        Directory.CreateDirectory(copy);
        foreach (var end in new[] { "", "-wal" })
        {
            File.Delete(Path.Combine(copy, "shop.db" + end));
            if (File.Exists(Data + end)) File.Copy(Data + end, Path.Combine(copy, "shop.db" + end));
        }

        File.Delete(Path.Combine(copy, "shop.db-shm"));
        return await ReadAsync(Path.Combine(copy, "shop.db"), SqliteOpenMode.ReadWrite);
    }

    public static async Task<Books> ReadAsync(string file, SqliteOpenMode mode)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        await connection.OpenAsync();
        return await Books.ReadAsync(connection, "begin", "pragma integrity_check", gapless: true);
    }

    public async Task<IReadOnlyList<string>> StuckAsync(DateTimeOffset startedBefore, DateTimeOffset lookedAfterBy, DateTimeOffset leasedBeyond)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Data, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync();
        return await Books.StuckAsync(connection, startedBefore, lookedAfterBy, leasedBeyond);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Data};Pooling=False;Default Timeout=20");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
