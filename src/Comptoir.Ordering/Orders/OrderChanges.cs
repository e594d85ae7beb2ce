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

    public static Order With(Order order, Adjustment adjustment, TimeProvider time) =>
        Changed(order, time) with { Adjustments = Replaced(order.Adjustments, adjustment) };

    public static Order Changed(Order order, TimeProvider time) => order with { Version = order.Version + 1, UpdatedAt = time.GetUtcNow() };

    public static IReadOnlyList<Adjustment> Replaced(IReadOnlyList<Adjustment> all, Adjustment one) =>
        all.Any(a => a.Id == one.Id) ? [.. all.Select(a => a.Id == one.Id ? one : a)] : [.. all, one];

    private static int Of(IReadOnlyList<LineQuantity> pieces, OrderLine line) => pieces.Where(p => p.LineId == line.Item.Id).Sum(p => p.Quantity);
}
