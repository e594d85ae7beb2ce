using System.Data.Common;
using System.Security.Cryptography;
using Comptoir.Ordering.Jobs;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

internal sealed class JobStore(IDatabase database) : IJobStore
{
    private const string Columns = "shop_id, kind, key, due_at, attempts, data";
    private const string Held = " where shop_id = $1 and kind = $2 and key = $3 and lease_token = $4";

    public Task ScheduleAsync(Job job, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            JobRows.Schedule(session, job, database.Time.GetUtcNow());
            return ValueTask.CompletedTask;
        }, ct);

    public Task EnsureAsync(IReadOnlyCollection<Job> jobs, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            foreach (var job in jobs) JobRows.Ensure(session, job);
            return ValueTask.CompletedTask;
        }, ct);

    public async Task<IReadOnlyList<LeasedJob>> LeaseAsync(IReadOnlyCollection<string> kinds, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken ct)
    {
        if (kinds.Count == 0 || limit <= 0) return [];
        string[] wanted = [.. kinds.Order(StringComparer.Ordinal)];
        var due = $"from job where due_at <= $1 and kind in {InList.Placeholders(wanted.Length, 3)} order by due_at limit $2";
        var values = InList.Values(wanted, now.ToMicroseconds(), limit);
        // looking first spares the idle poll a write
        if (await database.ReadAsync(s => s.NumberAsync($"select 1 {due}", values), ct) == 0) return [];
        return await database.WriteAsync(
            async session =>
            {
                var jobs = await session.ListAsync($"select {Columns} {due}{session.Dialect.SkipLocked}", Read, values);
                List<LeasedJob> leased = [.. jobs.Select(job => new LeasedJob(job with { Attempts = job.Attempts + 1 }, NewToken(), leaseUntil))];
                foreach (var (job, token, until) in leased)
                {
                    session.Add(
                        "update job set lease_token = $4, due_at = $5, attempts = attempts + 1 where shop_id = $1 and kind = $2 and key = $3",
                        job.ShopId, job.Kind, job.Key, token, until.ToMicroseconds());
                }

                await session.FlushAsync();
                return new Written<List<LeasedJob>>(leased);
            },
            ct);
    }

    public async Task<bool> RenewAsync(LeasedJob leased, DateTimeOffset leaseUntil, CancellationToken ct) =>
        await database.ExecuteAsync($"update job set due_at = $5{Held}", ct, [.. Names(leased), leaseUntil.ToMicroseconds()]) == 1;

    public async Task<bool> AgainAsync(LeasedJob leased, DateTimeOffset at, string? error, CancellationToken ct)
    {
        const string next = "update job set lease_token = null, wanted_at = null, due_at = case when wanted_at < $5 then wanted_at else $5 end, ";
        var changed = error is null
            ? await database.ExecuteAsync($"{next}attempts = 0, last_error = null{Held}", ct, [.. Names(leased), at.ToMicroseconds()])
            : await database.ExecuteAsync($"{next}last_error = $6{Held}", ct, [.. Names(leased), at.ToMicroseconds(), error]);
        return changed == 1;
    }

    public Task<bool> DoneAsync(LeasedJob leased, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            var (removed, dueAgain) = JobRows.End(session, leased.Job.ShopId, leased.Job.Kind, leased.Job.Key, leased.Token);
            await session.FlushAsync();
            session.Announced |= dueAgain.Rows == 1;
            return new Written<bool>(removed.Rows + dueAgain.Rows == 1);
        }, ct);

    public Task<bool> RemoveAsync(string shopId, string kind, string key, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            var removed = JobRows.Remove(session, shopId, kind, key);
            await session.FlushAsync();
            return new Written<bool>(removed.Rows == 1);
        }, ct);

    public Task<Job?> FindAsync(string shopId, string kind, string key, CancellationToken ct) =>
        database.ReadAsync(s => s.FindAsync($"select {Columns} from job where shop_id = $1 and kind = $2 and key = $3", Read, shopId, kind, key), ct);

    private static string[] Names(LeasedJob leased) => [leased.Job.ShopId, leased.Job.Kind, leased.Job.Key, leased.Token];

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private static Job Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.Time(3), (int)row.GetInt64(4), row.Text(5));
}
