using Comptoir.Money.Tests.Places;
using Comptoir.Money.Tests.Traffic;

namespace Comptoir.Money.Tests.Witness;

/// <summary>What must hold at every moment, whatever was killed, cut or broken. Pure; a finding is a sentence.</summary>
internal static class Invariants
{
    public static IReadOnlyList<string> Check(Books books, IReadOnlyCollection<Acknowledgement> acknowledged) =>
    [
        .. Sound(books), .. Purchases(books), .. Money(books), .. Provider(books, over: false), .. Ledger(books), .. Goods(books), .. ReturnInvariants.Check(books), .. Messages(books), .. Promises(books, acknowledged),
    ];

    private static IEnumerable<string> Sound(Books books)
    {
        if (books.Integrity is not ("ok" or "")) yield return $"The database says of itself: {books.Integrity}";
    }

    /// <summary>One order for each completed checkout, numbered without gaps.</summary>
    private static IEnumerable<string> Purchases(Books books)
    {
        var orders = books.Orders.GroupBy(o => o.CheckoutId).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var doubled in orders.Where(o => o.Value.Count > 1)) yield return $"{doubled.Key} became {doubled.Value.Count} orders.";
        var checkouts = books.Checkouts.ToDictionary(c => c.Id);
        foreach (var checkout in books.Checkouts)
        {
            if (checkout.Status == "Completed" != orders.ContainsKey(checkout.Id)) yield return $"{checkout.Id} is {checkout.Status} with {(orders.ContainsKey(checkout.Id) ? "an" : "no")} order.";
            if (checkout.Status != checkout.Document.Status) yield return $"{checkout.Id} is {checkout.Status} in its row and {checkout.Document.Status} in its document.";
            if (orders.TryGetValue(checkout.Id, out var made) && made[0].Id != checkout.Document.OrderId) yield return $"{checkout.Id} names order {checkout.Document.OrderId}, but {made[0].Id} was made of it.";
        }

