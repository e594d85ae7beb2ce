using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Search;

namespace Comptoir.Web.Console.Products;

/// <param name="Show">Empty: on sale; <c>inactive</c>: kept, not sold.</param>
/// <param name="Total">Null where they were not all counted.</param>
public sealed record ProductListing(string Show, string Text, int Page, IReadOnlyList<ProductListing.Entry> Entries, int? Total, bool More)
{
    private const int PageSize = 40;

    /// <param name="Available">Pieces over all variants; null for a product that is not sold.</param>
    public sealed record Entry(Product Product, long? Available);

    internal static async Task<ProductListing> ReadAsync(ConsoleContext console, ProductSearch search, ICatalogStore catalog, CancellationToken ct)
    {
        var text = console.Query("q");
        var page = console.PageNumber;
        return console.Query("show") == "inactive"
            ? await InactiveAsync(console, catalog, text, page, ct)
            : OnSale(console, search, text, page);
    }

    private static ProductListing OnSale(ConsoleContext console, ProductSearch search, string text, int page)
    {
        var shopId = console.Shop.Id;
        IReadOnlyList<Product> shown;
        int total;
        if (text.Length == 0)
        {
            var all = search.Products(shopId).OrderBy(p => p.Title.In(console.Language), StringComparer.CurrentCultureIgnoreCase).ToArray();
            total = all.Length;
            shown = [.. all.Skip((page - 1) * PageSize).Take(PageSize)];
        }
        else if (search.FindItem(shopId, text) is { } exact)
        {
            total = 1;
            shown = page == 1 ? [exact.Product] : [];
        }
        else
        {
            var found = search.Search(new SearchRequest { ShopId = shopId, Text = text, Language = console.Language, Offset = (page - 1) * PageSize, Limit = PageSize });
            total = found.Total;
            shown = [.. found.Hits.Select(h => search.FindProduct(shopId, h.ProductId)).OfType<Product>()];
        }

        return new("", text, page, [.. shown.Select(p => new Entry(p, p.Variants.Sum(v => search.Available(shopId, v.Id))))], total, total > page * PageSize);
    }

    private static async Task<ProductListing> InactiveAsync(ConsoleContext console, ICatalogStore catalog, string text, int page, CancellationToken ct)
    {
        var found = new List<Product>();
        await foreach (var product in catalog.ReadProductsAsync(console.Shop.Id, ct))
        {
            if (product.Active || (text.Length > 0 && product.Id != text && !product.Title.Values.Any(t => t.Value.Contains(text, StringComparison.CurrentCultureIgnoreCase)))) continue;
            found.Add(product);
            if (found.Count > page * PageSize) break;
        }

        return new("inactive", text, page, [.. found.Skip((page - 1) * PageSize).Take(PageSize).Select(p => new Entry(p, null))], null, found.Count > page * PageSize);
    }
}
