using Comptoir.Ordering.Orders;

namespace Comptoir.Web.Console.Orders;

/// <summary>What can be done with an order now. The order service decides again when it is done.</summary>
internal static class OrderActions
{
    public static bool Exists(string action) => action is "ship" or "deliver" or "refund" or "cancel";

    public static IReadOnlyList<string> Possible(Order order)
    {
        var actions = new List<string>();
        if (order.Status == OrderStatus.Canceled) return actions;
        if (order.Lines.Any(l => l.ToShip > 0)) actions.Add("ship");
        if (order.Status == OrderStatus.Shipped) actions.Add("deliver");
        if (Refundable(order) > 0) actions.Add("refund");
        if (order.Status == OrderStatus.Confirmed && order.Lines.All(l => l.Fulfilled == 0) && order.Events.All(e => e.Type != "shipped")) actions.Add("cancel");
        return actions;
    }

    /// <summary>Minor units that can still be given back.</summary>
    public static long Refundable(Order order) => order.Left;
}
