using Comptoir.Ordering.Carts;

namespace Comptoir.Ordering.Orders;

/// <summary>What was paid for the pieces of an order, tax included, so that any way of giving them back adds up to the whole.</summary>
internal static class Paid
{
    /// <summary>What so many of a line's remaining pieces are worth after everything that was given back for it, minor units.</summary>
    public static long For(Order order, OrderLine line, int quantity) =>
        line.Remaining <= 0 ? 0 : Apportion.Round(Math.Max(0, Whole(order, line) - line.Settled), Math.Min(quantity, line.Remaining), line.Remaining);

    /// <summary>The tax within an amount of a line, by country.</summary>
    public static IEnumerable<(string Country, long Amount)> TaxIn(Order order, OrderLine line, long amount)
    {
        var whole = Whole(order, line);
        return whole <= 0 ? [] : LineTaxes.Of(order, line).Select(t => (t.Country, Apportion.Round(t.Amount, amount, whole)));
    }

    /// <summary>A line after discounts with its part of the tax that was added on top.</summary>
    private static long Whole(Order order, OrderLine line) =>
        line.Item.Total + (order.Totals.Tax == 0 ? 0 : LineTaxes.Of(order, line).Sum(t => t.Amount));
}
