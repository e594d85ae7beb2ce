using System.Globalization;
using System.Text;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Storage.Catalog;
using Comptoir.Storage.Ledger;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Ordering;

/// <summary>
/// One transition, all or nothing. Rows are locked in one order everywhere, so that two transitions wait for each other instead of
/// for ever: documents (cart, checkout, order, mandates, watch, subscription), idempotency key, jobs, stock by variant id, accounts by id.
/// </summary>
/// <remarks>Statements are queued and their outcomes looked at together: on PostgreSQL a round trip for the documents and the stock that is read, one for the rest and the commit.</remarks>
internal sealed class TransitionCommit
{
    private readonly Transition _transition;
    private readonly KnownAccounts _known;
    private readonly TimeProvider _time;
    private readonly byte[]? _cart;
    private readonly byte[]? _checkout;
    private readonly byte[]? _order;
    private readonly byte[][] _mandates;
    private readonly byte[]? _watch;
    private readonly byte[]? _subscription;
    private readonly byte[][] _outbox;

    /// <summary>Writes the documents on the caller's thread.</summary>
    /// <exception cref="ArgumentException">A document of another shop, or without a version: a fault of ours.</exception>
    public TransitionCommit(Transition transition, KnownAccounts known, TimeProvider time)
    {
        _transition = transition;
        _known = known;
        _time = time;
        Require(transition.Cart?.ShopId, transition.Cart?.Version);
        Require(transition.Checkout?.ShopId, transition.Checkout?.Version);
        Require(transition.Order?.ShopId, transition.Order?.Version);
        foreach (var mandate in transition.Mandates) Require(mandate.ShopId, mandate.Version);
        Require(transition.Watch?.ShopId, transition.Watch?.Version);
        Require(transition.Subscription?.ShopId, transition.Subscription?.Version);
        foreach (var job in transition.Jobs) Require(job.ShopId, 1);
        foreach (var message in transition.Outbox) Require(message.ShopId, 1);
        Require(transition.Idempotency?.ShopId, 1);
        foreach (var transfer in transition.Transfers) transfer.Checked();
        _cart = transition.Cart is { } cart ? Documents.Write(cart) : null;
        _checkout = transition.Checkout is not { } checkout ? null : IsNewOrder ? LateNumber.Write(checkout) : Documents.Write(checkout);
        _order = transition.Order is not { } order ? null : IsNewOrder ? LateNumber.Write(order) : Documents.Write(order);
        _mandates = [.. transition.Mandates.Select(Documents.Write)];
        _watch = transition.Watch is { } watch ? Documents.Write(watch) : null;
        _subscription = transition.Subscription is { } subscription ? Documents.Write(subscription) : null;
        _outbox = [.. transition.Outbox.Select(Documents.Write)];
    }

    private bool IsNewOrder => _transition.Order is { Version: 1 };

    public async ValueTask<Written<CommitResult>> RunAsync(ISqlSession session)
    {
        var (shopId, order, checkout) = (_transition.ShopId, _transition.Order, _transition.Checkout);
        var (orderDocument, checkoutDocument) = (_order, _checkout);
        if (IsNewOrder)
        {
            var number = await session.NextNumberAsync(shopId, "order", first: 1001);
            (order, checkout) = Numbered(order!, checkout, number);
            orderDocument = LateNumber.InOrder(_order!, number);
            checkoutDocument = _checkout is null ? null : LateNumber.InCheckout(_checkout, number);
        }

        var once = new List<Statement>();
        if (_transition.Cart is { } cart) once.Add(DocumentRows.Save(session, cart, _cart!));
        if (checkout is not null) once.Add(DocumentRows.Save(session, checkout, checkoutDocument!, _transition.FreeKey));
        if (order is not null) once.Add(DocumentRows.Save(session, order, orderDocument!));
        for (var i = 0; i < _mandates.Length; i++) once.Add(AutomationRows.Save(session, _transition.Mandates[i], _mandates[i]));
        if (_transition.Watch is { } watch) once.Add(AutomationRows.Save(session, watch, _watch!));
        if (_transition.Subscription is { } subscription) once.Add(AutomationRows.Save(session, subscription, _subscription!));
        var key = _transition.Idempotency is { } record ? IdempotencyRows.Add(session, record, Answer(record, checkoutDocument, orderDocument)) : null;
        var leases = EndJobs(session);

        if (_transition.Stock.Count > 0)
        {
            var missing = await StockRows.MoveAsync(session, shopId, _transition.Stock, _time.GetUtcNow());
            if (await RefusalAsync(session, key, once, leases) is { } early) return early;
            if (missing is not null) return Refused(new(CommitStatus.OutOfStock, missing));
        }

        var posting = await LedgerPosting.BeginAsync(session, shopId, _transition.Transfers, _known, Timestamps.FromMicroseconds(_time.GetUtcNow().ToMicroseconds()));
        if (order is not null) CaseRows.Save(session, order);
        for (var i = 0; i < _outbox.Length; i++) OutboxRows.Add(session, _transition.Outbox[i], _outbox[i]);
        if (posting.NeedsNoLook && leases.Count == 0) return new(new(CommitStatus.Committed, Order: order, Checkout: checkout));
        await session.FlushAsync();
        if (await RefusalAsync(session, key, once, leases) is { } refusal) return refusal;
        if (_transition.Transfers.Count > 0 && RefusalOf(await posting.EndAsync(manual: false), posting.Repeats) is { } unposted) return Refused(unposted);
        return new(new(CommitStatus.Committed, Order: order, Checkout: checkout));
    }

