using Comptoir.Ordering.Carts;

namespace Comptoir.Ordering.Orders;

/// <summary>What was paid for the pieces of an order, tax included, so that any way of giving them back adds up to the whole.</summary>
internal static class Paid
{
    /// <summary>What the next <paramref name="quantity"/> pieces of a line are worth after those already removed, minor units.</summary>
    public static long For(Order order, OrderLine line, int quantity)
    {
        var whole = WholeLine(order, line);
        return Share(line.Removed + quantity) - Share(line.Removed);

        long Share(int pieces) => Apportion.Round(whole, pieces, line.Item.Quantity);
    }

    /// <summary>A line after discounts with its part of the tax that was added on top.</summary>
    private static long WholeLine(Order order, OrderLine line)
    {
        if (order.Totals.Tax == 0) return line.Item.Total;
        var taxed = order.Lines.Where(l => l.Item.TaxCategory == line.Item.TaxCategory).ToList();
        var tax = order.Totals.Taxes.Where(t => t.Category == line.Item.TaxCategory).Sum(t => t.Amount);
        return line.Item.Total + Apportion.Split(tax, [.. taxed.Select(l => l.Item.Total)])[taxed.IndexOf(line)];
    }
}
