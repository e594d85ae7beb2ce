using Comptoir.Ordering;

namespace Comptoir.Storage.Catalog;

/// <summary>One variant at one location.</summary>
internal sealed record Shelf(string LocationId, long OnHand, long Reserved)
{
    public long Available => Math.Max(0, OnHand - Reserved);
}

/// <summary>Spreads a stock move over the locations of a variant; the same for every database.</summary>
internal static class Shelves
{
    /// <summary>The shelves after the move; null when more is to be reserved than is available.</summary>
    public static IReadOnlyList<Shelf>? Apply(IReadOnlyList<Shelf> shelves, StockMove move)
    {
        if (move.Reserve > 0 && shelves.Sum(s => s.Available) < move.Reserve) return null;
        var reserved = move.Reserve >= 0 ? Reserve(shelves, move.Reserve) : Release(shelves, -(long)move.Reserve);
        return move.Remove >= 0 ? Remove(reserved, move.Remove) : PutBack(reserved, -(long)move.Remove);
    }

    private static IReadOnlyList<Shelf> Reserve(IReadOnlyList<Shelf> shelves, long pieces) =>
        Spread(shelves, s => s.Available, pieces, (s, n) => s with { Reserved = s.Reserved + n }).Shelves;

    private static IReadOnlyList<Shelf> Release(IReadOnlyList<Shelf> shelves, long pieces) =>
        Spread(shelves, s => s.Reserved, pieces, (s, n) => s with { Reserved = s.Reserved - n }).Shelves;

    /// <summary>Shipped pieces leave where they were reserved. A count taken meanwhile may already miss them, so a shelf stops at 0.</summary>
    private static IReadOnlyList<Shelf> Remove(IReadOnlyList<Shelf> shelves, long pieces)
    {
        var (taken, left) = Spread(shelves, s => s.Reserved, pieces, (s, n) => s with { Reserved = s.Reserved - n, OnHand = Math.Max(0, s.OnHand - n) });
        return Spread(taken, s => s.Available, left, (s, n) => s with { OnHand = s.OnHand - n }).Shelves;
    }

    private static IReadOnlyList<Shelf> PutBack(IReadOnlyList<Shelf> shelves, long pieces)
    {
        var fullest = shelves.MaxBy(s => s.OnHand);
        return [.. shelves.Select(s => s == fullest ? s with { OnHand = s.OnHand + pieces } : s)];
    }

    /// <summary>Takes from the shelf with the most first; what none of them has is left.</summary>
    private static (IReadOnlyList<Shelf> Shelves, long Left) Spread(IReadOnlyList<Shelf> shelves, Func<Shelf, long> has, long pieces, Func<Shelf, long, Shelf> take)
    {
        if (pieces == 0) return (shelves, 0);
        var result = new List<Shelf>(shelves.Count);
        foreach (var shelf in shelves.OrderByDescending(has).ThenBy(s => s.LocationId, StringComparer.Ordinal))
        {
            var taken = Math.Min(has(shelf), pieces);
            pieces -= taken;
            result.Add(taken == 0 ? shelf : take(shelf, taken));
        }

        return (result, pieces);
    }
}
