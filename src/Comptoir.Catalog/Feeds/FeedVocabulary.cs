using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Catalog.Taxonomy;

namespace Comptoir.Catalog.Feeds;

/// <summary>The shop's categories and attribute definitions, growing with what a feed mentions.</summary>
internal sealed class FeedVocabulary(Shop shop)
{
    private readonly Dictionary<string, Category> _categories = shop.Categories.ToDictionary(c => c.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, AttributeDefinition> _attributes = shop.Attributes.ToDictionary(a => a.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, OptionValue>> _values = shop.Attributes.ToDictionary(
        a => a.Id, a => a.Values?.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal) ?? new(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Something was added since the shop was read.</summary>
    public bool Grown { get; private set; }

    public Shop Shop() => shop with
    {
        Categories = [.. _categories.Values],
        Attributes = [.. _attributes.Values.Select(a => _values.TryGetValue(a.Id, out var values) && values.Count > 0 ? a with { Values = values } : a)],
    };

    public string? Category(IReadOnlyList<string> path, string? google)
    {
        string? parent = null;
        foreach (var name in path.Take(6))
        {
            var slug = Slug.Of(name);
            if (slug.Length == 0) continue;
            var known = _categories.Values.FirstOrDefault(c => c.ParentId == parent && (c.Id == slug || c.Name.Values.Any(v => v.Value.Equals(name, StringComparison.OrdinalIgnoreCase))));
            if (known is null)
            {
                var id = parent is null ? slug : $"{parent}-{slug}";
                if (!_categories.TryGetValue(id, out known))
                {
                    known = new Category(id, name.Length <= 120 ? name : name[..120], parent, google is { Length: < 12 } ? google : null);
                    _categories.Add(id, known);
                    Grown = true;
                }
            }

            parent = known.Id;
        }

        return parent;
    }

    public LocalizedText Name(string attributeId, string name) => Define(attributeId, name, AttributeType.Enumeration, null).Name;

    public OptionValue Value(string attributeId, string name, string label)
    {
        Define(attributeId, name, AttributeType.Enumeration, null);
        var id = Slug.Of(label);
        if (id.Length == 0) id = label.Trim();
        if (!_values.TryGetValue(attributeId, out var values)) _values[attributeId] = values = new(StringComparer.Ordinal);
        if (!values.TryGetValue(id, out var value))
        {
            values[id] = value = new(id, label.Length <= 120 ? label : label[..120]);
            Grown = true;
        }

        return value;
    }

    /// <summary>The value in the type that the attribute has, or gets by this first sight; null when it does not fit.</summary>
    public AttributeValue? Typed(string id, string name, object value)
    {
        switch (value)
        {
            case bool flag:
                return Define(id, name, AttributeType.Boolean, null).Type == AttributeType.Boolean ? new BooleanValue(flag) : null;
            case decimal number:
                return Define(id, name, AttributeType.Number, null) is { Type: AttributeType.Number } definition ? new NumberValue(number, definition.Unit) : null;
            case string text:
                var type = Define(id, name, text.Length <= 60 ? AttributeType.Enumeration : AttributeType.Text, null).Type;
                return type switch
                {
                    AttributeType.Enumeration when text.Length <= 60 => new EnumerationValue(Value(id, name, text).Id),
                    AttributeType.Boolean => text.ToUpperInvariant() switch { "YES" or "TRUE" or "OUI" or "1" => new BooleanValue(true), "NO" or "FALSE" or "NON" or "0" => new BooleanValue(false), _ => null },
                    AttributeType.Number => decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var parsed) ? new NumberValue(parsed, _attributes[id].Unit) : null,
                    _ => new TextValue(text),
                };
            case List<string> list:
                return Define(id, name, AttributeType.Enumeration, null).Type == AttributeType.Enumeration ? new EnumerationValue([.. list.Take(50).Select(v => Value(id, name, v).Id)]) : null;
            default:
                return null;
        }
    }

    private AttributeDefinition Define(string id, string name, AttributeType type, string? unit)
    {
        if (_attributes.TryGetValue(id, out var known)) return known;
        var title = name.Replace('_', ' ').Trim();
        var definition = new AttributeDefinition(id, title.Length == 0 ? id : char.ToUpperInvariant(title[0]) + title[1..], type, unit);
        _attributes.Add(id, definition);
        Grown = true;
        return definition;
    }
}
