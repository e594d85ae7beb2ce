using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

/// <summary>Removes what nobody will come back to, a little at a time so that buyers need not wait.</summary>
internal static class Expiry
{
    private const int Portion = 500;

    private static readonly string[] Statements =
    [
        """
        delete from idempotency where (shop_id, scope, key) in
        (select shop_id, scope, key from idempotency where at < $1 limit $2)
        """,
        """
        delete from cart where (shop_id, cart_id) in
        (select shop_id, cart_id from cart where updated_at < $1 and expires_at < $1 limit $2)
        """,
        // one whose payment is under way holds stock, and perhaps money
        """
        delete from checkout where (shop_id, checkout_id) in
        (select shop_id, checkout_id from checkout
         where updated_at < $1 and expires_at < $1 and status <> 'Completed' and status <> 'CompleteInProgress' and payment_started_at is null limit $2)
        """,
        """
        delete from customer_token where (shop_id, token_hash) in
        (select shop_id, token_hash from customer_token where expires_at < $1 limit $2)
        """,
        """
        delete from operator_ticket where (shop_id, kind, token_hash) in
        (select shop_id, kind, token_hash from operator_ticket where expires_at < $1 limit $2)
        """,
        """
        delete from attempt where (shop_id, kind, name) in
        (select shop_id, kind, name from attempt where until < $1 limit $2)
        """,
    ];

    /// <summary>Returns how many rows were removed.</summary>
    public static async Task<int> RunAsync(IDatabase database, DateTimeOffset before, CancellationToken ct)
    {
        var total = 0;
        foreach (var statement in Statements) total += await InPortionsAsync(database, statement, before, ct);
        return total;
    }

    public static Task<int> PruneOutboxAsync(IDatabase database, DateTimeOffset before, CancellationToken ct) => InPortionsAsync(
        database,
        """
        delete from outbox where (shop_id, message_id) in
        (select shop_id, message_id from outbox where state = 'Sent' and created_at < $1 limit $2)
        """,
        before, ct);

    /// <summary>The oldest portion is looked at, not the whole log.</summary>
    public static Task<int> PruneChangesAsync(IDatabase database, DateTimeOffset before, CancellationToken ct) => InPortionsAsync(
        database,
        """
        delete from catalog_change where sequence in
        (select sequence from (select sequence, at from catalog_change order by sequence limit $2) as oldest where at < $1)
        """,
        before, ct);

    private static async Task<int> InPortionsAsync(IDatabase database, string statement, DateTimeOffset before, CancellationToken ct)
    {
        var total = 0;
        while (true)
        {
            var removed = await database.ExecuteAsync(statement, ct, before.ToMicroseconds(), Portion);
            total += removed;
            if (removed < Portion) return total;
        }
    }
}
