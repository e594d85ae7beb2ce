using Comptoir.Catalog.Products;

namespace Comptoir.Web.ShopPages;

/// <summary>For each choice of a product, the variant that a tap on it leads to.</summary>
internal static class VariantLinks
{
    /// <summary>The variant with this value that agrees with the shown one in most other choices; one in stock wins a tie. Null: no such variant.</summary>
    public static Variant? To(Product product, Variant shown, string optionId, string valueId, IReadOnlyDictionary<string, long> available) =>
        product.Variants
            .Where(v => v.Options.Any(o => o.OptionId == optionId && o.ValueId == valueId))
            .MaxBy(v => (shown.Options.Count(o => o.OptionId != optionId && v.Options.Contains(o)), available.GetValueOrDefault(v.Id) > 0));
}
