using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Taxonomy;

namespace Comptoir.Catalog.Shops;

/// <summary>A shop: its name, languages, money, places, categories and attribute definitions.</summary>
public sealed record Shop
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public LocalizedText Tagline { get; init; } = LocalizedText.Empty;

    /// <summary>Host names that select this shop; the default shop answers all others.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    public bool IsDefault { get; init; }

    /// <summary>Two-letter codes; the first is the default.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["en"];

    public required string Currency { get; init; }

    /// <summary>ISO 3166-1 alpha-2 country of establishment, and of a shopper who has not said otherwise.</summary>
    public required string Country { get; init; }

    /// <summary>Prices shown and stored contain the tax (as in the EU towards consumers).</summary>
    public bool PricesIncludeTax { get; init; }

    public string? Email { get; init; }

    public string? LegalName { get; init; }

    /// <summary>Postal address on invoices, one line each.</summary>
    public IReadOnlyList<string> Address { get; init; } = [];

    public string? VatNumber { get; init; }

    public IReadOnlyList<Location> Locations { get; init; } = [new("main", "Main")];

    public IReadOnlyList<Category> Categories { get; init; } = [];

    public IReadOnlyList<AttributeDefinition> Attributes { get; init; } = [];

    public string DefaultLanguage => Languages.Count > 0 ? Languages[0] : "en";
}
