using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Returns;

/// <summary>Which pieces of an order may come back, by the law and by the shop's policy. Pure.</summary>
internal static class Eligibility
{
    /// <summary>Europe's days begin up to three hours before and end up to one hour after those of UTC; whoever counts decides for the buyer.</summary>
    private static readonly TimeSpan Earliest = TimeSpan.FromHours(3);
    private static readonly TimeSpan Latest = TimeSpan.FromHours(1);

    /// <param name="ids">The ids that an exclusion may name for a line: variant, product, its category and those above.</param>
    public static ReturnOffer Offer(Order order, ReturnPolicy policy, Func<OrderLine, IReadOnlyList<string>> ids, DateTimeOffset now)
    {
        var excluded = Excluded(order, policy.Exclusions, ids);
        var since = now - TimeSpan.FromDays(policy.WindowDays);
        var lines = order.Lines.Where(l => !excluded.Exists(e => e.LineId == l.Item.Id))
            .Select(l => new LineQuantity(l.Item.Id, Math.Min(Returnable(order, l), Delivered(order, l.Item.Id, since))))
            .Where(l => l.Quantity > 0);
        var last = order.Shipments.Max(s => s.DeliveredAt);
        return new([.. lines], policy.WindowDays > 0 ? last + TimeSpan.FromDays(policy.WindowDays) : null, excluded);
    }

    public static WithdrawalRight Withdrawal(Order order, ReturnPolicy policy, Func<OrderLine, IReadOnlyList<string>> ids, string shopCountry, DateTimeOffset now)
    {
        if (order.Status == OrderStatus.Canceled || !policy.WithdrawalCountries.Contains(CountryOf(order) ?? shopCountry, StringComparer.OrdinalIgnoreCase)) return new(false, null, [], []);
        var excluded = Excluded(order, [.. policy.Exclusions.Where(e => e.Lawful)], ids);
        var until = Until(order, policy, shopCountry);
        var lines = order.Lines.Where(l => !excluded.Exists(e => e.LineId == l.Item.Id))
            .Select(l => new LineQuantity(l.Item.Id, l.ToShip + Returnable(order, l)))
            .Where(l => l.Quantity > 0).ToList();
        return new(lines.Count > 0 && !(until <= now), until, lines, excluded);
    }

    /// <summary>
    /// Fourteen days after the day on which the last piece arrived (Directive 2011/83/EU, Art. 9 and 10; an end on a weekend or a public
    /// holiday of the shop's country moves to the next working day, Regulation 1182/71, Art. 3); null while something is still to come.
    /// </summary>
    public static DateTimeOffset? Until(Order order, ReturnPolicy policy, string? country)
    {
        var arrived = order.Shipments.Where(s => s.Lines.Count > 0).ToList();
        if (arrived.Count == 0 || arrived.Exists(s => s.DeliveredAt is null) || order.Lines.Any(l => l.ToShip > 0)) return null;
        var day = (arrived.Max(s => s.DeliveredAt)!.Value.ToUniversalTime() + Earliest).Date.AddDays(Math.Max(14, policy.WithdrawalDays));
        if (!policy.InformsOfWithdrawal) day = day.AddMonths(12);
        while (!PublicHolidays.IsWorkingDay(day, country)) day = day.AddDays(1);
        return new DateTimeOffset(day.AddDays(1), TimeSpan.Zero) + Latest;
    }

    /// <summary>Shipped pieces that are not already on their way back.</summary>
    public static int Returnable(Order order, OrderLine line) =>
        line.Item.IsGiftCard ? 0 : Math.Max(0, line.Fulfilled - order.Returns.Where(r => r.Open).Sum(r => r.PiecesOf(line.Item.Id)));

    private static int Delivered(Order order, string lineId, DateTimeOffset since) =>
        order.Shipments.Where(s => s.DeliveredAt >= since).Sum(s => s.Lines.Where(l => l.LineId == lineId).Sum(l => l.Quantity));

    private static List<ExcludedLine> Excluded(Order order, IReadOnlyList<ReturnExclusion> exclusions, Func<OrderLine, IReadOnlyList<string>> ids) =>
    [
        .. from line in order.Lines
           let known = ids(line)
           let exclusion = exclusions.FirstOrDefault(e => known.Contains(e.Id))
           where exclusion is not null
           select new ExcludedLine(line.Item.Id, exclusion.Reason),
    ];

    private static string? CountryOf(Order order) =>
        order.Fulfilment.Where(m => m.Type == "shipping").SelectMany(m => m.Destinations).Select(d => d.Address.Country).FirstOrDefault(c => c is not null);
}
