using Comptoir.Protocols.Signatures;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Protocols;

internal sealed class SigningKeyStore(IDatabase database) : ISigningKeyStore
{
    public Task<ShopKeySet?> GetAsync(string shopId, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from signing_keys where shop_id = $1", row => row.Document<ShopKeySet>(), shopId), ct);

    public async Task<bool> SaveAsync(ShopKeySet keys, CancellationToken ct)
    {
        var sql = keys.Version == 1
            ? "insert into signing_keys (shop_id, version, document) values ($1, $2, $3) on conflict do nothing"
            : "update signing_keys set version = $2, document = $3 where shop_id = $1 and version = $2 - 1";
        return await database.ExecuteAsync(sql, ct, keys.ShopId, keys.Version, Documents.Write(keys)) == 1;
    }
}
