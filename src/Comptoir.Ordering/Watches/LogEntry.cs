namespace Comptoir.Ordering.Watches;

/// <summary>Something that happened to a watch or a subscription: read by its shopper and by the operator.</summary>
/// <param name="What">created, confirmed, told, rose, attempt, bought, over_limit, out_of_stock, changed, declined, pending, noticed, skipped, paused, resumed, changed_date, changed_pieces, agreed, ended …</param>
/// <param name="Detail">A reason's code, an order's id, a day: never free text of a person.</param>
/// <param name="Amount">Minor units.</param>
public sealed record LogEntry(DateTimeOffset At, string What, string? Detail = null, long? Amount = null)
{
    /// <summary>Older entries of a document than these are dropped.</summary>
    public const int Most = 200;

    internal static IReadOnlyList<LogEntry> Append(IReadOnlyList<LogEntry> log, LogEntry entry) => [.. log.TakeLast(Most - 1), entry];
}
