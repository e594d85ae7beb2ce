using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

/// <summary>Writes mandates, watches and subscriptions: version 1 is inserted, version n replaces n−1. No rows: another version was stored meanwhile.</summary>
internal static class AutomationRows
{
    public static Statement Save(ISqlSession session, Mandate mandate, byte[] document)
    {
        const string insert = "insert into mandate (shop_id, mandate_id, version, email, customer_id, document) values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
        const string update = "update mandate set version = $3, email = $4, customer_id = $5, document = $6 where shop_id = $1 and mandate_id = $2 and version = $3 - 1";
        return session.AddOne(mandate.Version == 1 ? insert : update, mandate.ShopId, mandate.Id, mandate.Version, mandate.Terms.Email, mandate.Terms.CustomerId, document);
    }

    public static Statement Save(ISqlSession session, Watch w, byte[] document) =>
        Save(session, w.Version, w.ShopId, w.Id, "watch", w.State != WatchState.Ended, w.ProductId, w.VariantId, w.Email, w.CustomerId, w.CreatedAt, document);

    public static Statement Save(ISqlSession session, Subscription s, byte[] document) =>
        Save(session, s.Version, s.ShopId, s.Id, "subscription", s.State != SubscriptionState.Ended, s.ProductId, s.VariantId, s.Email, s.CustomerId, s.CreatedAt, document);

    private static Statement Save(ISqlSession session, long version, string shopId, string id, string kind, bool open, string productId, string variantId, string email, string? customerId, DateTimeOffset createdAt, byte[] document)
    {
        const string insert =
            """
            insert into automation (shop_id, automation_id, version, kind, unended, product_id, variant_id, email, customer_id, created_at, document)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
            """;
        const string update =
            """
            update automation set version = $3, unended = $5, email = $8, customer_id = $9, document = $11
            where shop_id = $1 and automation_id = $2 and version = $3 - 1 and kind = $4 and product_id = $6 and variant_id = $7 and created_at = $10
            """;
        return session.AddOne(version == 1 ? insert : update, shopId, id, version, kind, open ? 1 : 0, productId, variantId, email, customerId, createdAt.ToMicroseconds(), document);
    }
}
