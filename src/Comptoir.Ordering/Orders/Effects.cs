using Comptoir.Catalog;
using Comptoir.Ordering.Outbox;

namespace Comptoir.Ordering.Orders;

/// <summary>
/// What a carried out adjustment makes of its order: lines, stock, payments, books and messages, decided at once and stored in one
/// transition. New kinds of adjustments say what they do by <see cref="Adjustment.Effect"/> and by their type here. Pure.
/// </summary>
internal static class Effects
{
    /// <param name="carriedOut">With the states of its money parts.</param>
    public static Transition Apply(Order order, Adjustment carriedOut, TimeProvider time)
    {
        var amount = carriedOut.Money.Sum(MoneyPlan.Back);
        var done = carriedOut with { Status = Adjustment.Completed, Amount = amount, Books = amount == carriedOut.Amount ? carriedOut.Books : [] };
        done = done with { Books = Books.Shares(order, done) };
        var effect = done.Effect ?? new OrderEffect();
        var (lines, stock) = Pieces(order, done);
        lines = [.. effect.Lines ?? lines, .. effect.Added];
        var canceled = done.Type == "cancellation";
        var changed = OrderChanges.Changed(order, time) with
        {
            Lines = lines,
            Payments = MoneyPlan.Apply(order, done, time.GetUtcNow()),
            Totals = effect.Totals ?? order.Totals,
            Fulfilment = effect.Fulfilment ?? order.Fulfilment,
            Buyer = effect.Buyer ?? order.Buyer,
            Returns = effect.Return is { } moved ? [.. order.Returns.Select(r => r.Id == moved.Id ? moved : r)] : order.Returns,
            Events = canceled ? [.. order.Events, new(Ids.New("evt", time), "canceled", time.GetUtcNow(), done.Lines, done.Description)] : order.Events,

            // what it made of the order stands in the order now
            Adjustments = OrderChanges.Replaced(order.Adjustments, done with { Effect = null }),
        };
        changed = changed with { Status = effect.Status ?? (canceled ? OrderStatus.Canceled : Shipments.StatusOf(changed)) };
        var topic = effect.Topic ?? (canceled ? "order_canceled" : done.Type == "capture" ? "" : "order_refunded");
        return new Transition(order.ShopId)
        {
            Order = changed,
            Stock = [.. stock, .. effect.Stock],
            Transfers = Postings.Of(order, done),
            Outbox = topic.Length == 0 ? [] : Notices.Of(changed, topic, time, effect.About),
        };
    }

    /// <summary>Nothing happened: what was put aside goes back.</summary>
    public static Transition Fail(Order order, Adjustment adjustment, TimeProvider time) => new(order.ShopId)
    {
        Order = OrderChanges.With(order, adjustment with { Status = Adjustment.Failed }, time),
        Stock = [.. adjustment.Reserved.Select(m => m with { Reserve = -m.Reserve })],
    };

    private static (List<OrderLine> Lines, List<StockMove> Stock) Pieces(Order order, Adjustment done)
    {
        var stock = new List<StockMove>();
        var lines = new List<OrderLine>();
        foreach (var line in order.Lines)
        {
            var removed = done.Lines.Where(p => p.LineId == line.Item.Id).Sum(p => p.Quantity);

            // a return comes from what was shipped and is not on its way back by another one, anything else first from what was not
            var elsewhere = order.Returns.Where(r => r.Open && r.Id != done.Effect?.Return?.Id).Sum(r => r.PiecesOf(line.Item.Id));
            var shipped = done.Type is "return" or "exchange" ? Math.Min(removed, line.Fulfilled - elsewhere) : Math.Max(0, removed - line.ToShip);
            var settled = Paid.For(order, line, removed) + (done.LineId == line.Item.Id ? done.Amount : 0);
            lines.Add(line with { Removed = line.Removed + removed, Fulfilled = line.Fulfilled - shipped, Settled = line.Settled + settled });
            if (removed > shipped) stock.Add(new(line.Item.VariantId, -(removed - shipped)));
            if (shipped > 0 && done.Restock) stock.Add(new(line.Item.VariantId, 0, -shipped));
        }

        return (lines, stock);
    }
}
