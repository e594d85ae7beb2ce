using System.Collections.Immutable;
using Comptoir.Catalog.Products;

namespace Comptoir.Search.Index;

/// <summary>How segments come to be, are masked and are merged. Pure: gives new lists, never changes one.</summary>
internal static class SegmentList
{
    /// <summary>Masks the older versions of <paramref name="removedIds"/>, adds <paramref name="added"/> as a new segment, and merges small ones.</summary>
    public static ImmutableArray<LiveSegment> Apply(
        ImmutableArray<LiveSegment> segments, IReadOnlyCollection<string> removedIds, IReadOnlyList<Product> added, Func<SegmentBuilder> builder)
    {
        var list = segments.Select(s => Mask(s, removedIds)).Where(s => s.Live > 0).ToList();
        foreach (var part in added.Chunk(Segment.MaxDocuments)) list.Add(Build(part, builder));
        // like a log-structured merge tree: a segment is rewritten only together with one at least half its size, and a segment
        // that is full is left alone until half of it is gone, so a change never rebuilds a large shop
        while (list.Count > 1 && list[^1].Live * 2 >= list[^2].Live && list[^1].Live + list[^2].Live <= Segment.MaxDocuments)
        {
            var merged = Build([.. Products(list[^2]), .. Products(list[^1])], builder);
            list.RemoveRange(list.Count - 2, 2);
            list.Add(merged);
        }

        for (var i = 0; i < list.Count; i++)
            if (list[i].Live * 2 < list[i].Segment.Count) list[i] = Build([.. Products(list[i])], builder);
        return [.. list];
    }

    public static LiveSegment Build(IReadOnlyList<Product> products, Func<SegmentBuilder> builder)
    {
        var into = builder();
        foreach (var product in products) into.Add(product);
        return new LiveSegment(into.Build(), null, products.Count);
    }

    private static LiveSegment Mask(LiveSegment live, IReadOnlyCollection<string> ids)
    {
        List<int>? documents = null;
        foreach (var id in ids)
            if (live.Segment.ByProductId.TryGetValue(id, out var document)) (documents ??= []).Add(document);
        return documents is null ? live : live.Without(documents);
    }

    private static IEnumerable<Product> Products(LiveSegment live)
    {
        for (var d = 0; d < live.Segment.Count; d++)
            if (live.IsLive(d)) yield return live.Segment.Products[d];
    }
}
