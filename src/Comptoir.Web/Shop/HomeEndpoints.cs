using Comptoir.Catalog.Taxonomy;
using Comptoir.Web.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages;

internal static class HomeEndpoints
{
    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/", async (HttpContext http, Visits visits, Shelves shelves, CancellationToken ct) =>
            await visits.OpenAsync(http, ct) is { } visit
                ? Html.Page<HomePage>(new HomeModel(visit, [.. visit.Shop.Categories.Where(c => c.ParentId is null)], shelves.For(visit.Context)))
                : NoShop.Page);
}

public sealed record HomeModel(Visit Visit, IReadOnlyList<Category> Categories, ShelfCards Shelves);
