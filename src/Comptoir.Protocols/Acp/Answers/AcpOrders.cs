using System.Globalization;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Orders;

namespace Comptoir.Protocols.Acp.Answers;

/// <summary>Writes orders: whole, as sessions and webhooks of 2026-04-17 carry them, and as they were placed.</summary>
internal static class AcpOrders
{
    /// <summary>The order that a completion made, from the checkout alone, so that a repeated request is answered alike.</summary>
    /// <param name="now">The order as it is now, for 2026-01-30, which knows a state but no details; null: just placed.</param>
    public static JsonObject Placed(Checkout c, AcpCall call, Order? now)
    {
        var order = Head(c.OrderId!, c.Id, c.OrderNumber, call);
        if (!call.IsOld || OldStatus(now?.Status) is not null) order["status"] = call.IsOld ? OldStatus(now?.Status) : "confirmed";
        return order.Maybe("estimated_delivery", Expected(c.Fulfilment));
    }

    public static JsonObject Write(Order o, AcpCall call)
    {
        var lines = new AcpLines(call.BaseUrl, o.Language);
        var order = Head(o.Id, o.CheckoutId, o.Number > 0 ? o.Number.ToString(CultureInfo.InvariantCulture) : null, call);
        order.Insert(0, "type", "order");
        order["status"] = o.Status switch
        {
            OrderStatus.Confirmed => "confirmed",
            OrderStatus.PartlyShipped => "processing",
            OrderStatus.Shipped => "shipped",
            OrderStatus.Delivered => "completed",
            _ => "canceled",
        };
        order["line_items"] = WireWriter.Array(o.Lines.Select(l => Line(l, lines, call)));
        order["fulfillments"] = WireWriter.Array([.. o.Shipments.Select(s => Shipped(o, s)), .. Waiting(o)]);
        order["adjustments"] = WireWriter.Array(o.Adjustments.Select(a => Adjustment(a, o)));
        var totals = lines.Totals(o.Totals);
        if (o.Refunded > 0) totals.Add(lines.Entry("amount_refunded", o.Refunded));
        order["totals"] = totals;
        return order.Maybe("estimated_delivery", Expected(o.Fulfilment)).Maybe("support", AcpPeople.Email(call.Context.Shop.Email) is { } email ? new JsonObject { ["email"] = email } : null);
    }

    /// <summary>The order in the events of 2026-01-30: its state, and what was given back.</summary>
    public static JsonObject WriteOld(Order o, AcpCall call) => new()
    {
        ["type"] = "order",
        ["checkout_session_id"] = o.CheckoutId,
        ["permalink_url"] = Permalink(call, o.Id),
        ["status"] = o.Status switch
        {
            OrderStatus.Shipped => "shipped",
            OrderStatus.Delivered => "fulfilled",
            OrderStatus.Canceled => "canceled",
            _ => "confirmed",
        },
        ["refunds"] = WireWriter.Array(o.Adjustments.Where(a => a is { MovesMoney: true, Status: Ordering.Orders.Adjustment.Completed, Amount: > 0 }).Select(a => new JsonObject { ["type"] = "original_payment", ["amount"] = a.Amount })),
    };

    private static string? OldStatus(OrderStatus? status) => status switch
    {
        null or OrderStatus.Confirmed => "confirmed",
        OrderStatus.PartlyShipped => "processing",
        OrderStatus.Shipped => "shipped",
        OrderStatus.Delivered => "delivered",
        _ => null,
    };

    private static JsonObject Head(string id, string checkoutId, string? number, AcpCall call)
    {
        var head = new JsonObject { ["id"] = id, ["checkout_session_id"] = checkoutId }.Maybe("order_number", number);
        head["permalink_url"] = Permalink(call, id);
        return number is null ? head : head.Maybe("confirmation", new JsonObject { ["confirmation_number"] = number });
    }

    private static string Permalink(AcpCall call, string orderId) => $"{call.BaseUrl}/orders/{orderId}";

    private static JsonObject Line(OrderLine l, AcpLines lines, AcpCall call) => new JsonObject
    {
        ["id"] = l.Item.Id,
        ["title"] = TotalEntry.Name(l.Item),
        ["product_id"] = l.Item.ProductId,
        ["quantity"] = new JsonObject { ["ordered"] = l.Item.Quantity, ["current"] = l.Remaining, ["fulfilled"] = Math.Min(l.Fulfilled, l.Remaining) },
        ["unit_price"] = l.Item.UnitPrice.Amount,
        ["subtotal"] = l.Item.Subtotal,
        ["totals"] = lines.LineTotals(l.Item),
        ["status"] = l.Remaining == 0 ? "removed" : l.Fulfilled >= l.Remaining ? "fulfilled" : l.Fulfilled > 0 ? "partial" : "processing",
    }.Maybe("image_url", WireWriter.Absolute(call.BaseUrl, l.Item.ImageUrl));

