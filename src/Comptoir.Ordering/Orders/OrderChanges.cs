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

    public static Order With(Order order, Adjustment adjustment, TimeProvider time) =>
        Changed(order, time) with { Adjustments = Replaced(order.Adjustments, adjustment) };

    public static Order Changed(Order order, TimeProvider time) => order with { Version = order.Version + 1, UpdatedAt = time.GetUtcNow() };

    public static IReadOnlyList<Adjustment> Replaced(IReadOnlyList<Adjustment> all, Adjustment one) =>
        all.Any(a => a.Id == one.Id) ? [.. all.Select(a => a.Id == one.Id ? one : a)] : [.. all, one];
}
