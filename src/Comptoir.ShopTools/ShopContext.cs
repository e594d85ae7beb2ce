using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Search;

namespace Comptoir.ShopTools;

/// <summary>In which shop, in which language, towards which country and for whom a tool works.</summary>
/// <param name="Language">Two letters, one of the shop's languages.</param>
/// <param name="Country">ISO 3166-1 alpha-2 where the goods would go.</param>
public sealed record ShopContext(Shop Shop, string Language, string Country, Caller Caller);

public static class ItemsForCaller
{
    /// <summary>By product id, variant id, SKU, GTIN or handle; null when it is not sold here, or not to this caller.</summary>
    public static (Product Product, Variant Variant)? FindItem(this ProductSearch search, ShopContext context, string id) =>
        search.FindItem(context.Shop.Id, id) is { } item && context.Caller.Sees?.Invoke(item.Product) != false ? item : null;
}
