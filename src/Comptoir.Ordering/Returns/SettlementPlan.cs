using Comptoir.Catalog;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Returns;

/// <summary>How an inspected return is settled. Pure.</summary>
/// <param name="Return">In its last state, with what was found.</param>
/// <param name="Adjustment">Null while a payment is waited for.</param>
internal sealed record SettlementPlan(Return Return, Adjustment? Adjustment)
{
    /// <summary>The buyer has to pay a difference first.</summary>
    public bool Waits => Adjustment is null;

    /// <param name="paid">The described instrument of the buyer who pays a difference now.</param>
    /// <param name="credit">Where store credit goes; null: the buyer has no account.</param>
    public static Result<SettlementPlan> Make(Order order, string returnId, IReadOnlyList<Inspected> found, PaymentInstrument? paid, PaymentInstrument? credit, TimeProvider time)
    {
        var moved = ReturnDecisions.Move(order, returnId, ReturnState.Completed, Notes(found), time, ReturnState.Approved, ReturnState.Sent, ReturnState.Received, ReturnState.AwaitingPayment);
        if (!moved.Ok) return moved.Refusal;
        var inspected = ReturnDecisions.Inspection(order, moved.Value, found);
        if (!inspected.Ok) return inspected.Refusal;

        var whole = found.All(i => i.Accepted == i.Sum);
        var exchanges = moved.Value.Kind == ReturnKind.Exchange && whole;
        var adjustment = new Adjustment(Ids.New("adj", time), exchanges ? "exchange" : "return", Adjustment.Pending, time.GetUtcNow(),
            [.. found.Where(i => i.Accepted + i.Damaged > 0).Select(i => new LineQuantity(i.LineId, i.Accepted + i.Damaged))], 0, moved.Value.Reason, MovesMoney: true);
        var done = moved.Value with { Inspected = found, AdjustmentId = adjustment.Id };
        IReadOnlyList<StockMove> restock = [.. found.Where(i => i.Accepted > 0).Select(i => new StockMove(VariantOf(order, i.LineId), 0, -i.Accepted))];
        return exchanges ? Exchange(order, done, adjustment, restock, paid, time) : GiveBack(order, done, adjustment, restock, credit);
    }

    /// <summary>What will be given back when every piece comes as it should, minor units.</summary>
    public static long Expected(Order order, Return of) =>
        Math.Min(ReturnDecisions.Value(order, of, [.. of.Lines.Select(l => new Inspected(l.LineId, l.Quantity))]) + Delivery(order, of), order.Left);

    private static Result<SettlementPlan> GiveBack(Order order, Return done, Adjustment adjustment, IReadOnlyList<StockMove> restock, PaymentInstrument? credit)
    {
        var amount = Math.Min(ReturnDecisions.Value(order, done, done.Inspected) + Delivery(order, done), order.Left);
        var means = done.Kind == ReturnKind.StoreCredit ? new Means(Instrument: credit) : done.Instrument is { } to ? new Means(Instrument: to) : done.Means is { } id ? new Means(id) : null;
        var money = MeansPlan.GiveBack(order, adjustment.Id, amount, means);
        if (!money.Ok) return money.Refusal;
        return new SettlementPlan(done, adjustment with
        {
            Amount = amount,
            Money = money.Value,
            Effect = new()
            {
                Return = done,
                Stock = [.. restock, .. done.Replacements.Select(r => new StockMove(r.Item.VariantId, -r.Item.Quantity))],
                Topic = "return_completed",
                About = done.Id,
            },
        });
    }

    private static Result<SettlementPlan> Exchange(Order order, Return done, Adjustment adjustment, IReadOnlyList<StockMove> restock, PaymentInstrument? paid, TimeProvider time)
    {
        var amended = Amendment.Apply(order, [.. done.Replacements.Select(r => new Swap(null, r.Item, r.LineId))]);
        var dearer = amended.Totals.Total - order.Totals.Total - ReturnDecisions.Value(order, done, done.Inspected);
        if (dearer > 0 && paid is null) return new SettlementPlan(done, null);
        var means = paid is not null ? new Means(Instrument: paid) : done.Instrument is { } to ? new Means(Instrument: to) : done.Means is { } id ? new Means(id) : null;
        var money = dearer > 0 ? MeansPlan.Charge(order, dearer, means, time) : MeansPlan.GiveBack(order, adjustment.Id, -dearer, means);
        if (!money.Ok) return money.Refusal;
        var back = Books.Shares(order, adjustment with { Amount = ReturnDecisions.Value(order, done, done.Inspected) });
        return new SettlementPlan(done, adjustment with
        {
            Amount = -dearer,
            Money = money.Value,
            Books = Books.Sum(back, Books.Change(order.Totals, amended.Totals)),
            Amends = true,
            Taken = back,
            Changes = [.. done.Replacements.Select(r => new ItemChange(r.Item.Quantity, order.Lines.First(l => l.Item.Id == r.LineId).Item, r.Item))],
            Effect = new()
            {
                Added = [.. amended.Lines.Skip(order.Lines.Count)],
                Totals = amended.Totals,
                Fulfilment = amended.Fulfilment,
                Return = done,
                Stock = restock,
                Topic = "exchange_settled",
                About = done.Id,
            },
        });
    }

    /// <summary>A withdrawal from all that was left gives the delivery back too, at the price of the standard one (Directive 2011/83/EU, Art. 13); once.</summary>
    private static long Delivery(Order order, Return done)
    {
        if (done.WithdrawalId is null) return 0;
        var all = order.Lines.All(l => l.Remaining == done.PiecesOf(l.Item.Id) - done.Inspected.Where(i => i.LineId == l.Item.Id).Sum(i => i.Missing));
        return all ? done.StandardDelivery : 0;
    }

    private static string? Notes(IReadOnlyList<Inspected> found) => string.Join(' ', found.Select(i => i.Note?.Trim()).Where(n => !string.IsNullOrEmpty(n))) is { Length: > 0 } notes ? notes[..Math.Min(notes.Length, 1000)] : null;

    private static string VariantOf(Order order, string lineId) => order.Lines.First(l => l.Item.Id == lineId).Item.VariantId;
}
