using Comptoir.Catalog;

namespace Comptoir.Ordering.Orders;

/// <summary>The pure decisions about an order's pieces.</summary>
internal static class OrderChanges
{
    /// <summary>The same pieces with each line named once; a refusal when a line is unknown or has fewer than that.</summary>
    public static Result<IReadOnlyList<LineQuantity>> Pieces(Order order, IReadOnlyList<LineQuantity> asked, Func<OrderLine, int> most, Func<string, string> tooMany)
    {
        var merged = new List<LineQuantity>();
        foreach (var group in asked.GroupBy(l => l.LineId))
        {
            if (order.Lines.FirstOrDefault(l => l.Item.Id == group.Key) is not { } line)
                return new Refusal(RefusalKind.Invalid, "not_found", Wording.UnknownLine(order.Language, group.Key), "$.line_items");
            var quantity = group.Sum(l => (long)l.Quantity);
            if (group.Any(l => l.Quantity < 1) || quantity > most(line))
                return new Refusal(RefusalKind.Invalid, "invalid_quantity", tooMany(order.Language), "$.line_items");
            merged.Add(new(group.Key, (int)quantity));
        }

        return new(merged, null);
    }

    public static Order Ship(Order order, IReadOnlyList<LineQuantity> pieces, string? carrier, string? trackingNumber, TimeProvider time)
    {
        var lines = order.Lines.Select(l => l with { Fulfilled = l.Fulfilled + Of(pieces, l) }).ToList();
        return Changed(order, time) with
        {
            Lines = lines,
            Status = lines.TrueForAll(l => l.ToShip == 0) ? OrderStatus.Shipped : OrderStatus.PartlyShipped,
            Events = [.. order.Events, new(Ids.New("evt", time), "shipped", time.GetUtcNow(), pieces, Carrier: carrier, TrackingNumber: trackingNumber)],
        };
    }

    public static Order Deliver(Order order, TimeProvider time) => Changed(order, time) with
    {
        Status = OrderStatus.Delivered,
        Events = [.. order.Events, new(Ids.New("evt", time), "delivered", time.GetUtcNow(), [.. order.Lines.Where(l => l.Fulfilled > 0).Select(l => new LineQuantity(l.Item.Id, l.Fulfilled))])],
    };

    /// <summary>The order after money was given back, and what that does to the stock.</summary>
    public static (Order Order, IReadOnlyList<StockMove> Stock) Refunded(Order order, Adjustment refund, TimeProvider time)
    {
        var stock = new List<StockMove>();
        var lines = new List<OrderLine>();
        foreach (var line in order.Lines)
        {
            var removed = Of(refund.Lines, line);

            // a return comes from what was shipped, anything else first from what was not
            var shipped = refund.Type == "return" ? Math.Min(removed, line.Fulfilled) : Math.Max(0, removed - line.ToShip);
            lines.Add(line with { Removed = line.Removed + removed, Fulfilled = line.Fulfilled - shipped });
            if (removed > shipped) stock.Add(new(line.Item.VariantId, -(removed - shipped)));
            if (shipped > 0 && refund.Restock) stock.Add(new(line.Item.VariantId, 0, -shipped));
        }

        var canceled = refund.Type == "cancellation";
        return (Changed(order, time) with
        {
            Lines = lines,
            Status = canceled ? OrderStatus.Canceled : StatusOf(order, lines),
            Payment = order.Payment with { Refunded = order.Payment.Refunded + refund.Amount },
            Events = canceled ? [.. order.Events, new(Ids.New("evt", time), "canceled", time.GetUtcNow(), refund.Lines, refund.Description)] : order.Events,
            Adjustments = Replaced(order.Adjustments, refund with { Status = "completed" }),
        }, stock);
    }

    public static Order With(Order order, Adjustment adjustment, TimeProvider time) =>
        Changed(order, time) with { Adjustments = Replaced(order.Adjustments, adjustment) };

    public static Order Changed(Order order, TimeProvider time) => order with { Version = order.Version + 1, UpdatedAt = time.GetUtcNow() };

    public static IReadOnlyList<Adjustment> Replaced(IReadOnlyList<Adjustment> all, Adjustment one) =>
        all.Any(a => a.Id == one.Id) ? [.. all.Select(a => a.Id == one.Id ? one : a)] : [.. all, one];

    /// <summary>Taking back the last pieces that were not shipped completes the shipment, or cancels the order when none ever was.</summary>
    private static OrderStatus StatusOf(Order order, List<OrderLine> lines) => order.Status switch
    {
        OrderStatus.PartlyShipped when lines.TrueForAll(l => l.ToShip == 0) => OrderStatus.Shipped,
        OrderStatus.Confirmed when lines.TrueForAll(l => l.Remaining == 0) => OrderStatus.Canceled,
        _ => order.Status,
    };

    private static int Of(IReadOnlyList<LineQuantity> pieces, OrderLine line) => pieces.Where(p => p.LineId == line.Item.Id).Sum(p => p.Quantity);
}
