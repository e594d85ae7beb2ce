using System.Text.Json;
using System.Text.Json.Serialization;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Taxonomy;

namespace Comptoir.DemoShop;

/// <summary>One embedded category of the demo shop in the compact form in which it is written: options stand for their combinations, values are named once.</summary>
internal sealed record DemoFile
{
    public required DemoCategory Category { get; init; }

    public IReadOnlyList<DemoCategory> Subcategories { get; init; } = [];

    public IReadOnlyList<DemoAttribute> Attributes { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, DemoValue>> Values { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, DemoValue>>();

    public IReadOnlyList<DemoProduct> Products { get; init; } = [];

    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };
}

internal sealed record DemoCategory(string Id, LocalizedText Name, string? GoogleTaxonomyId = null, LocalizedText? Intro = null);

internal sealed record DemoAttribute(string Id, LocalizedText Name, string Type, string? Unit = null)
{
    public AttributeType AttributeType => Type switch
    {
        "number" => AttributeType.Number,
        "boolean" => AttributeType.Boolean,
        "text" => AttributeType.Text,
        _ => AttributeType.Enumeration,
    };
}

internal sealed record DemoValue(string En, string Fr, string? Swatch = null)
{
    [JsonIgnore]
    public LocalizedText Label => new(En, Fr);
}

internal sealed record DemoOption(string Id, IReadOnlyList<string> Values);

internal sealed record DemoReview(string Author, int Rating, string Language, string? Title, string Text, string Date);

internal sealed record DemoProduct
{
    public required string Id { get; init; }

    public required LocalizedText Title { get; init; }

    public required LocalizedText Description { get; init; }

    public string? Brand { get; init; }

    public required string Category { get; init; }

    /// <summary>Cents, tax included.</summary>
    public required long Price { get; init; }

    public long? ListPrice { get; init; }

    public IReadOnlyList<DemoOption> Options { get; init; } = [];

    /// <summary>Price of the variants with a value: <c>size=L</c>.</summary>
    public IReadOnlyDictionary<string, long> PriceBy { get; init; } = new Dictionary<string, long>();

    public long Stock { get; init; }

    public IReadOnlyDictionary<string, long> StockBy { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = new Dictionary<string, JsonElement>();

    public IReadOnlyList<string> Tags { get; init; } = [];

    public required string Picture { get; init; }

    public string? PictureColor { get; init; }

    public string TaxCategory { get; init; } = "standard";

    public IReadOnlyList<DemoReview> Reviews { get; init; } = [];
}
