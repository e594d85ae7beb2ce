using System.Globalization;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Orders;

/// <summary>What happens to an order after it was placed.</summary>
public sealed class OrderService(IOrderingStore store, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    private readonly Adjustments _adjustments = new(store, new PaymentCalls([.. providers], time), time);

    public async Task<Result<Order>> GetAsync(string shopId, string id, CancellationToken ct) =>
        await store.GetOrderAsync(shopId, id, ct) is { } order ? order : NotFound();

    /// <summary>By number (with or without prefix <c>#</c>) and the buyer's e-mail, for people without an account; the same refusal when either is wrong.</summary>
    public async Task<Result<Order>> FindAsync(string shopId, string number, string email, CancellationToken ct) =>
        long.TryParse(number.Trim().TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && await store.FindOrderByNumberAsync(shopId, n, ct) is { Buyer.Email: { } known } order
            && AddressBook.Key(known) == AddressBook.Key(email)
            ? order
            : NotFound();

    public Task<IReadOnlyList<Order>> ListAsync(string shopId, OrderFilter filter, CancellationToken ct) => store.ListOrdersAsync(shopId, filter, ct);

    /// <summary>
    /// Ships the given pieces (null: all that remain) as one shipment: stock leaves, an event is added, the buyer and the agent are told. Pieces to
    /// be collected become ready at their place instead. Of what payments only promised, first as much is taken as these pieces cost (all of a
    /// payment that can be captured only once); without that money nothing is shipped.
    /// </summary>
    public async Task<Result<Order>> ShipAsync(string shopId, string id, IReadOnlyList<LineQuantity>? lines, ShippingDetails details, Caller caller, CancellationToken ct)
    {
        var (present, notNow) = await _adjustments.LoadSettledAsync(shopId, id, ct);
        if (present is null) return notNow!;
        var wanted = Pieces(present, lines, details);
        if (!wanted.Ok) return wanted.Refusal;
        if (MoneyPlan.DueWith(present, wanted.Value) > 0 && await CaptureForAsync(shopId, id, lines, details, ct) is { Ok: false } failed) return failed;
        return await _adjustments.ChangeAsync(shopId, id, null, order =>
        {
            var pieces = Pieces(order, lines, details);
            if (!pieces.Ok) return pieces.Refusal;
            if (MoneyPlan.DueWith(order, pieces.Value) > 0) return Conflict("not_captured", Wording.CaptureFailed(order.Language));
            var ready = pieces.Value.All(p => order.Fulfilment.Any(m => m.Type == "pickup" && m.LineIds.Contains(p.LineId)));
            var shipped = Shipments.Ship(order, pieces.Value, details, ready, time);
            return new Transition(shopId)
            {
                Order = shipped,
                Stock = [.. pieces.Value.Select(p => new StockMove(order.Lines.First(l => l.Item.Id == p.LineId).Item.VariantId, 0, p.Quantity))],
                Outbox = Notices.Of(shipped, ready ? "order_ready" : "order_shipped", time, shipped.Shipments[^1].Id),
            };
        }, ct);
    }

    /// <summary>The pieces of a shipment, or why they cannot be sent.</summary>
    private static Result<IReadOnlyList<LineQuantity>> Pieces(Order order, IReadOnlyList<LineQuantity>? lines, ShippingDetails details)
    {
        var refusal = InputLimits.CheckText(details.Carrier, "$.carrier", order.Language)
            ?? InputLimits.CheckText(details.TrackingNumber, "$.tracking_number", order.Language)
            ?? (details.TrackingUrl is null || SafeUrl.IsHttps(details.TrackingUrl) ? null : new Refusal(RefusalKind.Invalid, "invalid_url", Wording.InvalidUrl(order.Language), "$.tracking_url"));
        if (refusal is not null) return refusal;
        if (order.Status == OrderStatus.Canceled) return Conflict("canceled", Wording.Canceled(order.Language));
        var pieces = OrderChanges.Pieces(order, lines ?? [.. order.Lines.Where(l => l.ToShip > 0).Select(l => new LineQuantity(l.Item.Id, l.ToShip))], l => l.ToShip, Wording.NothingToShip);
        return pieces is { Ok: true, Value.Count: 0 } ? Conflict("nothing_to_ship", Wording.NothingToShip(order.Language)) : pieces;
    }

    /// <summary>Ships with a carrier and a tracking number.</summary>
    public Task<Result<Order>> ShipAsync(string shopId, string id, IReadOnlyList<LineQuantity>? lines, string? carrier, string? trackingNumber, Caller caller, CancellationToken ct) =>
        ShipAsync(shopId, id, lines, new ShippingDetails(carrier, trackingNumber), caller, ct);

    /// <summary>A shipment is on its way, or with the buyer (delivered, or collected). Refused: NotFound, Conflict when it was delivered already.</summary>
    public Task<Result<Order>> MoveShipmentAsync(string shopId, string id, string shipmentId, ShipmentState to, Caller caller, CancellationToken ct) =>
        _adjustments.ChangeAsync(shopId, id, null, order =>
        {
            if (order.Shipments.FirstOrDefault(s => s.Id == shipmentId) is not { } shipment) return new Refusal(RefusalKind.NotFound, "not_found", Wording.UnknownShipment(order.Language));
            if (to is not (ShipmentState.InTransit or ShipmentState.Delivered) || shipment.State == ShipmentState.Delivered || shipment.State == to) return Conflict("shipment_state", Wording.ShipmentState(order.Language));
            var moved = Shipments.Move(order, shipment, to, time);
            return new Transition(shopId) { Order = moved, Outbox = to == ShipmentState.Delivered ? Notices.Of(moved, "order_delivered", time, shipmentId) : [] };
        }, ct);

    /// <summary>Everything that was sent arrived. Refused: Conflict while pieces are still to be shipped, or when nothing is on its way.</summary>
    public Task<Result<Order>> DeliverAsync(string shopId, string id, Caller caller, CancellationToken ct) =>
        _adjustments.ChangeAsync(shopId, id, null, order =>
        {
            if (order.Status != OrderStatus.Shipped) return Conflict("not_shipped", order.Status == OrderStatus.Canceled ? Wording.Canceled(order.Language) : Wording.NotShipped(order.Language));
            var delivered = order.Shipments.Where(s => s.DeliveredAt is null).Aggregate(order, (o, s) => Shipments.Move(o, s, ShipmentState.Delivered, time)) with { Version = order.Version + 1 };
            return new Transition(shopId) { Order = delivered, Outbox = Notices.Of(delivered, "order_delivered", time) };
        }, ct);

    /// <summary>Cancels an order of which nothing was shipped: everything is refunded and put back on sale.</summary>
    public Task<Result<Order>> CancelAsync(string shopId, string id, string? reason, Caller caller, IdempotencyKey? key, CancellationToken ct) =>
        _adjustments.MakeAsync(shopId, id, key, order =>
        {
            if (InputLimits.CheckText(reason, "$.reason", order.Language, 1000) is { } refusal) return refusal;
            if (order.Status == OrderStatus.Canceled) return Conflict("canceled", Wording.Canceled(order.Language));
            if (order.Events.Any(e => e.Type == "shipped") || order.Lines.Any(l => l.Fulfilled > 0)) return Conflict("already_shipped", Wording.AlreadyShipped(order.Language));
            var adjustment = new Adjustment(Ids.New("adj", time), "cancellation", Adjustment.Pending, time.GetUtcNow(),
                [.. order.Lines.Where(l => l.Remaining > 0).Select(l => new LineQuantity(l.Item.Id, l.Remaining))],
                order.Left, reason, MovesMoney: true, Restock: true);
            return adjustment with { Money = MoneyPlan.GiveBack(order, adjustment.Id, adjustment.Amount) };
        }, null, ct);

    /// <summary>
    /// Gives money back: the given pieces at what was paid for them, or an amount in minor units when no pieces are given. Never more than was paid.
    /// Pieces that were not shipped yet go back on sale in any case; shipped ones when <paramref name="restock"/> says so.
    /// </summary>
    /// <param name="type">refund, return, credit or price_adjustment.</param>
    /// <param name="key">A repetition with the same key gives the same answer, also after a crash between the record and the provider.</param>
    public Task<Result<Order>> RefundAsync(string shopId, string id, string type, IReadOnlyList<LineQuantity> lines, long? amount, bool restock, string? description, Caller caller, IdempotencyKey? key, CancellationToken ct) =>
        _adjustments.MakeAsync(shopId, id, key, order =>
        {
            if (InputLimits.CheckText(type, "$.type", order.Language, 50) is { } refusal) return refusal;
            if (InputLimits.CheckText(description, "$.description", order.Language, 1000) is { } other) return other;
            if (order.Status == OrderStatus.Canceled) return Conflict("canceled", Wording.Canceled(order.Language));
            // pieces on their way back are refunded when their return is settled
            var pieces = OrderChanges.Pieces(order, lines, l => l.Item.IsGiftCard ? 0 : l.Remaining - order.Returns.Where(r => r.Open).Sum(r => r.PiecesOf(l.Item.Id)), Wording.RefundEmpty);
            if (!pieces.Ok) return pieces.Refusal;
            var wanted = pieces.Value.Count > 0 ? RefundValue(order, pieces.Value) : amount ?? 0;
            if (wanted < 0 || (wanted == 0 && pieces.Value.Count == 0)) return new Refusal(RefusalKind.Invalid, "invalid_amount", Wording.RefundEmpty(order.Language), "$.amount");
            if (wanted > order.Left) return new Refusal(RefusalKind.Invalid, "amount_too_large", Wording.RefundTooLarge(order.Language, Currencies.Format(order.Left, order.Currency, order.Language)), "$.amount");

            // "cancellation" closes an order and "capture" takes money: they have their own ways
            var adjustment = new Adjustment(Ids.New("adj", time), type is "cancellation" or "capture" ? "refund" : type, Adjustment.Pending, time.GetUtcNow(), pieces.Value, wanted, description, MovesMoney: true, Restock: restock);
            return adjustment with { Money = MoneyPlan.GiveBack(order, adjustment.Id, wanted) };
        }, null, ct);

    /// <summary>What one payment only promised has come in.</summary>
    internal Task<Result<Order>> CapturePaymentAsync(string shopId, string id, string paymentId, CancellationToken ct) =>
        _adjustments.MakeAsync(shopId, id, new($"capture {id}", paymentId, ""), order =>
        {
            var adjustment = new Adjustment(Ids.New("adj", time), "capture", Adjustment.Pending, time.GetUtcNow(), [], 0, MovesMoney: true);
            var parts = MoneyPlan.CaptureAll(order, adjustment.Id, paymentId);
            return parts.Count == 0 ? Conflict("nothing_to_capture", Wording.NothingToCapture(order.Language)) : adjustment with { Money = parts };
        }, null, ct);

    /// <summary>Takes what a shipment of these pieces needs of what payments only promised.</summary>
    private Task<Result<Order>> CaptureForAsync(string shopId, string id, IReadOnlyList<LineQuantity>? lines, ShippingDetails details, CancellationToken ct) =>
        _adjustments.MakeAsync(shopId, id, null, order =>
        {
            var pieces = Pieces(order, lines, details);
            if (!pieces.Ok) return pieces.Refusal;
            var adjustment = new Adjustment(Ids.New("adj", time), "capture", Adjustment.Pending, time.GetUtcNow(), [], 0, MovesMoney: true);
            return adjustment with { Money = MoneyPlan.Capture(order, adjustment.Id, MoneyPlan.DueWith(order, pieces.Value), h => providers.FirstOrDefault(p => p.HandlerId == h)?.CapturesInParts == true) };
        }, null, ct);

    /// <summary>What <see cref="RefundAsync"/> would give back now for pieces that the order has, minor units: what was paid for them, at most what is left.</summary>
    public static long RefundValue(Order order, IReadOnlyList<LineQuantity> pieces) =>
        Math.Min(pieces.Sum(p => Paid.For(order, order.Lines.First(l => l.Item.Id == p.LineId), p.Quantity)), order.Left);

    /// <summary>Adds or replaces a fulfilment event or adjustment by id, as the 2026-01-11 order PUT does; moves no money.</summary>
    public Task<Result<Order>> RecordAsync(string shopId, string id, IReadOnlyList<FulfilmentEvent> events, IReadOnlyList<Adjustment> adjustments, Caller caller, CancellationToken ct) =>
        _adjustments.ChangeAsync(shopId, id, null, order =>
        {
            if (adjustments.Any(a => a.Status is not ("pending" or "completed" or "failed")))
                return new Refusal(RefusalKind.Invalid, "invalid_status", Wording.InvalidStatus(order.Language), "$.adjustments");
            if (order.Events.Count + events.Count > 500 || order.Adjustments.Count + adjustments.Count > 500)
                return new Refusal(RefusalKind.Invalid, "too_many_entries", Wording.TooMany(order.Language, "events, adjustments", 500));
            var recorded = OrderChanges.Changed(order, time) with
            {
                Events = [.. order.Events.Where(e => !events.Any(n => n.Id == e.Id)), .. events],

                // what moved money is history and not the caller's to rewrite
                Adjustments = adjustments.Where(a => !order.Adjustments.Any(o => o.Id == a.Id && o.MovesMoney))
                    .Aggregate(order.Adjustments, (all, a) => OrderChanges.Replaced(all, a with { MovesMoney = false, Restock = false })),
            };
            return new Transition(shopId) { Order = recorded };
        }, ct);

    /// <summary>
    /// Looks whether the buyer has paid the difference that a change waits for, and carries the change out. Refused: NotFound, PaymentActionRequired
    /// (not paid yet: <see cref="Refusal.ContinueUrl"/>), PaymentPending (nobody knows yet). Otherwise the order with or without its change.
    /// </summary>
    /// <param name="stop">The buyer does not want to pay: the change does not happen, unless it was paid by now.</param>
    public async Task<Result<Order>> ResumeAsync(string shopId, string id, bool stop, CancellationToken ct)
    {
        var (order, refusal) = await _adjustments.LoadSettledAsync(shopId, id, ct, stop);
        return order is null ? refusal! : order;
    }

    /// <summary>Finishes what is pending; the adjustment that still is, else null.</summary>
    internal async Task<Adjustment?> SettleAsync(string shopId, string id, CancellationToken ct)
    {
        await _adjustments.LoadSettledAsync(shopId, id, ct);
        return await store.GetOrderAsync(shopId, id, ct) is { } order ? Adjustments.Pending(order) : null;
    }

    internal static Refusal NotFound() => new(RefusalKind.NotFound, "not_found", Wording.NotFound("en", "Order", "Commande"));

    private static Refusal Conflict(string code, string message) => new(RefusalKind.Conflict, code, message);
}
