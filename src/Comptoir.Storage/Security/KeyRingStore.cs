using Comptoir.Ordering.Secrets;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Security;

internal sealed class KeyRingStore(IDatabase database) : IKeyRingStore
{
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct) => await database.ReadAsync(
        s => s.ListAsync("select document from key_ring where shop_id = '' order by added_at, name", row => row.GetString(0)), ct);

    public Task AddAsync(string name, string document, CancellationToken ct) => database.ExecuteAsync(
        "insert into key_ring (shop_id, name, added_at, document) values ('', $1, $2, $3) on conflict do nothing", ct,
        name, database.Time.GetUtcNow().ToMicroseconds(), document);
}
