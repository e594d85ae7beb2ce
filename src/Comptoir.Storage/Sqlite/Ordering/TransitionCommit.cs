using System.Globalization;
using System.Text;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Storage.Sqlite.Catalog;
using Comptoir.Storage.Sqlite.Ledger;

namespace Comptoir.Storage.Sqlite.Ordering;

/// <summary>One transition, all or nothing. The writer runs it in a savepoint that any refusal undoes.</summary>
internal sealed class TransitionCommit
{
    private readonly Transition _transition;
    private readonly TimeProvider _time;
    private readonly byte[]? _cart;
    private readonly byte[]? _checkout;
    private readonly byte[]? _order;
    private readonly byte[][] _outbox;

    /// <summary>Writes the documents on the caller's thread, all but those that wait for an order's number.</summary>
    /// <exception cref="ArgumentException">A document of another shop, or without a version: a fault of ours.</exception>
    public TransitionCommit(Transition transition, TimeProvider time)
    {
        _transition = transition;
        _time = time;
        Require(transition.Cart?.ShopId, transition.Cart?.Version);
        Require(transition.Checkout?.ShopId, transition.Checkout?.Version);
        Require(transition.Order?.ShopId, transition.Order?.Version);
        foreach (var message in transition.Outbox) Require(message.ShopId, 1);
        Require(transition.Idempotency?.ShopId, 1);
        foreach (var transfer in transition.Transfers) transfer.Checked();
        _cart = transition.Cart is { } cart ? Documents.Write(cart) : null;
        _checkout = transition.Checkout is { } checkout && !IsNewOrder ? Documents.Write(checkout) : null;
        _order = transition.Order is { } order && !IsNewOrder ? Documents.Write(order) : null;
        _outbox = [.. transition.Outbox.Select(Documents.Write)];
    }

    private bool IsNewOrder => _transition.Order is { Version: 1 };

    public Written<CommitResult> Run(SqliteSession session)
    {
        var (shopId, order, checkout) = (_transition.ShopId, _transition.Order, _transition.Checkout);
        if (_transition.Idempotency is { } wanted && IdempotencyRows.Find(session, shopId, wanted.Key.Scope, wanted.Key.Key) is { } existing)
            return Refused(new(CommitStatus.IdempotencyExists, Existing: existing));
        if (IsNewOrder) (order, checkout) = Number(session, order!, checkout);
        var checkoutDocument = _checkout ?? (checkout is null ? null : Documents.Write(checkout));
        var orderDocument = _order ?? (order is null ? null : Documents.Write(order));
        var saved = (_transition.Cart is not { } cart || DocumentRows.Save(session, cart, _cart!))
            && (checkout is null || DocumentRows.Save(session, checkout, checkoutDocument!))
            && (order is null || DocumentRows.Save(session, order, orderDocument!));
        if (!saved) return Refused(new(CommitStatus.VersionConflict));
        if (MoveStock(session) is { } missing) return Refused(new(CommitStatus.OutOfStock, missing));
        foreach (var transfer in _transition.Transfers)
            if (!LedgerRows.Post(session, shopId, transfer)) return Refused(new(CommitStatus.VersionConflict));
        for (var i = 0; i < _outbox.Length; i++) OutboxRows.Add(session, _transition.Outbox[i], _outbox[i]);
        if (_transition.Idempotency is { } record) IdempotencyRows.Add(session, record, Answer(record, checkoutDocument, orderDocument));
        return new(new(CommitStatus.Committed, Order: order, Checkout: checkout));
    }

    private static Written<CommitResult> Refused(CommitResult result) => new(result, Keep: false);

    private static (Order Order, Checkout? Checkout) Number(SqliteSession session, Order order, Checkout? checkout)
    {
        var number = session.Number(
            "insert into counter (shop_id, name, value) values ($1, 'order', 1001) on conflict (shop_id, name) do update set value = counter.value + 1 returning value", order.ShopId);
        return (order with { Number = number }, checkout is null ? null : checkout with { OrderNumber = number.ToString(CultureInfo.InvariantCulture) });
    }

    /// <summary>The variant of which there is not enough; null when all moves were made.</summary>
    private string? MoveStock(SqliteSession session)
    {
        foreach (var move in _transition.Stock)
            if (!StockRows.Move(session, _transition.ShopId, move)) return move.VariantId;
        var now = _time.GetUtcNow();
        foreach (var variantId in _transition.Stock.Select(m => m.VariantId).Distinct(StringComparer.Ordinal))
            session.LogChange(_transition.ShopId, ChangeKind.Stock, variantId, now);
        return null;
    }

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
