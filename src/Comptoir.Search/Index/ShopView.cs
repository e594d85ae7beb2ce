using System.Collections.Immutable;
using Comptoir.Catalog.Products;
using Comptoir.Search.Query;

namespace Comptoir.Search.Index;

/// <param name="Removed">A bit for each document that was removed or has a newer version elsewhere; null when none.</param>
/// <param name="Live">Documents left.</param>
internal sealed record LiveSegment(Segment Segment, ulong[]? Removed, int Live)
{
    public bool IsLive(int document) => Removed is null || (Removed[document >> 6] & (1UL << (document & 63))) == 0;

    public LiveSegment Without(IEnumerable<int> documents)
    {
        var removed = Removed is null ? new ulong[(Segment.Count + 63) / 64] : (ulong[])Removed.Clone();
        var live = Live;
        foreach (var d in documents)
        {
            if ((removed[d >> 6] & (1UL << (d & 63))) != 0) continue;
            removed[d >> 6] |= 1UL << (d & 63);
            live--;
        }

        return live == Live ? this : this with { Removed = removed, Live = live };
    }
}

/// <summary>One shop as it stands at a moment. Immutable but for the stock inside.</summary>
internal sealed record ShopView(ShopDefinitions Definitions, ImmutableArray<LiveSegment> Segments, StockBook Stock, Lexicon Lexicon)
{
    public int Count => Segments.Sum(s => s.Live);

    /// <summary>What was worked out about words of requests; it goes with the view.</summary>
    public WordMemory Memory { get; } = new();

    /// <summary>Some product contains the term.</summary>
    public bool Has(string term)
    {
        foreach (var live in Segments)
            if (live.Segment.Terms.ContainsKey(term)) return true;
        return false;
    }

    public Product? FindProduct(string id) => Find(id, static s => s.ByProductId) is { } f ? f.Segment.Products[f.Number] : null;

    public Product? FindByHandle(string handle) => Find(handle, static s => s.ByHandle) is { } f ? f.Segment.Products[f.Number] : null;

    public (Product, Variant)? FindItem(string id)
    {
        if (Find(id, static s => s.ByProductId) is { } product) return WithFirstVariant(product);
        if ((FindVariant(id, static s => s.ByVariantId) ?? FindVariant(id, static s => s.ByCode)) is { } variant)
            return (variant.Segment.Products[variant.Segment.DocumentOf(variant.Number)], variant.Segment.VariantAt(variant.Number));
        return Find(id, static s => s.ByHandle) is { } byHandle ? WithFirstVariant(byHandle) : null;
    }

    public (Segment Segment, int Document)? Locate(string productId) => Find(productId, static s => s.ByProductId);

    public IEnumerable<Product> Products()
    {
        foreach (var live in Segments)
            for (var d = 0; d < live.Segment.Count; d++)
                if (live.IsLive(d)) yield return live.Segment.Products[d];
    }

    private static (Product, Variant) WithFirstVariant((Segment Segment, int Document) found)
    {
        var (segment, d) = found;
        for (var v = segment.VariantStart[d]; v < segment.VariantStart[d + 1]; v++)
            if (segment.InStock(v)) return (segment.Products[d], segment.VariantAt(v));
        return (segment.Products[d], segment.Products[d].Variants[0]);
    }

    private (Segment Segment, int Number)? Find(string key, Func<Segment, Dictionary<string, int>> table)
    {
        for (var i = Segments.Length - 1; i >= 0; i--)
            if (table(Segments[i].Segment).TryGetValue(key, out var document) && Segments[i].IsLive(document)) return (Segments[i].Segment, document);
        return null;
    }

    private (Segment Segment, int Number)? FindVariant(string key, Func<Segment, Dictionary<string, int>> table)
    {
        for (var i = Segments.Length - 1; i >= 0; i--)
        {
            var segment = Segments[i].Segment;
            if (table(segment).TryGetValue(key, out var variant) && Segments[i].IsLive(segment.DocumentOf(variant))) return (segment, variant);
        }

        return null;
    }
}
