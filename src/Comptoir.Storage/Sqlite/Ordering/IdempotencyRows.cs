using System.Text;
using Comptoir.Ordering.Idempotency;

namespace Comptoir.Storage.Sqlite.Ordering;

internal static class IdempotencyRows
{
    public static IdempotencyRecord? Find(SqliteSession session, string shopId, string scope, string key) => session.Find(
        "select request_hash, kind, document, at from idempotency where shop_id = $1 and scope = $2 and key = $3",
        row => new IdempotencyRecord(shopId, new(scope, key, row.GetString(0)), row.GetString(1), Encoding.UTF8.GetString(row.Bytes(2)), row.Time(3)),
        shopId, scope, key);

    public static void Add(SqliteSession session, IdempotencyRecord record, byte[] document) => session.Execute(
        "insert into idempotency (shop_id, scope, key, request_hash, kind, document, at) values ($1, $2, $3, $4, $5, $6, $7)",
        record.ShopId, record.Key.Scope, record.Key.Key, record.Key.RequestHash, record.Kind, document, record.At.ToMicroseconds());
}
