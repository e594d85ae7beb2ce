using Comptoir.Ordering;
using Comptoir.Ordering.Orders;

namespace Comptoir.ShopTools;

/// <summary>What became of an order.</summary>
public sealed class TrackOrder(OrderService orders)
{
    /// <summary>For people without an account; refused in the same way when the number or the e-mail is wrong.</summary>
    public Task<Result<Order>> RunAsync(ShopContext context, string number, string email, CancellationToken ct) =>
        orders.FindAsync(context.Shop.Id, number.Trim(), email.Trim(), ct);

    /// <summary>By order id, for callers who have already shown that the order is theirs.</summary>
    public Task<Result<Order>> RunAsync(ShopContext context, string orderId, CancellationToken ct) =>
        orders.GetAsync(context.Shop.Id, orderId, ct);
}
