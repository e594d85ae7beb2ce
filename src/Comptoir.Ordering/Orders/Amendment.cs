using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Taxes;

namespace Comptoir.Ordering.Orders;

/// <summary>Pieces of a line for other pieces: an item of another variant, for as many.</summary>
/// <param name="LineId">Gives the pieces; null: they only come in (they replace returned ones).</param>
internal sealed record Swap(string? LineId, LineItem Item, string? Replaces = null);

/// <summary>
/// An order's lines and totals after items were changed. The new pieces take over the discount that the old ones had; delivery stays as
/// it was bought; tax follows the rates of the purchase. The totals add up as those of a cart do, so the difference of two orders is the
/// difference to settle. Pure.
/// </summary>
internal static class Amendment
{
    public static Order Apply(Order order, IReadOnlyList<Swap> swaps) => swaps.Aggregate(order, One);

    private static Order One(Order order, Swap swap)
    {
        var lines = order.Lines.ToList();
        var at = lines.FindIndex(l => l.Item.Id == swap.LineId);
        var (subtotal, discount) = (0L, 0L);
        var item = swap.Item;
        if (at >= 0)
        {
            var line = lines[at];
            discount = Apportion.Round(line.Item.Discount, item.Quantity, line.Item.Quantity);
            subtotal = checked(line.Item.UnitPrice.Amount * item.Quantity);
            item = item with { Discount = Math.Min(discount, item.Subtotal) };
            var rest = line with { Item = line.Item with { Quantity = line.Item.Quantity - item.Quantity, Discount = line.Item.Discount - discount } };
            if (rest.Item.Quantity == 0) lines.RemoveAt(at);
            else lines[at++] = rest;
        }

        lines.Insert(at < 0 ? lines.Count : at, new OrderLine(item, Replaces: swap.Replaces));
        var change = item.Total - (subtotal - discount);
        return order with
        {
            Lines = lines,
            Totals = Changed(order.Totals, item.Subtotal - subtotal, item.Discount - discount, item.TaxCategory, CountryOf(order, swap.LineId ?? swap.Replaces), change),
            Fulfilment = [.. order.Fulfilment.Select(m => m with { LineIds = Beside(m.LineIds, swap, item.Id, lines), Groups = [.. m.Groups.Select(g => g with { LineIds = Beside(g.LineIds, swap, item.Id, lines) })] })],
        };
    }

    private static Totals Changed(Totals t, long subtotal, long discount, string category, string? country, long taxed)
    {
        var fromOrder = Math.Max(discount, -t.Discount);
        var (included, rows) = (t.TaxIncluded > 0, t.Taxes.ToList());
        var at = rows.FindIndex(r => r.Category == category && r.Country == country);
        if (at < 0) at = rows.FindIndex(r => r.Category == category);
        if (at >= 0)
        {
            var row = rows[at];
            var gross = Math.Max(0, row.Base + taxed + (included ? row.Amount : 0));
            var tax = TaxCalculator.TaxOn(gross, row.BasisPoints, included);
            rows[at] = row with { Base = included ? gross - tax : gross, Amount = tax };
        }

        var sum = rows.Sum(r => r.Amount);
        var changed = t with
        {
            Subtotal = t.Subtotal + subtotal,
            Discount = t.Discount + fromOrder,
            ItemsDiscount = t.ItemsDiscount + (discount - fromOrder),
            Tax = included ? 0 : sum,
            TaxIncluded = included ? sum : 0,
            Taxes = rows,
        };
        return changed with { Total = changed.Subtotal - changed.ItemsDiscount - changed.Discount + (changed.Fulfilment ?? 0) + changed.Tax + changed.Fee };
    }

    private static string? CountryOf(Order order, string? lineId)
    {
        var method = order.Fulfilment.FirstOrDefault(m => m.LineIds.Contains(lineId ?? ""));
        return method?.Destinations.FirstOrDefault(d => d.Id == method.SelectedDestinationId)?.Address.Country;
    }

    private static IReadOnlyList<string> Beside(IReadOnlyList<string> ids, Swap swap, string added, List<OrderLine> lines) =>
        ids.Contains(swap.LineId ?? swap.Replaces ?? "") ? [.. ids.Where(id => lines.Exists(l => l.Item.Id == id)), added] : ids;
}
