using Comptoir.Catalog.Products;

namespace Comptoir.Catalog.Feeds;

/// <summary>A product as a feed states it, before checking: the common form of all readers.</summary>
internal sealed class RawProduct
{
    public required long Line { get; init; }

    public string? Id { get; set; }

    public string? Handle { get; set; }

    public LocalizedText Title { get; set; } = LocalizedText.Empty;

    public LocalizedText Description { get; set; } = LocalizedText.Empty;

    public string? Brand { get; set; }

    /// <summary>From the widest to the narrowest category.</summary>
    public IReadOnlyList<string> CategoryPath { get; set; } = [];

    public string? GoogleCategory { get; set; }

    public List<string> Tags { get; } = [];

    public List<string> Images { get; } = [];

    public List<string> OptionNames { get; } = [];

    public List<RawVariant> Variants { get; } = [];

    /// <summary>String, bool, decimal or a list of strings by attribute name.</summary>
    public Dictionary<string, object> Attributes { get; } = new(StringComparer.OrdinalIgnoreCase);

    public decimal? Rating { get; set; }

    public int? RatingCount { get; set; }

    public List<RawReview> Reviews { get; } = [];

    public string? TaxCategory { get; set; }

    public bool Active { get; set; } = true;
}

internal sealed class RawVariant
{
    public required long Line { get; init; }

    public string? Id { get; set; }

    public string? Sku { get; set; }

    public string? Gtin { get; set; }

    public List<string> OptionValues { get; } = [];

    /// <summary>As written: <c>19.99</c>, <c>19,99</c>, <c>19.99 EUR</c>.</summary>
    public string? Price { get; set; }

    public string? ListPrice { get; set; }

    /// <summary>Null: not stated.</summary>
    public long? Quantity { get; set; }

    public string? Image { get; set; }
}

internal sealed record RawReview(string Author, int Rating, string? Title, string Text, DateTimeOffset? At);
