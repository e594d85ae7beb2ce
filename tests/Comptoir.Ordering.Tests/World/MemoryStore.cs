using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Tests.World;

/// <summary>The contract of the stores in memory: documents as JSON, versions, stock, idempotency, all or nothing.</summary>
internal sealed partial class MemoryStore : IOrderingStore, ICustomerStore, IJobStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Version, string Json)> _documents = [];
    private readonly Dictionary<(string Scope, string Key), IdempotencyRecord> _idempotency = [];
    private readonly Dictionary<string, (string CustomerId, string Kind, DateTimeOffset Expires)> _tokens = [];
    private long _number = 1000;

    public Dictionary<string, (long OnHand, long Reserved)> Stock { get; } = [];

    public Dictionary<string, Transfer> Transfers { get; } = [];

    public Dictionary<string, OutboxMessage> Outbox { get; } = [];

    public HashSet<string> StoppedReceivers { get; } = [];

    /// <summary>What is scheduled; the lease's token while somebody is doing it, and when it is wanted again after that.</summary>
    public Dictionary<(string ShopId, string Kind, string Key), (Job Job, string? Token, DateTimeOffset? Wanted)> Jobs { get; } = [];

    public SellingRules Rules { get; set; } = new();

    /// <summary>Runs before a commit: may throw (a crash) or commit something else first (a race).</summary>
    public Func<Transition, Task>? BeforeCommit { get; set; }

    public int Commits { get; private set; }

    /// <summary>Overwrites a document, as an older program left it.</summary>
    public void Put(Checkout checkout)
    {
        lock (_gate) _documents[checkout.Id] = (checkout.Version, JsonSerializer.Serialize(checkout, OrderingJson.Default.Checkout));
    }

    /// <inheritdoc cref="Put(Checkout)"/>
    public void Put(Order order)
    {
        lock (_gate) _documents[order.Id] = (order.Version, JsonSerializer.Serialize(order, OrderingJson.Default.Order));
    }

    public long Available(string variantId) => Stock.TryGetValue(variantId, out var s) ? Math.Max(0, s.OnHand - s.Reserved) : 0;

    public Task<Cart?> GetCartAsync(string shopId, string id, CancellationToken ct) => Task.FromResult(Load(id, OrderingJson.Default.Cart));

    public Task<Checkout?> GetCheckoutAsync(string shopId, string id, CancellationToken ct) => Task.FromResult(Load(id, OrderingJson.Default.Checkout));

    public Task<Checkout?> FindCheckoutByCartAsync(string shopId, string cartId, CancellationToken ct) =>
        Task.FromResult(All(OrderingJson.Default.Checkout, "chk_").FirstOrDefault(c => c.CartId == cartId && !c.Final));

    public Task<Order?> GetOrderAsync(string shopId, string id, CancellationToken ct) => Task.FromResult(Load(id, OrderingJson.Default.Order));

    public Task<Order?> FindOrderByNumberAsync(string shopId, long number, CancellationToken ct) => Task.FromResult(Orders.FirstOrDefault(o => o.Number == number));

    public Task<IReadOnlyList<Order>> ListOrdersAsync(string shopId, OrderFilter filter, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Order>>([.. Orders.Where(o => (filter.Email is null || o.Buyer?.Email == filter.Email) && (filter.CustomerId is null || o.CustomerId == filter.CustomerId)).OrderByDescending(o => o.Number).Take(filter.Limit)]);

    public Task<IReadOnlyList<OrderCase>> ListCasesAsync(string shopId, int limit, int offset, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<OrderCase>>([.. Orders.SelectMany(OrderCase.Of).OrderBy(c => c.At).Skip(offset).Take(limit)]);

    public IReadOnlyList<Order> Orders => [.. All(OrderingJson.Default.Order, "ord_")];

    public IReadOnlyList<Checkout> Checkouts => [.. All(OrderingJson.Default.Checkout, "chk_")];

    public Task<bool> AgeIdempotencyAsync(string shopId, string key, TimeSpan by, CancellationToken ct)
    {
        lock (_gate)
        {
            var mine = _idempotency.Where(r => r.Key.Key == key).ToList();
            foreach (var (at, record) in mine) _idempotency[at] = record with { At = record.At - by };
            return Task.FromResult(mine.Count > 0);
        }
    }

    public Task<IdempotencyRecord?> GetIdempotencyAsync(string shopId, string scope, string key, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(_idempotency.GetValueOrDefault((scope, key)));
    }

    public async Task<CommitResult> CommitAsync(Transition transition, CancellationToken ct)
    {
        if (BeforeCommit is { } before) await before(transition);
        await Task.Yield();
        lock (_gate) return Commit(transition);
    }

    private CommitResult Commit(Transition t)
    {
        if (t.Idempotency is { } wanted && _idempotency.TryGetValue((wanted.Key.Scope, wanted.Key.Key), out var existing)) return new(CommitStatus.IdempotencyExists, Existing: existing);
        if (t.FreeKey is { } free && _idempotency.ContainsKey((free.Scope, free.Key))) return new(CommitStatus.VersionConflict);
        var (order, checkout) = (t.Order, t.Checkout);
        if (order is { Version: 1 })
        {
            order = order with { Number = _number + 1 };
            checkout = checkout is null ? null : checkout with { OrderNumber = $"{order.Number}" };
        }

        var writes = new List<(string Id, long Version, string Json)>();
        if (t.Cart is { } cart) writes.Add((cart.Id, cart.Version, JsonSerializer.Serialize(cart, OrderingJson.Default.Cart)));
        if (checkout is not null) writes.Add((checkout.Id, checkout.Version, JsonSerializer.Serialize(checkout, OrderingJson.Default.Checkout)));
        if (order is not null) writes.Add((order.Id, order.Version, JsonSerializer.Serialize(order, OrderingJson.Default.Order)));
        foreach (var mandate in t.Mandates) writes.Add((mandate.Id, mandate.Version, JsonSerializer.Serialize(mandate, OrderingJson.Default.Of<Consents.Mandate>())));
        if (t.Watch is { } watch) writes.Add((watch.Id, watch.Version, JsonSerializer.Serialize(watch, OrderingJson.Default.Of<Watches.Watch>())));
        if (t.Subscription is { } subscription) writes.Add((subscription.Id, subscription.Version, JsonSerializer.Serialize(subscription, OrderingJson.Default.Of<Subscriptions.Subscription>())));
        if (writes.Exists(w => (_documents.TryGetValue(w.Id, out var d) ? d.Version : 0) != w.Version - 1)) return new(CommitStatus.VersionConflict);
        if (t.Transfers.Any(x => Transfers.ContainsKey(x.Checked().Id))) return new(CommitStatus.VersionConflict);
        if (t.Transfers.Select(x => x.Id).Distinct().Count() != t.Transfers.Count) throw new InvalidOperationException("One transfer id twice.");
        if (t.DoneJobs.Any(e => e.LeaseToken is not null && Jobs.GetValueOrDefault((t.ShopId, e.Kind, e.Key)).Token != e.LeaseToken)) return new(CommitStatus.LeaseLost);
        foreach (var move in t.Stock) if (move.Reserve > Available(move.VariantId)) return new(CommitStatus.OutOfStock, move.VariantId);
        foreach (var move in t.Stock)
        {
            var s = Stock[move.VariantId];
            s = s with { Reserved = s.Reserved + move.Reserve };
            s = move.Remove >= 0 ? (s.OnHand - move.Remove, s.Reserved - move.Remove) : s with { OnHand = s.OnHand - move.Remove };
            if (s.OnHand < 0 || s.Reserved < 0) throw new InvalidOperationException($"Stock of {move.VariantId} would be {s}.");
            Stock[move.VariantId] = s;
        }

        foreach (var (id, version, json) in writes) _documents[id] = (version, json);
        foreach (var move in t.Stock) Changed.Enqueue(move.VariantId);
        foreach (var transfer in t.Transfers) Transfers.Add(transfer.Id, transfer);
        foreach (var message in t.Outbox) Outbox.Add(message.Id, message);
        foreach (var end in t.DoneJobs) End((t.ShopId, end.Kind, end.Key), keepWanted: end.LeaseToken is not null);
        foreach (var job in t.Jobs) Schedule(job);
        if (t.Idempotency is { } record)
        {
            var document = record.Document.Length > 0 ? record.Document : writes.First(w => w.Id == (record.Kind switch { "cart" => t.Cart!.Id, "checkout" => checkout!.Id, _ => order!.Id })).Json;
            _idempotency.Add((record.Key.Scope, record.Key.Key), record with { Document = document });
        }

        if (order is { Version: 1 }) _number++;
        Commits++;
        return new(CommitStatus.Committed, Order: order, Checkout: checkout);
    }

    public Task<SellingRules> GetRulesAsync(string shopId, CancellationToken ct) => Task.FromResult(Rules);

    public Task<bool> SaveRulesAsync(string shopId, SellingRules rules, CancellationToken ct)
    {
        Rules = rules;
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<OutboxMessage>> LeaseOutboxAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken ct)
    {
        lock (_gate)
        {
            var due = Outbox.Values.Where(m => m.State == OutboxState.Waiting && m.NextAttemptAt <= now && !(m.LeasedUntil > now)
                && (m.Receiver is null || !Outbox.Values.Any(o => o.Receiver == m.Receiver && o.State == OutboxState.Waiting && string.CompareOrdinal(o.Id, m.Id) < 0))).Take(limit).ToList();
            foreach (var m in due) Outbox[m.Id] = m with { LeasedUntil = leaseUntil };
            return Task.FromResult<IReadOnlyList<OutboxMessage>>([.. due.Select(m => m with { LeasedUntil = leaseUntil })]);
        }
    }

    public Task<bool> SaveOutboxAsync(OutboxMessage message, CancellationToken ct)
    {
        lock (_gate)
        {
            var present = Outbox.GetValueOrDefault(message.Id);
            if (message.LeasedUntil is { } lease && present?.LeasedUntil != lease) return Task.FromResult(false);

            // its lease stays while the next attempt is not set to another moment
            Outbox[message.Id] = message with { LeasedUntil = present?.NextAttemptAt == message.NextAttemptAt ? present.LeasedUntil : null };
            return Task.FromResult(true);
        }
    }

    public Task StopReceiverAsync(string shopId, string receiver, DateTimeOffset at, CancellationToken ct)
    {
        lock (_gate) StoppedReceivers.Add(receiver);
        return Task.CompletedTask;
    }

    public Task LiftReceiverAsync(string shopId, string receiver, CancellationToken ct)
    {
        lock (_gate) StoppedReceivers.Remove(receiver);
        return Task.CompletedTask;
    }

    public Task<bool> IsReceiverStoppedAsync(string shopId, string receiver, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(StoppedReceivers.Contains(receiver));
    }

    public Task<IReadOnlyList<OutboxMessage>> ListOutboxAsync(string shopId, string? kind, int limit, int offset, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>([.. Outbox.Values.Where(m => kind is null || m.Kind == kind)]);

    public Task<int> ExpireAsync(DateTimeOffset before, CancellationToken ct) => Task.FromResult(0);

    public Task ScheduleAsync(Job job, CancellationToken ct)
    {
        lock (_gate) Schedule(job);
        return Task.CompletedTask;
    }

    public Task EnsureAsync(IReadOnlyCollection<Job> jobs, CancellationToken ct)
    {
        lock (_gate) foreach (var job in jobs) Jobs.TryAdd(Name(job), (job, null, null));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<LeasedJob>> LeaseAsync(IReadOnlyCollection<string> kinds, DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken ct)
    {
        lock (_gate)
        {
            List<LeasedJob> leased = [.. Jobs.Values.Select(j => j.Job).Where(j => kinds.Contains(j.Kind) && j.DueAt <= now).OrderBy(j => j.DueAt).Take(limit)
                .Select(j => new LeasedJob(j with { Attempts = j.Attempts + 1 }, Guid.NewGuid().ToString("N"), leaseUntil))];
            foreach (var l in leased) Jobs[Name(l.Job)] = (l.Job with { DueAt = leaseUntil }, l.Token, Jobs[Name(l.Job)].Wanted);
            return Task.FromResult<IReadOnlyList<LeasedJob>>(leased);
        }
    }

    public Task<bool> RenewAsync(LeasedJob leased, DateTimeOffset leaseUntil, CancellationToken ct) => Held(leased, j => Jobs[Name(leased.Job)] = (j.Job with { DueAt = leaseUntil }, j.Token, j.Wanted));

    public Task<bool> AgainAsync(LeasedJob leased, DateTimeOffset at, string? error, CancellationToken ct) =>
        Held(leased, j => Jobs[Name(leased.Job)] = (j.Job with { DueAt = j.Wanted < at ? j.Wanted.Value : at, Attempts = error is null ? 0 : j.Job.Attempts }, null, null));

    public Task<bool> DoneAsync(LeasedJob leased, CancellationToken ct) => Held(leased, _ => End(Name(leased.Job), keepWanted: true));

    public Task<bool> RemoveAsync(string shopId, string kind, string key, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult(Jobs.Remove((shopId, kind, key)));
    }

    public Task<Job?> FindAsync(string shopId, string kind, string key, CancellationToken ct)
    {
        lock (_gate) return Task.FromResult<Job?>(Jobs.GetValueOrDefault((shopId, kind, key)).Job);
    }

    private static (string ShopId, string Kind, string Key) Name(Job job) => (job.ShopId, job.Kind, job.Key);

    private Task<bool> Held(LeasedJob leased, Action<(Job Job, string? Token, DateTimeOffset? Wanted)> change)
    {
        lock (_gate)
        {
            if (!Jobs.TryGetValue(Name(leased.Job), out var job) || job.Token != leased.Token) return Task.FromResult(false);
            change(job);
            return Task.FromResult(true);
        }
    }

    private void End((string ShopId, string Kind, string Key) name, bool keepWanted)
    {
        if (!Jobs.Remove(name, out var job)) return;
        if (keepWanted && job.Wanted is { } wanted) Jobs.Add(name, (job.Job with { DueAt = wanted, Attempts = 0 }, null, null));
    }

    private void Schedule(Job job)
    {
        if (!Jobs.TryGetValue(Name(job), out var present)) Jobs[Name(job)] = (job, null, null);
        else if (present.Token is null) Jobs[Name(job)] = (present.Job with { DueAt = job.DueAt < present.Job.DueAt ? job.DueAt : present.Job.DueAt, Data = job.Data ?? present.Job.Data }, null, null);
        else Jobs[Name(job)] = (present.Job with { Data = job.Data ?? present.Job.Data }, present.Token, present.Wanted < job.DueAt ? present.Wanted : job.DueAt);
    }

    public Task<Customer?> FindByEmailAsync(string shopId, string email, CancellationToken ct) =>
        Task.FromResult(All(OrderingJson.Default.Customer, "cust_").FirstOrDefault(c => c.Email == email));

    public Task<Customer?> GetAsync(string shopId, string id, CancellationToken ct) => Task.FromResult(Load(id, OrderingJson.Default.Customer));

    public Task<bool> SaveAsync(Customer customer, CancellationToken ct)
    {
        lock (_gate)
        {
            if ((_documents.TryGetValue(customer.Id, out var d) ? d.Version : 0) != customer.Version - 1) return Task.FromResult(false);
            if (All(OrderingJson.Default.Customer, "cust_").Any(c => c.Email == customer.Email && c.Id != customer.Id)) return Task.FromResult(false);
            _documents[customer.Id] = (customer.Version, JsonSerializer.Serialize(customer, OrderingJson.Default.Customer));
            return Task.FromResult(true);
        }
    }

    public Task AddTokenAsync(string shopId, string customerId, string kind, string tokenHash, DateTimeOffset expiresAt, CancellationToken ct)
    {
        lock (_gate) _tokens[tokenHash] = (customerId, kind, expiresAt);
        return Task.CompletedTask;
    }

    public Task<Customer?> RedeemTokenAsync(string shopId, string kind, string tokenHash, DateTimeOffset now, CancellationToken ct)
    {
        lock (_gate)
        {
            if (!_tokens.TryGetValue(tokenHash, out var token) || token.Kind != kind || token.Expires <= now) return Task.FromResult<Customer?>(null);
            if (kind == "link") _tokens.Remove(tokenHash);
            return Task.FromResult(Load(token.CustomerId, OrderingJson.Default.Customer));
        }
    }

    public Task RemoveTokenAsync(string shopId, string tokenHash, CancellationToken ct)
    {
        lock (_gate) _tokens.Remove(tokenHash);
        return Task.CompletedTask;
    }

    public IReadOnlyList<AccountBalance> Balances() =>
        [.. Transfers.Values.SelectMany(t => new[] { (t.Debit, Debit: t.Amount, Credit: 0L), (t.Credit, Debit: 0L, Credit: t.Amount) })
            .GroupBy(p => p.Item1).Select(g => new AccountBalance(g.Key, g.Sum(p => p.Debit), g.Sum(p => p.Credit)))];

    private T? Load<T>(string id, JsonTypeInfo<T> type)
        where T : class
    {
        lock (_gate) return _documents.TryGetValue(id, out var d) ? JsonSerializer.Deserialize(d.Json, type) : null;
    }

    private List<T> All<T>(JsonTypeInfo<T> type, string prefix)
    {
        lock (_gate) return [.. _documents.Where(d => d.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(d => JsonSerializer.Deserialize(d.Value.Json, type)!)];
    }
}