    private static JsonObject Shipped(Order o, Shipment s)
    {
        var method = o.Fulfilment.FirstOrDefault(m => s.Lines.Any(l => m.LineIds.Contains(l.LineId))) ?? o.Fulfilment.FirstOrDefault();
        var lines = s.Lines.Select(l => l.LineId).ToHashSet(StringComparer.Ordinal);
        return new JsonObject
        {
            ["id"] = s.Id,
            ["type"] = method?.Type == "pickup" ? "pickup" : "shipping",
            ["status"] = s.State switch { ShipmentState.InTransit => "in_transit", ShipmentState.Ready => "ready_for_pickup", ShipmentState.Delivered => "delivered", _ => "shipped" },
            ["line_items"] = Pieces(s.Lines),
            ["events"] = WireWriter.Array(o.Events.Where(e => e.At >= s.At && e.Lines.Any(l => lines.Contains(l.LineId)) && (e.TrackingNumber is null || e.TrackingNumber == s.TrackingNumber)).Select(e =>
                new JsonObject { ["id"] = e.Id, ["type"] = e.Type, ["occurred_at"] = WireWriter.Moment(e.At) }.Maybe("description", e.Description))),
        }
        .Maybe("carrier", s.Carrier)
        .Maybe("tracking_number", s.TrackingNumber)
        .Maybe("tracking_url", WireWriter.Absolute("", s.TrackingUrl))
        .Maybe("destination", Destination(method));
    }

    /// <summary>What has not left yet, by method.</summary>
    private static IEnumerable<JsonObject> Waiting(Order o) => o.Fulfilment
        .Select(m => (Method: m, Lines: o.Lines.Where(l => l.ToShip > 0 && m.LineIds.Contains(l.Item.Id)).Select(l => new LineQuantity(l.Item.Id, l.ToShip)).ToList()))
        .Where(w => w.Lines.Count > 0 && o.Status != OrderStatus.Canceled)
        .Select(w => new JsonObject
        {
            ["id"] = $"ful_{w.Method.Id}",
            ["type"] = w.Method.Type == "pickup" ? "pickup" : "shipping",
            ["status"] = "pending",
            ["line_items"] = Pieces(w.Lines),
        }
        .Maybe("destination", Destination(w.Method))
        .Maybe("estimated_delivery", Expected([w.Method]))
        .Maybe("description", Option(w.Method)?.Title));

    private static JsonObject Adjustment(Adjustment a, Order o) => new JsonObject
    {
        ["id"] = a.Id,
        ["type"] = a.Type,
        ["occurred_at"] = WireWriter.Moment(a.At),
        ["status"] = a.Status,
    }
    .Maybe("line_items", Pieces(a.Lines).OrNothing())
    .Maybe("amount", a.Amount == 0 ? null : JsonValue.Create(a.Amount))
    .Maybe("currency", a.Amount == 0 ? null : JsonValue.Create(o.Currency.ToLowerInvariant()))
    .Maybe("description", a.Description);

    private static JsonArray Pieces(IEnumerable<LineQuantity> lines) =>
        WireWriter.Array(lines.Where(l => l.Quantity > 0).Select(l => new JsonObject { ["id"] = l.LineId, ["quantity"] = l.Quantity }));

    private static JsonObject? Destination(FulfilmentMethod? m) =>
        m?.Destinations.FirstOrDefault(d => d.Id == m.SelectedDestinationId) is { } place ? AcpFulfilment.Address(place.Address) : null;

    private static FulfilmentOption? Option(FulfilmentMethod m) => m.Groups.SelectMany(g => g.Options.Where(o => o.Id == g.SelectedOptionId)).FirstOrDefault();

    /// <summary>The widest span of the chosen options; null: nothing was promised.</summary>
    private static JsonObject? Expected(IReadOnlyList<FulfilmentMethod> methods)
    {
        var options = methods.Select(Option).OfType<FulfilmentOption>().Where(o => o.Earliest is not null && o.Latest is not null).ToList();
        return options.Count == 0 ? null : new() { ["earliest"] = WireWriter.Moment(options.Min(o => o.Earliest!.Value)), ["latest"] = WireWriter.Moment(options.Max(o => o.Latest!.Value)) };
    }
}
