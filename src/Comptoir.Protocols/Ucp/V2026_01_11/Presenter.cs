using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp.V2026_01_11;

/// <summary>
/// 2026-01-11: capabilities as a list, positive discounts, <c>payment</c> with handlers and the selected instrument, and refusals as
/// HTTP statuses with a <c>detail</c>. Its fixed English sentences are part of that release's public test suite.
/// </summary>
internal class Presenter : UcpPresenter
{
    protected Presenter() { }

    public static Presenter Instance { get; } = new();

    protected override bool NegativeDiscounts => false;

    /// <summary>Clients look for <c>detail</c>; the release's text wants a status and a message.</summary>
    public override UcpAnswer Error(int status, string code, string content, string? path = null) => new(status, new JsonObject
    {
        ["detail"] = content,
        ["code"] = code,
        ["status"] = "requires_escalation",
        ["messages"] = new JsonArray { WireWriter.Message("error", code, content, path, "requires_buyer_input") },
    }.Maybe("path", path), IsError: true);

    public override UcpAnswer Incompatible(string content) => Error(400, "capabilities_incompatible", content);

    public override UcpAnswer Refused(Refusal refusal, UcpCall call, string root, ShopFace shop, Checkout? current) => refusal.Kind switch
    {
        RefusalKind.NotFound => Error(404, refusal.Code, refusal.Message),
        RefusalKind.OutOfStock => Error(400, "out_of_stock", Saying("Insufficient stock", refusal), refusal.Path),
        RefusalKind.Invalid when refusal.Code == "not_found" => Error(400, refusal.Code, Saying("not found", refusal), refusal.Path),
        RefusalKind.Invalid => Error(400, refusal.Code, refusal.Message, refusal.Path),
        RefusalKind.NotReady when refusal.Path?.StartsWith("$.fulfillment", StringComparison.Ordinal) == true =>
            Error(400, refusal.Code, Saying("Fulfillment address and option must be selected", refusal), refusal.Path),
        RefusalKind.NotReady => Error(400, refusal.Code, refusal.Message, refusal.Path),
        RefusalKind.PaymentDeclined => Error(402, refusal.Code, refusal.Message, refusal.Path),
        RefusalKind.PaymentActionRequired or RefusalKind.PaymentPending when current is not null => Checkout(current, call, shop, 200, refusal),
        RefusalKind.Forbidden => Error(403, refusal.Code, refusal.Message),
        _ => Error(409, refusal.Code, refusal.Message),
    };

    private static JsonArray Capabilities(string root, ShopFace? shop) =>
        WireWriter.Array(UcpCapabilities.Relevant(root, UcpVersions.V2026_01_11, null, shop).Select(c => new JsonObject
        {
            ["name"] = c.Name,
            ["version"] = UcpVersions.V2026_01_11,
        }.Maybe("extends", c.Extends.Count > 0 ? c.Extends[0] : null)));

    public static JsonArray Handlers(IReadOnlyList<PaymentHandler> handlers, string baseUrl) => WireWriter.Array(handlers.Select(h =>
    {
        var pages = $"{baseUrl}/ucp/handlers/{Uri.EscapeDataString(h.Id)}";
        return new JsonObject
        {
            ["id"] = h.Id,
            ["name"] = h.Name,
            ["version"] = h.Version,
            ["spec"] = pages,
            ["config_schema"] = $"{pages}/config.json",
            ["instrument_schemas"] = new JsonArray { $"{pages}/instrument.json" },
            ["config"] = h.Config?.DeepClone() ?? new JsonObject(),
        };
    }));

    protected override JsonObject Envelope(UcpCall call, string root, ShopFace? shop) =>
        new() { ["version"] = UcpVersions.V2026_01_11, ["capabilities"] = Capabilities(root, shop) };

    /// <summary>That release knows only cards with a brand and digits; other instruments are not shown.</summary>
    protected override JsonObject? Payment(Checkout c, ShopFace shop)
    {
        var cards = c.Instruments.Where(i => i is { Type: "card", Display: { Brand: not null, LastDigits: not null } }).ToList();
        return new JsonObject
        {
            ["handlers"] = Handlers(shop.PaymentHandlers, shop.BaseUrl),
            ["instruments"] = WireWriter.Array(cards.Select(i => Display(Instrument(i), i.Display))),
        }.Maybe("selected_instrument_id", cards.FirstOrDefault(i => i.Selected)?.Id);
    }

    protected override JsonObject Confirmation(UcpCall call, string orderId, string? number) =>
        new() { ["id"] = orderId, ["permalink_url"] = Permalink(call, orderId) };

    protected override JsonObject OrderLine(OrderLine line, Order order, LinesWriter lines) => new()
    {
        ["id"] = line.Item.Id,
        ["item"] = lines.Item(line.Item),
        ["quantity"] = new JsonObject { ["total"] = line.Remaining, ["fulfilled"] = Math.Min(line.Fulfilled, line.Remaining) },
        ["totals"] = lines.LineTotals(line.Item, LinesWriter.OnLine(line.Item, order.Discounts)),
        ["status"] = LineStatus(line) is "removed" ? "fulfilled" : LineStatus(line),
    };

    protected override JsonObject Adjustment(Adjustment a, LinesWriter lines) => new JsonObject
    {
        ["id"] = a.Id,
        ["type"] = a.Type,
        ["occurred_at"] = WireWriter.Moment(a.At),
        ["status"] = a.Status,
        ["amount"] = a.Amount,
    }
    .Maybe("line_items", WireWriter.Array(a.Lines.Where(l => l.Quantity > 0).Select(l => new JsonObject { ["id"] = l.LineId, ["quantity"] = l.Quantity })).OrNothing())
    .Maybe("description", a.Description);

    protected override JsonObject Message(Message m) =>
        WireWriter.Message(m.Type, m.Code, m.Content, m.Path, m.Type != "error" ? null : m.Severity is null or "unrecoverable" ? "recoverable" : m.Severity);

    /// <summary>The refusal with the English words that clients of that release look for.</summary>
    private static string Saying(string english, Refusal refusal) =>
        refusal.Message.Contains(english, StringComparison.OrdinalIgnoreCase) ? refusal.Message : $"{english}: {refusal.Message}";
}
