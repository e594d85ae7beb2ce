using System.Collections.Concurrent;
using Comptoir.Ordering.Rules;

namespace Comptoir.Storage.Ordering;

/// <summary>Selling rules as read within the last second: every request asks for them and hardly anybody changes them. Another node's change is seen that much later.</summary>
internal sealed class RecentRules(TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (SellingRules Rules, long ReadAt)> _rules = new(StringComparer.Ordinal);

    public SellingRules? Find(string shopId) => _rules.TryGetValue(shopId, out var found) && time.GetElapsedTime(found.ReadAt) < Age ? found.Rules : null;

    /// <param name="readAt">Timestamp from before the rules were read or written.</param>
    public SellingRules Keep(string shopId, SellingRules rules, long readAt) =>
        // a slow reader must not bring back what was replaced meanwhile
        _rules.AddOrUpdate(shopId, (rules, readAt), (_, present) => present.Rules.Version > rules.Version ? present : (rules, readAt)).Rules;
}
