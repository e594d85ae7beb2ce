using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Rules;
using Comptoir.Storage.Catalog;
using Comptoir.Storage.Ledger;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

internal sealed class OrderingStore(IDatabase database) : IOrderingStore
{
    private readonly KnownAccounts _known = new();
    private readonly RecentRules _rules = new(database.Time);

    public Task<Cart?> GetCartAsync(string shopId, string id, CancellationToken ct) =>
        Document<Cart>("select document from cart where shop_id = $1 and cart_id = $2", ct, shopId, id);

    public Task<Checkout?> GetCheckoutAsync(string shopId, string id, CancellationToken ct) =>
        Document<Checkout>("select document from checkout where shop_id = $1 and checkout_id = $2", ct, shopId, id);

    public Task<Checkout?> FindCheckoutByCartAsync(string shopId, string cartId, CancellationToken ct) => Document<Checkout>(
        """
        select document from checkout where shop_id = $1 and cart_id = $2 and status not in ('Completed', 'Canceled')
        order by updated_at desc, checkout_id desc limit 1
        """,
        ct, shopId, cartId);

    public Task<Order?> GetOrderAsync(string shopId, string id, CancellationToken ct) =>
        Document<Order>("select document from placed_order where shop_id = $1 and order_id = $2", ct, shopId, id);

    public Task<Order?> FindOrderByNumberAsync(string shopId, long number, CancellationToken ct) =>
        Document<Order>("select document from placed_order where shop_id = $1 and number = $2", ct, shopId, number);

    public Task<IReadOnlyList<Order>> ListOrdersAsync(string shopId, OrderFilter filter, CancellationToken ct)
    {
        var sql = "select document from placed_order where shop_id = $1";
        var values = new List<object?> { shopId };
        void Where(string condition, object? value)
        {
            if (value is null) return;
            values.Add(value);
            sql += $" and {condition.Replace("$n", $"${values.Count}", StringComparison.Ordinal)}";
        }

        Where("email = $n", filter.Email?.ToLowerInvariant());
        Where("customer_id = $n", filter.CustomerId);
        Where("status = $n", filter.Status?.ToString());
        Where(@"search_text like $n escape '\'", string.IsNullOrWhiteSpace(filter.Text) ? null : OrderText.Pattern(filter.Text));
        values.AddRange([filter.Limit, filter.Offset]);
        // numbers are given in the order of commits: the highest is the newest
        return List<Order>($"{sql} order by number desc limit ${values.Count - 1} offset ${values.Count}", ct, [.. values]);
    }

