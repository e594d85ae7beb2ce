using System.Data.Common;
using System.Globalization;
using System.Text;
using Comptoir.Protocols.Trust;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Protocols;

internal sealed class AgentStore(IDatabase database) : IAgentStore
{
    private const int Portion = 500;
    private const string Columns = "shop_id, agent_id, first_seen, last_seen, requests, refused, document";

    public async Task<AgentPolicy> GetPolicyAsync(string shopId, CancellationToken ct) => await database.ReadAsync(
        s => s.FindAsync("select document from agent_policy where shop_id = $1", row => row.Document<AgentPolicy>(), shopId), ct) ?? new(shopId, 0);

    public async Task<bool> SavePolicyAsync(AgentPolicy policy, CancellationToken ct)
    {
        var sql = policy.Version == 1
            ? "insert into agent_policy (shop_id, version, document) values ($1, $2, $3) on conflict do nothing"
            : "update agent_policy set version = $2, document = $3 where shop_id = $1 and version = $2 - 1";
        return await database.ExecuteAsync(sql, ct, policy.ShopId, policy.Version, Documents.Write(policy)) == 1;
    }

    public Task AddAsync(IReadOnlyList<AgentExchange> exchanges, IReadOnlyList<AgentExchange> counted, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            foreach (var e in exchanges)
            {
                session.Add(
                    """
                    insert into agent_exchange (shop_id, exchange_id, agent_id, at, door, operation, status, code, proof, subject, related, document)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing
                    """,
                    e.ShopId, e.Id, e.AgentId, e.At.ToMicroseconds(), e.Door, e.Operation, (long)e.Status, e.Code, e.Proof.ToString(), e.Subject, e.Related, Documents.Write(e));
            }

            // in one order on every node, so that two never wait for each other
            foreach (var agent in exchanges.Concat(counted).GroupBy(e => (e.ShopId, e.AgentId)).OrderBy(g => g.Key.ShopId, StringComparer.Ordinal).ThenBy(g => g.Key.AgentId, StringComparer.Ordinal))
            {
                var last = agent.MaxBy(e => e.At)!;
                session.Add(
                    """
                    insert into agent (shop_id, agent_id, first_seen, last_seen, requests, refused, document) values ($1, $2, $3, $4, $5, $6, $7)
                    on conflict (shop_id, agent_id) do update set requests = agent.requests + excluded.requests, refused = agent.refused + excluded.refused,
                    last_seen = case when agent.last_seen < excluded.last_seen then excluded.last_seen else agent.last_seen end,
                    document = case when agent.last_seen < excluded.last_seen then excluded.document else agent.document end
                    """,
                    agent.Key.ShopId, agent.Key.AgentId, agent.Min(e => e.At).ToMicroseconds(), last.At.ToMicroseconds(), (long)agent.Count(), (long)agent.Count(e => e.Status >= 400),
                    Documents.Write(last with { Request = null, Response = null }));
            }

            return ValueTask.CompletedTask;
        }, ct);

    public async Task<IReadOnlyList<SeenAgent>> ListAsync(string shopId, int limit, int offset, CancellationToken ct) => await database.ReadAsync(
        s => s.ListAsync($"select {Columns} from agent where shop_id = $1 order by last_seen desc, agent_id limit $2 offset $3", Agent, shopId, (long)limit, (long)offset), ct);

    public Task<SeenAgent?> GetAsync(string shopId, string agentId, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync($"select {Columns} from agent where shop_id = $1 and agent_id = $2", Agent, shopId, agentId), ct);

    public async Task<IReadOnlyList<AgentExchange>> ListExchangesAsync(string shopId, ExchangeFilter filter, int limit, CancellationToken ct)
    {
        var values = new List<object?> { shopId, (long)limit };
        var where = new StringBuilder();
        if (filter.AgentId is { } agent) And("agent_id = ", agent);
        if (filter.Before is { } before) And("exchange_id < ", before);
        if (filter.About is { } about)
        {
            values.Add(about);
            where.Append(CultureInfo.InvariantCulture, $" and (subject = ${values.Count} or related = ${values.Count})");
        }

        void And(string condition, object value)
        {
            values.Add(value);
            where.Append(CultureInfo.InvariantCulture, $" and {condition}${values.Count}");
        }

        var sql = $"select document from agent_exchange where shop_id = $1{where} order by exchange_id desc limit $2";
        return await database.ReadAsync(s => s.ListAsync(sql, row => row.Document<AgentExchange>() with { Request = null, Response = null }, [.. values]), ct);
    }

    public Task<AgentExchange?> GetExchangeAsync(string shopId, string id, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from agent_exchange where shop_id = $1 and exchange_id = $2", row => row.Document<AgentExchange>(), shopId, id), ct);

    public Task<IReadOnlyList<AgentExchange>> ListSessionAsync(string shopId, string subject, int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<AgentExchange>>(
        async session =>
        {
            // the cart leads to the checkout and that to the order, and back: three steps reach all
            var ids = new HashSet<string>(StringComparer.Ordinal) { subject };
            for (var step = 0; step < 3; step++)
            {
                var known = ids.Take(InList.Most / 4).ToList();
                var links = await session.ListAsync(
                    $"""
                    select distinct subject, related from agent_exchange where shop_id = $1 and related is not null
                    and (subject in {InList.Placeholders(known.Count, 2)} or related in {InList.Placeholders(known.Count, 2)}) limit 200
                    """,
                    row => (From: row.Text(0), To: row.Text(1)), InList.Values(known, shopId));
                foreach (var (from, to) in links) ids.UnionWith(new[] { from, to }.OfType<string>());
            }

            var all = ids.Take(InList.Most / 4).ToList();
            return await session.ListAsync(
                $"select document from agent_exchange where shop_id = $1 and (subject in {InList.Placeholders(all.Count, 3)} or related in {InList.Placeholders(all.Count, 3)}) order by exchange_id limit $2",
                row => row.Document<AgentExchange>(), InList.Values(all, shopId, (long)limit));
        }, ct, atOneMoment: true);

    public async Task ForgetAsync(DateTimeOffset before, int most, CancellationToken ct)
    {
        await InPortionsAsync(
            """
            delete from agent_exchange where (shop_id, exchange_id) in
            (select shop_id, exchange_id from agent_exchange where at < $1 limit $2)
            """, [before.ToMicroseconds()], ct);
        await InPortionsAsync("delete from agent where (shop_id, agent_id) in (select shop_id, agent_id from agent where last_seen < $1 limit $2)", [before.ToMicroseconds()], ct);
        foreach (var shop in await database.ReadAsync(s => s.ListAsync("select shop_id from shop", row => row.GetString(0)), ct))
        {
            var last = await database.ReadAsync(s => s.FindAsync("select exchange_id from agent_exchange where shop_id = $1 order by exchange_id desc limit 1 offset $2", row => row.GetString(0), shop, (long)most), ct);
            if (last is null) continue;
            await InPortionsAsync(
                """
                delete from agent_exchange where (shop_id, exchange_id) in
                (select shop_id, exchange_id from agent_exchange where shop_id = $1 and exchange_id <= $3 limit $2)
                """, [shop, null, last], ct);
        }
    }

    private async Task InPortionsAsync(string sql, object?[] values, CancellationToken ct)
    {
        object?[] all = values.Length == 1 ? [values[0], (long)Portion] : [values[0], (long)Portion, values[2]];
        while (await database.ExecuteAsync(sql, ct, all) == Portion) { }
    }

    private static SeenAgent Agent(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.Time(2), row.Time(3), row.GetInt64(4), row.GetInt64(5), row.Document<AgentExchange>(6));
}
