using Comptoir.Catalog.Products;
using Comptoir.Search.Ranking;

namespace Comptoir.Search.Index;

/// <summary>
/// Up to 32,768 products with their postings and columns. Nothing in it changes after it is built, except the stock column,
/// which the follower of the change log writes in place.
/// </summary>
internal sealed class Segment
{
    public const int MaxDocuments = 32_768;

    public required Product[] Products { get; init; }

    /// <summary>Term to number; see <see cref="Postings"/>.</summary>
    public required Dictionary<string, int> Terms { get; init; }

    /// <summary>Where a term's postings begin; one more entry than there are terms.</summary>
    public required int[] PostingStart { get; init; }

    public required ushort[] PostingDocuments { get; init; }

    /// <summary>Summed field-weighted count, in 1/128.</summary>
    public required ushort[] PostingWeights { get; init; }

    public required Fields[] PostingFields { get; init; }

    /// <summary>Words of the titles as term numbers, in order; −1 ends a language.</summary>
    public required int[] TitleTerms { get; init; }

    public required int[] TitleStart { get; init; }

    /// <summary>Feature (<c>color=pink</c>, <c>c=garden</c>, <c>b=brand</c>, <c>t=gift</c>, <c>?color</c>) to number.</summary>
    public required Dictionary<string, int> Features { get; init; }

    public required string[] FeatureNames { get; init; }

    /// <summary>How many products have a feature, themselves or in a variant.</summary>
    public required int[] FeatureCounts { get; init; }

    /// <summary>Facets that the features belong to: category, brand and attribute ids.</summary>
    public required string[] Facets { get; init; }

    /// <summary>Index into <see cref="Facets"/> by feature; −1 when it is of none.</summary>
    public required int[] FacetOf { get; init; }

    /// <summary>Brand feature to the brand as written.</summary>
    public required Dictionary<string, string> BrandNames { get; init; }

    public required int[] ProductFeatures { get; init; }

    public required int[] ProductFeatureStart { get; init; }

    public required int[] VariantStart { get; init; }

    public required int[] VariantFeatures { get; init; }

    public required int[] VariantFeatureStart { get; init; }

    public required long[] Prices { get; init; }

    /// <summary>Pieces for sale by variant, cut at <see cref="int.MaxValue"/>.</summary>
    public required int[] Available { get; init; }

    public required byte[] Audience { get; init; }

    public required Languages[] Languages { get; init; }

    /// <summary>How liked a product is, 0 to 1.</summary>
    public required float[] Popularity { get; init; }

    public required Dictionary<string, int> ByProductId { get; init; }

    public required Dictionary<string, int> ByHandle { get; init; }

    public required Dictionary<string, int> ByVariantId { get; init; }

    /// <summary>SKU or GTIN to variant.</summary>
    public required Dictionary<string, int> ByCode { get; init; }

    /// <summary>Words as written in the catalogue (folded), sorted, for completion and spelling, with their counts.</summary>
    public required string[] Words { get; init; }

    public required int[] WordCounts { get; init; }

    public int Count => Products.Length;

    private readonly ScoreBuffer?[] _buffers = new ScoreBuffer?[2 * Environment.ProcessorCount];

    public ScoreBuffer RentScores()
    {
        foreach (ref var slot in _buffers.AsSpan())
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } buffer) return buffer;
        return new ScoreBuffer(Count);
    }

    public void ReturnScores(ScoreBuffer buffer)
    {
        foreach (ref var slot in _buffers.AsSpan())
            if (slot is null && Interlocked.CompareExchange(ref slot, buffer, null) is null) return;
    }

    public ReadOnlySpan<int> FeaturesOf(int document) =>
        ProductFeatures.AsSpan(ProductFeatureStart[document], ProductFeatureStart[document + 1] - ProductFeatureStart[document]);

    public ReadOnlySpan<int> FeaturesOfVariant(int variant) =>
        VariantFeatures.AsSpan(VariantFeatureStart[variant], VariantFeatureStart[variant + 1] - VariantFeatureStart[variant]);

    public ReadOnlySpan<int> TitleOf(int document) =>
        TitleTerms.AsSpan(TitleStart[document], TitleStart[document + 1] - TitleStart[document]);

    /// <summary>The document of a variant.</summary>
    public int DocumentOf(int variant)
    {
        var found = Array.BinarySearch(VariantStart, variant);
        return found >= 0 ? found : ~found - 1;
    }

    public Variant VariantAt(int variant)
    {
        var document = DocumentOf(variant);
        return Products[document].Variants[variant - VariantStart[document]];
    }

    public (int Start, int End) PostingsOf(string term) =>
        Terms.TryGetValue(term, out var number) ? (PostingStart[number], PostingStart[number + 1]) : (0, 0);

    /// <summary>The fields in which a document has a term.</summary>
    public Fields FieldsOf(string term, int document)
    {
        var (start, end) = PostingsOf(term);
        var found = PostingDocuments.AsSpan(start, end - start).BinarySearch((ushort)document);
        return found >= 0 ? PostingFields[start + found] : Fields.None;
    }

    public bool InStock(int variant) => Volatile.Read(ref Available[variant]) > 0;

    /// <summary>Bytes of postings and columns, without the products themselves.</summary>
    public long Bytes => PostingDocuments.LongLength * 6 + PostingStart.LongLength * 4 + Terms.Count * 64L + TitleTerms.LongLength * 4
        + (ProductFeatures.LongLength + VariantFeatures.LongLength + VariantFeatureStart.LongLength) * 4 + Prices.LongLength * 12
        + (ByProductId.Count + ByHandle.Count + ByVariantId.Count + ByCode.Count) * 32L + Words.LongLength * 48;
}
