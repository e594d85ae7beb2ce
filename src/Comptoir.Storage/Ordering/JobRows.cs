using Comptoir.Ordering.Jobs;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

/// <summary>Jobs as rows; also inside of transitions.</summary>
internal static class JobRows
{
    /// <summary>Jobs due later than this are left to the runner's poll and wake nobody.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private const string Insert = "insert into job (shop_id, kind, key, due_at, data) values ($1, $2, $3, $4, $5) on conflict (shop_id, kind, key) do ";

    public static void Schedule(ISqlSession session, Job job, DateTimeOffset now)
    {
        session.Add(
            Insert +
            """
            update set data = coalesce(excluded.data, job.data),
            due_at = case when job.lease_token is null and excluded.due_at < job.due_at then excluded.due_at else job.due_at end,
            wanted_at = case when job.lease_token is null or job.wanted_at < excluded.due_at then job.wanted_at else excluded.due_at end
            """,
            job.ShopId, job.Kind, job.Key, job.DueAt.ToMicroseconds(), job.Data);
        session.Announced |= job.DueAt <= now + Soon;
    }

    public static void Ensure(ISqlSession session, Job job) => session.Add(Insert + "nothing", job.ShopId, job.Kind, job.Key, job.DueAt.ToMicroseconds(), job.Data);

    /// <summary>Of both statements one changes a row, unless the lease was lost.</summary>
    public static (Statement Removed, Statement DueAgain) End(ISqlSession session, string shopId, string kind, string key, string token) => (
        session.Add("delete from job where shop_id = $1 and kind = $2 and key = $3 and lease_token = $4 and wanted_at is null", shopId, kind, key, token),
        session.Add(
            """
            update job set due_at = wanted_at, wanted_at = null, lease_token = null, attempts = 0, last_error = null
            where shop_id = $1 and kind = $2 and key = $3 and lease_token = $4 and wanted_at is not null
            """,
            shopId, kind, key, token));

    public static Statement Remove(ISqlSession session, string shopId, string kind, string key) =>
        session.Add("delete from job where shop_id = $1 and kind = $2 and key = $3", shopId, kind, key);
}
