using System.Globalization;
using Comptoir.Ordering;
using Comptoir.Ordering.Rules;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Selling;

/// <summary>The tax table as one form: a row is removed by emptying its country, and some rows stand ready for new ones.</summary>
internal static class TaxEndpoints
{
    private const int SpareRows = 4;
    private const int MostRows = 500;

    public static void MapTaxes(this IEndpointRouteBuilder console)
    {
        console.MapGet("/taxes", Show);
        console.MapPost("/taxes", Save).Needs(ConsoleAction.Rules);
    }

    private static async Task<IResult> Show(HttpContext http, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var rules = await ordering.GetRulesAsync(console.Shop.Id, ct);
        var form = new ConsoleForm(console.T) { [RulesEdit.VersionField] = RulesEdit.VersionOf(rules), ["most"] = rules.MaxQuantity.ToString(CultureInfo.InvariantCulture) };
        for (var i = 0; i < rules.Taxes.Count; i++)
        {
            var rate = rules.Taxes[i];
            form[$"t{i}.country"] = rate.Country;
            form[$"t{i}.region"] = rate.Region ?? "";
            form[$"t{i}.category"] = rate.Category;
            form[$"t{i}.rate"] = ConsoleForm.PercentText(rate.BasisPoints, console.Language);
        }

        return Page.Show<TaxesPage, TaxesPage.View>(console, new(form, rules.Taxes.Count + SpareRows));
    }

    private static async Task<IResult> Save(HttpContext http, IOrderingStore ordering, ProductSearch search, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var rules = await ordering.GetRulesAsync(console.Shop.Id, ct);
        var rows = Math.Min(MostRows, form.Values.Keys.Count(k => k.EndsWith(".country", StringComparison.Ordinal)));
        var rates = Read(form, rows, console);
        var most = form.Whole("most", 1, 1_000_000, required: true) ?? 999;
        if (form.Valid && await RulesEdit.SaveAsync(console, form, ordering, search, rules, rules with { Taxes = rates, MaxQuantity = (int)most }, ct))
            return Page.Done(console, "/console/taxes", console.T.TaxesSaved);
        return Page.Show<TaxesPage, TaxesPage.View>(console, new(form, rows), 422);
    }

    private static List<TaxRate> Read(ConsoleForm form, int rows, ConsoleContext console)
    {
        var rates = new List<TaxRate>();
        for (var i = 0; i < rows; i++)
        {
            var country = form.Text($"t{i}.country", 2).ToUpperInvariant();
            if (country.Length == 0) continue;
            if (country != "*" && !Country.IsCode(country)) form.Wrong($"t{i}.country", console.T.CountriesLike);
            var region = form.Optional($"t{i}.region", 60);
            var category = form.Text($"t{i}.category", 40, required: true);
            if (rates.Any(r => r.Country == country && r.Region == region && r.Category == category)) form.Wrong($"t{i}.country", console.T.TaxTwice);
            rates.Add(new TaxRate(country, region, category, form.BasisPoints($"t{i}.rate") ?? 0));
        }

        return rates;
    }
}
