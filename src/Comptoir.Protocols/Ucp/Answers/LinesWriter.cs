using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Discounts;

namespace Comptoir.Protocols.Ucp.Answers;

/// <summary>Writes lines, totals and discounts.</summary>
/// <param name="negative">Discounts in totals are negative (2026-04-08) or positive (2026-01-11).</param>
internal sealed class LinesWriter(string baseUrl, string language, bool negative)
{
    public JsonArray Lines(IReadOnlyList<LineItem> lines, IReadOnlyList<AppliedDiscount> discounts) =>
        WireWriter.Array(lines.Select(l => new JsonObject
        {
            ["id"] = l.Id,
            ["item"] = Item(l),
            ["quantity"] = l.Quantity,
            ["totals"] = LineTotals(l, OnLine(l, discounts)),
        }.Maybe("discount", !negative && OnLine(l, discounts) is > 0 and var off ? off : null)));

    public JsonObject Item(LineItem l) => new JsonObject
    {
        ["id"] = l.ItemId,
        ["title"] = TotalEntry.Name(l),
        ["price"] = l.UnitPrice.Amount,
    }.Maybe("image_url", WireWriter.Absolute(baseUrl, l.ImageUrl));

    public JsonArray LineTotals(LineItem l, long discount)
    {
        var totals = new JsonArray { Entry("subtotal", l.Subtotal) };
        if (discount > 0) totals.Add(Entry("items_discount", Signed(discount)));
        totals.Add(Entry("total", l.Subtotal - discount));
        return totals;
    }

    /// <summary>Discounts that belong to single lines; those on the whole order are in the order's own totals.</summary>
    public static long OnLine(LineItem l, IReadOnlyList<AppliedDiscount> discounts) =>
        discounts.Where(d => d.Method == "each").SelectMany(d => d.Allocations).Where(a => a.LineId == l.Id).Sum(a => a.Amount);

    /// <summary>With several lines the subtotal says what each brings to it, in the releases that know such sub-lines.</summary>
    public JsonArray Totals(Totals t, IReadOnlyList<LineItem> items)
    {
        var subtotal = Entry("subtotal", t.Subtotal);
        if (negative && items.Count > 1 && items.Sum(i => i.Subtotal) == t.Subtotal)
            subtotal["lines"] = WireWriter.Array(items.Select(i => new JsonObject { ["display_text"] = $"{i.Quantity} × {TotalEntry.Name(i)}", ["amount"] = i.Subtotal }));
        var totals = new JsonArray { subtotal };
        if (t.ItemsDiscount > 0) totals.Add(Entry("items_discount", Signed(t.ItemsDiscount)));
        if (t.Discount > 0) totals.Add(Entry("discount", Signed(t.Discount)));
        if (t.Fulfilment is { } fulfilment) totals.Add(Entry("fulfillment", fulfilment));
        if (t.Tax > 0) totals.Add(Entry("tax", t.Tax));
        if (t.Fee > 0) totals.Add(Entry("fee", t.Fee));
        totals.Add(Entry("total", t.Total));
        return totals;
    }

    public JsonObject Entry(string type, long amount) => TotalEntry.Of(type, amount, language);

    /// <summary>
    /// Codes as sent and what was applied. Only discounts on single lines name their allocations: with allocations a platform counts
    /// them as items_discount. Free shipping shows in the option's price, not here.
    /// </summary>
    public static JsonObject? Discounts(IReadOnlyList<string> codes, IReadOnlyList<AppliedDiscount> applied, IReadOnlyList<LineItem> lines)
    {
        var shown = applied.Where(d => d.Amount > 0).ToList();
        if (codes.Count == 0 && shown.Count == 0) return null;
        return new JsonObject
        {
            ["codes"] = WireWriter.Array(codes),
            ["applied"] = WireWriter.Array(shown.Select(d => new JsonObject
            {
                ["title"] = d.Title,
                ["amount"] = d.Amount,
                ["automatic"] = d.Automatic,
                ["method"] = d.Method,
                ["priority"] = Math.Max(1, d.Priority),
            }
            .Maybe("code", d.Automatic ? null : d.Code)
            .Maybe("provisional", d.Provisional ? true : null)
            .Maybe("eligibility", d.Claim).Maybe("allocations", d.Method == "each" ? Allocations(d, lines) : null))),
        };
    }

    private static JsonArray Allocations(AppliedDiscount d, IReadOnlyList<LineItem> lines) =>
        WireWriter.Array(lines.Select((l, i) => (Path: $"$.line_items[{i}]", Amount: d.Allocations.Where(a => a.LineId == l.Id).Sum(a => a.Amount)))
            .Where(a => a.Amount > 0).Select(a => new JsonObject { ["path"] = a.Path, ["amount"] = a.Amount }));

    private long Signed(long discount) => negative ? -discount : discount;
}
