using Comptoir.Catalog.Taxonomy;
using Comptoir.Search;
using Comptoir.Search.Query;
using Comptoir.ShopTools;
using Comptoir.Web.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages;

/// <summary>Search results and categories: the same page, entered with words or with a shelf.</summary>
internal static class SearchEndpoints
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/search", async (HttpContext http, Visits visits, FindProducts find, Shelves shelves, CancellationToken ct) =>
            await visits.OpenAsync(http, ct) is { } visit
                ? Html.Page<SearchPage>(Model(visit, null, SearchAddress.Read("/search", http.Request.Query, visit.Shop.Currency), find, shelves))
                : NoShop.Page);

        pages.MapGet("/categories/{id}", async (string id, HttpContext http, Visits visits, FindProducts find, Shelves shelves, CancellationToken ct) =>
        {
            if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
            if (visit.Shop.Categories.FirstOrDefault(c => c.Id == id) is not { } category) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
            var address = SearchAddress.Read("/categories/" + Uri.EscapeDataString(id), http.Request.Query, visit.Shop.Currency);
            return Html.Page<SearchPage>(Model(visit, category, address, find, shelves));
        });
    }

    private static SearchModel Model(Visit visit, Category? category, SearchAddress asked, FindProducts find, Shelves shelves)
    {
        var wishes = category is null || asked.Wishes.Categories.Count > 0 ? asked.Wishes : asked.Wishes with { Categories = [category.Id] };
        var found = find.Run(visit.Context, new FindRequest(asked.Text, wishes, asked.Sort, (asked.Page - 1) * SearchAddress.PageSize, SearchAddress.PageSize, WithFacets: true));
        // from here on every wish is explicit, also those that were only words, so that each can be taken away
        var understood = asked with
        {
            Text = found.Understood.Words,
            Wishes = Explicit(found.Understood, category),
            Sort = asked.Sort == SortOrder.Relevance ? found.Understood.Sort ?? SortOrder.Relevance : asked.Sort,
        };
        return new SearchModel(visit, category, asked, understood, found, Wishes.Of(understood, visit, category?.Id), shelves.For(visit.Context).Pictures);
    }

    private static Constraints Explicit(Constraints understood, Category? category) => understood with
    {
        Words = "",
        Sort = null,
        Categories = category is null ? understood.Categories : [.. understood.Categories.Where(c => c != category.Id)],
    };
}

/// <param name="Category">The shelf of the page; null for a search over everything.</param>
/// <param name="Asked">As the visitor asked.</param>
/// <param name="Understood">The same with every wish explicit; the base of all links.</param>
/// <param name="Pictures">A picture for each category, by its id.</param>
public sealed record SearchModel(Visit Visit, Category? Category, SearchAddress Asked, SearchAddress Understood, FoundProducts Found, IReadOnlyList<Wish> Wishes, IReadOnlyDictionary<string, string> Pictures);
