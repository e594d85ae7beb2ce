using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog.Feeds;

/// <summary>Checks a line of Comptoir's own form, which anybody may have edited, as the mapper checks other feeds.</summary>
internal static class ExportedLine
{
    private const int LongestId = 128;

    /// <summary>The member that is wrong and why; null when the line can be taken.</summary>
    public static (string Field, string Message)? Fault(FeedLine line, Shop shop)
    {
        if (line.Shop is { } described && (HasNull(described.Categories) || HasNull(described.Attributes))) return ("shop", "A list holds null.");
        if (line.Product is not { } product) return null;
        if (HasNull(product.Variants) || HasNull(product.Options) || HasNull(product.Tags) || HasNull(product.Media) || HasNull(line.Stock) || HasNull(line.Reviews)
            || product.Options.Any(o => HasNull(o.Values)) || product.Variants.Any(v => HasNull(v.Options) || HasNull(v.Media))) return ("product", "A list holds null.");
        if (!IsId(product.Id) || !IsId(product.Handle) || product.Variants.Any(v => !IsId(v.Id))) return ("id", $"Ids and handles have 1 to {LongestId} characters.");
        if (product.Title.IsEmpty) return ("title", "No title.");
        if (product.Variants.Count == 0) return ("variants", "No variant.");
        if (product.Variants.DistinctBy(v => v.Id).Count() < product.Variants.Count) return ("variants", "A variant stands twice in this product.");
        if (product.Variants.Any(v => !IsPrice(v, shop))) return ("price", $"A price is negative or not in {shop.Currency}.");
        return line.Stock?.Any(s => product.FindVariant(s.VariantId) is null) == true ? ("stock", "Stock of a variant that this product does not have.") : null;
    }

    private static bool HasNull<T>(IReadOnlyList<T>? list)
        where T : class => list?.Any(x => x is null) == true;

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId;

    private static bool IsPrice(Variant variant, Shop shop) => variant.Offer.Price is { Amount: >= 0 } price && price.Currency == shop.Currency;
}
