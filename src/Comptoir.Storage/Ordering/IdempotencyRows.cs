using System.Text;
using Comptoir.Ordering.Idempotency;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

internal static class IdempotencyRows
{
    public static ValueTask<IdempotencyRecord?> FindAsync(ISqlSession session, string shopId, IdempotencyKey key) => FindAsync(session, shopId, key.Scope, key.Key);

    public static ValueTask<IdempotencyRecord?> FindAsync(ISqlSession session, string shopId, string scope, string key) => session.FindAsync(
        "select request_hash, kind, document, at from idempotency where shop_id = $1 and scope = $2 and key = $3",
        row => new IdempotencyRecord(shopId, new(scope, key, row.GetString(0)), row.GetString(1), Encoding.UTF8.GetString(row.Bytes(2)), row.Time(3)),
        shopId, scope, key);

    /// <summary>No rows: somebody has the key. Two who want it at once wait for each other, on whatever node they are.</summary>
    public static Statement Add(ISqlSession session, IdempotencyRecord record, byte[] document) => session.AddOne(
        "insert into idempotency (shop_id, scope, key, request_hash, kind, document, at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (shop_id, scope, key) do nothing",
        record.ShopId, record.Key.Scope, record.Key.Key, record.Key.RequestHash, record.Kind, document, record.At.ToMicroseconds());
}
