using Comptoir.Catalog;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

internal sealed class AutomationStore(IDatabase database) : IAutomationStore
{
    private const string Follower = "automations";

    /// <summary>Changes that concern nobody are only stepped over in portions, so that a busy shop does not pay a commit for each.</summary>
    private const int Unwritten = 500;

    public Task<Watch?> GetWatchAsync(string shopId, string id, CancellationToken ct) => Document<Watch>(shopId, id, "watch", ct);

    public Task<Subscription?> GetSubscriptionAsync(string shopId, string id, CancellationToken ct) => Document<Subscription>(shopId, id, "subscription", ct);

    public Task<IReadOnlyList<Watch>> ListWatchesAsync(string shopId, AutomationFilter filter, CancellationToken ct) => List<Watch>(shopId, "watch", filter, ct);

    public Task<IReadOnlyList<Subscription>> ListSubscriptionsAsync(string shopId, AutomationFilter filter, CancellationToken ct) => List<Subscription>(shopId, "subscription", filter, ct);

    public async Task<int> FollowChangesAsync(int limit, CancellationToken ct)
    {
        if (await database.ReadAsync(s => s.NumberAsync("select 1 from automation where kind = 'watch' and unended = 1 limit 1"), ct) == 0) return 0;
        var waiting = await database.ReadAsync(
            async s =>
            {
                var changes = await ChangesAsync(s, limit);
                return changes.Count == 0 || (changes.Count < Unwritten && !await AnyAsync(s, changes)) ? 0 : changes.Count;
            },
            ct);
        return waiting == 0 ? 0 : await database.WriteAsync(session => FollowAsync(session, limit), ct);
    }

    /// <summary>One node at a time: the place is read again under the lock, and kept in the same transaction as the jobs.</summary>
    private async ValueTask<Written<int>> FollowAsync(ISqlSession session, int limit)
    {
        if (session.Dialect.Lock is { } wait) await session.FindAsync(wait, _ => 0, Follower);
        var changes = await ChangesAsync(session, limit);
        if (changes.Count == 0) return new(0, Keep: false);
        var now = database.Time.GetUtcNow();
        foreach (var group in Watched(changes))
            for (var i = 0; i < group.Keys.Count; i += InList.Most)
            {
                var keys = group.Keys.Skip(i).Take(InList.Most).ToList();
                var watched = await session.ListAsync($"select automation_id from automation where shop_id = $1 and kind = 'watch' and unended = 1 and {group.Column} in {InList.Placeholders(keys.Count, 2)}", row => row.GetString(0), InList.Values(keys, group.ShopId));
                foreach (var id in watched) JobRows.Schedule(session, new Job(group.ShopId, "watch", id, now), now);
            }

        session.Add("insert into follower (shop_id, name, position) values ('', $1, $2) on conflict (shop_id, name) do update set position = excluded.position", Follower, changes[^1].Sequence);
        await session.FlushAsync();
        return new(changes.Count);
    }

    private static async ValueTask<bool> AnyAsync(ISqlSession session, IReadOnlyList<CatalogChange> changes)
    {
        foreach (var group in Watched(changes))
            if (await session.NumberAsync($"select 1 from automation where shop_id = $1 and kind = 'watch' and unended = 1 and {group.Column} in {InList.Placeholders(group.Keys.Count, 2)} limit 1", InList.Values(group.Keys, group.ShopId)) == 1) return true;
        return false;
    }

    private static async ValueTask<List<CatalogChange>> ChangesAsync(ISqlSession session, int limit)
    {
        var place = await session.NumberAsync("select position from follower where shop_id = '' and name = $1", Follower);
        return await session.ListAsync(
            session.Dialect.Changes,
            row => new CatalogChange(row.GetInt64(0), row.GetString(1), Enum.Parse<ChangeKind>(row.GetString(2)), row.GetString(3), row.Time(4)), place, limit);
    }

    private static IEnumerable<(string ShopId, string Column, IReadOnlyList<string> Keys)> Watched(IReadOnlyList<CatalogChange> changes) => changes
        .Where(c => c.Kind is ChangeKind.Product or ChangeKind.ProductRemoved or ChangeKind.Stock)
        .GroupBy(c => (c.ShopId, Column: c.Kind == ChangeKind.Stock ? "variant_id" : "product_id"))
        .Select(g => (g.Key.ShopId, g.Key.Column, (IReadOnlyList<string>)[.. g.Select(c => c.Key).Distinct(StringComparer.Ordinal)]));

    private Task<T?> Document<T>(string shopId, string id, string kind, CancellationToken ct)
        where T : class => database.ReadAsync(
            s => s.FindAsync("select document from automation where shop_id = $1 and automation_id = $2 and kind = $3", row => row.Document<T>(), shopId, id, kind), ct);

    private async Task<IReadOnlyList<T>> List<T>(string shopId, string kind, AutomationFilter filter, CancellationToken ct)
    {
        var sql = "select document from automation where shop_id = $1 and kind = $2";
        var values = new List<object?> { shopId, kind };
        if (filter.OpenOnly) sql += " and unended = 1";
        if ((filter.Email, filter.CustomerId) is not (null, null))
        {
            // null equals nothing, so that one of the two is enough
            values.AddRange([filter.Email, filter.CustomerId]);
            sql += " and (email = $3 or customer_id = $4)";
        }

        values.AddRange([filter.Limit, filter.Offset]);
        return await database.ReadAsync(s => s.ListAsync($"{sql} order by created_at desc, automation_id desc limit ${values.Count - 1} offset ${values.Count}", row => row.Document<T>(), [.. values]), ct);
    }
}
