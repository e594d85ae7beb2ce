using Comptoir.Catalog.Products;
using Comptoir.Search.Analysis;

namespace Comptoir.Search.Index;

/// <summary>Numbers what products and variants have (category, brand, tag, attribute value), for filters, facets and likeness.</summary>
internal sealed class ProductFeatures(ShopDefinitions definitions)
{
    public Dictionary<string, int> Numbers { get; } = new(StringComparer.Ordinal);

    public List<int> Product { get; } = [];

    public List<int> ProductStart { get; } = [0];

    public List<int> Variant { get; } = [];

    public List<int> VariantStart { get; } = [0];

    public List<int> Counts { get; } = [];

    public List<string> Facets { get; } = [];

    public List<int> FacetOf { get; } = [];

    public Dictionary<string, string> BrandNames { get; } = new(StringComparer.Ordinal);

    private readonly Dictionary<(string, string), int> _values = [];
    private readonly Dictionary<(string, string), int> _known = [];
    private readonly List<int> _lastSeen = [];
    private int _product;
    private readonly Dictionary<string, int> _brands = new(StringComparer.Ordinal);

    public static string Category(string id) => "c=" + id;

    public static string Brand(string name) => "b=" + string.Join(' ', WordList.Words(name));

    public static string Tag(string tag) => "t=" + tag;

    public static string Value(string attributeId, string valueId) => $"a:{attributeId}={valueId}";

    /// <summary>The product or one of its variants has the attribute at all.</summary>
    public static string Has(string attributeId) => "?" + attributeId;

    public void Add(Product product)
    {
        var (firstOwn, firstOfVariants) = (Product.Count, Variant.Count);
        foreach (var category in definitions.CategoryPath(product.CategoryId)) Product.Add(Number("c=", category));
        if (product.Brand is { Length: > 0 } brand) Product.Add(BrandNumber(brand));
        foreach (var tag in product.Tags) Product.Add(Number("t=", tag));
        foreach (var (id, value) in product.Attributes)
        {
            Product.Add(Number("?", id));
            // what every variant says for itself is theirs alone: a blue variant of a "pink, blue" product is not pink
            if (!AllSay(product, id)) AddValues(Product, id, value);
        }

        foreach (var option in product.Options)
            if (!product.Attributes.ContainsKey(option.Id)) Product.Add(Number("?", option.Id));
        foreach (var variant in product.Variants)
        {
            foreach (var option in variant.Options) Variant.Add(ValueNumber(option.OptionId, option.ValueId));
            foreach (var (id, value) in variant.Attributes) AddValues(Variant, id, value);
            VariantStart.Add(Variant.Count);
        }

        ProductStart.Add(Product.Count);
        CountOnce(Product, firstOwn);
        CountOnce(Variant, firstOfVariants);
    }

    private void CountOnce(List<int> features, int from)
    {
        _product++;
        for (var i = from; i < features.Count; i++)
        {
            if (_lastSeen[features[i]] == _product) continue;
            _lastSeen[features[i]] = _product;
            Counts[features[i]]++;
        }
    }

    private static bool AllSay(Product product, string attributeId)
    {
        foreach (var variant in product.Variants)
            if (!Says(variant, attributeId)) return false;
        return true;
    }

    private static bool Says(Variant variant, string attributeId)
    {
        foreach (var o in variant.Options) if (o.OptionId == attributeId) return true;
        return variant.Attributes.ContainsKey(attributeId);
    }

    private void AddValues(List<int> to, string attributeId, AttributeValue value)
    {
        if (value is BooleanValue b) to.Add(ValueNumber(attributeId, b.Value ? "true" : "false"));
        else if (value is EnumerationValue e)
            foreach (var id in e.Ids) to.Add(ValueNumber(attributeId, id));
    }

    private int ValueNumber(string attributeId, string valueId)
    {
        if (!_values.TryGetValue((attributeId, valueId), out var number))
            _values[(attributeId, valueId)] = number = Number("", Value(attributeId, valueId));
        return number;
    }

    private int FacetNumber(string feature)
    {
        string? facet = feature switch
        {
            ['c', '=', ..] => "category",
            ['b', '=', ..] => "brand",
            ['a', ':', ..] => feature[2..feature.IndexOf('=')],
            _ => null,
        };
        if (facet is null) return -1;
        var known = Facets.IndexOf(facet);
        if (known >= 0) return known;
        Facets.Add(facet);
        return Facets.Count - 1;
    }

    private int BrandNumber(string brand)
    {
        if (_brands.TryGetValue(brand, out var number)) return number;
        BrandNames.TryAdd(Brand(brand), brand);
        return _brands[brand] = Number("", Brand(brand));
    }

    private int Number(string prefix, string name)
    {
        if (_known.TryGetValue((prefix, name), out var number)) return number;
        var key = prefix + name;
        if (!Numbers.TryGetValue(key, out number))
        {
            Numbers[key] = number = Numbers.Count;
            Counts.Add(0);
            _lastSeen.Add(0);
            FacetOf.Add(FacetNumber(key));
        }

        return _known[(prefix, name)] = number;
    }
}
