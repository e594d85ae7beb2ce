using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;

namespace Comptoir.Protocols.Acp.Answers;

/// <summary>Writes lines and totals. Every amount is positive; the total is what the types say: subtotal − discount + fulfillment + tax + fee.</summary>
internal sealed class AcpLines(string baseUrl, string language)
{
    public JsonArray Lines(IReadOnlyList<LineItem> lines) => WireWriter.Array(lines.Select(l => new JsonObject
    {
        ["id"] = l.Id,
        ["item"] = new JsonObject { ["id"] = l.ItemId, ["name"] = TotalEntry.Name(l), ["unit_amount"] = l.UnitPrice.Amount },
        ["quantity"] = l.Quantity,
        ["name"] = TotalEntry.Name(l),
        ["unit_amount"] = l.UnitPrice.Amount,
        ["product_id"] = l.ProductId,
        ["variant_id"] = l.VariantId,
        ["totals"] = LineTotals(l),
    }
    .Maybe("sku", l.Sku)
    .Maybe("images", WireWriter.Absolute(baseUrl, l.ImageUrl) is { } image ? new JsonArray { image } : null)));

    public JsonArray Totals(Totals t)
    {
        var totals = new JsonArray { Entry("items_base_amount", t.Subtotal) };
        if (t.ItemsDiscount > 0) totals.Add(Entry("items_discount", t.ItemsDiscount));
        totals.Add(Entry("subtotal", t.Subtotal - t.ItemsDiscount));
        if (t.Discount > 0) totals.Add(Entry("discount", t.Discount));
        if (t.Fulfilment is { } fulfilment) totals.Add(Entry("fulfillment", fulfilment));
        totals.Add(Entry("tax", t.Tax));
        if (t.Fee > 0) totals.Add(Entry("fee", t.Fee));
        totals.Add(Entry("total", t.Total));
        return totals;
    }

    public JsonObject Entry(string type, long amount) => TotalEntry.Of(type, amount, language);

    public JsonArray LineTotals(LineItem l)
    {
        var totals = new JsonArray { Entry("items_base_amount", l.Subtotal) };
        if (l.Discount > 0) totals.Add(Entry("discount", l.Discount));
        totals.Add(Entry("subtotal", l.Total));
        totals.Add(Entry("total", l.Total));
        return totals;
    }
}