        foreach (var order in books.Orders.Where(o => !checkouts.ContainsKey(o.CheckoutId))) yield return $"{order.Id} has no checkout.";
        foreach (var twice in books.Orders.GroupBy(o => o.Number).Where(g => g.Count() > 1)) yield return $"{twice.Count()} orders have the number {twice.Key}.";
        for (var i = 0; books.Gapless && i < books.Orders.Count; i++)
            if (books.Orders[i].Number != 1001 + i) yield return $"Order number {1001 + i} is missing: {books.Orders[i].Number} stands in its place.";
    }

    /// <summary>Totals add up, what was captured is the total, what was given back is the sum of refunds and never more.</summary>
    private static IEnumerable<string> Money(Books books)
    {
        var bought = books.Checkouts.Where(c => c.Document.OrderId is not null).ToDictionary(c => c.Document.OrderId!, c => c.Document.Totals!.Total);
        foreach (var (id, d) in books.Orders.Select(o => (o.Id, o.Document)))
        {
            var t = d.Totals;
            if (t.Total != t.Subtotal - t.ItemsDiscount - t.Discount + (t.Fulfilment ?? 0) + t.Tax + t.Fee) yield return $"{id}: the totals do not add up to {t.Total}.";

            // an exchange brings other totals with it, and perhaps a second payment
            var (exchanged, original) = (d.Adjustments.Exists(a => a is { Type: "exchange", Done: true }), bought.GetValueOrDefault(id, t.Total));
            if (!exchanged && (d.Captured != t.Total || original != t.Total)) yield return $"{id}: {d.Captured} captured of a total of {t.Total}, bought for {original}.";
            var (refunds, charges) = (d.Adjustments.Where(a => a.Done).Sum(a => a.Amount), d.Adjustments.Where(a => a is { Done: true, Amount: < 0 }).Sum(a => -a.Amount));
            if (d.Captured != original + charges) yield return $"{id}: {d.Captured} captured, bought for {original} and charged {charges} later.";
            if (d.Captured - d.Refunded != original - refunds) yield return $"{id}: {d.Refunded} of {d.Captured} given back, but its adjustments give back {refunds} of {original}.";
            foreach (var payment in d.Payments.Where(p => p.Refunded > p.Captured)) yield return $"{id}: {payment.Refunded} given back of {payment.Captured} ({payment.Id}).";
        }

        foreach (var doubled in books.Orders.SelectMany(o => o.Document.Payments).GroupBy(p => p.Reference ?? p.Id).Where(g => g.Count() > 1))
            yield return $"{doubled.Count()} times an order was paid by the payment {doubled.Key}.";
    }

    /// <summary>
    /// The provider has taken what the orders say and given back what they say; more only while an attempt or a refund is running.
    /// </summary>
    /// <param name="over">Nothing is running any more.</param>
    public static IEnumerable<string> Provider(Books books, bool over)
    {
        var known = books.Orders.SelectMany(o => o.Document.Payments.Select(p => (p.Id, Order: o, Payment: p))).ToDictionary(p => p.Id);
        var open = books.Checkouts.Where(c => c.Status is "CompleteInProgress" or "RequiresEscalation").Select(c => c.Id).ToHashSet();
        foreach (var real in books.Provider)
        {
            if (known.Remove(real.Id, out var order))
            {
                var running = !over && order.Order.Document.Adjustments.Exists(a => a is { MovesMoney: true, Status: "pending" });
                if (real.Captured != order.Payment.Captured) yield return $"{order.Order.Id}: {order.Payment.Captured} captured, the provider took {real.Captured}.";

                // what became store credit stayed with the provider
                var refunded = order.Payment.Refunded - order.Order.Document.Adjustments.Where(a => a.Done).SelectMany(a => a.Money).Where(m => m.Credited && m.PaymentId == real.Id).Sum(m => m.Amount);
                if (running ? real.Refunded < refunded : real.Refunded != refunded) yield return $"{order.Order.Id}: {refunded} given back, the provider gave {real.Refunded}.";
            }
            else if (real.Captured > real.Refunded && (over || (!open.Contains(real.Cause) && !books.Doubtful.Contains(real.Cause))))
            {
                yield return $"{real.Cause}: the provider took {real.Captured - real.Refunded} ({real.Id}) for nothing.";
            }
        }

        foreach (var (_, order, payment) in known.Values.Where(p => p.Payment.Captured > 0)) yield return $"{order.Id}: {payment.Captured} captured of which the provider knows nothing.";
    }

    /// <summary>Each order's clearing account holds what was captured less what was given back, and every account's kept sums are those of its sealed transfers.</summary>
    private static IEnumerable<string> Ledger(Books books)
    {
        // what became store credit left the order by store credit's clearing account, into which its provider brought it
        var orders = books.Orders.ToDictionary(o => o.Id, o => o.Document.Captured - o.Document.Refunded + Credit(books, o));
        var clearing = books.Transfers.GroupBy(t => t.Reference).ToDictionary(g => g.Key, g => g.Sum(t => Clears(t.Debit) ? t.Amount : 0) - g.Sum(t => Clears(t.Credit) ? t.Amount : 0));
        foreach (var (id, paid) in orders)
            if (clearing.GetValueOrDefault(id) != paid) yield return $"{id}: {paid} was kept of what was paid, {clearing.GetValueOrDefault(id)} is in the ledger.";
        foreach (var (reference, amount) in clearing)
            if (amount != 0 && !orders.ContainsKey(reference)) yield return $"The ledger has {amount} for {reference}, which is no order.";
        var sealedOnes = books.Transfers.Where(t => t.Sealed).ToList();
        var debits = sealedOnes.GroupBy(t => (t.Debit, t.Asset)).ToDictionary(g => g.Key, g => g.Sum(t => t.Amount));
        var credits = sealedOnes.GroupBy(t => (t.Credit, t.Asset)).ToDictionary(g => g.Key, g => g.Sum(t => t.Amount));
        foreach (var account in books.Accounts)
        {
            var (debit, credit) = (debits.GetValueOrDefault((account.Id, account.Asset)), credits.GetValueOrDefault((account.Id, account.Asset)));
            if ((debit, credit) != (account.Debits, account.Credits)) yield return $"{account.Id} keeps {account.Debits}/{account.Credits}; its transfers add up to {debit}/{credit}.";
        }

        foreach (var asset in books.Accounts.GroupBy(a => a.Asset))
            if (asset.Sum(a => a.Debits) != asset.Sum(a => a.Credits)) yield return $"{asset.Key}: debits {asset.Sum(a => a.Debits)} differ from credits {asset.Sum(a => a.Credits)}.";

        static bool Clears(string account) => account.StartsWith("clearing:", StringComparison.Ordinal);
    }

    /// <summary>What is reserved is what open orders and running payments hold; what left the shelf was shipped and not put back.</summary>
    private static IEnumerable<string> Goods(Books books)
    {
        var (reserved, gone) = (new Dictionary<string, long>(), new Dictionary<string, long>());
        foreach (var item in books.Checkouts.Where(c => c.Status == "CompleteInProgress").SelectMany(c => c.Document.Lines)) Add(reserved, item.VariantId, item.Quantity);
        foreach (var order in books.Orders.Select(o => o.Document))
        {
            var shipped = order.Events.Where(e => e.Type == "shipped").SelectMany(e => e.Lines).GroupBy(l => l.LineId).ToDictionary(g => g.Key, g => (long)g.Sum(l => l.Quantity));
            foreach (var line in order.Lines)
            {
                var (toShip, left) = (line.Item.Quantity - line.Removed - line.Fulfilled, shipped.GetValueOrDefault(line.Item.Id));
                Add(reserved, line.Item.VariantId, toShip);
                Add(gone, line.Item.VariantId, left - PutBack(order, line, left));
            }

            // an exchange's replacements are put aside from its approval until they are lines of the order
            foreach (var item in order.Returns.Where(r => r.Open && r.State != "Requested").SelectMany(r => r.Replacements)) Add(reserved, item.Item.VariantId, item.Item.Quantity);
        }

        foreach (var stock in books.Stock)
        {
            if (stock.OnHand < 0 || stock.Reserved < 0) yield return $"{stock.VariantId}: {stock.OnHand} on hand, {stock.Reserved} reserved.";
            if (stock.Reserved > stock.OnHand) yield return $"{stock.VariantId}: {stock.Reserved} reserved of {stock.OnHand} on hand.";
            if (stock.Reserved != reserved.GetValueOrDefault(stock.VariantId)) yield return $"{stock.VariantId}: {stock.Reserved} reserved, open orders and payments hold {reserved.GetValueOrDefault(stock.VariantId)}.";
            var expected = TinyShop.Stock[stock.VariantId] - gone.GetValueOrDefault(stock.VariantId);
            if (stock.OnHand != expected) yield return $"{stock.VariantId}: {stock.OnHand} on hand, by what was shipped there should be {expected}.";
        }

        static void Add(Dictionary<string, long> all, string key, long quantity) => all[key] = all.GetValueOrDefault(key) + quantity;
    }

    /// <summary>Shipped pieces of a line that went back on the shelf: what an inspection accepted, and what left "fulfilled" through a refund that restocks.</summary>
    private static long PutBack(OrderDocument order, LineDocument line, long shipped)
    {
        var inspected = order.Returns.Where(r => r.State == "Completed").SelectMany(r => r.Inspected).Where(i => i.LineId == line.Item.Id).ToList();
        var accepted = inspected.Sum(i => (long)i.Accepted);
        var refunded = shipped - line.Fulfilled - inspected.Sum(i => (long)i.Accepted + i.Damaged);
        if (refunded == 0) return accepted;
        var refunds = order.Adjustments.Where(a => a is { Done: true, SettlesReturn: false, RefundsWithdrawal: false } && a.Lines.Exists(l => l.LineId == line.Item.Id)).ToList();

        // the traffic restocks either with every refund of an order's pieces or with none
        return refunds.TrueForAll(a => a.Restock) ? accepted + refunded : accepted;
    }

    /// <summary>What an order gave as store credit, or has begun to give; before an adjustment's outcome is stored its ledger transfer may be there or not.</summary>
    private static long Credit(Books books, OrderRow order)
    {
        var done = order.Document.Adjustments.Where(a => a.Done).SelectMany(a => a.Money).Where(m => m.Credited).Sum(m => m.Amount);
        var credited = books.Transfers.Where(t => t.Reference == order.Id && t.Credit.StartsWith("store_credit:", StringComparison.Ordinal)).Sum(t => t.Amount);
        var begun = order.Document.Adjustments.Where(a => a is { MovesMoney: true, Status: "pending" }).SelectMany(a => a.Money).Where(m => m.Kind == "Credit").Sum(m => m.Amount);
        return Math.Clamp(credited, done, done + begun);
    }

    /// <summary>Each order's agent is told of each thing that happened to it, once.</summary>
    private static IEnumerable<string> Messages(Books books)
    {
        var messages = books.Outbox.Where(m => m.Kind == "webhook" && m.Document.OrderId is not null).GroupBy(m => m.Document.OrderId!).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var order in books.Orders.Where(o => o.Document.Caller.WebhookUrl is not null))
        {
            var told = messages.GetValueOrDefault(order.Id) ?? [];
            var (d, done) = (order.Document, order.Document.Adjustments.Where(a => a.Done).ToList());
            int Moved(string state) => d.Returns.Sum(r => r.Events.Count(e => e.State == state));
            foreach (var (topic, happened) in new[]
            {
                ("order_placed", 1),
                ("order_shipped", d.Events.Count(e => e.Type == "shipped")),
                ("order_canceled", done.Count(a => a is { Type: "cancellation", RefundsWithdrawal: false })),
                ("order_refunded", done.Count(a => a is { Type: not "cancellation", RefundsWithdrawal: false, SettlesReturn: false })),
                ("withdrawal_received", d.Withdrawals.Count),
                ("withdrawal_refunded", done.Count(a => a.RefundsWithdrawal)),
                ("return_completed", done.Count(a => a is { SettlesReturn: true, Type: "return" })),
                ("exchange_settled", done.Count(a => a is { SettlesReturn: true, Type: "exchange" })),
                ("exchange_payment", Moved("AwaitingPayment")),
                ("return_received", Moved("Received")),
                ("return_sent", Moved("Sent")),
                ("return_rejected", Moved("Rejected")),
                ("return_canceled", Moved("Canceled")),
            })
            {
                var count = told.Count(m => m.Document.Topic == topic);
                if (count != happened) yield return $"{order.Id}: {happened} × {topic} happened, {count} messages tell of it.";
            }
        }
    }

    /// <summary>Everything that was acknowledged is there, and nothing that was asked for once happened twice.</summary>
    private static IEnumerable<string> Promises(Books books, IReadOnlyCollection<Acknowledgement> acknowledged)
    {
        var orders = books.Orders.ToDictionary(o => o.Id);
        var checkouts = books.Checkouts.ToDictionary(c => c.Id);
        foreach (var order in books.Orders)
        {
            foreach (var key in order.Document.Adjustments.Where(a => a is { Description: not null, SettlesReturn: false, RefundsWithdrawal: false }).GroupBy(a => a.Description).Where(g => g.Count(a => a.Status != "failed") > 1))
                yield return $"{order.Id}: {key.Key} was done {key.Count()} times.";
            foreach (var key in order.Document.Events.Where(e => e is { Type: "shipped", TrackingNumber: not null }).GroupBy(e => e.TrackingNumber).Where(g => g.Count() > 1))
                yield return $"{order.Id}: the shipment {key.Key} was made {key.Count()} times.";
        }

        foreach (var a in acknowledged)
        {
            var (order, checkout) = (orders.GetValueOrDefault(a.OrderId ?? ""), checkouts.GetValueOrDefault(a.CheckoutId ?? ""));
            var kept = a.Kind switch
            {
                "created" => checkout is not null,
                "canceled checkout" => checkout is { Status: "Canceled" },
                "completed" => order is not null && order.CheckoutId == a.CheckoutId && checkout?.Document.Totals?.Total == a.Amount,
                "shipped" => order is not null && order.Document.Events.Exists(e => e.TrackingNumber == a.Key),
                "refunded" or "canceled order" => order is not null && order.Document.Adjustments.Exists(x => x.Description == a.Key && x.Status == "completed" && (a.Amount is null || x.Amount == a.Amount)),
                _ => order is not null && ReturnInvariants.Kept(a, order.Document),
            };
            if (!kept) yield return $"Acknowledged and not there: {a}. Order: {order?.Document.Status ?? "none"}; checkout: {checkout?.Status ?? "none"}.";
        }
    }
}
