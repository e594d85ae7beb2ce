using Comptoir.Ordering.Customers;

namespace Comptoir.Storage.Sqlite.Ordering;

internal sealed class SqliteCustomerStore(SqliteDatabase database) : ICustomerStore
{
    public Task<Customer?> FindByEmailAsync(string shopId, string email, CancellationToken ct) => database.ReadAsync(
        s => s.Find("select document from customer where shop_id = $1 and email = $2", row => row.Document<Customer>(), shopId, email.ToLowerInvariant()), ct);

    public Task<Customer?> GetAsync(string shopId, string id, CancellationToken ct) => database.ReadAsync(session => Find(session, shopId, id), ct);

    public Task<bool> SaveAsync(Customer customer, CancellationToken ct)
    {
        var document = Documents.Write(customer);
        return database.WriteAsync(
            session =>
            {
                var sql = customer.Version == 1
                    ? "insert into customer (shop_id, customer_id, version, email, document) values ($1, $2, $3, $4, $5) on conflict do nothing"
                    : """
                      update customer set version = $3, email = $4, document = $5 where shop_id = $1 and customer_id = $2 and version = $3 - 1
                      and not exists (select 1 from customer where shop_id = $1 and email = $4 and customer_id <> $2)
                      """;
                return new Written<bool>(session.Execute(sql, customer.ShopId, customer.Id, customer.Version, customer.Email.ToLowerInvariant(), document) == 1);
            },
            ct);
    }

    public Task AddTokenAsync(string shopId, string customerId, string kind, string tokenHash, DateTimeOffset expiresAt, CancellationToken ct) => database.WriteAsync(
        session => session.Execute(
            "insert into customer_token (shop_id, token_hash, kind, customer_id, expires_at) values ($1, $2, $3, $4, $5)",
            shopId, tokenHash, kind, customerId, expiresAt.ToMicroseconds()), ct);

    public async Task<Customer?> RedeemTokenAsync(string shopId, string kind, string tokenHash, DateTimeOffset now, CancellationToken ct)
    {
        const string valid = "select customer_id from customer_token where shop_id = $1 and token_hash = $2 and kind = $3 and expires_at > $4";
        string? Owner(SqliteSession session) => session.Find(valid, row => row.GetString(0), shopId, tokenHash, kind, now.ToMicroseconds());

        var customer = await database.ReadAsync(s => Owner(s) is { } owner ? Find(s, shopId, owner) : null, ct);
        if (customer is null || kind != "link") return customer;
        // two redemptions of one link: only the one that removes it is let in
        var used = await database.WriteAsync(
            s => new Written<int>(s.Execute("delete from customer_token where shop_id = $1 and token_hash = $2 and kind = $3", shopId, tokenHash, kind)), ct);
        return used == 1 ? customer : null;
    }

    public Task RemoveTokenAsync(string shopId, string tokenHash, CancellationToken ct) => database.WriteAsync(
        session => session.Execute("delete from customer_token where shop_id = $1 and token_hash = $2", shopId, tokenHash), ct);

    private static Customer? Find(SqliteSession session, string shopId, string id) =>
        session.Find("select document from customer where shop_id = $1 and customer_id = $2", row => row.Document<Customer>(), shopId, id);
}
