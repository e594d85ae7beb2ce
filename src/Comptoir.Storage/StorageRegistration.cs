using Comptoir.Agent;
using Comptoir.Catalog;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Customers;
using Comptoir.Storage.Sqlite;
using Comptoir.Storage.Sqlite.Agent;
using Comptoir.Storage.Sqlite.Catalog;
using Comptoir.Storage.Sqlite.Ledger;
using Comptoir.Storage.Sqlite.Ordering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Comptoir.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// Every store of the rooms over one SQLite file, opened (and migrated) when the first of them is asked for.
    /// Uses the registered <see cref="TimeProvider"/> and <see cref="ChangeSignal"/>, or adds them.
    /// </summary>
    public static IServiceCollection AddComptoirStorage(this IServiceCollection services, string databasePath)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ChangeSignal>();
        services.AddSingleton(s => SqliteDatabase.Open(databasePath, s.GetRequiredService<ChangeSignal>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICatalogStore, SqliteCatalogStore>();
        services.AddSingleton<ILedgerStore, SqliteLedgerStore>();
        services.AddSingleton<IOrderingStore, SqliteOrderingStore>();
        services.AddSingleton<ICustomerStore, SqliteCustomerStore>();
        services.AddSingleton<IConversationStore, SqliteConversationStore>();
        return services;
    }
}
