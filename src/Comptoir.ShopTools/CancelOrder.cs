using Comptoir.Ordering;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;

namespace Comptoir.ShopTools;

/// <summary>Cancels an order, or pieces of it, before they are shipped. For callers who have shown that the order is theirs.</summary>
public sealed class CancelOrder(OrderService orders, AmendmentService amendments)
{
    /// <param name="lines">Null: the whole order.</param>
    public Task<Result<Order>> RunAsync(ShopContext context, string orderId, IReadOnlyList<LineQuantity>? lines, string? reason, IdempotencyKey? key, CancellationToken ct) =>
        lines is null ? orders.CancelAsync(context.Shop.Id, orderId, reason, context.Caller, key, ct)
        : amendments.CancelLinesAsync(context.Shop.Id, orderId, lines, reason, context.Caller, key, ct);
}
