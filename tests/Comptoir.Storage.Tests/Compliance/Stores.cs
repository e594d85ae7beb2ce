using Comptoir.Agent;
using Comptoir.Catalog;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Customers;

namespace Comptoir.Storage.Tests.Compliance;

/// <summary>The stores of one process over one database.</summary>
public sealed record Stores(
    ICatalogStore Catalog, IOrderingStore Ordering, ILedgerStore Ledger, ICustomerStore Customers, IConversationStore Conversations, ChangeSignal Signal, IDisposable Database) : IDisposable
{
    public void Dispose() => Database.Dispose();
}

/// <summary>A fresh, empty database that goes away after the test.</summary>
public interface IDatabasePlace : IDisposable
{
    /// <summary>Opens it once more, as another process would.</summary>
    Stores Open();
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

    public void Dispose()
    {
        Stores.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }
}
