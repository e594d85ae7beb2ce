using Comptoir.Ordering.Payments.Testing;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

/// <summary>The test provider's vault: commits of its own, as an outside system's. Entries are forgotten a week after they expired.</summary>
internal sealed class TestVaultStore(IDatabase database) : ITestVault
{
    private const string Tokens = "token";
    private const string Authentications = "authentication";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public Task<TestVaultToken?> FindTokenAsync(string shopId, string id, CancellationToken ct) => FindAsync<TestVaultToken>(shopId, Tokens, id, ct);

    public Task<bool> SaveAsync(TestVaultToken token, CancellationToken ct) => SaveAsync(token.ShopId, Tokens, token.Id, token.Version, token.ExpiresAt, token, ct);

    public Task<TestAuthentication?> FindAuthenticationAsync(string shopId, string id, CancellationToken ct) => FindAsync<TestAuthentication>(shopId, Authentications, id, ct);

    public Task<bool> SaveAsync(TestAuthentication authentication, CancellationToken ct) =>
        SaveAsync(authentication.ShopId, Authentications, authentication.Id, authentication.Version, authentication.ExpiresAt, authentication, ct);

    private Task<T?> FindAsync<T>(string shopId, string kind, string id, CancellationToken ct)
        where T : class => database.ReadAsync(
            s => s.FindAsync("select document from test_vault where shop_id = $1 and kind = $2 and entry_id = $3", row => row.Document<T>(), shopId, kind, id), ct);

    private Task<bool> SaveAsync<T>(string shopId, string kind, string id, long version, DateTimeOffset expiresAt, T entry, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            if (version == 1) await session.ExecuteAsync("delete from test_vault where expires_at < $1", (database.Time.GetUtcNow() - Kept).ToMicroseconds());
            var rows = version == 1
                ? await session.ExecuteAsync(
                    "insert into test_vault (shop_id, kind, entry_id, version, expires_at, document) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
                    shopId, kind, id, version, expiresAt.ToMicroseconds(), Documents.Write(entry))
                : await session.ExecuteAsync(
                    "update test_vault set version = $4, document = $5 where shop_id = $1 and kind = $2 and entry_id = $3 and version = $4 - 1",
                    shopId, kind, id, version, Documents.Write(entry));
            return new Written<bool>(rows == 1);
        }, ct);
}
