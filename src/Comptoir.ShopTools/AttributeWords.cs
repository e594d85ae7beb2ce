using System.Globalization;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Catalog.Taxonomy;

namespace Comptoir.ShopTools;

/// <summary>A product's attributes as a person reads them, in the shop's order.</summary>
internal static class AttributeWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>What the product and the variant state; the variant wins. Attributes that the shop does not define are not shown.</summary>
    public static IReadOnlyList<NamedValue> Of(Shop shop, Product product, Variant? variant, string language)
    {
        var named = new List<NamedValue>();
        foreach (var definition in shop.Attributes)
        {
            var value = variant?.Attributes.GetValueOrDefault(definition.Id) ?? product.Attributes.GetValueOrDefault(definition.Id);
            var text = value is null ? OptionsOf(product, definition.Id, language) : Value(definition, value, language);
            if (text.Length > 0) named.Add(new NamedValue(definition.Id, definition.Name.In(language), text));
        }

        return named;
    }

    private static string Value(AttributeDefinition definition, AttributeValue value, string language) => value switch
    {
        BooleanValue b => (b.Value, IsFrench(language)) switch { (true, true) => "oui", (true, false) => "yes", (false, true) => "non", _ => "no" },
        NumberValue n => Number(n.Value, n.Unit ?? definition.Unit, language),
        EnumerationValue e => string.Join(", ", e.Ids.Select(id => definition.Values?.GetValueOrDefault(id)?.Label.In(language) is { Length: > 0 } label ? label : id)),
        TextValue t => t.Text.In(language),
        _ => "",
    };

    /// <summary>Every value to choose from, when the attribute is one of the product's options.</summary>
    private static string OptionsOf(Product product, string id, string language) =>
        product.Options.FirstOrDefault(o => o.Id == id) is { } option
            ? string.Join(", ", option.Values.Select(v => v.Label.In(language) is { Length: > 0 } label ? label : v.Id))
            : "";

    private static string Number(decimal value, string? unit, string language)
    {
        var number = value.ToString("#,0.###", IsFrench(language) ? French : English);
        if (string.IsNullOrEmpty(unit)) return number;
        var written = (unit, IsFrench(language)) switch
        {
            ("years", true) => value < 2 ? "an" : "ans",
            ("years", false) => value == 1 ? "year" : "years",
            ("months", true) => "mois",
            ("in", true) => value < 2 ? "pouce" : "pouces",
            ("in", false) => "in",
            _ => unit,
        };
        return $"{number}\u00a0{written}";
    }

    private static bool IsFrench(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
}
