using Comptoir.Catalog.Products;
using Comptoir.Search.Analysis;
using Comptoir.Search.Index;
using Comptoir.Search.Query;

namespace Comptoir.Search.Ranking;

/// <summary>Number attributes of products and variants, in the unit of the attribute's definition.</summary>
internal static class Numbers
{
    public static bool Within(Product product, Variant variant, AttributeConstraint constraint, ShopDefinitions definitions) =>
        Value(product, variant, constraint.AttributeId, definitions) is { } value
        && (constraint.Min is null || value >= constraint.Min) && (constraint.Max is null || value <= constraint.Max);

    public static decimal? Value(Product product, Variant variant, string attributeId, ShopDefinitions definitions)
    {
        foreach (var option in variant.Options)
            if (option.OptionId == attributeId) return FromLabel(product, option, definitions);
        var value = variant.Attributes.GetValueOrDefault(attributeId) ?? product.Attributes.GetValueOrDefault(attributeId);
        if (value is not NumberValue number) return null;
        var unit = definitions.Attribute(attributeId)?.Unit;
        if (number.Unit is null || number.Unit == unit) return number.Value;
        return UnitOf(number.Unit) is { } from && UnitOf(unit) is { } to && from.Dimension == to.Dimension ? number.Value * from.Factor / to.Factor : number.Value;
    }

    public static Unit? UnitOf(string? unit) => unit is null ? null : Units.Find(Folding.Fold(unit));

    // "2,5 l" as the value of an option
    private static decimal? FromLabel(Product product, SelectedOption option, ShopDefinitions definitions)
    {
        var label = definitions.Value(option.OptionId, option.ValueId)?.Label.In("en")
            ?? product.Options.FirstOrDefault(o => o.Id == option.OptionId)?.Values.FirstOrDefault(v => v.Id == option.ValueId)?.Label.In("en") ?? option.ValueId;
        var scanner = new WordScanner(label);
        if (!scanner.MoveNext() || !scanner.IsNumber || Units.ParseNumber(scanner.Word) is not { } number) return null;
        if (!scanner.MoveNext() || Units.Find(Folding.Fold(scanner.Word)) is not { } from) return number;
        return UnitOf(definitions.Attribute(option.OptionId)?.Unit) is { } to && to.Dimension == from.Dimension ? number * from.Factor / to.Factor : number;
    }
}
