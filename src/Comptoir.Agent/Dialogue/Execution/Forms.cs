using Comptoir.Catalog.Products;
using Comptoir.Search;
using Comptoir.Search.Query;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>Which form (variant) of a product is meant, and what must still be chosen.</summary>
internal static class Forms
{
    /// <summary>The options that a set of constraints names, for this product: value id by option id.</summary>
    public static IReadOnlyDictionary<string, string> Said(Product product, Constraints wanted)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in product.Options)
        {
            var constraint = wanted.Attributes.FirstOrDefault(a => a.AttributeId == option.Id);
            var value = constraint is null ? null : option.Values.FirstOrDefault(v => constraint.Values.Contains(v.Id, StringComparer.OrdinalIgnoreCase));
            if (value is not null) said[option.Id] = value.Id;
        }

        return said;
    }

    /// <summary>
    /// Options named earlier, overlaid with the later ones. A value that the product does not list ("green" where it is called
    /// "forest green") means that of the variant which was shown for it.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Join(Product product, Variant shown, IReadOnlyDictionary<string, string> earlier, IReadOnlyDictionary<string, string> later)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in product.Options)
        {
            var value = later.GetValueOrDefault(option.Id) ?? earlier.GetValueOrDefault(option.Id);
            if (value is null) continue;
            var listed = option.Values.Any(v => v.Id == value) ? value : earlier.ContainsKey(option.Id) ? shown.Options.FirstOrDefault(o => o.OptionId == option.Id)?.ValueId : null;
            if (listed is not null) said[option.Id] = listed;
        }

        return said;
    }

    /// <summary>Who asked for a six-year-old has said the size, where one is named after that very age and is to be had; else it is asked.</summary>
    /// <param name="available">Whether a variant is in stock.</param>
    public static IReadOnlyDictionary<string, string> WithAge(Product product, IReadOnlyDictionary<string, string> said, decimal age, Func<Variant, bool> available)
    {
        foreach (var option in product.Options.Where(o => !said.ContainsKey(o.Id)))
        {
            if (option.Values.FirstOrDefault(v => AgeSizes.YearsOf(v.Id) == age) is not { } size) continue;
            var sized = new Dictionary<string, string>(said, StringComparer.Ordinal) { [option.Id] = size.Id };
            if (Matching(product, sized).Any(available)) return sized;
        }

        return said;
    }

    public static IReadOnlyDictionary<string, string> Of(Variant variant) =>
        variant.Options.ToDictionary(o => o.OptionId, o => o.ValueId, StringComparer.Ordinal);

    public static IReadOnlyList<Variant> Matching(Product product, IReadOnlyDictionary<string, string> said) =>
        [.. product.Variants.Where(v => said.All(s => v.Options.Any(o => o.OptionId == s.Key && o.ValueId == s.Value)))];

    /// <summary>The first option, in the product's order, whose value still differs among the variants.</summary>
    public static ProductOption? Missing(Product product, IReadOnlyList<Variant> matching) =>
        product.Options.FirstOrDefault(option => matching.Select(v => v.Options.FirstOrDefault(o => o.OptionId == option.Id)?.ValueId).Distinct().Count() > 1);

    /// <summary>The product, or the variant among several, satisfies every attribute that is named.</summary>
    public static bool Has(Product product, Constraints wanted) => wanted.Attributes.All(a =>
        product.Options.Any(o => o.Id == a.AttributeId && o.Values.Any(v => a.Values.Contains(v.Id, StringComparer.OrdinalIgnoreCase)))
        || Fits(product.Attributes.GetValueOrDefault(a.AttributeId), a));

    private static bool Fits(AttributeValue? value, AttributeConstraint wanted) => value switch
    {
        EnumerationValue e => e.Ids.Any(id => wanted.Values.Contains(id)),
        BooleanValue b => wanted.Values.Contains(b.Value ? "true" : "false"),
        NumberValue n => (wanted.Min is null || n.Value >= wanted.Min) && (wanted.Max is null || n.Value <= wanted.Max),
        _ => false,
    };
}
