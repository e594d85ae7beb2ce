using Comptoir.Catalog;
using Comptoir.Catalog.Feeds;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Stock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Products;

internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder console)
    {
        console.MapGet("/products", List);
        console.MapGet("/products/{id}", Edit);
        console.MapPost("/products/{id}", Save).Needs(ConsoleAction.Products);
    }

    private static async Task<IResult> List(HttpContext http, ProductSearch search, ICatalogStore catalog, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Page.Show<ProductsPage, ProductListing>(console, await ProductListing.ReadAsync(console, search, catalog, ct));
    }

    private static async Task<IResult> Edit(HttpContext http, string id, ICatalogStore catalog, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await FindAsync(console, catalog, id, ct) is not { } product) return Page.NotFound(console);
        return Page.Show<ProductPage, ProductPage.View>(console, new(product, id == "new", ProductForm.Fill(product, console), await StockAsync(console, catalog, product, ct)));
    }

    private static async Task<IResult> Save(HttpContext http, string id, ICatalogStore catalog, ProductSearch search, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        if (await FindAsync(console, catalog, id, ct) is not { } before) return Page.NotFound(console);
        var product = ProductForm.Read(form, before, console);
        if (id != "new" && form["mark"] != ProductForm.MarkOf(before))
        {
            form.Wrong("", console.T.ProductChangedMeanwhile);
            form["mark"] = ProductForm.MarkOf(before);
        }

        var stock = await StockEdit.ReadAsync(console, form, catalog, product.Variants.Select(v => v.Id).ToHashSet(), ct);
        if (form.Valid)
        {
            if (id == "new") (product, stock) = WithIds(product, stock, Ids.New("prd", time), console.Shop.DefaultLanguage);
            var written = await catalog.WriteAsync(new CatalogBatch(console.Shop.Id) { Products = [product], Stock = stock }, ct);
            if (written.Refused.Count == 0)
            {
                await search.FollowAsync(ct);
                return Page.Done(console, "/console/products/" + Uri.EscapeDataString(product.Id), console.T.ProductSaved);
            }

            form.Wrong("", console.T.ProductRefused);
        }

        return Page.Show<ProductPage, ProductPage.View>(console, new(before, id == "new", form, await StockAsync(console, catalog, before, ct)), 422);
    }

    private static async Task<Product?> FindAsync(ConsoleContext console, ICatalogStore catalog, string id, CancellationToken ct) =>
        id == "new" ? Blank(console) : (await catalog.GetProductsAsync(console.Shop.Id, [id], ct)).FirstOrDefault();

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<StockLevel>>> StockAsync(ConsoleContext console, ICatalogStore catalog, Product product, CancellationToken ct)
    {
        var levels = (await catalog.ReadStockAsync(console.Shop.Id, [.. product.Variants.Select(v => v.Id)], ct)).ToLookup(l => l.VariantId);
        return product.Variants.ToDictionary(v => v.Id, v => StockRows.Levels(console.Shop, v.Id, levels[v.Id]));
    }

    /// <summary>A product with one variant to be filled in.</summary>
    private static Product Blank(ConsoleContext console) => new()
    {
        Id = "new",
        Handle = "new",
        Title = LocalizedText.Empty,
        Variants = [new Variant { Id = "new", Offer = new Offer(new Money(0, console.Shop.Currency)) }],
        Source = new Provenance("console", console.Now),
    };

    /// <summary>The handle comes from the title, with an end of the id so that two products of one title do not meet.</summary>
    private static (Product Product, IReadOnlyList<StockLevel> Stock) WithIds(Product product, IReadOnlyList<StockLevel> stock, string id, string language)
    {
        var slug = Slug.Of(product.Title.In(language));
        var named = product with { Id = id, Handle = slug.Length > 0 ? $"{slug}-{id[^6..]}" : id, Variants = [product.Variants[0] with { Id = id }] };
        return (named, [.. stock.Select(l => l with { VariantId = id })]);
    }
}
