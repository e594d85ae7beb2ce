using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

/// <summary>Writes carts, checkouts and orders: version 1 is inserted, version n replaces n−1. No rows: another version was stored meanwhile.</summary>
internal static class DocumentRows
{
    public static Statement Save(ISqlSession session, Cart cart, byte[] document)
    {
        const string insert = "insert into cart (shop_id, cart_id, version, updated_at, expires_at, document) values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
        const string update = "update cart set version = $3, updated_at = $4, expires_at = $5, document = $6 where shop_id = $1 and cart_id = $2 and version = $3 - 1";
        return session.AddOne(cart.Version == 1 ? insert : update, cart.ShopId, cart.Id, cart.Version, cart.UpdatedAt.ToMicroseconds(), cart.ExpiresAt.ToMicroseconds(), document);
    }

    /// <param name="free">Changes no row when something was answered under this key.</param>
    public static Statement Save(ISqlSession session, Checkout checkout, byte[] document, IdempotencyKey? free)
    {
        const string insert =
            """
            insert into checkout (shop_id, checkout_id, version, status, cart_id, payment_started_at, updated_at, expires_at, document)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
            """;
        const string update =
            """
            update checkout set version = $3, status = $4, cart_id = $5, payment_started_at = $6, updated_at = $7, expires_at = $8, document = $9
            where shop_id = $1 and checkout_id = $2 and version = $3 - 1
            """;
        const string unless = update + " and not exists (select 1 from idempotency i where i.shop_id = $1 and i.scope = $10 and i.key = $11)";
        object?[] values =
        [
            checkout.ShopId, checkout.Id, checkout.Version, checkout.Status.ToString(), checkout.CartId, PaymentStartedAt(checkout),
            checkout.UpdatedAt.ToMicroseconds(), checkout.ExpiresAt.ToMicroseconds(), document,
        ];
        return free is null ? session.AddOne(checkout.Version == 1 ? insert : update, values) : session.AddOne(unless, [.. values, free.Scope, free.Key]);
    }

    public static Statement Save(ISqlSession session, Order order, byte[] document)
    {
        const string insert =
            """
            insert into placed_order (shop_id, order_id, version, number, checkout_id, status, email, customer_id, created_at, search_text, document)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
            """;
        const string update =
            """
            update placed_order set version = $3, status = $6, email = $7, customer_id = $8, search_text = $10, document = $11
            where shop_id = $1 and order_id = $2 and version = $3 - 1 and number = $4 and checkout_id = $5 and created_at = $9
            """;
        return session.AddOne(
            order.Version == 1 ? insert : update,
            order.ShopId, order.Id, order.Version, order.Number, order.CheckoutId, order.Status.ToString(), order.Buyer?.Email?.ToLowerInvariant(), order.CustomerId,
            order.CreatedAt.ToMicroseconds(), OrderText.Of(order), document);
    }

    /// <summary>Null unless a payment was started of which nobody knows yet how it ended.</summary>
    private static long? PaymentStartedAt(Checkout checkout) =>
        !checkout.Final && checkout.Attempt is { Outcome: null or { Status: PaymentStatus.Unknown or PaymentStatus.RequiresAction } } attempt ? attempt.StartedAt.ToMicroseconds() : null;
}
