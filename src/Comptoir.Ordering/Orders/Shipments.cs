using Comptoir.Catalog;

namespace Comptoir.Ordering.Orders;

/// <summary>The steps of an order's shipments, and the status that follows from them. Pure.</summary>
internal static class Shipments
{
    /// <param name="ready">Waits at the pick-up place instead of being on its way.</param>
    public static Order Ship(Order order, IReadOnlyList<LineQuantity> pieces, ShippingDetails details, bool ready, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var shipment = new Shipment(Ids.New("shp", time), ready ? ShipmentState.Ready : ShipmentState.Shipped, now, pieces, details.Carrier, details.TrackingNumber, details.TrackingUrl);
        var changed = OrderChanges.Changed(order, time) with
        {
            Lines = [.. order.Lines.Select(l => l with { Fulfilled = l.Fulfilled + Of(pieces, l) })],
            Shipments = [.. order.Shipments, shipment],
            Events = [.. order.Events, new(Ids.New("evt", time), ready ? "ready_for_pickup" : "shipped", now, pieces, null, details.Carrier, details.TrackingNumber, details.TrackingUrl)],
        };
        return changed with { Status = StatusOf(changed) };
    }

    public static Order Move(Order order, Shipment shipment, ShipmentState to, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var type = to == ShipmentState.InTransit ? "in_transit" : shipment.State == ShipmentState.Ready ? "picked_up" : "delivered";
        var changed = OrderChanges.Changed(order, time) with
        {
            Shipments = [.. order.Shipments.Select(s => s.Id == shipment.Id ? s with { State = to, DeliveredAt = to == ShipmentState.Delivered ? now : null } : s)],
            Events = [.. order.Events, new(Ids.New("evt", time), type, now, shipment.Lines, null, shipment.Carrier, shipment.TrackingNumber, shipment.TrackingUrl)],
        };
        return changed with { Status = StatusOf(changed) };
    }

    /// <summary>Where an order stands, from its pieces and shipments alone.</summary>
    public static OrderStatus StatusOf(Order order)
    {
        if (order.Status == OrderStatus.Canceled) return order.Status;
        if (order.Lines.Count > 0 && order.Lines.All(l => l.Item.IsGiftCard)) return OrderStatus.Delivered;
        var sent = order.Shipments.Count > 0 || order.Lines.Any(l => l.Fulfilled > 0 && !l.Item.IsGiftCard);
        if (!sent) return order.Lines.All(l => l.Remaining == 0 || l.Item.IsGiftCard) ? OrderStatus.Canceled : OrderStatus.Confirmed;
        if (order.Lines.Any(l => l.ToShip > 0)) return OrderStatus.PartlyShipped;
        return order.Shipments.All(s => s.DeliveredAt is not null) ? OrderStatus.Delivered : OrderStatus.Shipped;
    }

    private static int Of(IReadOnlyList<LineQuantity> pieces, OrderLine line) => pieces.Where(p => p.LineId == line.Item.Id).Sum(p => p.Quantity);
}