    public Task<IReadOnlyList<OrderCase>> ListCasesAsync(string shopId, int limit, int offset, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<OrderCase>>(async session => await CaseRows.ListAsync(session, shopId, limit, offset), ct);

    public Task<IdempotencyRecord?> GetIdempotencyAsync(string shopId, string scope, string key, CancellationToken ct) =>
        database.ReadAsync(session => IdempotencyRows.FindAsync(session, shopId, scope, key), ct);

    public async Task<CommitResult> CommitAsync(Transition transition, CancellationToken ct)
    {
        var result = await database.WriteAsync(new TransitionCommit(transition, _known, database.Time).RunAsync, ct);
        if (result.Status == CommitStatus.Committed) _known.Remember(transition.ShopId, transition.Transfers.SelectMany(t => new[] { t.Debit, t.Credit }));
        return result;
    }

    public Task<Mandate?> GetMandateAsync(string shopId, string id, CancellationToken ct) =>
        Document<Mandate>("select document from mandate where shop_id = $1 and mandate_id = $2", ct, shopId, id);

    public async Task<SellingRules> GetRulesAsync(string shopId, CancellationToken ct)
    {
        if (_rules.Find(shopId) is { } recent) return recent;
        var now = database.Time.GetTimestamp();
        return _rules.Keep(shopId, await Document<SellingRules>("select document from selling_rules where shop_id = $1", ct, shopId) ?? new SellingRules(), now);
    }

    public async Task<bool> SaveRulesAsync(string shopId, SellingRules rules, CancellationToken ct)
    {
        var document = Documents.Write(rules);
        var now = database.Time.GetTimestamp();
        var saved = await database.WriteAsync(
            async session =>
            {
                var sql = rules.Version == 1
                    ? "insert into selling_rules (shop_id, version, document) values ($1, $2, $3) on conflict do nothing"
                    : "update selling_rules set version = $2, document = $3 where shop_id = $1 and version = $2 - 1";
                if (await session.ExecuteAsync(sql, shopId, rules.Version, document) == 0) return new Written<bool>(false, Keep: false);
                session.LogChange(shopId, ChangeKind.Settings, "rules", database.Time.GetUtcNow());
                await session.FlushAsync();
                return new(true);
            },
            ct);
        if (saved) _rules.Keep(shopId, Documents.Read<SellingRules>(document), now);
        return saved;
    }

    public async Task<IReadOnlyList<OutboxMessage>> LeaseOutboxAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken ct) =>
        // looking first spares the idle poll a write
        await database.ReadAsync(session => OutboxRows.AnyDueAsync(session, now), ct)
            ? await database.WriteAsync(async session => new Written<List<OutboxMessage>>(await OutboxRows.LeaseAsync(session, now, leaseUntil, limit)), ct)
            : [];

    public Task<bool> SaveOutboxAsync(OutboxMessage message, CancellationToken ct)
    {
        var document = Documents.Write(message);
        return database.WriteAsync(async session => new Written<bool>(await OutboxRows.SaveAsync(session, message, document)), ct);
    }

    public Task StopReceiverAsync(string shopId, string receiver, DateTimeOffset at, CancellationToken ct) => database.ExecuteAsync(
        "insert into outbox_stop (shop_id, receiver, at) values ($1, $2, $3) on conflict do nothing", ct, shopId, receiver, at.ToMicroseconds());

    public Task LiftReceiverAsync(string shopId, string receiver, CancellationToken ct) =>
        database.ExecuteAsync("delete from outbox_stop where shop_id = $1 and receiver = $2", ct, shopId, receiver);

    public async Task<bool> IsReceiverStoppedAsync(string shopId, string receiver, CancellationToken ct) => await database.ReadAsync(
        s => s.NumberAsync("select 1 from outbox_stop where shop_id = $1 and receiver = $2", shopId, receiver), ct) == 1;

    public Task<IReadOnlyList<OutboxMessage>> ListOutboxAsync(string shopId, string? kind, int limit, int offset, CancellationToken ct) => kind is null
        ? List<OutboxMessage>("select document from outbox where shop_id = $1 order by created_at desc, message_id desc limit $2 offset $3", ct, shopId, limit, offset)
        : List<OutboxMessage>("select document from outbox where shop_id = $1 and kind = $4 order by created_at desc, message_id desc limit $2 offset $3", ct, shopId, limit, offset, kind);

    public async Task<bool> AgeIdempotencyAsync(string shopId, string key, TimeSpan by, CancellationToken ct) =>
        await database.ExecuteAsync("update idempotency set at = at - $3 where shop_id = $1 and key = $2", ct, shopId, key, by.Ticks / TimeSpan.TicksPerMicrosecond) > 0;

    public Task<int> ExpireAsync(DateTimeOffset before, CancellationToken ct) => Expiry.RunAsync(database, before, ct);

    private Task<T?> Document<T>(string sql, CancellationToken ct, params object?[] values)
        where T : class => database.ReadAsync(session => session.FindAsync(sql, row => row.Document<T>(), values), ct);

    private async Task<IReadOnlyList<T>> List<T>(string sql, CancellationToken ct, params object?[] values) =>
        await database.ReadAsync(session => session.ListAsync(sql, row => row.Document<T>(), values), ct);
}
