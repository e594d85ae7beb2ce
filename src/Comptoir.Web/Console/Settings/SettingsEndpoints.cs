using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Selling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Settings;

internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder console)
    {
        console.MapGet("/settings", Show);
        console.MapPost("/settings", Save).Needs(ConsoleAction.Settings);
    }

    private static async Task<IResult> Show(HttpContext http, ICatalogStore catalog, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await StoredAsync(console, catalog, ct) is { } shop ? Page.Show<SettingsPage, ConsoleForm>(console, Fill(shop, console)) : Page.NotFound(console);
    }

    private static async Task<IResult> Save(HttpContext http, ICatalogStore catalog, ProductSearch search, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        if (await StoredAsync(console, catalog, ct) is not { } before) return Page.NotFound(console);
        var shop = Read(form, before, console);
        if (form["mark"] != MarkOf(before))
        {
            form.Wrong("", console.T.ShopChangedMeanwhile);
            form["mark"] = MarkOf(before);
        }

        if (!form.Valid) return Page.Show<SettingsPage, ConsoleForm>(console, form, 422);
        await catalog.SaveShopAsync(shop, ct);
        await search.FollowAsync(ct);
        return Page.Done(console, "/console/settings", console.T.SettingsSaved);
    }

    private static ConsoleForm Fill(Shop shop, ConsoleContext console)
    {
        var form = new ConsoleForm(console.T)
        {
            ["name"] = shop.Name,
            ["email"] = shop.Email ?? "",
            ["legal"] = shop.LegalName ?? "",
            ["address"] = string.Join('\n', shop.Address),
            ["vat"] = shop.VatNumber ?? "",
            ["hosts"] = string.Join('\n', shop.Hosts),
            ["languages"] = string.Join(", ", shop.Languages),
            ["country"] = shop.Country,
            ["mark"] = MarkOf(shop),
        };
        LocalizedForm.Fill(form, "tagline", shop.Tagline, shop);
        if (shop.PricesIncludeTax) form["inclusive"] = "on";
        return form;
    }

    private static Shop Read(ConsoleForm form, Shop before, ConsoleContext console)
    {
        var email = form.Optional("email", 200);
        if (email is not null && (email.Count(c => c == '@') != 1 || email.Contains(' ') || email.StartsWith('@') || email.EndsWith('@'))) form.Wrong("email", console.T.EmailWrong);
        var languages = form.List("languages", 2, 5).Select(l => l.ToLowerInvariant()).ToArray();
        if (languages.Length == 0 || languages.Any(l => l is not ("en" or "fr"))) form.Wrong("languages", console.T.LanguagesLike);
        var country = form.Text("country", 2, required: true).ToUpperInvariant();
        if (country.Length > 0 && !Country.IsCode(country)) form.Wrong("country", console.T.CountriesLike);
        var hosts = form.List("hosts", 50, 253).Select(h => h.ToLowerInvariant()).ToArray();
        if (hosts.Any(h => Uri.CheckHostName(h) == UriHostNameType.Unknown)) form.Wrong("hosts", console.T.HostsLike);
        if (hosts.FirstOrDefault(h => console.Shops.Any(s => s.Id != before.Id && s.Hosts.Contains(h, StringComparer.OrdinalIgnoreCase))) is { } taken) form.Wrong("hosts", console.T.HostTaken(taken));
        return before with
        {
            Name = form.Text("name", 100, required: true),
            Tagline = LocalizedForm.Read(form, "tagline", before.Tagline, before, 200, required: false),
            Email = email,
            LegalName = form.Optional("legal"),
            Address = [.. form.LongText("address", 600).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            VatNumber = form.Optional("vat", 40),
            Hosts = hosts,
            Languages = languages,
            Country = country,
            PricesIncludeTax = form.Checked("inclusive"),
        };
    }

    private static async Task<Shop?> StoredAsync(ConsoleContext console, ICatalogStore catalog, CancellationToken ct) =>
        (await catalog.GetShopsAsync(ct)).FirstOrDefault(s => s.Id == console.Shop.Id);

    /// <summary>Tells whether the settings are still those that were shown.</summary>
    private static string MarkOf(Shop shop) => ConsoleOptions.HashOf(System.Text.Json.JsonSerializer.Serialize(shop, CatalogJson.Default.Shop))[..32];
}
