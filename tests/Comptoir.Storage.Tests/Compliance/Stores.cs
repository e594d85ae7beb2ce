using Comptoir.Agent;
using Comptoir.Catalog;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Watches;
using Comptoir.Storage.Agent;
using Comptoir.Storage.Catalog;
using Comptoir.Storage.Ledger;
using Comptoir.Storage.Ordering;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Tests.Compliance;

/// <summary>The stores of one process over one database.</summary>
public sealed record Stores(
    ICatalogStore Catalog, IOrderingStore Ordering, IJobStore Jobs, ILedgerStore Ledger, ICustomerStore Customers, IConversationStore Conversations, IAutomationStore Automations, ChangeSignal Signal, IDisposable Database) : IDisposable
{
    public required IPaymentStore Payments { get; init; }

    public required IInvoiceStore Invoices { get; init; }

    public required ITestPaymentMemory TestPayments { get; init; }

    public required IGiftCardStore GiftCards { get; init; }

    internal static Stores Over<T>(T database, ChangeSignal signal)
        where T : IDatabase, IDisposable =>
        new(new CatalogStore(database), new OrderingStore(database), new JobStore(database), new LedgerStore(database), new CustomerStore(database), new ConversationStore(database), new AutomationStore(database), signal, database)
        {
            Payments = new PaymentStore(database),
            Invoices = new InvoiceStore(database),
            TestPayments = new TestPaymentMemoryStore(database),
            GiftCards = new GiftCardStore(database),
        };

    public void Dispose() => Database.Dispose();
}

/// <summary>A fresh, empty database that goes away after the test.</summary>
public interface IDatabasePlace : IDisposable
{
    /// <summary>What --data would name.</summary>
    string Address { get; }

    /// <summary>Opens it once more, as another process would.</summary>
    Stores Open();

    /// <summary>Waits until everything committed so far can be read from the change log, which on PostgreSQL is behind the oldest running transaction.</summary>
    Task SettleAsync() => Task.CompletedTask;

    /// <summary>Waits until everybody has been told of what was committed so far.</summary>
    Task QuietAsync() => Task.CompletedTask;

    /// <summary>Order numbers have no gaps: one writer takes and gives them back.</summary>
    bool NumbersWithoutGaps => true;
}

/// <summary>What every database behind Comptoir must do. A provider passes by deriving each suite with its own place.</summary>
public abstract class ComplianceSuite : IDisposable
{
    private readonly IDatabasePlace _place;

    protected ComplianceSuite(IDatabasePlace place)
    {
        _place = place;
        Stores = place.Open();
    }

    protected static CancellationToken None => CancellationToken.None;

    protected Stores Stores { get; }

    protected Stores OpenAnother() => _place.Open();

    protected string Address => _place.Address;

    protected Task QuietAsync() => _place.QuietAsync();

    protected bool NumbersWithoutGaps => _place.NumbersWithoutGaps;

    protected async Task<IReadOnlyList<CatalogChange>> ChangesAsync(long after = 0, int limit = 1000)
    {
        await _place.SettleAsync();
        return await Stores.Catalog.GetChangesAsync(after, limit, None);
    }

    protected async Task<long> LastSequenceAsync()
    {
        await _place.SettleAsync();
        return await Stores.Catalog.GetLastSequenceAsync(None);
    }

    public void Dispose()
    {
        Stores.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }
}
