using Comptoir.Catalog.Products;
using Comptoir.Search;

namespace Comptoir.ShopTools;

/// <summary>Makes the cards that lists show, from the live catalogue.</summary>
public sealed class ProductCards(ProductSearch search)
{
    /// <summary>The card of a search hit; null when the product was removed meanwhile.</summary>
    public ProductCard? Of(ShopContext context, Hit hit)
    {
        var product = search.FindProduct(context.Shop.Id, hit.ProductId);
        if (product is null || context.Caller.Sees?.Invoke(product) == false) return null;
        var variant = product.FindVariant(hit.VariantId) ?? product.Variants[0];
        return Of(context, product, variant, hit.Reasons);
    }

    /// <summary>By product id, variant id, SKU, GTIN or handle; null when it is not sold here.</summary>
    public ProductCard? Of(ShopContext context, string id) =>
        search.FindItem(context, id) is { } item ? Of(context, item.Product, item.Variant, []) : null;

    public ProductCard Of(ShopContext context, Product product, Variant variant, IReadOnlyList<Reason> reasons) => new(
        product.Id,
        variant.Id,
        product.Handle,
        product.Title.In(context.Language),
        LabelOf(product, variant, context.Language),
        product.Brand,
        variant.Offer.Price,
        variant.Offer.ListPrice,
        product.LowestPrice.Amount != product.HighestPrice.Amount,
        ImageOf(product, variant),
        product.Rating?.Value,
        product.Rating?.Count ?? 0,
        search.Available(context.Shop.Id, variant.Id),
        product.Variants.Count > 1,
        reasons);

    /// <summary>The chosen options in words, <c>Blue / M</c>; null when there is nothing to choose.</summary>
    public static string? LabelOf(Product product, Variant variant, string language)
    {
        if (product.Variants.Count < 2 || variant.Options.Count == 0) return null;
        return string.Join(" / ", variant.Options.Select(o => ValueLabel(product, o, language)));
    }

    private static string ValueLabel(Product product, SelectedOption chosen, string language)
    {
        var label = product.Options.FirstOrDefault(o => o.Id == chosen.OptionId)?.Values
            .FirstOrDefault(v => v.Id == chosen.ValueId)?.Label.In(language);
        return string.IsNullOrEmpty(label) ? chosen.ValueId : label;
    }

    private static string? ImageOf(Product product, Variant variant) =>
        variant.Media.Concat(product.Media).FirstOrDefault(m => m.Type == "image")?.Url;
}
