using Comptoir.Ordering;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Returns;

namespace Comptoir.ShopTools;

/// <summary>What of an order may come back, and how its returns stand. For callers who have shown that the order is theirs.</summary>
public sealed class ReturnStatus(ReturnService returns)
{
    public Task<Result<ReturnRights>> RunAsync(ShopContext context, string orderId, CancellationToken ct) => returns.RightsAsync(context.Shop.Id, orderId, ct);
}

/// <summary>Sends delivered pieces back for a refund or store credit, within the shop's policy. For callers who have shown that the order is theirs.</summary>
public sealed class ReturnItems(ReturnService returns)
{
    public Task<Result<Return>> PreviewAsync(ShopContext context, string orderId, ReturnInput input, CancellationToken ct) =>
        returns.PreviewAsync(context.Shop.Id, orderId, input, context.Caller, ct);

    /// <param name="to">Where the refund goes instead of the payments of the order; null: the way it was paid, or the payment named in the input.</param>
    public Task<Result<Order>> RunAsync(ShopContext context, string orderId, ReturnInput input, IdempotencyKey? key, CancellationToken ct, PaymentInstrument? to = null) =>
        returns.RequestAsync(context.Shop.Id, orderId, input, context.Caller, key, ct, to);
}

/// <summary>Sends delivered pieces back for other variants of the same products. For callers who have shown that the order is theirs.</summary>
public sealed class ExchangeItems(ReturnService returns)
{
    /// <summary>The exchange with its difference in price; nothing is stored.</summary>
    public Task<Result<Return>> PreviewAsync(ShopContext context, string orderId, string reason, IReadOnlyList<VariantChoice> items, CancellationToken ct) =>
        returns.PreviewAsync(context.Shop.Id, orderId, Input(reason, items), context.Caller, ct);

    /// <param name="means">Pays or receives the difference when the pieces have arrived; null: the way it was paid, or asked for then.</param>
    public Task<Result<Order>> RunAsync(ShopContext context, string orderId, string reason, IReadOnlyList<VariantChoice> items, PaymentInstrument? means, IdempotencyKey? key, CancellationToken ct) =>
        returns.RequestAsync(context.Shop.Id, orderId, Input(reason, items), context.Caller, key, ct, means);

    private static ReturnInput Input(string reason, IReadOnlyList<VariantChoice> items) =>
        new([.. items.GroupBy(i => i.LineId).Select(g => new LineQuantity(g.Key, g.Sum(i => i.Quantity)))], reason, ReturnKind.Exchange, Exchanges: items);
}

/// <summary>The legal right to withdraw from a purchase, in two steps. For callers who have shown that the order is theirs.</summary>
public sealed class WithdrawFromOrder(WithdrawalService withdrawals)
{
    /// <summary>Step one: the declaration, to be shown; nothing is stored.</summary>
    public Task<Result<Withdrawal>> PreviewAsync(ShopContext context, string orderId, WithdrawalInput input, CancellationToken ct) =>
        withdrawals.PreviewAsync(context.Shop.Id, orderId, input, ct);

    /// <summary>Step two: the consumer confirmed it.</summary>
    public Task<Result<Order>> RunAsync(ShopContext context, string orderId, WithdrawalInput input, IdempotencyKey? key, CancellationToken ct) =>
        withdrawals.ConfirmAsync(context.Shop.Id, orderId, input, context.Caller, key, ct);
}
