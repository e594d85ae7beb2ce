using Comptoir.Compute;
using Comptoir.Compute.Metering;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage.Ledger;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Compute;

internal sealed class ComputeStore(IDatabase database) : IComputeStore
{
    /// <summary>Minutes of limits are of no use after this.</summary>
    private const int KeptMinutes = 10;

    private readonly KnownAccounts _known = new();

    public Task<long> GetRevisionAsync(string shopId, CancellationToken ct) =>
        database.ReadAsync(s => s.NumberAsync("select revision from compute_revision where shop_id = $1", shopId), ct);

    public async Task<IReadOnlyList<ComputeDocument>> ReadAsync(string shopId, string kind, CancellationToken ct) => await database.ReadAsync(
        s => s.ListAsync(
            """
            select d.document_id, d.version, d.document from compute_document d where d.shop_id = $1 and d.kind = $2
            and d.version = (select max(n.version) from compute_document n where n.shop_id = $1 and n.kind = $2 and n.document_id = d.document_id) order by d.document_id
            """,
            row => new ComputeDocument(kind, row.GetString(0), (int)row.GetInt64(1), row.Bytes(2)), shopId, kind), ct);

    public Task<bool> SaveAsync(string shopId, IReadOnlyList<ComputeDocument> documents, Posting? posting, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            var now = Timestamps.FromMicroseconds(database.Time.GetUtcNow().ToMicroseconds());
            var written = documents.Select(d => session.Add(
                d.Version > 0
                    ? "insert into compute_document (shop_id, kind, document_id, version, recorded_at, document) values ($1, $2, $3, $4, $5, $6) on conflict do nothing"
                    : "insert into compute_document (shop_id, kind, document_id, version, recorded_at, document) values ($1, $2, $3, $4 + 1, $5, $6) on conflict (shop_id, kind, document_id, version) do update set recorded_at = excluded.recorded_at, document = excluded.document",
                shopId, d.Kind, d.Id, d.Version, now.ToMicroseconds(), d.Json)).ToList();
            session.Add("insert into compute_revision (shop_id, revision) values ($1, 1) on conflict (shop_id) do update set revision = compute_revision.revision + 1", shopId);
            if (posting is not null)
            {
                foreach (var contract in posting.Contracts)
                    session.Add(
                        "insert into contract (shop_id, contract_id, version, recorded_at, document) values ($1, $2, $3, $4, $5) on conflict do nothing",
                        shopId, contract.Id, contract.Version, now.ToMicroseconds(), Documents.Write(contract));
                var entries = await LedgerPosting.BeginAsync(session, shopId, posting.Transfers, _known, now);
                if (!(await entries.EndAsync(manual: false)).Done) return new Written<bool>(false, Keep: false);
            }

            await session.FlushAsync();
            return written.TrueForAll(s => s.Rows == 1) ? new(true) : new(false, Keep: false);
        },
        ct);

    public async Task<StartResult> StartAsync(string shopId, CallRecord call, IReadOnlyList<RateLimit> limits, IReadOnlyList<Transfer> transfers, CancellationToken ct)
    {
        var document = ComputeJson.Write(call);
        LedgerPosting? posted = null;
        var result = await database.WriteAsync(
            async session =>
            {
                // buckets in one order, so that no two calls wait for each other
                var counted = limits.Where(l => l.Amount <= l.Limit).OrderBy(l => l.Bucket, StringComparer.Ordinal).Select(l => (Limit: l, Statement: session.Add(
                    """
                    insert into compute_minute (shop_id, bucket, minute, used) values ($1, $2, $3, $4)
                    on conflict (shop_id, bucket, minute) do update set used = compute_minute.used + excluded.used where compute_minute.used + excluded.used <= $5
                    """,
                    shopId, l.Bucket, l.Minute, l.Amount, l.Limit))).ToList();
                if (limits.FirstOrDefault(l => l.Amount > l.Limit) is { } never) return new Written<StartResult>(new(StartStatus.RateLimited, never.Bucket, never.Limit), Keep: false);
                Save(session, shopId, call, document);
                posted = await LedgerPosting.BeginAsync(session, shopId, transfers, _known, Timestamps.FromMicroseconds(database.Time.GetUtcNow().ToMicroseconds()));
                if (posted.NeedsNoLook && counted.Count == 0) return new(new(StartStatus.Started));
                await session.FlushAsync();
                if (counted.Find(c => c.Statement.Rows == 0) is { Limit: { } full })
                {
                    var used = await session.NumberAsync("select used from compute_minute where shop_id = $1 and bucket = $2 and minute = $3", shopId, full.Bucket, full.Minute);
                    return new(new(StartStatus.RateLimited, full.Bucket, Math.Max(0, full.Limit - used)), Keep: false);
                }

                var outcome = await posted.EndAsync(manual: false);
                return outcome.Done ? new(new(StartStatus.Started))
                    : new(new(outcome.Status == PostStatus.InsufficientBalance ? StartStatus.BudgetExceeded : StartStatus.Refused, outcome.Key, outcome.Available, outcome.Message), Keep: false);
            },
            ct);
        if (result.Status == StartStatus.Started && posted is not null) _known.Remember(shopId, posted.Accounts);
        return result;
    }

    public async Task<PostResult> EndAsync(string shopId, CallRecord call, IReadOnlyList<RateLimit> corrections, IReadOnlyList<Transfer> transfers, CancellationToken ct)
    {
        var document = ComputeJson.Write(call);
        LedgerPosting? posted = null;
        var result = await database.WriteAsync(
            async session =>
            {
                foreach (var c in corrections.OrderBy(c => c.Bucket, StringComparer.Ordinal))
                    session.Add("update compute_minute set used = used + $4 where shop_id = $1 and bucket = $2 and minute = $3", shopId, c.Bucket, c.Minute, c.Amount);
                Save(session, shopId, call, document);
                posted = await LedgerPosting.BeginAsync(session, shopId, transfers, _known, Timestamps.FromMicroseconds(database.Time.GetUtcNow().ToMicroseconds()));
                if (posted.NeedsNoLook) return new Written<PostResult>(new(PostStatus.Posted));
                var outcome = await posted.EndAsync(manual: false);
                return new(outcome, outcome.Done);
            },
            ct);
        if (result.Done && posted is not null) _known.Remember(shopId, posted.Accounts);
        return result;
    }

    public Task<CallRecord?> FindCallAsync(string shopId, string id, CancellationToken ct) =>
        database.ReadAsync(s => s.FindAsync("select document from compute_call where shop_id = $1 and call_id = $2", row => ComputeJson.Read<CallRecord>(row.Bytes(0)), shopId, id), ct);

    public async Task<IReadOnlyList<CallRecord>> GetCallsAsync(string shopId, CallFilter filter, CancellationToken ct)
    {
        var (sql, values) = ("select document from compute_call where shop_id = $1", new List<object?> { shopId });
        void Where(string condition, object? value)
        {
            if (value is null) return;
            values.Add(value);
            sql += $" and {condition} ${values.Count}";
        }

        // the state is written out: only then the partial index can be used
        if (filter.State is { } state) sql += $" and state = '{state}'";
        Where("key_id =", filter.KeyId);
        Where("deployment =", filter.Deployment);
        Where("conversation_id =", filter.Conversation);
        Where("order_id =", filter.Order);
        Where("contract_id =", filter.Contract);
        Where("started_at >=", filter.From?.ToMicroseconds());
        Where("started_at <", filter.Before?.ToMicroseconds());
        values.AddRange([(long)filter.Limit, (long)filter.Offset]);
        return await database.ReadAsync(s => s.ListAsync(
            $"{sql} order by started_at desc, call_id desc limit ${values.Count - 1} offset ${values.Count}", row => ComputeJson.Read<CallRecord>(row.Bytes(0)), [.. values]), ct);
    }

    public async Task<IReadOnlyList<SpendRow>> GetSpendAsync(string shopId, SpendBy by, DateTimeOffset from, DateTimeOffset before, CancellationToken ct)
    {
        var column = by switch { SpendBy.Contract => "contract_id", SpendBy.Order => "order_id", SpendBy.Key => "key_id", _ => "deployment" };
        return await database.ReadAsync(s => s.ListAsync(
            $"""
            select {column}, currency, day, cast(sum(cost) as bigint), count(*), cast(sum(tokens) as bigint) from compute_call
            where shop_id = $1 and day >= $2 and day < $3 and {column} is not null and cost is not null group by {column}, currency, day order by {column}, day
            """,
            row => new SpendRow(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
            shopId, DayOf(from), DayOf(before)), ct);
    }

    public Task<byte[]?> GetAnswerAsync(string shopId, string key, DateTimeOffset now, CancellationToken ct) => database.ReadAsync(
        s => s.FindAsync("select document from compute_answer where shop_id = $1 and answer_key = $2 and expires_at > $3", row => row.Bytes(0), shopId, key, now.ToMicroseconds()), ct);

    public Task KeepAnswerAsync(string shopId, string key, byte[] answer, DateTimeOffset until, CancellationToken ct) => database.ExecuteAsync(
        "insert into compute_answer (shop_id, answer_key, expires_at, document) values ($1, $2, $3, $4) on conflict (shop_id, answer_key) do update set expires_at = excluded.expires_at, document = excluded.document",
        ct, shopId, key, until.ToMicroseconds(), answer);

    public Task TidyAsync(string shopId, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            session.Add("delete from compute_minute where shop_id = $1 and minute < $2", shopId, (now.ToUnixTimeSeconds() / 60) - KeptMinutes);
            session.Add("delete from compute_answer where shop_id = $1 and expires_at <= $2", shopId, now.ToMicroseconds());
            return ValueTask.CompletedTask;
        },
        ct);

    public async Task<IReadOnlyList<string>> GetShopsAsync(CancellationToken ct) =>
        await database.ReadAsync(s => s.ListAsync("select shop_id from shop order by shop_id", row => row.GetString(0)), ct);

    private static void Save(ISqlSession session, string shopId, CallRecord call, byte[] document) => session.AddOne(
        """
        insert into compute_call (shop_id, call_id, state, started_at, day, key_id, deployment, contract_id, conversation_id, order_id, currency, cost, tokens, document)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (shop_id, call_id) do update set state = excluded.state, cost = excluded.cost, tokens = excluded.tokens, document = excluded.document
        """,
        shopId, call.Id, call.State.ToString(), call.StartedAt.ToMicroseconds(), DayOf(call.StartedAt), call.KeyId, call.Deployment, call.Contract, call.Conversation, call.Order, call.Currency, call.Cost, call.Usage?.Total ?? 0, document);

    private static long DayOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 86_400;
}
