using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Embedded;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp.V2026_04_08;

/// <summary>2026-04-08: registries keyed by name, negative discounts, and business outcomes as results (HTTP 200 with messages).</summary>
internal class Presenter : UcpPresenter
{
    protected Presenter() { }

    public static Presenter Instance { get; } = new();

    /// <summary>The release that answers name.</summary>
    protected virtual string Release => UcpVersions.V2026_04_08;

    protected override bool NegativeDiscounts => true;

    /// <summary>Requests that were wrong carry their error as a message too, as the catalogue binding describes them.</summary>
    public override UcpAnswer Error(int status, string code, string content, string? path = null)
    {
        var body = new JsonObject { ["code"] = code, ["content"] = content };
        if (status == 400) body["messages"] = new JsonArray { WireWriter.Message("error", code, content, path, "recoverable") };
        return new(status, body, IsError: true);
    }

    public override UcpAnswer Refused(Refusal refusal, UcpCall call, string root, ShopFace shop, Checkout? current)
    {
        switch (refusal.Kind)
        {
            case RefusalKind.Conflict or RefusalKind.IdempotencyConflict:
                return Error(409, refusal.Code, refusal.Message);
            case RefusalKind.Forbidden:
                return Error(403, refusal.Code, refusal.Message);
            case RefusalKind.Invalid when !AboutItem(refusal):
                return Error(400, refusal.Code, refusal.Message, refusal.Path);
            case RefusalKind.NotFound or RefusalKind.Invalid:
                return Envelope(refusal, call, root, shop, null);
        }

        return current is null ? Envelope(refusal, call, root, shop, null) : Checkout(current, call, shop, 200, refusal);
    }

    /// <summary>An outcome without a resource.</summary>
    public UcpAnswer Envelope(Refusal refusal, UcpCall call, string root, ShopFace? shop, string? continueUrl) => new(200, new JsonObject
    {
        ["ucp"] = Errand(call, root, shop),
        ["messages"] = new JsonArray { Message(AsMessage(refusal)) },
    }.Maybe("continue_url", continueUrl));

    public override UcpAnswer Incompatible(string content) => new(200, new JsonObject
    {
        ["ucp"] = new JsonObject { ["version"] = Release, ["status"] = "error" },
        ["messages"] = new JsonArray { WireWriter.Message("error", "capabilities_incompatible", content, severity: "unrecoverable") },
    });

    public static JsonObject Capabilities(UcpCall call, string root, ShopFace? shop) => Capabilities(UcpCapabilities.Relevant(root, call.Version, call.Capabilities, shop), call.Version);

    /// <summary>Capabilities by name, each with its release.</summary>
    public static JsonObject Capabilities(IEnumerable<UcpCapability> capabilities, string version) =>
        new(capabilities.Select(c => KeyValuePair.Create(c.Name, (JsonNode?)new JsonArray { Capability(c, version) })));

    public static JsonObject Capability(UcpCapability c, string version) => new JsonObject { ["version"] = version }
        .Maybe("extends", UcpCapabilities.Extends(c, version) switch { [] => null, [var one] => one, var several => WireWriter.Array(several) });

    public static JsonObject Handlers(ShopFace shop) =>
        new(shop.PaymentHandlers.GroupBy(h => h.Name, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)WireWriter.Array(g.Select(h =>
            new JsonObject { ["id"] = h.Id, ["version"] = h.Version }
                .Maybe("available_instruments", WireWriter.Array(h.InstrumentTypes.Select(t => new JsonObject { ["type"] = t })).OrNothing())
                .Maybe("config", h.Config?.DeepClone()))))));

    protected override JsonObject Envelope(UcpCall call, string root, ShopFace? shop) => new JsonObject
    {
        ["version"] = Release,
        ["status"] = "success",
        ["capabilities"] = Capabilities(call, root, shop),
    }
    .Maybe("services", shop is not { Embeds: true } ? null : root == UcpCapabilities.Checkout ? Embedded(EmbeddedDelegations.Allowed(shop)) : root == UcpCapabilities.Cart ? Embedded([]) : null)
    .Maybe("payment_handlers", root == UcpCapabilities.Checkout && shop is not null ? Handlers(shop) : null);

    /// <summary>Its page speaks the embedded protocol and leaves that much of its work to the application around it.</summary>
    private static JsonObject Embedded(IReadOnlyList<string> delegations) => new()
    {
        ["dev.ucp.shopping"] = new JsonArray
        {
            new JsonObject { ["version"] = UcpVersions.V2026_04_08, ["transport"] = "embedded", ["config"] = new JsonObject { ["delegate"] = WireWriter.Array(delegations) } },
        },
    };

    protected override JsonObject? Payment(Checkout c, ShopFace shop) => Instruments(c);

    /// <summary>What was chosen to pay with; null when nothing was.</summary>
    public static JsonObject? Instruments(Checkout c) => c.Instruments.Count == 0 ? null : new()
    {
        ["instruments"] = WireWriter.Array(c.Instruments.Select(i => Instrument(i)
            .Maybe("display", Display([], i.Display) is { Count: > 0 } display ? display : null)
            .Maybe("selected", i.Selected))),
    };

    protected override JsonObject Confirmation(UcpCall call, string orderId, string? number) =>
        new JsonObject { ["id"] = orderId, ["permalink_url"] = Permalink(call, orderId) }.Maybe("label", number);

    protected override JsonObject OrderLine(OrderLine line, Order order, LinesWriter lines) => new()
    {
        ["id"] = line.Item.Id,
        ["item"] = lines.Item(line.Item),
        ["quantity"] = new JsonObject { ["original"] = line.Item.Quantity, ["total"] = line.Remaining, ["fulfilled"] = Math.Min(line.Fulfilled, line.Remaining) },
        ["totals"] = lines.LineTotals(line.Item, LinesWriter.OnLine(line.Item, order.Discounts)),
        ["status"] = LineStatus(line),
    };

    /// <summary>What is taken away from the order is negative: pieces and money.</summary>
    protected override JsonObject Adjustment(Adjustment a, LinesWriter lines) => new JsonObject
    {
        ["id"] = a.Id,
        ["type"] = a.Type,
        ["occurred_at"] = WireWriter.Moment(a.At),
        ["status"] = a.Status,
    }
    .Maybe("line_items", WireWriter.Array(a.Lines.Select(l => new JsonObject { ["id"] = l.LineId, ["quantity"] = -l.Quantity })).OrNothing())
    .Maybe("totals", a.Amount == 0 ? null : new JsonArray { lines.Entry("total", -a.Amount) })
    .Maybe("description", a.Description);

    protected override JsonObject Message(Message m) =>
        WireWriter.Message(m.Type, m.Code, m.Content, m.Path, m.Type == "error" ? m.Severity ?? "recoverable" : null);

    private JsonObject Errand(UcpCall call, string root, ShopFace? shop) => new()
    {
        ["version"] = Release,
        ["status"] = "error",
        ["capabilities"] = Capabilities(call, root, shop),
    };

    /// <summary>Items that are not sold here are an outcome of shopping, not a malformed request.</summary>
    private static bool AboutItem(Refusal refusal) => refusal.Code is "not_found" or "item_unavailable";
}
