using Comptoir.Catalog;
using Comptoir.Storage.Sqlite;
using Comptoir.Storage.Sqlite.Agent;
using Comptoir.Storage.Sqlite.Catalog;
using Comptoir.Storage.Sqlite.Ledger;
using Comptoir.Storage.Sqlite.Ordering;
using Comptoir.Storage.Tests.Compliance;

namespace Comptoir.Storage.Tests.Sqlite;

/// <summary>A real file in a temporary folder.</summary>
internal sealed class SqlitePlace : IDatabasePlace
{
    public SqlitePlace() => Folder = Directory.CreateTempSubdirectory("comptoir-storage-").FullName;

    public string Folder { get; }

    public string File => Path.Combine(Folder, "shop.db");

    public Stores Open() => Over(OpenDatabase(out var signal), signal);

    public SqliteDatabase OpenDatabase() => OpenDatabase(out _);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static Stores Over(SqliteDatabase database, ChangeSignal signal) => new(
        new SqliteCatalogStore(database), new SqliteOrderingStore(database), new SqliteLedgerStore(database), new SqliteCustomerStore(database), new SqliteConversationStore(database), signal, database);

    private SqliteDatabase OpenDatabase(out ChangeSignal signal)
    {
        signal = new ChangeSignal();
        return SqliteDatabase.Open(File, signal, TimeProvider.System);
    }
}
