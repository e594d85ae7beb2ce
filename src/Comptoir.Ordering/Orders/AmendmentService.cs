using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Orders;

/// <summary>
/// What may still be changed before an order is shipped: items for other variants, the address, the means of payment, fewer pieces. And what an
/// operator may do to a price afterwards. Differences are charged or given back with the change or the change does not happen.
/// </summary>
public sealed class AmendmentService(IOrderingStore store, ILiveCatalog catalog, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    private readonly Adjustments _adjustments = new(store, new PaymentCalls([.. providers], time), time);
    private readonly PaymentCalls _calls = new([.. providers], time);

    /// <summary>What a change of items would cost, without doing it.</summary>
    public async Task<Result<ItemsQuote>> QuoteItemsAsync(string shopId, string id, IReadOnlyList<VariantChoice> items, CancellationToken ct)
    {
        var (order, refusal) = await _adjustments.LoadSettledAsync(shopId, id, ct);
        if (order is null) return refusal!;
        var plan = Plan(order, items);
        return plan.Ok ? new ItemsQuote(order, plan.Value, plan.Value.Totals.Total - order.Totals.Total) : plan.Refusal;
    }

    /// <summary>
    /// Pieces that were not shipped for other variants of the same products. Refused: Invalid (unknown line or variant, <c>other_product</c>,
    /// <c>same_item</c>, <c>payment_required</c>), OutOfStock, Conflict (shipped, cancelled), TotalChanged, PaymentDeclined; nothing changes then.
    /// </summary>
    /// <param name="means">Pays or receives the difference; null only when there is nothing to pay.</param>
    /// <param name="expected">The difference that was agreed to, minor units (below zero: given back); null: not named.</param>
    public async Task<Result<Order>> ChangeItemsAsync(string shopId, string id, IReadOnlyList<VariantChoice> items, Means? means, long? expected, Caller caller, IdempotencyKey? key, CancellationToken ct)
    {
        var described = await DescribedAsync(shopId, means, ct);
        if (means?.Instrument is not null && described is null) return UnknownHandler(means);
        var quote = await QuoteItemsAsync(shopId, id, items, ct);
        if (quote.Ok && quote.Value.Difference > 0 && await ShortAsync(quote.Value.Order, means, quote.Value.Difference, ct) is { } poor) return poor;
        return await _adjustments.MakeAsync(shopId, id, key, order =>
        {
            var plan = Plan(order, items);
            if (!plan.Ok) return plan.Refusal;
            var difference = plan.Value.Totals.Total - order.Totals.Total;
            if (expected is { } agreed && agreed != difference) return new Refusal(RefusalKind.TotalChanged, "total_changed", Wording.TotalChanged(order.Language, Currencies.Format(difference, order.Currency, order.Language)), "$.difference");
            var adjustment = New("change", -difference);
            var money = difference > 0 ? MeansPlan.Charge(order, difference, described, time) : MeansPlan.GiveBack(order, adjustment.Id, -difference, described);
            if (!money.Ok) return money.Refusal;
            var swaps = plan.Value.Swaps;
            return adjustment with
            {
                Money = money.Value,
                Books = Books.Change(order.Totals, plan.Value.Totals),
                Amends = true,
                Reserved = [.. swaps.GroupBy(s => s.Item.VariantId).Select(g => new StockMove(g.Key, g.Sum(s => s.Item.Quantity)))],
                Changes = [.. swaps.Select(s => new ItemChange(s.Item.Quantity, order.Lines.First(l => l.Item.Id == s.LineId).Item, s.Item))],
                Effect = new()
                {
                    Lines = plan.Value.Lines,
                    Totals = plan.Value.Totals,
                    Fulfilment = plan.Value.Fulfilment,
                    Stock = [.. swaps.Select(s => new StockMove(order.Lines.First(l => l.Item.Id == s.LineId).Item.VariantId, -s.Item.Quantity))],
                    Topic = "order_changed",
                },
            };
        }, means?.Instrument ?? PaidBy(quote.Value?.Order, means), ct);
    }

    /// <summary>Another address in the same country, before anything is shipped. Refused: Invalid (incomplete, <c>other_country</c>), Conflict (shipped, cancelled, pick-up).</summary>
    public async Task<Result<Order>> ChangeAddressAsync(string shopId, string id, Address address, Caller caller, IdempotencyKey? key, CancellationToken ct)
    {
        var rules = await store.GetRulesAsync(shopId, ct);
        return await _adjustments.ChangeAsync(shopId, id, key, order =>
        {
            if (InputLimits.Check(address, "$.address", order.Language) is { } wrong) return wrong;
            if (Unchangeable(order) is { } refusal) return refusal;
            var clean = InputLimits.Clean(address);
            if (order.Fulfilment.FirstOrDefault(m => m.Type == "shipping") is not { } method || method.Destinations.FirstOrDefault(d => d.Id == method.SelectedDestinationId) is not { } present)
                return new Refusal(RefusalKind.Conflict, "no_address", Wording.NoAddress(order.Language));
            clean = clean with { Id = null, Country = clean.Country ?? present.Address.Country, FirstName = clean.FirstName ?? present.Address.FirstName, LastName = clean.LastName ?? present.Address.LastName, Phone = clean.Phone ?? present.Address.Phone };
            if (clean.Street is null || clean.City is null || clean.Country is null) return new Refusal(RefusalKind.Invalid, "field_required", Wording.AddressIncomplete(order.Language), "$.address");
            var byRegion = rules.Taxes.Any(t => !string.IsNullOrEmpty(t.Region) && string.Equals(t.Country, clean.Country, StringComparison.OrdinalIgnoreCase));
            if (clean.Country != present.Address.Country || (byRegion && !string.Equals(clean.Region, present.Address.Region, StringComparison.OrdinalIgnoreCase)))
                return new Refusal(RefusalKind.Invalid, "other_country", Wording.OtherCountry(order.Language), "$.address.address_country");
            var to = new Destination(present.Id, clean with { Id = present.Id });
            var changed = OrderChanges.Changed(order, time) with
            {
                Fulfilment = [.. order.Fulfilment.Select(m => m.Id == method.Id ? m with { Destinations = [.. m.Destinations.Select(d => d.Id == present.Id ? to : d)] } : m)],
                Events = [.. order.Events, new(Ids.New("evt", time), "address_changed", time.GetUtcNow(), [])],
            };
            return new Transition(shopId) { Order = changed, Outbox = Notices.Of(changed, "order_changed", time) };
        }, ct);
    }

    /// <summary>
    /// Another means of payment for the whole order, before anything is shipped: the new one is charged, then the old one refunded or released.
    /// Refused: Conflict (<c>same_payment</c>, paid in several ways, shipped), PaymentDeclined (also a gift card whose balance does not cover it).
    /// </summary>
    public async Task<Result<Order>> ChangePaymentAsync(string shopId, string id, PaymentInstrument instrument, Caller caller, IdempotencyKey? key, CancellationToken ct)
    {
        var means = new Means(Instrument: instrument);
        if (await DescribedAsync(shopId, means, ct) is not { Instrument: { } described }) return UnknownHandler(means);
        if (await store.GetOrderAsync(shopId, id, ct) is { } present && await ShortAsync(present, means, present.Left, ct) is { } poor) return poor;
        return await _adjustments.MakeAsync(shopId, id, key, order =>
        {
            if (Unchangeable(order) is { } refusal) return refusal;
            if (order.Payments.Count(p => p.Left + p.Held > 0) != 1) return Conflict("several_payments", Wording.SeveralPayments(order.Language));
            if (described.Type != PaymentInstrument.Hosted && MeansPlan.Same(order, described) is not null) return Conflict("same_payment", Wording.SamePayment(order.Language));
            var adjustment = New("payment_change", 0);
            return adjustment with
            {
                Money = [MoneyPlan.Charge(order.Left, described, time), .. MoneyPlan.GiveBack(order, adjustment.Id, order.Left)],
                Effect = new() { Topic = "order_changed" },
            };
        }, instrument, ct);
    }

    /// <summary>
    /// Cancels pieces that were not shipped: what was paid for them is given back and they return to sale. All that is left of an order of which
    /// nothing was shipped closes it, delivery included. Refused: Invalid (lines), Conflict (cancelled).
    /// </summary>
    public Task<Result<Order>> CancelLinesAsync(string shopId, string id, IReadOnlyList<LineQuantity> lines, string? reason, Caller caller, IdempotencyKey? key, CancellationToken ct) =>
        _adjustments.MakeAsync(shopId, id, key, order =>
        {
            if (InputLimits.CheckText(reason, "$.reason", order.Language, 1000) is { } wrong) return wrong;
            if (order.Status == OrderStatus.Canceled) return Conflict("canceled", Wording.Canceled(order.Language));
            if (lines.Count == 0) return new Refusal(RefusalKind.Invalid, "field_required", Wording.NothingToReturn(order.Language), "$.line_items");
            var pieces = OrderChanges.Pieces(order, lines, l => l.ToShip, Wording.NothingToCancel);
            if (!pieces.Ok) return pieces.Refusal;
            var whole = order.Lines.All(l => l.Fulfilled == 0 && l.Remaining == pieces.Value.Where(p => p.LineId == l.Item.Id).Sum(p => p.Quantity)) && order.Shipments.Count == 0;
            var amount = whole ? order.Left : OrderService.RefundValue(order, pieces.Value);
            var adjustment = New(whole ? "cancellation" : "line_cancellation", amount) with { Lines = pieces.Value, Description = reason, Restock = true };
            return adjustment with { Money = MoneyPlan.GiveBack(order, adjustment.Id, amount), Effect = whole ? null : new() { Topic = "order_lines_canceled" } };
        }, null, ct);

    /// <summary>Lowers the price of a line after the sale, by an amount in minor units; the pieces stay. Refused: Invalid (line, more than they are worth), Conflict (cancelled).</summary>
    public Task<Result<Order>> LowerPriceAsync(string shopId, string id, string lineId, long amount, string? reason, Caller caller, IdempotencyKey? key, CancellationToken ct) =>
        _adjustments.MakeAsync(shopId, id, key, order =>
        {
            if (InputLimits.CheckText(reason, "$.reason", order.Language, 1000) is { } wrong) return wrong;
            if (order.Status == OrderStatus.Canceled) return Conflict("canceled", Wording.Canceled(order.Language));
            if (order.Lines.FirstOrDefault(l => l.Item.Id == lineId) is not { } line) return new Refusal(RefusalKind.Invalid, "not_found", Wording.UnknownLine(order.Language, lineId), "$.line_id");
            var most = OrderService.RefundValue(order, [new(lineId, line.Remaining)]);
            if (amount < 1 || amount > most) return new Refusal(RefusalKind.Invalid, "invalid_amount", Wording.ReductionTooLarge(order.Language, Currencies.Format(most, order.Currency, order.Language)), "$.amount");
            var adjustment = New("price_adjustment", amount) with { Description = reason, LineId = lineId };
            return adjustment with { Money = MoneyPlan.GiveBack(order, adjustment.Id, amount), Effect = new() { Topic = "price_adjusted" } };
        }, null, ct);

    private Result<AmendedOrder> Plan(Order order, IReadOnlyList<VariantChoice> items)
    {
        if (Unchangeable(order) is { } refusal) return refusal;
        var swaps = VariantChoices.Find(order, items, l => l.ToShip, Wording.NotThatMany, catalog, time);
        if (!swaps.Ok) return swaps.Refusal;
        if (swaps.Value.Any(s => order.Adjustments.Any(a => a.LineId == s.LineId && a.Status == Adjustment.Completed))) return Conflict("price_lowered", Wording.LinePriceLowered(order.Language));
        var amended = Amendment.Apply(order, swaps.Value);
        return new AmendedOrder(amended.Lines, amended.Totals, amended.Fulfilment) { Swaps = swaps.Value };
    }

    private static Refusal? Unchangeable(Order order) =>
        order.Status == OrderStatus.Canceled ? Conflict("canceled", Wording.Canceled(order.Language))
        : order.Status != OrderStatus.Confirmed || order.Lines.Any(l => l.Fulfilled > 0 && !l.Item.IsGiftCard) ? Conflict("already_shipped", Wording.ShippedAlready(order.Language))
        : null;

    /// <summary>As it is stored, without credential; null for an instrument that no provider, or not this shop, takes.</summary>
    private async Task<Means?> DescribedAsync(string shopId, Means? means, CancellationToken ct) => means?.Instrument is not { } instrument ? means
        : _calls.Find(instrument.HandlerId) is { } provider && (await store.GetRulesAsync(shopId, ct)).Takes(instrument.HandlerId) ? new Means(Instrument: provider.Describe(instrument)) : null;

    /// <summary>Said before anything is written: an instrument with a balance must cover the whole.</summary>
    private async Task<Refusal?> ShortAsync(Order order, Means? means, long amount, CancellationToken ct) =>
        means?.Instrument is { } instrument && _calls.Find(instrument.HandlerId) is { } provider && await provider.AvailableAsync(order.ShopId, instrument, order.Currency, ct) is { } balance && balance < amount
            ? new(RefusalKind.PaymentDeclined, "insufficient_funds", Wording.BalanceTooLow(order.Language, Currencies.Format(balance, order.Currency, order.Language)), "$.payment") : null;

    private static PaymentInstrument? PaidBy(Order? order, Means? means) => order?.Payments.FirstOrDefault(p => p.Id == means?.PaymentId)?.Instrument;

    private static Refusal UnknownHandler(Means means) =>
        new(RefusalKind.Invalid, "unknown_payment_handler", Wording.HandlerUnknown("en", means.Instrument!.HandlerId), "$.payment.handler_id");

    private Adjustment New(string type, long amount) => new(Ids.New("adj", time), type, Adjustment.Pending, time.GetUtcNow(), [], amount, MovesMoney: true);

    private static Refusal Conflict(string code, string message) => new(RefusalKind.Conflict, code, message);
}

/// <summary>An order's content as a change would make it.</summary>
public sealed record AmendedOrder(IReadOnlyList<OrderLine> Lines, Carts.Totals Totals, IReadOnlyList<FulfilmentMethod> Fulfilment)
{
    internal IReadOnlyList<Swap> Swaps { get; init; } = [];
}

/// <param name="Difference">Minor units to pay; below zero: to be given back.</param>
public sealed record ItemsQuote(Order Order, AmendedOrder After, long Difference);