    /// <summary>Null: the key is new and every statement that must change one row did.</summary>
    private async ValueTask<Written<CommitResult>?> RefusalAsync(ISqlSession session, Statement? key, IReadOnlyList<Statement> once, IReadOnlyList<(Statement Removed, Statement DueAgain)> leases)
    {
        if (key is { Rows: 0 } && await IdempotencyRows.FindAsync(session, _transition.ShopId, _transition.Idempotency!.Key) is { } existing)
            return Refused(new(CommitStatus.IdempotencyExists, Existing: existing));
        if (key is { Rows: 0 } || once.Any(s => s.Rows != 1)) return Refused(new(CommitStatus.VersionConflict));
        return leases.Any(l => l.Removed.Rows + l.DueAgain.Rows != 1) ? Refused(new(CommitStatus.LeaseLost)) : null;
    }

    /// <summary>First those that end, then those that begin: a job may schedule itself anew in its own transition.</summary>
    private List<(Statement Removed, Statement DueAgain)> EndJobs(ISqlSession session)
    {
        var leases = new List<(Statement, Statement)>();
        foreach (var end in _transition.DoneJobs)
        {
            if (end.LeaseToken is null) JobRows.Remove(session, _transition.ShopId, end.Kind, end.Key);
            else leases.Add(JobRows.End(session, _transition.ShopId, end.Kind, end.Key, end.LeaseToken));
        }

        var now = _time.GetUtcNow();
        foreach (var job in _transition.Jobs) JobRows.Schedule(session, job, now);
        return leases;
    }

    /// <summary>Null when posted. A transfer of a transition is there only when the transition is.</summary>
    private static CommitResult? RefusalOf(PostResult posted, bool repeats) => posted.Status switch
    {
        PostStatus.Posted => repeats ? new(CommitStatus.VersionConflict) : null,
        PostStatus.InsufficientBalance => new(CommitStatus.InsufficientBalance, posted.Key) { Available = posted.Available },
        PostStatus.AlreadyPosted or PostStatus.OtherContent or PostStatus.PendingResolved => new(CommitStatus.VersionConflict),
        _ => throw new InvalidOperationException(posted.Message),
    };

    private static Written<CommitResult> Refused(CommitResult result) => new(result, Keep: false);

    private static (Order Order, Checkout? Checkout) Numbered(Order order, Checkout? checkout, long number) =>
        (order with { Number = number }, checkout is null ? null : checkout with { OrderNumber = number.ToString(CultureInfo.InvariantCulture) });

    private byte[] Answer(IdempotencyRecord record, byte[]? checkout, byte[]? order)
    {
        if (record.Document.Length > 0) return Encoding.UTF8.GetBytes(record.Document);
        var document = record.Kind switch { "cart" => _cart, "checkout" => checkout, "order" => order, _ => null };
        return document ?? throw new InvalidOperationException($"The idempotency record names a {record.Kind}, but the transition has none.");
    }

    private void Require(string? shopId, long? version)
    {
        if (shopId is null) return;
        if (shopId != _transition.ShopId) throw new ArgumentException($"A document of shop {shopId} in a transition of shop {_transition.ShopId}.");
        if (version < 1) throw new ArgumentException("A stored document's version starts at 1.");
    }
}
