using System.Globalization;
using Comptoir.Catalog;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Returns;

/// <summary>
/// The consumer's right of withdrawal as an online function of two steps (Directive 2011/83/EU, Art. 11a): the declaration is shown, then
/// confirmed. No reason is asked for. The confirmation is recorded with its acknowledgement in one transaction, before any refund is tried.
/// </summary>
public sealed class WithdrawalService(IOrderingStore store, ReturnService returns, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    private static readonly TimeSpan RefundTime = TimeSpan.FromDays(14);
    private readonly Adjustments _adjustments = new(store, new PaymentCalls([.. providers], time), time);

    /// <summary>The declaration as it would be recorded; nothing is stored. Refused: NotFound, Invalid (name, e-mail, pieces), Conflict (<c>no_withdrawal</c>, <c>withdrawal_over</c>).</summary>
    public async Task<Result<Withdrawal>> PreviewAsync(string shopId, string orderId, WithdrawalInput input, CancellationToken ct)
    {
        if (await store.GetOrderAsync(shopId, orderId, ct) is not { } order) return OrderService.NotFound();
        return Declare(order, input, (await store.GetRulesAsync(shopId, ct)).Returns);
    }

    /// <summary>
    /// Withdraws: the declaration and its acknowledgement are stored, what was not shipped is refunded at once, the rest becomes a return that
    /// needs nobody's approval. Should the refund fail, the declaration stands and the operator sees what is due.
    /// </summary>
    public async Task<Result<Order>> ConfirmAsync(string shopId, string orderId, WithdrawalInput input, Caller caller, IdempotencyKey? key, CancellationToken ct)
    {
        var policy = (await store.GetRulesAsync(shopId, ct)).Returns;
        var (present, refusal) = await _adjustments.LoadSettledAsync(shopId, orderId, ct);
        if (present is null) return refusal!;

        // what was declared cannot be declared again: a repeated request is answered before it is judged, and whatever became of the money
        if (key is not null && present.Adjustments.Any(a => a.Key == key)) return present;
        if (await Replay.FindAsync(store, shopId, key, OrderingJson.Default.Order, present.Language, ct) is { } replay) return replay;
        var first = Declare(present, input, policy);
        if (!first.Ok) return first.Refusal;

        if (Unshipped(present, first.Value).Count == 0)
        {
            return await _adjustments.ChangeAsync(shopId, orderId, key, order =>
            {
                var declared = Declare(order, input, policy);
                return declared.Ok ? Recorded(OrderChanges.Changed(order, time), declared.Value, policy) : declared.Refusal;
            }, ct);
        }

        Withdrawal? made = null;
        var done = await _adjustments.MakeAsync(shopId, orderId, key, order =>
        {
            var declared = Declare(order, input, policy);
            if (!declared.Ok) return declared.Refusal;
            made = declared.Value;
            return Refund(order, made);
        }, null, ct, order => Recorded(order, made!, policy) with { Jobs = [RefundWithdrawal.Of(shopId, orderId, made!.Id, time.GetUtcNow())] });

        // the declaration is on record whatever became of the money
        return !done.Ok && made is not null && await store.GetOrderAsync(shopId, orderId, ct) is { } recorded && recorded.Withdrawals.Any(w => w.Id == made.Id) ? recorded : done;
    }

    /// <summary>Tries once more to give back what a withdrawal's unshipped pieces cost. True: nothing is left to give back for them.</summary>
    internal async Task<bool> RetryAsync(string shopId, string orderId, string withdrawalId, CancellationToken ct)
    {
        var (present, _) = await _adjustments.LoadSettledAsync(shopId, orderId, ct);
        if (present is null) return await store.GetOrderAsync(shopId, orderId, ct) is null;
        if (present.Withdrawals.FirstOrDefault(w => w.Id == withdrawalId) is not { } declared || IsRefunded(present, declared)) return true;
        return (await _adjustments.MakeAsync(shopId, orderId, null, order =>
            IsRefunded(order, declared) ? new Refusal(RefusalKind.Conflict, "refunded", "") : Refund(order, declared), null, ct)).Refusal is null or { Code: "refunded" };
    }

    private static bool IsRefunded(Order order, Withdrawal declared) =>
        order.Status == OrderStatus.Canceled || Unshipped(order, declared).Count == 0 || order.Adjustments.Any(a => a is { Description: ReturnReasons.Withdrawal, Status: Adjustment.Completed } && a.At >= declared.At);

    private Result<Adjustment> Refund(Order order, Withdrawal declared)
    {
        var pieces = Unshipped(order, declared);
        var whole = order.Shipments.Count == 0 && order.Lines.All(l => l.Remaining == pieces.Where(p => p.LineId == l.Item.Id).Sum(p => p.Quantity));
        var amount = whole ? Math.Min(order.Left, OrderService.RefundValue(order, pieces) + Standard(order)) : OrderService.RefundValue(order, pieces);
        var adjustment = new Adjustment(Ids.New("adj", time), whole ? "cancellation" : "line_cancellation", Adjustment.Pending, time.GetUtcNow(), pieces, amount, ReturnReasons.Withdrawal, MovesMoney: true, Restock: true);
        return adjustment with { Money = MoneyPlan.GiveBack(order, adjustment.Id, amount), Effect = new() { Topic = "withdrawal_refunded", About = declared.Id } };
    }

    private Transition Recorded(Order order, Withdrawal declared, ReturnPolicy policy)
    {
        var shipped = Shipped(order, declared);
        var back = shipped.Count == 0 ? null : ReturnDecisions.OfWithdrawal(declared.Id, shipped, policy, time) with { StandardDelivery = Standard(order) };
        var kept = declared with { ReturnId = back?.Id, SendBackBy = back is null ? null : declared.At + RefundTime };
        var changed = order with
        {
            Withdrawals = [.. order.Withdrawals, kept],
            Returns = back is null ? order.Returns : [.. order.Returns, back],
        };

        // the acknowledgement goes where the consumer said, which may be another address than the order's
        var messages = Notices.Of(changed with { Buyer = (changed.Buyer ?? new Buyer()) with { Email = kept.Email } }, "withdrawal_received", time, kept.Id);
        return new Transition(order.ShopId) { Order = changed, Outbox = messages };
    }

    private Result<Withdrawal> Declare(Order order, WithdrawalInput input, ReturnPolicy policy)
    {
        var l = order.Language;
        if (InputLimits.CheckText(input.Name, "$.name", l) is { } wrong) return wrong;
        if (string.IsNullOrWhiteSpace(input.Name)) return new Refusal(RefusalKind.Invalid, "field_required", Wording.NameMissing(l), "$.name");
        if (!InputLimits.IsEmail(input.Email.Trim())) return new Refusal(RefusalKind.Invalid, "invalid_email", Wording.InvalidEmail(l), "$.email");
        var now = time.GetUtcNow();
        var right = Eligibility.Withdrawal(order, policy, returns.IdsOf(order.ShopId), returns.CountryOf(order.ShopId), now);
        if (right.Until <= now) return new Refusal(RefusalKind.Conflict, "withdrawal_over", Wording.WithdrawalOver(l, Day(right.Until.Value.AddHours(-2), l)));
        if (!right.Exists) return new Refusal(RefusalKind.Conflict, "no_withdrawal", right.Excluded.Count > 0 ? Wording.Excluded(l, right.Excluded[0].Reason) : Wording.NoWithdrawal(l));
        var asked = input.Lines is { Count: > 0 } some ? some : right.Lines;
        var pieces = OrderChanges.Pieces(order, asked, line => right.Lines.FirstOrDefault(r => r.LineId == line.Item.Id)?.Quantity ?? 0, Wording.NotReturnable);
        if (!pieces.Ok) return pieces.Refusal;
        var words = string.Join(", ", pieces.Value.Select(p => $"{p.Quantity} × {TitleOf(order, p.LineId)}"));
        var name = input.Name.Trim();
        return new Withdrawal(Ids.New("wdr", time), now, name, input.Email.Trim(), pieces.Value,
            Wording.WithdrawalContent(l, name, order.Number.ToString(CultureInfo.InvariantCulture), Day(order.CreatedAt, l), words), now + RefundTime);
    }

    /// <summary>Of a line's withdrawn pieces those that were not shipped come first.</summary>
    private static IReadOnlyList<LineQuantity> Unshipped(Order order, Withdrawal declared) =>
        [.. declared.Lines.Select(p => p with { Quantity = Math.Min(p.Quantity, order.Lines.First(l => l.Item.Id == p.LineId).ToShip) }).Where(p => p.Quantity > 0)];

    private static IReadOnlyList<LineQuantity> Shipped(Order order, Withdrawal declared) =>
        [.. declared.Lines.Select(p => p with { Quantity = p.Quantity - Math.Min(p.Quantity, order.Lines.First(l => l.Item.Id == p.LineId).ToShip) }).Where(p => p.Quantity > 0)];

    /// <summary>What delivery cost, at most the price of the shop's standard one: a dearer choice of the buyer is not given back (Art. 13(2)).</summary>
    private static long Standard(Order order) => Math.Min(order.Totals.Fulfilment ?? 0, order.StandardDelivery ?? long.MaxValue) is var net && order.Totals is { Tax: > 0, Fulfilment: > 0 } t
        ? net + Carts.Apportion.Round(t.FulfilmentTax, net, t.Fulfilment.Value) : net;

    private static string TitleOf(Order order, string lineId)
    {
        var item = order.Lines.First(l => l.Item.Id == lineId).Item;
        return item.VariantLabel is { } label ? $"{item.Title} ({label})" : item.Title;
    }

    private static string Day(DateTimeOffset at, string language) => at.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo(Wording.IsFrench(language) ? "fr-FR" : "en-GB"));
}
