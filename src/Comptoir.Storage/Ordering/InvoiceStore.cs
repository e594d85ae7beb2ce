using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

internal sealed class InvoiceStore(IDatabase database) : IInvoiceStore
{
    public Task<Invoice?> HoldAsync(Invoice wanted, long limit, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            if (session.Dialect.Lock is { } hold) await session.FindAsync(hold, _ => 0, $"invoice {wanted.ShopId} {wanted.CustomerId}");
            if (await FindAsync(session, wanted.ShopId, wanted.PaymentId) is { } present) return new Written<Invoice?>(present, Keep: false);
            var open = await session.NumberAsync(
                "select coalesce(sum(amount), 0) from invoice where shop_id = $1 and customer_id = $2 and currency = $3 and state in ('Held', 'Open')",
                wanted.ShopId, wanted.CustomerId, wanted.Currency);
            if (open > limit - wanted.Amount) return new(null, Keep: false);
            await session.ExecuteAsync(
                "insert into invoice (shop_id, payment_id, customer_id, currency, state, amount, document) values ($1, $2, $3, $4, $5, $6, $7)",
                wanted.ShopId, wanted.PaymentId, wanted.CustomerId, wanted.Currency, wanted.State.ToString(), wanted.Amount, Documents.Write(wanted));
            return new(wanted);
        }, ct);

    public Task<Invoice?> FindAsync(string shopId, string paymentId, CancellationToken ct) => database.ReadAsync(session => FindAsync(session, shopId, paymentId), ct);

    public Task<Invoice?> ChangeAsync(string shopId, string paymentId, Func<Invoice, Invoice> change, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            var present = await session.FindAsync($"select document from invoice where shop_id = $1 and payment_id = $2{session.Dialect.ForUpdate}", row => row.Document<Invoice>(), shopId, paymentId);
            if (present is null) return new Written<Invoice?>(null, Keep: false);
            var changed = change(present);
            if (changed == present) return new(present, Keep: false);

            // the counter is taken in this very transaction, so that a number that was given is always kept
            if (changed is { State: InvoiceState.Open, Number: null })
            {
                changed = changed with
                {
                    Number = await session.NumberAsync(
                        "insert into counter (shop_id, name, value) values ($1, 'invoice', 1) on conflict (shop_id, name) do update set value = counter.value + 1 returning value", shopId),
                };
            }

            await session.ExecuteAsync(
                "update invoice set state = $3, amount = $4, number = $5, due_at = $6, document = $7 where shop_id = $1 and payment_id = $2",
                shopId, paymentId, changed.State.ToString(), changed.Amount, changed.Number, changed.DueAt?.ToMicroseconds(), Documents.Write(changed));
            return new(changed);
        }, ct);

    public async Task<IReadOnlyList<Invoice>> ListAsync(string shopId, bool all, int limit, CancellationToken ct) => await database.ReadAsync(
        s => s.ListAsync(
            all ? "select document from invoice where shop_id = $1 and number is not null order by number desc limit $2"
                : "select document from invoice where shop_id = $1 and state = 'Open' order by due_at, number limit $2",
            row => row.Document<Invoice>(), shopId, limit), ct);

    private static ValueTask<Invoice?> FindAsync(ISqlSession session, string shopId, string paymentId) =>
        session.FindAsync("select document from invoice where shop_id = $1 and payment_id = $2", row => row.Document<Invoice>(), shopId, paymentId);
}
