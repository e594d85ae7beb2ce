using System.Globalization;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console.Stock;

internal static class StockEndpoints
{
    private const int PageSize = 40;

    public static void MapStock(this IEndpointRouteBuilder console)
    {
        console.MapGet("/stock", Show);
        console.MapPost("/stock", Save).Needs(ConsoleAction.Stock);
    }

    private static IResult Show(HttpContext http, ProductSearch search, IOptions<ConsoleOptions> options)
    {
        var console = ConsoleContext.Of(http);
        var form = new ConsoleForm(console.T);
        var view = ViewOf(console, search, options.Value, form);
        foreach (var level in view.Rows.SelectMany(r => r.Levels)) form[NameOf(level)] = Text(level.OnHand);
        return Page.Show<StockPage, StockPage.View>(console, view);
    }

    /// <summary>Writes the counts that were changed, unless somebody else changed them since they were shown.</summary>
    private static async Task<IResult> Save(HttpContext http, ProductSearch search, ICatalogStore catalog, IOptions<ConsoleOptions> options, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var view = ViewOf(console, search, options.Value, form);
        var changed = await StockEdit.ReadAsync(console, form, catalog, view.Rows.Select(r => r.VariantId).ToHashSet(), ct);
        if (!form.Valid)
        {
            foreach (var level in view.Rows.SelectMany(r => r.Levels).Where(l => !form.Has(NameOf(l)))) form[NameOf(level)] = Text(level.OnHand);
            return Page.Show<StockPage, StockPage.View>(console, view, 422);
        }

        if (changed.Count > 0)
        {
            await catalog.WriteAsync(new CatalogBatch(console.Shop.Id) { Stock = changed }, ct);
            await search.FollowAsync(ct);
        }

        return Page.Done(console, console.PathWith(("page", console.Query("page"))), console.T.StockSaved(changed.Count));
    }

    private static StockPage.View ViewOf(ConsoleContext console, ProductSearch search, ConsoleOptions options, ConsoleForm form)
    {
        var show = console.Query("show");
        var text = console.Query("q");
        var rows = StockRows.Of(search, console.Shop, console.Language)
            .Where(r => show switch { "low" => r.Available <= options.LowStock, "out" => r.Available == 0, _ => true })
            .Where(r => text.Length == 0 || Matches(r, text))
            .OrderBy(r => r.Title, StringComparer.CurrentCultureIgnoreCase).ThenBy(r => r.VariantLabel, StringComparer.Ordinal)
            .ToArray();
        var page = console.PageNumber;
        return new([.. rows.Skip((page - 1) * PageSize).Take(PageSize)], rows.Length, show is "low" or "out" ? show : "", text, page, rows.Length > page * PageSize, options.LowStock, form);
    }

    private static bool Matches(StockRow row, string text) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(row.Title, text, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0
        || string.Equals(row.Sku, text, StringComparison.OrdinalIgnoreCase) || row.VariantId == text || row.ProductId == text;

    private static string NameOf(StockLevel level) => StockEdit.NameOf(level.VariantId, level.LocationId);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
