using Comptoir.Protocols.Identity;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Identity;

internal sealed class AccountLinkStore(IDatabase database) : IAccountLinkStore
{
    private const string InsertToken = "insert into oauth_token (shop_id, token_hash, link_id, expires_at, document) values ($1, $2, $3, $4, $5)";

    public Task<LinkClient?> GetClientAsync(string shopId, string id, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from oauth_client where shop_id = $1 and client_id = $2", row => row.Document<LinkClient>(), shopId, id), ct);

    public async Task<IReadOnlyList<LinkClient>> ListClientsAsync(string shopId, CancellationToken ct) =>
        [.. (await database.ReadAsync(s => s.ListAsync("select document from oauth_client where shop_id = $1", row => row.Document<LinkClient>(), shopId), ct)).OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Id, StringComparer.Ordinal)];

    public async Task<bool> SaveClientAsync(LinkClient client, CancellationToken ct) => await database.ExecuteAsync(
        client.Version == 1
            ? "insert into oauth_client (shop_id, client_id, version, document) values ($1, $2, $3, $4) on conflict do nothing"
            : "update oauth_client set version = $3, document = $4 where shop_id = $1 and client_id = $2 and version = $3 - 1",
        ct, client.ShopId, client.Id, client.Version, Documents.Write(client)) == 1;

    public Task AddTokenAsync(LinkToken token, CancellationToken ct) => database.ExecuteAsync(InsertToken, ct, Values(token));

    public Task<LinkToken?> FindTokenAsync(string shopId, string hash, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync(
            """
            select t.document, t.spent_at, l.revoked_at from oauth_token t
            left join oauth_link l on l.shop_id = t.shop_id and l.link_id = t.link_id
            where t.shop_id = $1 and t.token_hash = $2
            """,
            row =>
            {
                var token = row.Document<LinkToken>();
                return token with { SpentAt = row.TimeOrNull(1), Link = token.Link with { RevokedAt = row.TimeOrNull(2) } };
            },
            shopId, hash), ct);

    public Task<bool> ExchangeAsync(LinkToken spent, IReadOnlyList<LinkToken> issued, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            var link = spent.Link;
            var at = now.ToMicroseconds();

            // the row is locked by this: of two at the same moment one finds it spent
            if (await session.ExecuteAsync("update oauth_token set spent_at = $3 where shop_id = $1 and token_hash = $2 and spent_at is null", link.ShopId, spent.Hash, at) != 1)
                return new Written<bool>(false, Keep: false);
            if (spent.Kind == LinkTokenKind.Code)
            {
                session.Add("insert into oauth_link (shop_id, link_id, customer_id, client_id, at, document) values ($1, $2, $3, $4, $5, $6)",
                    link.ShopId, link.Id, link.CustomerId, link.ClientId, link.At.ToMicroseconds(), Documents.Write(link));
            }

            foreach (var token in issued) session.Add(InsertToken, Values(token));
            await session.FlushAsync();
            return new(true);
        },
        ct);

    public Task RemoveTokenAsync(string shopId, string hash, CancellationToken ct) =>
        database.ExecuteAsync("delete from oauth_token where shop_id = $1 and token_hash = $2", ct, shopId, hash);

    public async Task<IReadOnlyList<AccountLink>> ListLinksAsync(string shopId, string customerId, CancellationToken ct) => await database.ReadAsync(
        s => s.ListAsync("select document from oauth_link where shop_id = $1 and customer_id = $2 and revoked_at is null order by at desc, link_id", row => row.Document<AccountLink>(), shopId, customerId), ct);

    public Task<int> RevokeAsync(string shopId, string? linkId, string? customerId, string? clientId, string by, DateTimeOffset now, CancellationToken ct)
    {
        var chosen = new List<string>();
        var values = new List<object?> { shopId };
        foreach (var (column, value) in new[] { ("link_id", linkId), ("customer_id", customerId), ("client_id", clientId) })
        {
            if (value is null) continue;
            values.Add(value);
            chosen.Add($" and {column} = ${values.Count}");
        }

        if (chosen.Count == 0) throw new ArgumentException("Nothing says which links.", nameof(linkId));
        var where = $"shop_id = $1 and revoked_at is null{string.Concat(chosen)}";
        return database.WriteAsync(
            async session =>
            {
                var links = await session.ListAsync($"select document from oauth_link where {where}", row => row.Document<AccountLink>(), [.. values]);
                foreach (var link in links)
                {
                    session.Add("update oauth_link set revoked_at = $3, document = $4 where shop_id = $1 and link_id = $2 and revoked_at is null",
                        shopId, link.Id, now.ToMicroseconds(), Documents.Write(link with { RevokedAt = now, RevokedBy = by }));
                }

                await session.FlushAsync();
                return new Written<int>(links.Count);
            },
            ct);
    }

    public Task<int> ExpireTokensAsync(DateTimeOffset before, CancellationToken ct) =>
        database.ExecuteAsync("delete from oauth_token where expires_at < $1", ct, before.ToMicroseconds());

    private static object?[] Values(LinkToken token) => [token.Link.ShopId, token.Hash, token.Link.Id, token.ExpiresAt.ToMicroseconds(), Documents.Write(token)];
}
