using Comptoir.Ledger.Accounts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;

namespace Comptoir.Ordering.Tests.Simulation;

/// <summary>What must hold when a simulated story is over: provider, orders, ledger, shelves and messages tell the same.</summary>
internal static class Judgement
{
    public static IEnumerable<string> Of(SimulatedWorld world)
    {
        var store = world.Shop.Store;
        var (orders, checkouts) = (store.Orders, store.Checkouts);
        foreach (var twice in orders.GroupBy(o => o.CheckoutId).Where(g => g.Count() > 1)) yield return $"{twice.Key} became {twice.Count()} orders.";
        foreach (var open in checkouts.Where(c => c.Status == CheckoutStatus.CompleteInProgress)) yield return $"{open.Id} is still in progress.";
        foreach (var pending in orders.Where(o => o.Adjustments.Any(a => a is { MovesMoney: true, Status: "pending" }))) yield return $"{pending.Id} has a refund that is still pending.";

        // money: what the provider took and kept of a checkout's buyer is what its order says, and nothing without an order
        foreach (var paid in world.Provider.Payments.Values.GroupBy(p => p.CheckoutId))
        {
            var kept = orders.Where(o => o.CheckoutId == paid.Key).Sum(o => o.Captured - o.Refunded);
            if (paid.Sum(p => p.Net) != kept) yield return $"{paid.Key}: the provider took {paid.Sum(p => p.Net)}, the order says {kept}.";
        }

        var balances = store.Balances().ToDictionary(b => b.Account.Id, b => b.Balance);
        foreach (var order in orders)
        {
            if (order.Captured != order.Totals.Total) yield return $"{order.Id}: {order.Captured} taken for a total of {order.Totals.Total}.";
            foreach (var payment in order.Payments)
                if (!world.Provider.Payments.TryGetValue(payment.Id, out var real) || real.Net != payment.Left) yield return $"{order.Id}: payment {payment.Id} has {payment.Left} left, the provider says {real?.Net}.";
            if (order.Refunded > order.Captured) yield return $"{order.Id}: {order.Refunded} given back of {order.Captured}.";
            var posted = store.Transfers.Values.Where(t => t.Reference == order.Id).Sum(t => Clearing(t.Debit) ? t.Amount : Clearing(t.Credit) ? -t.Amount : 0);
            if (posted != order.Captured - order.Refunded) yield return $"{order.Id}: the ledger holds {posted} of {order.Captured} − {order.Refunded}.";
        }

        foreach (var (id, balance) in balances)
            if (balance < 0) yield return $"Account {id} stands at {balance}.";

        foreach (var (variant, stock) in store.Stock)
        {
            var held = orders.SelectMany(o => o.Lines).Where(l => l.Item.VariantId == variant).Sum(l => (long)l.ToShip);
            if (stock.Reserved != held) yield return $"{variant}: {stock.Reserved} reserved, open orders hold {held}.";
            if (stock.OnHand < stock.Reserved) yield return $"{variant}: {stock.Reserved} reserved of {stock.OnHand}.";
        }

        foreach (var order in orders)
            if (store.Outbox.Values.Count(m => m is { Kind: "webhook", Topic: "order_placed" } && m.OrderId == order.Id) is not 1 and var told) yield return $"{order.Id}: {told} messages say that it was placed.";
        foreach (var message in store.Outbox.Values)
        {
            if (message.State != OutboxState.Sent) yield return $"{message.Id} ({message.Kind} {message.Topic}) is {message.State} after {message.Attempts} attempts.";
            else if (!world.Channels.First(c => c.Kind == message.Kind).Received.ContainsKey(message.Id)) yield return $"{message.Id} counts as sent and was never received.";
        }

        foreach (var finding in world.Channels.SelectMany(c => c.Findings)) yield return finding;
    }

    private static bool Clearing(Account account) => account.Id.StartsWith("clearing:", StringComparison.Ordinal);
}
