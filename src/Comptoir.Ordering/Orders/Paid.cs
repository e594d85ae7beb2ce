using Comptoir.Ordering.Carts;

namespace Comptoir.Ordering.Orders;

/// <summary>What was paid for the pieces of an order, tax included, so that any way of giving them back adds up to the whole.</summary>
internal static class Paid
{
    /// <summary>What the next <paramref name="quantity"/> pieces of a line are worth after those already removed, minor units.</summary>
    public static long For(Order order, OrderLine line, int quantity) => Portion(WholeLine(order, line), line, quantity);

    /// <summary>The tax among it, by country.</summary>
    public static IEnumerable<(string Country, long Amount)> TaxFor(Order order, OrderLine line, int quantity) =>
        LineTaxes.Of(order, line).Select(t => (t.Country, Portion(t.Amount, line, quantity)));

    /// <summary>A line after discounts with its part of the tax that was added on top.</summary>
    private static long WholeLine(Order order, OrderLine line) =>
        line.Item.Total + (order.Totals.Tax == 0 ? 0 : LineTaxes.Of(order, line).Sum(t => t.Amount));

    private static long Portion(long whole, OrderLine line, int quantity)
    {
        return Share(line.Removed + quantity) - Share(line.Removed);

        long Share(int pieces) => Apportion.Round(whole, pieces, line.Item.Quantity);
    }
}
