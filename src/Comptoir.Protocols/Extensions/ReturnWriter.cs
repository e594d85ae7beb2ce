using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;

namespace Comptoir.Protocols.Extensions;

/// <summary>Writes returns, and the right to them, as the extension's schema says.</summary>
internal static class ReturnWriter
{
    public static JsonArray Lines(Order order, IEnumerable<LineQuantity> lines) => WireWriter.Array(lines.Select(l => new JsonObject
    {
        ["id"] = l.LineId,
        ["title"] = ReturnTexts.TitleOf(order, l.LineId),
        ["quantity"] = l.Quantity,
    }));

    /// <summary>A return that was asked for.</summary>
    public static JsonObject Return(Order order, Return r, string baseUrl)
    {
        var body = Wanted(order, r);
        body.Insert(0, "id", r.Id);
        body.Insert(1, "code", r.Code);
        body.Insert(2, "state", Name(r.State));
        body["requested_at"] = WireWriter.Moment(r.At);
        return body
            .Maybe("refund", Refund(order, r))
            .Maybe("label", HasLabel(r) ? Label(order, r, baseUrl) : null)
            .Maybe("tracking_number", r.SentWith)
            .Maybe("withdrawal_id", r.WithdrawalId)
            .Maybe("adjustment_id", r.AdjustmentId)
            .Maybe("events", WireWriter.Array(r.Events.Select(e => new JsonObject { ["at"] = WireWriter.Moment(e.At), ["state"] = Name(e.State) }.Maybe("note", e.Note))).OrNothing());
    }

    /// <summary>What a return comes to, whether it was asked for or only looked at.</summary>
    public static JsonObject Wanted(Order order, Return r) => new JsonObject
    {
        ["line_items"] = Lines(order, r.Lines),
        ["reason"] = r.Reason,
        ["resolution"] = Name(r.Kind),
        ["postage"] = r.ShopPaysPostage ? "shop" : "buyer",
    }
    .Maybe("exchange", r.Replacements.Count == 0 ? null : WireWriter.Array(r.Replacements.Select(x => new JsonObject { ["line_item_id"] = x.LineId, ["item_id"] = x.Item.VariantId, ["quantity"] = x.Item.Quantity })))
    .Maybe("difference", r.Kind == ReturnKind.Exchange ? ExtensionAnswers.Price(r.Difference, order.Currency) : null)
    .Maybe("fee_percent", r.FeeBasisPoints == 0 ? null : r.FeeBasisPoints / 100m);

    /// <summary>What it gives back, expected or done; null when it gives nothing back.</summary>
    public static JsonObject? Refund(Order order, Return r)
    {
        if (r.AdjustmentId is { } id && order.Adjustments.FirstOrDefault(a => a.Id == id) is { } done)
            return new() { ["amount"] = done.Amount, ["currency"] = order.Currency, ["state"] = done.Status };
        return r.Kind == ReturnKind.Exchange || !r.Open ? null : new() { ["amount"] = ReturnService.Expected(order, r), ["currency"] = order.Currency, ["state"] = "expected" };
    }

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static bool HasLabel(Return r) => r.State is ReturnState.Approved or ReturnState.Sent;

    /// <summary>The carrier's label, else the slip to print.</summary>
    private static JsonObject Label(Order order, Return r, string baseUrl) => WireWriter.Absolute(baseUrl, r.LabelUrl) is { } carrier
        ? new() { ["type"] = "carrier", ["url"] = carrier }
        : new() { ["type"] = "slip", ["url"] = $"{baseUrl}/orders/{Uri.EscapeDataString(order.Id)}/returns/{Uri.EscapeDataString(r.Id)}/slip" };
}
