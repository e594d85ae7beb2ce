using Comptoir.Ordering;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;

namespace Comptoir.ShopTools;

/// <summary>Other variants of the same products in an order that was not shipped. For callers who have shown that the order is theirs.</summary>
public sealed class ChangeItems(AmendmentService amendments)
{
    /// <summary>What it would cost, without doing it.</summary>
    public Task<Result<ItemsQuote>> QuoteAsync(ShopContext context, string orderId, IReadOnlyList<VariantChoice> items, CancellationToken ct) =>
        amendments.QuoteItemsAsync(context.Shop.Id, orderId, items, ct);

    /// <param name="means">Pays or receives the difference.</param>
    /// <param name="expected">The difference that the buyer agreed to, minor units; null: not named.</param>
    public Task<Result<Order>> RunAsync(ShopContext context, string orderId, IReadOnlyList<VariantChoice> items, Means? means, long? expected, IdempotencyKey? key, CancellationToken ct) =>
        amendments.ChangeItemsAsync(context.Shop.Id, orderId, items, means, expected, context.Caller, key, ct);
}

/// <summary>Another address for an order that was not shipped. For callers who have shown that the order is theirs.</summary>
public sealed class ChangeAddress(AmendmentService amendments)
{
    public Task<Result<Order>> RunAsync(ShopContext context, string orderId, Address address, IdempotencyKey? key, CancellationToken ct) =>
        amendments.ChangeAddressAsync(context.Shop.Id, orderId, address, context.Caller, key, ct);
}

/// <summary>Another means of payment for an order that was not shipped. For callers who have shown that the order is theirs.</summary>
public sealed class ChangePayment(AmendmentService amendments)
{
    public Task<Result<Order>> RunAsync(ShopContext context, string orderId, PaymentInstrument instrument, IdempotencyKey? key, CancellationToken ct) =>
        amendments.ChangePaymentAsync(context.Shop.Id, orderId, instrument, context.Caller, key, ct);
}

/// <summary>The address that a customer has saved. For the customer who is signed in.</summary>
public sealed class ChangeCustomerAddress(CustomerService customers)
{
    /// <summary>Replaces all saved addresses by this one.</summary>
    public Task<Result<Customer>> RunAsync(ShopContext context, string customerId, Address address, CancellationToken ct) =>
        customers.SaveAddressesAsync(context.Shop.Id, customerId, [address], context.Language, ct);
}
