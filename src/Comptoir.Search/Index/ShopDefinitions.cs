using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Catalog.Taxonomy;

namespace Comptoir.Search.Index;

/// <summary>A shop's categories and attribute definitions, by id.</summary>
internal sealed class ShopDefinitions
{
    private readonly Dictionary<string, AttributeDefinition> _attributes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Category> _categories = new(StringComparer.Ordinal);

    public ShopDefinitions(Shop shop)
    {
        Shop = shop;
        foreach (var a in shop.Attributes) _attributes[a.Id] = a;
        foreach (var c in shop.Categories) _categories[c.Id] = c;
        ValuesAreBilingual = shop.Attributes.Any(a => a.Values is { Count: > 0 }) && shop.Attributes.All(a => a.Values is null || a.Values.Values.All(v => v.Label.Values.Count > 1));
    }

    public Shop Shop { get; }

    public IReadOnlyCollection<AttributeDefinition> Attributes => _attributes.Values;

    /// <summary>Every named value has a name in two languages at least.</summary>
    public bool ValuesAreBilingual { get; }

    public AttributeDefinition? Attribute(string id) => _attributes.GetValueOrDefault(id);

    public Category? Category(string id) => _categories.GetValueOrDefault(id);

    /// <summary>The category and its ancestors, nearest first; an unknown id stands for itself.</summary>
    public IEnumerable<string> CategoryPath(string? id)
    {
        for (var depth = 0; id is not null && depth < 12; depth++)
        {
            yield return id;
            id = Category(id)?.ParentId;
        }
    }

    public OptionValue? Value(string attributeId, string valueId) =>
        Attribute(attributeId)?.Values?.GetValueOrDefault(valueId);

    public string AttributeName(string attributeId, string language) =>
        Attribute(attributeId)?.Name.In(language) is { Length: > 0 } name ? name : attributeId.Replace('_', ' ');

    public string ValueName(string attributeId, string valueId, string language) =>
        Value(attributeId, valueId)?.Label.In(language) is { Length: > 0 } name ? name : valueId;
}
