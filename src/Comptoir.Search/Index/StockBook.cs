using System.Collections.Concurrent;
using Comptoir.Catalog.Inventory;

namespace Comptoir.Search.Index;

/// <summary>A shop's stock by variant. One writer, any number of readers.</summary>
internal sealed class StockBook
{
    private readonly ConcurrentDictionary<string, StockLevel[]> _levels = new(StringComparer.Ordinal);

    public IReadOnlyList<StockLevel> Levels(string variantId) => _levels.TryGetValue(variantId, out var levels) ? levels : [];

    public long Available(string variantId)
    {
        long sum = 0;
        if (_levels.TryGetValue(variantId, out var levels))
            foreach (var level in levels) sum += level.Available;
        return sum;
    }

    public void Fill(IEnumerable<StockLevel> levels)
    {
        foreach (var byVariant in levels.GroupBy(l => l.VariantId, StringComparer.Ordinal))
            _levels[byVariant.Key] = [.. byVariant];
    }

    public void Clear(string variantId) => _levels.TryRemove(variantId, out _);
}
