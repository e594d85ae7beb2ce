using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Orders;

/// <summary>What happens to an order after it was placed.</summary>
public sealed class OrderService(IOrderingStore store, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    public Task<Result<Order>> GetAsync(string shopId, string id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>By number (with or without prefix <c>#</c>) and the buyer's e-mail, for people without an account; the same refusal when either is wrong.</summary>
    public Task<Result<Order>> FindAsync(string shopId, string number, string email, CancellationToken ct) => throw new NotImplementedException();

    public Task<IReadOnlyList<Order>> ListAsync(string shopId, OrderFilter filter, CancellationToken ct) => store.ListOrdersAsync(shopId, filter, ct);

    /// <summary>Ships the given pieces (null: all that remain): stock leaves, an event is added, the buyer and the agent are told.</summary>
    public Task<Result<Order>> ShipAsync(string shopId, string id, IReadOnlyList<LineQuantity>? lines, string? carrier, string? trackingNumber, Caller caller, CancellationToken ct) => throw new NotImplementedException();

    public Task<Result<Order>> DeliverAsync(string shopId, string id, Caller caller, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Cancels an order of which nothing was shipped: everything is refunded and put back on sale.</summary>
    public Task<Result<Order>> CancelAsync(string shopId, string id, string? reason, Caller caller, IdempotencyKey? key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Gives money back: the given pieces at what was paid for them, or an amount in minor units when no pieces are given. Never more than was paid.</summary>
    /// <param name="type">refund, return, credit …</param>
    public Task<Result<Order>> RefundAsync(string shopId, string id, string type, IReadOnlyList<LineQuantity> lines, long? amount, bool restock, string? description, Caller caller, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Adds or replaces a fulfilment event or adjustment by id, as the 2026-01-11 order PUT does; moves no money.</summary>
    public Task<Result<Order>> RecordAsync(string shopId, string id, IReadOnlyList<FulfilmentEvent> events, IReadOnlyList<Adjustment> adjustments, Caller caller, CancellationToken ct) => throw new NotImplementedException();
}
