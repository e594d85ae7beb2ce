using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Webhooks;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

internal sealed class PaymentStore(IDatabase database) : IPaymentStore
{
    public async Task<bool> ReceiveAsync(string shopId, string handlerId, PaymentEvent received, DateTimeOffset at, CancellationToken ct) => await database.ExecuteAsync(
        "insert into payment_event (shop_id, handler, event_id, type, received_at) values ($1, $2, $3, $4, $5) on conflict do nothing", ct,
        shopId, handlerId, received.Id, received.Type, at.ToMicroseconds()) == 1;

    public Task<int> ForgetEventsAsync(DateTimeOffset before, CancellationToken ct) =>
        database.ExecuteAsync("delete from payment_event where received_at < $1", ct, before.ToMicroseconds());

    public Task<PaymentSecrets?> GetSecretsAsync(string shopId, string handlerId, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from payment_secret where shop_id = $1 and handler = $2", row => row.Document<PaymentSecrets>(), shopId, handlerId), ct);

    public async Task<bool> SaveSecretsAsync(PaymentSecrets secrets, CancellationToken ct)
    {
        var sql = secrets.Version == 1
            ? "insert into payment_secret (shop_id, handler, version, document) values ($1, $2, $3, $4) on conflict do nothing"
            : "update payment_secret set version = $3, document = $4 where shop_id = $1 and handler = $2 and version = $3 - 1";
        return await database.ExecuteAsync(sql, ct, secrets.ShopId, secrets.HandlerId, secrets.Version, Documents.Write(secrets)) == 1;
    }
}
