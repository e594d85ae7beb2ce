using Comptoir.Ordering.Attempts;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Security;

internal sealed class AttemptStore(IDatabase database) : IAttemptStore
{
    public async Task<int> CountAsync(string shopId, string kind, string name, int most, TimeSpan window, DateTimeOffset now, CancellationToken ct)
    {
        var (at, until) = (now.ToMicroseconds(), (now + window).ToMicroseconds());
        // one statement counts and tells, so that no two tries get the same number
        return (int)await database.WriteAsync(
            async session => new Written<long>(await session.NumberAsync(
                """
                insert into attempt (shop_id, kind, name, tries, until) values ($1, $2, $3, 1, $4)
                on conflict (shop_id, kind, name) do update set
                  tries = case when attempt.until <= $5 then 1 when attempt.tries > $6 then attempt.tries else attempt.tries + 1 end,
                  until = case when attempt.until <= $5 or attempt.tries < $6 then $4 else attempt.until end
                returning tries
                """,
                shopId, kind, name, until, at, (long)most)), ct);
    }

    public async Task<int> ReadAsync(string shopId, string kind, string name, DateTimeOffset now, CancellationToken ct) => (int)await database.ReadAsync(
        s => s.NumberAsync("select tries from attempt where shop_id = $1 and kind = $2 and name = $3 and until > $4", shopId, kind, name, now.ToMicroseconds()), ct);

    public Task ForgetAsync(string shopId, string kind, string name, CancellationToken ct) =>
        database.ExecuteAsync("delete from attempt where shop_id = $1 and kind = $2 and name = $3", ct, shopId, kind, name);
}
