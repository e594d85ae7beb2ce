using Comptoir.Catalog.Offers;

namespace Comptoir.Catalog.Products;

/// <summary>Something a shop sells, in one or more variants. Ids are unique in a shop.</summary>
public sealed record Product
{
    public required string Id { get; init; }

    /// <summary>Lower-case words joined by hyphens; part of the page's address; unique in a shop.</summary>
    public required string Handle { get; init; }

    public required LocalizedText Title { get; init; }

    /// <summary>Plain text.</summary>
    public LocalizedText Description { get; init; } = LocalizedText.Empty;

    public string? Brand { get; init; }

    /// <summary>Id of the shop's category (see <see cref="Taxonomy.Category"/>); null when none.</summary>
    public string? CategoryId { get; init; }

    /// <summary>The choices a shopper makes, in order; empty when there is one variant.</summary>
    public IReadOnlyList<ProductOption> Options { get; init; } = [];

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>By attribute id; what all variants share.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; } = new Dictionary<string, AttributeValue>();

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<Media> Media { get; init; } = [];

    /// <summary>Which row of the tax table applies: <c>standard</c>, <c>reduced</c>, <c>zero</c> or the shop's own.</summary>
    public string TaxCategory { get; init; } = "standard";

    public Rating? Rating { get; init; }

    /// <summary>Sold as money on a card: untaxed, never discounted, sent as a code; its variants' prices are the cards' amounts.</summary>
    public bool IsGiftCard { get; init; }

    /// <summary>False: kept for old orders, not sold, not found.</summary>
    public bool Active { get; init; } = true;

    public required Provenance Source { get; init; }

    /// <summary>The lowest price among the variants.</summary>
    public Money LowestPrice => Variants.MinBy(v => v.Offer.Price.Amount)!.Offer.Price;

    /// <summary>The highest price among the variants.</summary>
    public Money HighestPrice => Variants.MaxBy(v => v.Offer.Price.Amount)!.Offer.Price;

    public Variant? FindVariant(string variantId) => Variants.FirstOrDefault(v => v.Id == variantId);
}

/// <summary>One buyable form of a product.</summary>
public sealed record Variant
{
    /// <summary>Unique in a shop, also against product ids, except that a product with one variant may share its id.</summary>
    public required string Id { get; init; }

    public string? Sku { get; init; }

    /// <summary>GTIN-8, -12, -13 or -14 with a right check digit.</summary>
    public string? Gtin { get; init; }

    /// <summary>The chosen value for each of the product's options, in their order.</summary>
    public IReadOnlyList<SelectedOption> Options { get; init; } = [];

    public required Offer Offer { get; init; }

    /// <summary>What differs from the product's attributes.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; } = new Dictionary<string, AttributeValue>();

    public IReadOnlyList<Media> Media { get; init; } = [];
}

/// <param name="Id">Usually an attribute id (color, size).</param>
public sealed record ProductOption(string Id, LocalizedText Name, IReadOnlyList<OptionValue> Values);

/// <param name="Swatch">A CSS colour for a colour option; null otherwise.</param>
public sealed record OptionValue(string Id, LocalizedText Label, string? Swatch = null);

public sealed record SelectedOption(string OptionId, string ValueId);

/// <param name="Url">Absolute https, or a path on the shop's own server that begins with a slash.</param>
public sealed record Media(string Url, LocalizedText? Alt = null, string Type = "image");

/// <param name="Value">Mean from 1 to 5.</param>
public sealed record Rating(decimal Value, int Count);
