using Comptoir.Catalog;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>The checkout session: the only place where a checkout changes and where money is taken.</summary>
public sealed class CheckoutService(IOrderingStore store, ICustomerStore customers, ILiveCatalog catalog, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    public Task<Result<Checkout>> CreateAsync(string shopId, CheckoutInput input, Caller caller, IdempotencyKey? key, CancellationToken ct) => throw new NotImplementedException();

    public Task<Result<Checkout>> GetAsync(string shopId, string id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Replaces the content; refused when completed, cancelled, expired or being completed.</summary>
    public Task<Result<Checkout>> UpdateAsync(string shopId, string id, CheckoutInput input, Caller caller, IdempotencyKey? key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>
    /// Reserves stock and records the attempt, charges, then stores order, ledger transfers and outgoing events in one transaction.
    /// A decline leaves the checkout open with a message; an unknown outcome leaves it in progress for the reconciler.
    /// </summary>
    public Task<Result<Checkout>> CompleteAsync(string shopId, string id, CompleteInput input, Caller caller, IdempotencyKey? key, CancellationToken ct) => throw new NotImplementedException();

    public Task<Result<Checkout>> CancelAsync(string shopId, string id, Caller caller, IdempotencyKey? key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Finds out what became of payments without an outcome and finishes their checkouts; returns how many were settled.</summary>
    public Task<int> ReconcileAsync(TimeSpan olderThan, CancellationToken ct) => throw new NotImplementedException();
}
