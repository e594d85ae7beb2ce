using Comptoir.Catalog;
using Comptoir.Storage.Sqlite;
using Comptoir.Storage.Tests.Compliance;

namespace Comptoir.Storage.Tests.Sqlite;

/// <summary>A real file in a temporary folder.</summary>
internal sealed class SqlitePlace : IDatabasePlace
{
    public SqlitePlace() => Folder = Directory.CreateTempSubdirectory("comptoir-storage-").FullName;

    public string Folder { get; }

    public string File => Path.Combine(Folder, "shop.db");

    public string Address => File;

    public Stores Open() => Stores.Over(OpenDatabase(out var signal), signal);

    public SqliteDatabase OpenDatabase() => OpenDatabase(out _);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private SqliteDatabase OpenDatabase(out ChangeSignal signal)
    {
        signal = new ChangeSignal();
        return SqliteDatabase.Open(File, signal, TimeProvider.System);
    }
}
