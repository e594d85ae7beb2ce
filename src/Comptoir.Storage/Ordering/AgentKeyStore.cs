using Comptoir.Ordering.Agents;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

internal sealed class AgentKeyStore(IDatabase database) : IAgentKeyStore
{
    public Task<AgentKey?> FindAsync(string shopId, string hash, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from agent_key where shop_id = $1 and key_hash = $2", row => row.Document<AgentKey>(), shopId, hash), ct);

    public Task<AgentKey?> GetAsync(string shopId, string id, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from agent_key where shop_id = $1 and key_id = $2", row => row.Document<AgentKey>(), shopId, id), ct);

    public async Task<IReadOnlyList<AgentKey>> ListAsync(string shopId, CancellationToken ct) => await database.ReadAsync(
        s => s.ListAsync("select document from agent_key where shop_id = $1 order by created_at desc, key_id limit 500", row => row.Document<AgentKey>(), shopId), ct);

    public async Task<bool> SaveAsync(AgentKey key, CancellationToken ct)
    {
        var rows = key.Version == 1
            ? await database.ExecuteAsync(
                "insert into agent_key (shop_id, key_id, version, key_hash, created_at, document) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", ct,
                key.ShopId, key.Id, key.Version, key.Hash, key.CreatedAt.ToMicroseconds(), Documents.Write(key))
            : await database.ExecuteAsync(
                "update agent_key set version = $3, document = $4 where shop_id = $1 and key_id = $2 and version = $3 - 1", ct,
                key.ShopId, key.Id, key.Version, Documents.Write(key));
        return rows == 1;
    }
}
