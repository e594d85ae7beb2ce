using Comptoir.Catalog.Products;
using Comptoir.Search.Analysis;

namespace Comptoir.Search.Index;

/// <summary>Collects products and turns them into a <see cref="Segment"/>. Used by one thread, once.</summary>
internal sealed class SegmentBuilder
{
    private readonly StockBook _stock;
    private readonly TextCollector _text;
    private readonly ProductFeatures _features;
    private readonly List<Product> _products = [];
    private readonly List<int> _titleTerms = [];
    private readonly List<int> _titleStart = [0];

    public SegmentBuilder(ShopDefinitions definitions, StopWords stopWords, StockBook stock)
    {
        _stock = stock;
        _text = new TextCollector(definitions, stopWords, new Stemmer());
        _features = new ProductFeatures(definitions);
    }

    public void Add(Product product)
    {
        var document = _products.Count;
        _products.Add(product);
        _text.Add(document, product, _titleTerms);
        _titleStart.Add(_titleTerms.Count);
        _features.Add(product);
    }

    public Segment Build()
    {
        var count = _products.Count;
        var variantStart = new int[count + 1];
        for (var d = 0; d < count; d++) variantStart[d + 1] = variantStart[d] + _products[d].Variants.Count;
        var variants = variantStart[count];
        var prices = new long[variants];
        var available = new int[variants];
        var byProduct = new Dictionary<string, int>(count, StringComparer.Ordinal);
        var byHandle = new Dictionary<string, int>(count, StringComparer.Ordinal);
        var byVariant = new Dictionary<string, int>(variants, StringComparer.Ordinal);
        var byCode = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var audience = new byte[count];
        var popularity = new float[count];
        var languages = new Languages[count];
        for (var d = 0; d < count; d++)
        {
            var product = _products[d];
            byProduct[product.Id] = d;
            byHandle.TryAdd(product.Handle, d);
            audience[d] = Audiences.Of(product);
            languages[d] = LanguagesOf(product);
            popularity[d] = PopularityOf(product);
            for (var i = 0; i < product.Variants.Count; i++)
            {
                var variant = product.Variants[i];
                var v = variantStart[d] + i;
                prices[v] = variant.Offer.Price.Amount;
                available[v] = (int)Math.Min(int.MaxValue, _stock.Available(variant.Id));
                byVariant[variant.Id] = v;
                if (variant.Sku is { Length: > 0 }) byCode.TryAdd(variant.Sku, v);
                if (variant.Gtin is { Length: > 0 }) byCode.TryAdd(variant.Gtin, v);
            }
        }

        var postings = _text.Postings.Build(_text.Terms.Count);
        var (words, counts) = _text.BuildWords();
        return new Segment
        {
            Products = [.. _products],
            Terms = _text.Terms,
            PostingStart = postings.Start,
            PostingDocuments = postings.Documents,
            PostingWeights = postings.Weights,
            PostingFields = postings.Fields,
            TitleTerms = [.. _titleTerms],
            TitleStart = [.. _titleStart],
            Features = _features.Numbers,
            FeatureNames = [.. _features.Numbers.OrderBy(n => n.Value).Select(n => n.Key)],
            FeatureCounts = [.. _features.Counts],
            Facets = [.. _features.Facets],
            FacetOf = [.. _features.FacetOf],
            BrandNames = _features.BrandNames,
            ProductFeatures = [.. _features.Product],
            ProductFeatureStart = [.. _features.ProductStart],
            VariantStart = variantStart,
            VariantFeatures = [.. _features.Variant],
            VariantFeatureStart = [.. _features.VariantStart],
            Prices = prices,
            Available = available,
            Audience = audience,
            Languages = languages,
            Popularity = popularity,
            ByProductId = byProduct,
            ByHandle = byHandle,
            ByVariantId = byVariant,
            ByCode = byCode,
            Words = words,
            WordCounts = counts,
        };
    }

    private static Languages LanguagesOf(Product product)
    {
        var languages = Languages.None;
        foreach (var (language, _) in product.Title.Values)
            languages |= language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? Languages.French
                : language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Languages.English : Languages.None;
        return languages;
    }

    // a Bayesian mean over ten imagined ratings of 3.8, so that a single 5 does not beat ninety 4.8s
    private static float PopularityOf(Product product)
    {
        var mean = product.Rating is { } r ? (float)((double)r.Value * r.Count + 38) / (r.Count + 10) : 3.8f;
        return Math.Clamp((mean - 3f) / 2f, 0, 1) * 0.7f + (product.Tags.Contains("bestseller") ? 0.3f : 0);
    }
}
