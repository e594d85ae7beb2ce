using Comptoir.Ordering.Carts;

namespace Comptoir.Ordering.Orders;

/// <summary>The part of an order's tax that each line caused; what the lines get adds up to the tax on items exactly.</summary>
internal static class LineTaxes
{
    /// <summary>Minor units by country for one line.</summary>
    public static IReadOnlyList<(string Country, long Amount)> Of(Order order, OrderLine line)
    {
        var taxes = new List<(string, long)>();
        foreach (var (row, amount) in OnItems(order.Totals))
        {
            var taxed = order.Lines.Where(l => l.Item.TaxCategory == row.Category && Goes(order, l, row.Country)).ToList();
            if (taxed.IndexOf(line) is >= 0 and var at) taxes.Add((row.Country, Apportion.Split(amount, [.. taxed.Select(l => l.Item.Total)])[at]));
        }

        return taxes;
    }

    /// <summary>The tax rows without what shipping caused, which was computed within the standard rate.</summary>
    public static IEnumerable<(TaxAmount Row, long Amount)> OnItems(Totals totals)
    {
        var onShipping = totals.FulfilmentTax;
        foreach (var row in totals.Taxes)
        {
            var shipping = row.Category == "standard" ? Math.Min(onShipping, row.Amount) : 0;
            onShipping -= shipping;
            yield return (row, row.Amount - shipping);
        }
    }

    /// <summary>A line without a destination was taxed where all of the order is.</summary>
    private static bool Goes(Order order, OrderLine line, string country)
    {
        var method = order.Fulfilment.FirstOrDefault(m => m.LineIds.Contains(line.Item.Id));
        return method?.Destinations.FirstOrDefault(d => d.Id == method.SelectedDestinationId)?.Address.Country is not { } place
            || string.Equals(place, country, StringComparison.OrdinalIgnoreCase);
    }
}
