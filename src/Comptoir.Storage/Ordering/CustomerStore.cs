using System.Data.Common;
using Comptoir.Ordering.Customers;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

internal sealed class CustomerStore(IDatabase database) : ICustomerStore
{
    /// <summary>SQLSTATE of PostgreSQL; SQLite's one writer never meets it here.</summary>
    private const string UniqueViolation = "23505";

    public Task<Customer?> FindByEmailAsync(string shopId, string email, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from customer where shop_id = $1 and email = $2", row => row.Document<Customer>(), shopId, email.ToLowerInvariant()), ct);

    public Task<Customer?> GetAsync(string shopId, string id, CancellationToken ct) => database.ReadAsync(session => FindAsync(session, shopId, id), ct);

    public Task<bool> SaveAsync(Customer customer, CancellationToken ct)
    {
        var document = Documents.Write(customer);
        var sql = customer.Version == 1
            ? "insert into customer (shop_id, customer_id, version, email, document) values ($1, $2, $3, $4, $5) on conflict do nothing"
            : """
              update customer set version = $3, email = $4, document = $5 where shop_id = $1 and customer_id = $2 and version = $3 - 1
              and not exists (select 1 from customer where shop_id = $1 and email = $4 and customer_id <> $2)
              """;
        return database.WriteAsync(
            async session =>
            {
                try
                {
                    return new Written<bool>(await session.ExecuteAsync(sql, customer.ShopId, customer.Id, customer.Version, customer.Email.ToLowerInvariant(), document) == 1);
                }
                catch (DbException e) when (e.SqlState == UniqueViolation)
                {
                    // the e-mail was taken by another transaction after this one had looked
                    return new(false, Keep: false);
                }
            },
            ct);
    }

    public Task AddTokenAsync(string shopId, string customerId, string kind, string tokenHash, DateTimeOffset expiresAt, CancellationToken ct) => database.ExecuteAsync(
        "insert into customer_token (shop_id, token_hash, kind, customer_id, expires_at) values ($1, $2, $3, $4, $5)", ct,
        shopId, tokenHash, kind, customerId, expiresAt.ToMicroseconds());

    public async Task<Customer?> RedeemTokenAsync(string shopId, string kind, string tokenHash, DateTimeOffset now, CancellationToken ct)
    {
        var customer = await database.ReadAsync(
            s => s.FindAsync(
                """
                select c.document from customer_token t join customer c on c.shop_id = t.shop_id and c.customer_id = t.customer_id
                where t.shop_id = $1 and t.token_hash = $2 and t.kind = $3 and t.expires_at > $4
                """,
                row => row.Document<Customer>(), shopId, tokenHash, kind, now.ToMicroseconds()), ct);
        if (customer is null || kind != "link") return customer;
        // two redemptions of one link: only the one that removes it is let in
        var used = await database.ExecuteAsync("delete from customer_token where shop_id = $1 and token_hash = $2 and kind = $3", ct, shopId, tokenHash, kind);
        return used == 1 ? customer : null;
    }

    public Task RemoveTokenAsync(string shopId, string tokenHash, CancellationToken ct) =>
        database.ExecuteAsync("delete from customer_token where shop_id = $1 and token_hash = $2", ct, shopId, tokenHash);

    private static ValueTask<Customer?> FindAsync(ISqlSession session, string shopId, string id) =>
        session.FindAsync("select document from customer where shop_id = $1 and customer_id = $2", row => row.Document<Customer>(), shopId, id);
}
