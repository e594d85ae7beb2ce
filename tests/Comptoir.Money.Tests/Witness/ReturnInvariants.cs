using Comptoir.Money.Tests.Traffic;

namespace Comptoir.Money.Tests.Witness;

/// <summary>What must hold of goods that come back: each piece once, each return settled once, store credit as the ledger has it. Pure.</summary>
internal static class ReturnInvariants
{
    public static IEnumerable<string> Check(Books books) => books.Orders.SelectMany(o => Pieces(o).Concat(Settled(o)).Concat(Once(o))).Concat(StoreCredit(books));

    /// <summary>Whether what was acknowledged to a buyer or an operator is in the order.</summary>
    public static bool Kept(Acknowledgement a, OrderDocument order)
    {
        var returns = order.Returns;
        return a.Kind switch
        {
            "delivered" => order.Shipments.Exists(s => s.Id == a.Key && s.State == "Delivered"),
            "return asked" => returns.Exists(r => r.Comment == a.Key),
            "withdrawn" => order.Withdrawals.Exists(w => w.Name == a.Key),
            "return approved" => returns.Exists(r => r.Id == a.Key && Passed(r, "Approved")),
            "return received" => returns.Exists(r => r.Id == a.Key && Passed(r, "Received")),
            "return kept" => returns.Exists(r => r.Id == a.Key && r.State == "Canceled"),
            "return rejected" => returns.Exists(r => r.State == "Rejected" && r.Events.Exists(e => e.Note == a.Key)),
            "return sent" => returns.Exists(r => r.SentWith == a.Key),

            // another operator may have put another label in its place
            "return labelled" => returns.Exists(r => r.LabelUrl is not null),
            "return inspected" => returns.Exists(r => r.State is "Completed" or "AwaitingPayment" && r.Inspected.Exists(i => i.Note == a.Key)),
            "difference paid" => returns.Exists(r => r.Id == a.Key && r.State == "Completed"),
            _ => throw new InvalidOperationException(a.Kind),
        };
    }

    /// <summary>No piece leaves an order twice, or comes back that was never sent.</summary>
    private static IEnumerable<string> Pieces(OrderRow order)
    {
        foreach (var line in order.Document.Lines)
        {
            if (line.Fulfilled < 0 || line.Removed < 0 || line.Removed + line.Fulfilled > line.Item.Quantity)
                yield return $"{order.Id} {line.Item.Id}: {line.Fulfilled} shipped and {line.Removed} taken out of {line.Item.Quantity}.";
            var back = order.Document.Returns.Where(r => r.Open).SelectMany(r => r.Lines).Where(l => l.LineId == line.Item.Id).Sum(l => l.Quantity);
            if (back > line.Fulfilled) yield return $"{order.Id} {line.Item.Id}: {back} on their way back of {line.Fulfilled} that the buyer has.";
        }
    }

    /// <summary>A return that is over was settled by exactly one adjustment, and no adjustment settles two.</summary>
    private static IEnumerable<string> Settled(OrderRow order)
    {
        var adjustments = order.Document.Adjustments.Where(a => a.Done && a.SettlesReturn).Select(a => a.Id).ToList();
        var over = order.Document.Returns.Where(r => r.State == "Completed").ToList();
        foreach (var one in over.Where(r => adjustments.Count(a => a == r.AdjustmentId) != 1)) yield return $"{order.Id}: return {one.Id} is over, its settlement {one.AdjustmentId} is there {adjustments.Count(a => a == one.AdjustmentId)} times.";
        foreach (var twice in over.GroupBy(r => r.AdjustmentId).Where(g => g.Count() > 1)) yield return $"{order.Id}: {twice.Key} settled {twice.Count()} returns.";
        if (adjustments.Count != over.Count) yield return $"{order.Id}: {adjustments.Count} settlements of {over.Count} returns.";
        foreach (var one in over.Where(r => r.Inspected.Sum(i => i.Accepted + i.Damaged + i.Missing) != r.Lines.Sum(l => l.Quantity))) yield return $"{order.Id}: return {one.Id} was not inspected whole.";
    }

    /// <summary>What a buyer asked for once, however often the button was pressed, is there once.</summary>
    private static IEnumerable<string> Once(OrderRow order)
    {
        foreach (var key in order.Document.Returns.Where(r => r.Comment is not null).GroupBy(r => r.Comment).Where(g => g.Count() > 1)) yield return $"{order.Id}: the return {key.Key} was made {key.Count()} times.";
        foreach (var key in order.Document.Withdrawals.GroupBy(w => w.Name).Where(g => g.Count() > 1)) yield return $"{order.Id}: the withdrawal {key.Key} was declared {key.Count()} times.";
        foreach (var lost in order.Document.Withdrawals.Where(w => w.ReturnId is not null && !order.Document.Returns.Exists(r => r.Id == w.ReturnId))) yield return $"{order.Id}: the withdrawal {lost.Id} has lost its return.";
    }

    /// <summary>Customers have what their orders credited them, no more; what is being credited may be there already.</summary>
    private static IEnumerable<string> StoreCredit(Books books)
    {
        var held = books.Transfers.Where(t => t.Credit.StartsWith("store_credit:", StringComparison.Ordinal) || t.Debit.StartsWith("store_credit:", StringComparison.Ordinal))
            .GroupBy(t => (t.Credit.StartsWith("store_credit:", StringComparison.Ordinal) ? t.Credit : t.Debit).Split(':')[1])
            .ToDictionary(g => g.Key, g => g.Sum(t => t.Credit.StartsWith("store_credit:", StringComparison.Ordinal) ? t.Amount : -t.Amount));
        foreach (var customer in books.Orders.Where(o => o.Document.CustomerId is not null).GroupBy(o => o.Document.CustomerId!))
        {
            var parts = customer.SelectMany(o => o.Document.Adjustments).Where(a => a.MovesMoney).ToList();
            var credited = parts.Where(a => a.Done).SelectMany(a => a.Money).Where(m => m.Credited).Sum(m => m.Amount);
            var begun = parts.Where(a => a.Status == "pending").SelectMany(a => a.Money).Where(m => m.Kind == "Credit").Sum(m => m.Amount);
            var has = held.GetValueOrDefault(customer.Key);
            held.Remove(customer.Key);
            if (has < credited || has > credited + begun) yield return $"{customer.Key} has {has} of store credit, was credited {credited}.";
        }

        foreach (var (nobody, amount) in held) yield return $"{nobody} has {amount} of store credit without an order.";
    }

    private static bool Passed(ReturnDocument one, string state) => one.Events.Exists(e => e.State == state);
}
