using Comptoir.Catalog;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Returns;

/// <summary>
/// Returns, exchanges and store credit: asked for by the buyer within the shop's policy, decided, labelled, received, inspected, settled. Each step
/// is one transition with its message to the buyer. Nothing goes back on sale before it was accepted, and nothing can come back twice.
/// </summary>
public sealed class ReturnService(IOrderingStore store, ILiveCatalog catalog, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    private const int MostReturns = 100;
    private readonly Adjustments _adjustments = new(store, new PaymentCalls([.. providers], time), time);
    private readonly PaymentCalls _calls = new([.. providers], time);

    /// <summary>What may come back of an order now, by the shop's policy and by law.</summary>
    public async Task<Result<ReturnRights>> RightsAsync(string shopId, string orderId, CancellationToken ct)
    {
        if (await store.GetOrderAsync(shopId, orderId, ct) is not { } order) return OrderService.NotFound();
        var policy = (await store.GetRulesAsync(shopId, ct)).Returns;
        var now = time.GetUtcNow();
        return new ReturnRights(order, policy, Eligibility.Offer(order, policy, IdsOf(shopId), now), Eligibility.Withdrawal(order, policy, IdsOf(shopId), CountryOf(shopId), now));
    }

    /// <summary>The return as it would be made, with its difference; nothing is stored.</summary>
    public async Task<Result<Return>> PreviewAsync(string shopId, string orderId, ReturnInput input, Caller caller, CancellationToken ct)
    {
        var (order, refusal) = await _adjustments.LoadSettledAsync(shopId, orderId, ct);
        return order is null ? refusal! : Decide(order, input, (await store.GetRulesAsync(shopId, ct)).Returns, caller);
    }

    /// <summary>What a return that is not settled will give back when every piece comes as it should, minor units.</summary>
    public static long Expected(Order order, Return of) => SettlementPlan.Expected(order, of);

    /// <summary>
    /// Asks for a return or an exchange. A buyer is held to the policy (Conflict: <c>not_delivered</c>, <c>window_closed</c>, <c>not_returnable</c>); the console may
    /// take back whatever was shipped. An exchange puts the replacements aside (OutOfStock), and its dearer ones must be payable by the means named.
    /// </summary>
    /// <param name="instrument">Named in <see cref="ReturnInput.Means"/>: pays or receives the difference; its balance, if it has one, must cover it.</param>
    public async Task<Result<Order>> RequestAsync(string shopId, string orderId, ReturnInput input, Caller caller, IdempotencyKey? key, CancellationToken ct, PaymentInstrument? instrument = null)
    {
        var policy = (await store.GetRulesAsync(shopId, ct)).Returns;
        var described = await DescribedAsync(shopId, instrument, ct);
        if (instrument is not null && described is null) return new Refusal(RefusalKind.Invalid, "unknown_payment_handler", Wording.HandlerUnknown("en", instrument.HandlerId), "$.payment.handler_id");
        var balance = instrument is null || input.Kind != ReturnKind.Exchange ? null : await _calls.Find(instrument.HandlerId)!.AvailableAsync(shopId, instrument, (await store.GetOrderAsync(shopId, orderId, ct))?.Currency ?? "", ct);
        return await _adjustments.ChangeAsync(shopId, orderId, key, order =>
        {
            var decided = Decide(order, input, policy, caller);
            if (!decided.Ok) return decided.Refusal;
            if (order.Returns.Count >= MostReturns) return new Refusal(RefusalKind.Invalid, "too_many_entries", Wording.TooMany(order.Language, "returns", MostReturns));
            if (balance < decided.Value.Difference) return new Refusal(RefusalKind.PaymentDeclined, "insufficient_funds", Wording.BalanceTooLow(order.Language, Money(order, balance!.Value)), "$.payment");
            var made = decided.Value with { Instrument = described };
            return Moved(order, made, made.State == ReturnState.Approved ? "return_approved" : "return_requested", reserve: made.State == ReturnState.Approved ? 1 : 0);
        }, ct);
    }

    /// <summary>Lets the buyer send the pieces; an exchange's replacements are put aside.</summary>
    public Task<Result<Order>> ApproveAsync(string shopId, string orderId, string returnId, string? note, CancellationToken ct) =>
        StepAsync(shopId, orderId, returnId, ReturnState.Approved, note, "return_approved", 1, null, ct, ReturnState.Requested);

    /// <param name="reason">Told to the buyer.</param>
    public Task<Result<Order>> RejectAsync(string shopId, string orderId, string returnId, string reason, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(reason) ? Task.FromResult<Result<Order>>(new Refusal(RefusalKind.Invalid, "field_required", Wording.RejectionReason("en"), "$.note"))
        : StepAsync(shopId, orderId, returnId, ReturnState.Rejected, reason, "return_rejected", -1, null, ct, ReturnState.Requested, ReturnState.Approved, ReturnState.Sent, ReturnState.Received);

    /// <summary>The buyer keeps the pieces after all.</summary>
    public Task<Result<Order>> CancelAsync(string shopId, string orderId, string returnId, CancellationToken ct) =>
        StepAsync(shopId, orderId, returnId, ReturnState.Canceled, null, "return_canceled", -1, null, ct, ReturnState.Requested, ReturnState.Approved);

    /// <summary>A carrier's label for the parcel: https, or a path of this server. Told to the buyer.</summary>
    public Task<Result<Order>> LabelAsync(string shopId, string orderId, string returnId, string url, CancellationToken ct) =>
        !SafeUrl.IsHttps(url) && !(url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && url.Length <= SafeUrl.Longest) ? Task.FromResult<Result<Order>>(new Refusal(RefusalKind.Invalid, "invalid_url", Wording.InvalidUrl("en"), "$.label_url"))
        : StepAsync(shopId, orderId, returnId, ReturnState.Approved, null, "return_label", 0, r => r with { LabelUrl = url }, ct, ReturnState.Approved);

    /// <summary>The buyer sent the parcel; with a tracking number this is the proof that ends the shop's right to wait with a withdrawal's refund.</summary>
    public Task<Result<Order>> SentAsync(string shopId, string orderId, string returnId, string? trackingNumber, CancellationToken ct) =>
        StepAsync(shopId, orderId, returnId, ReturnState.Sent, trackingNumber, "return_sent", 0, r => r with { SentWith = string.IsNullOrWhiteSpace(trackingNumber) ? null : trackingNumber.Trim() }, ct, ReturnState.Approved);

    public Task<Result<Order>> ReceiveAsync(string shopId, string orderId, string returnId, CancellationToken ct) =>
        StepAsync(shopId, orderId, returnId, ReturnState.Received, null, "return_received", 0, null, ct, ReturnState.Approved, ReturnState.Sent);

    /// <summary>
    /// Records what was in the parcel and settles it: the refund or credit is given, or the replacement enters the order. An exchange of which not
    /// everything was accepted becomes a refund of what was. A dearer exchange waits for its payment (see <see cref="PayAsync"/>) unless its means can be charged again.
    /// </summary>
    public Task<Result<Order>> InspectAsync(string shopId, string orderId, string returnId, IReadOnlyList<Inspected> found, CancellationToken ct) =>
        SettleAsync(shopId, orderId, returnId, found, null, null, ct);

    /// <summary>Pays the difference of a dearer exchange that was inspected; the replacement is then sent.</summary>
    public async Task<Result<Order>> PayAsync(string shopId, string orderId, string returnId, PaymentInstrument instrument, IdempotencyKey? key, CancellationToken ct)
    {
        if (await store.GetOrderAsync(shopId, orderId, ct) is not { } order || order.Returns.FirstOrDefault(r => r.Id == returnId) is not { } present) return OrderService.NotFound();
        if (present.State != ReturnState.AwaitingPayment) return new Refusal(RefusalKind.Conflict, "return_state", Wording.ReturnState(order.Language, present.State));
        return await SettleAsync(shopId, orderId, returnId, present.Inspected, instrument, key, ct);
    }

    private async Task<Result<Order>> SettleAsync(string shopId, string orderId, string returnId, IReadOnlyList<Inspected> found, PaymentInstrument? instrument, IdempotencyKey? key, CancellationToken ct)
    {
        var (order, refusal) = await _adjustments.LoadSettledAsync(shopId, orderId, ct);
        if (order is null) return refusal!;
        var described = await DescribedAsync(shopId, instrument, ct);
        if (instrument is not null && described is null) return new Refusal(RefusalKind.Invalid, "unknown_payment_handler", Wording.HandlerUnknown(order.Language, instrument.HandlerId), "$.payment.handler_id");
        var first = Plan(order);
        if (!first.Ok) return first.Refusal;
        if (first.Value.Waits)
        {
            return await _adjustments.ChangeAsync(shopId, orderId, key, current =>
            {
                var plan = Plan(current);
                return plan.Ok ? Moved(current, plan.Value.Return with { State = ReturnState.AwaitingPayment, Events = [.. plan.Value.Return.Events.SkipLast(1), new(time.GetUtcNow(), ReturnState.AwaitingPayment)] }, "exchange_payment") : plan.Refusal;
            }, ct);
        }

        return await _adjustments.MakeAsync(shopId, orderId, key, current =>
        {
            var plan = Plan(current);
            return plan.Ok ? plan.Value.Adjustment! : plan.Refusal;
        }, instrument, ct);

        Result<SettlementPlan> Plan(Order current) => SettlementPlan.Make(current, returnId, found, described, CustomerCredit(current), time);
    }

    /// <summary>Without its credential; null for an instrument that no provider, or not this shop, takes.</summary>
    private async Task<PaymentInstrument?> DescribedAsync(string shopId, PaymentInstrument? instrument, CancellationToken ct) =>
        instrument is not null && _calls.Find(instrument.HandlerId) is { } provider && (await store.GetRulesAsync(shopId, ct)).Takes(instrument.HandlerId) ? provider.Describe(instrument) : null;

    private static PaymentInstrument? CustomerCredit(Order order) =>
        order.CustomerId is { } customer ? new PaymentInstrument(customer, BalanceAccounts.StoreCredit, "store_credit") : null;

    private Result<Return> Decide(Order order, ReturnInput input, ReturnPolicy policy, Caller caller)
    {
        var byOperator = caller.Channel == "console";
        var offer = byOperator ? null : Eligibility.Offer(order, policy, IdsOf(order.ShopId), time.GetUtcNow());
        IReadOnlyList<Swap> swaps = [];
        if (input.Kind == ReturnKind.Exchange)
        {
            var found = VariantChoices.Find(order, input.Exchanges ?? [], line => Eligibility.Returnable(order, line), Wording.NotReturnable, catalog, time);
            if (!found.Ok) return found.Refusal;
            swaps = found.Value;
        }

        return ReturnDecisions.Request(order, input, policy, offer, swaps, time);
    }

    private Task<Result<Order>> StepAsync(string shopId, string orderId, string returnId, ReturnState to, string? note, string topic, int reserve, Func<Return, Return>? change, CancellationToken ct, params ReturnState[] from) =>
        _adjustments.ChangeAsync(shopId, orderId, null, order =>
        {
            var before = order.Returns.FirstOrDefault(r => r.Id == returnId)?.State;
            var moved = ReturnDecisions.Move(order, returnId, to, note, time, from);
            if (!moved.Ok) return moved.Refusal;

            // what was never approved put nothing aside
            return Moved(order, change?.Invoke(moved.Value) ?? moved.Value, topic, reserve < 0 && before == ReturnState.Requested ? 0 : reserve);
        }, ct);

    /// <param name="reserve">1: the replacements are put aside; −1: they are free again.</param>
    private Transition Moved(Order order, Return one, string topic, int reserve = 0)
    {
        var changed = ReturnDecisions.With(OrderChanges.Changed(order, time), one);
        return new Transition(order.ShopId)
        {
            Order = changed,
            Stock = reserve == 0 ? [] : [.. one.Replacements.GroupBy(r => r.Item.VariantId).Select(g => new StockMove(g.Key, reserve * g.Sum(r => r.Item.Quantity)))],
            Outbox = Notices.Of(changed, topic, time, one.Id),
        };
    }

    /// <summary>The ids by which an exclusion may name a line. What left the catalogue is known by its own ids only.</summary>
    internal Func<OrderLine, IReadOnlyList<string>> IdsOf(string shopId) => line =>
        catalog.FindShop(shopId) is { } shop && catalog.FindItem(shopId, line.Item.VariantId) is { } found
            ? LineResolver.Targets(found.Product, found.Variant, line.Item.ItemId, shop)
            : [line.Item.VariantId, line.Item.ProductId, line.Item.ItemId];

    internal string CountryOf(string shopId) => catalog.FindShop(shopId)?.Country ?? "";

    private static string Money(Order order, long amount) => Catalog.Offers.Currencies.Format(amount, order.Currency, order.Language);
}

/// <summary>What a buyer may do with delivered pieces.</summary>
public sealed record ReturnRights(Order Order, ReturnPolicy Policy, ReturnOffer Offer, WithdrawalRight Withdrawal);
