using Comptoir.Agent;
using Comptoir.Catalog;
using Comptoir.Compute;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Agents;
using Comptoir.Ordering.Attempts;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Operators;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Privacy;
using Comptoir.Ordering.Secrets;
using Comptoir.Ordering.Watches;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Comptoir.Storage.Agent;
using Comptoir.Storage.Catalog;
using Comptoir.Storage.Compute;
using Comptoir.Storage.Identity;
using Comptoir.Storage.Ledger;
using Comptoir.Storage.Ordering;
using Comptoir.Storage.Postgres;
using Comptoir.Storage.Privacy;
using Comptoir.Storage.Protocols;
using Comptoir.Storage.Security;
using Comptoir.Storage.Sql;
using Comptoir.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Comptoir.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// Every store of the rooms over one database, opened (and migrated) when the first of them is asked for.
    /// Uses the registered <see cref="TimeProvider"/> and <see cref="ChangeSignal"/>, or adds them.
    /// </summary>
    /// <param name="database">
    /// A PostgreSQL database as <c>postgresql://user:password@host/name</c> or <c>Host=…;Database=…</c>; anything else is the path of an SQLite file, made when it is not there.
    /// </param>
    public static IServiceCollection AddComptoirStorage(this IServiceCollection services, string database)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ChangeSignal>();
        services.AddSingleton<IDatabase>(s =>
        {
            var (signal, time) = (s.GetRequiredService<ChangeSignal>(), s.GetRequiredService<TimeProvider>());
            return DatabaseAddress.IsPostgres(database) ? PostgresDatabase.Open(database, signal, time) : SqliteDatabase.Open(database, signal, time);
        });
        services.AddSingleton(s => (IStorageHealth)s.GetRequiredService<IDatabase>());
        services.AddSingleton<ICatalogStore, CatalogStore>();
        services.AddSingleton<ILedgerStore, LedgerStore>();
        services.AddSingleton<LedgerService>();
        services.AddSingleton<LedgerUpkeep>();
        services.AddSingleton<IOrderingStore, OrderingStore>();
        services.AddSingleton<IJobStore, JobStore>();
        services.AddSingleton<IAutomationStore, AutomationStore>();
        services.AddSingleton<ICustomerStore, CustomerStore>();
        services.AddSingleton<IPaymentStore, PaymentStore>();
        services.AddSingleton<IInvoiceStore, InvoiceStore>();
        services.AddSingleton<ITestPaymentMemory, TestPaymentMemoryStore>();
        services.AddSingleton<ITestVault, TestVaultStore>();
        services.AddSingleton<IAgentKeyStore, AgentKeyStore>();
        services.AddSingleton<IGiftCardStore, GiftCardStore>();
        services.AddSingleton<IConversationStore, ConversationStore>();
        services.AddOptions<RetentionOptions>().BindConfiguration("Retention");
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJobHandler, Housekeeping>());
        services.AddSingleton<IOperatorStore, OperatorStore>();
        services.AddSingleton<IAttemptStore, AttemptStore>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<IKeyRingStore, KeyRingStore>();
        services.AddSingleton<IPersonalDataStore, PersonalDataStore>();
        services.AddSingleton<IAccountLinkStore, AccountLinkStore>();
        services.AddSingleton<ISigningKeyStore, SigningKeyStore>();
        services.AddSingleton<IAgentStore, AgentStore>();
        services.AddSingleton<IComputeStore, ComputeStore>();
        return services;
    }
}
