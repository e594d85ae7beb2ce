using System.Globalization;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Discounts;

namespace Comptoir.Protocols.Acp.Answers;

/// <summary>The discount extension: codes as sent, what was applied with its shares, and which codes were not taken and why.</summary>
internal static class AcpDiscounts
{
    private const string CodePath = "$.discounts.codes[";

    /// <summary>Null when there is nothing to tell.</summary>
    public static JsonObject? Write(IReadOnlyList<string> codes, IReadOnlyList<AppliedDiscount> applied, IReadOnlyList<LineItem> lines, IReadOnlyList<Message> messages, IReadOnlyList<Promotion> promotions, string currency)
    {
        if (codes.Count == 0 && applied.Count == 0) return null;
        return new JsonObject { ["codes"] = WireWriter.Array(codes), ["applied"] = WireWriter.Array(applied.Select(d => Applied(d, lines, promotions, currency))) }
            .Maybe("rejected", WireWriter.Array(messages.Select(m => Rejected(m, codes)).OfType<JsonObject>()).OrNothing());
    }

    private static JsonObject Applied(AppliedDiscount d, IReadOnlyList<LineItem> lines, IReadOnlyList<Promotion> promotions, string currency) => new JsonObject
    {
        ["id"] = $"di_{d.PromotionId}",
        ["coupon"] = Coupon(d, promotions.FirstOrDefault(p => p.Id == d.PromotionId), currency),
        ["amount"] = d.Amount,
        ["automatic"] = d.Automatic,
        ["method"] = d.Method == "each" ? "each" : "across",
        ["priority"] = Math.Max(1, d.Priority),
    }
    .Maybe("code", d.Automatic ? null : d.Code)
    .Maybe("allocations", WireWriter.Array(lines.Select((l, i) => (Path: $"$.line_items[{i}]", Amount: d.Allocations.Where(a => a.LineId == l.Id).Sum(a => a.Amount)))
        .Where(a => a.Amount > 0).Select(a => new JsonObject { ["path"] = a.Path, ["amount"] = a.Amount })).OrNothing());

    private static JsonObject Coupon(AppliedDiscount d, Promotion? promotion, string currency)
    {
        var coupon = new JsonObject { ["id"] = d.PromotionId, ["name"] = d.Title, ["duration"] = "once" };
        if (promotion?.Type == "percentage") coupon["percent_off"] = Math.Clamp(promotion.Value, 0, 100);
        if (promotion?.Type == "fixed_amount")
        {
            coupon["amount_off"] = Math.Max(0, promotion.Value);
            coupon["currency"] = currency.ToLowerInvariant();
        }

        return coupon;
    }

    private static JsonObject? Rejected(Message m, IReadOnlyList<string> codes) =>
        m.Code.StartsWith("discount_code_", StringComparison.Ordinal) && m.Path?.StartsWith(CodePath, StringComparison.Ordinal) == true
        && int.TryParse(m.Path[CodePath.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < codes.Count
            ? new() { ["code"] = codes[at], ["reason"] = m.Code, ["message"] = m.Content }
            : null;
}
