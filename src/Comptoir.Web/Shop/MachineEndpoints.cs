using System.Text;
using System.Xml;
using Comptoir.Catalog;
using Comptoir.Search;
using Comptoir.Web.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages;

/// <summary>What crawlers and agents read first: robots.txt, the site maps and llms.txt.</summary>
internal static class MachineEndpoints
{
    /// <summary>Addresses in one site map; the protocol allows 50,000.</summary>
    private const int PerMap = 20_000;
    private const string Schema = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/robots.txt", async (HttpContext http, Visits visits, CancellationToken ct) =>
            await visits.OpenAsync(http, ct) is { } visit
                ? Results.Text($"User-agent: *\nDisallow: /account\nDisallow: /api/\nDisallow: /cart\nDisallow: /chat\nDisallow: /checkout\nDisallow: /console\nDisallow: /orders\nDisallow: /search\n\nSitemap: {visit.BaseUrl}/sitemap.xml\n")
                : NoShop.Page);
        pages.MapGet("/sitemap.xml", async (HttpContext http, Visits visits, ProductSearch search, CancellationToken ct) =>
        {
            if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
            var count = search.Products(visit.Shop.Id).Count();
            return Xml(count <= PerMap ? Places(visit, search, 0) : null, Enumerable.Range(1, (count + PerMap - 1) / PerMap).Select(n => $"{visit.BaseUrl}/sitemap-{n}.xml"));
        });
        pages.MapGet("/sitemap-{n:int:min(1)}.xml", async (int n, HttpContext http, Visits visits, ProductSearch search, CancellationToken ct) =>
            await visits.OpenAsync(http, ct) is { } visit ? Xml(Places(visit, search, n - 1), []) : NoShop.Page);
        pages.MapGet("/llms.txt", async (HttpContext http, Visits visits, ICatalogStore store, CancellationToken ct) =>
        {
            if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
            return Results.Text(AgentGuide(visit, (await store.GetPoliciesAsync(visit.Shop.Id, ct)).Select(p => (p.Id, p.Title.In(visit.Language)))), "text/plain; charset=utf-8");
        });
    }

    private static IEnumerable<string> Places(Visit visit, ProductSearch search, int map)
    {
        if (map == 0)
        {
            yield return visit.BaseUrl + "/";
            foreach (var category in visit.Shop.Categories) yield return $"{visit.BaseUrl}/categories/{Uri.EscapeDataString(category.Id)}";
            yield return visit.BaseUrl + "/policies";
        }

        foreach (var product in search.Products(visit.Shop.Id).OrderBy(p => p.Id, StringComparer.Ordinal).Skip(map * PerMap).Take(PerMap))
            yield return $"{visit.BaseUrl}/products/{Uri.EscapeDataString(product.Handle)}";
    }

    /// <summary>A site map of addresses, or an index of site maps.</summary>
    private static IResult Xml(IEnumerable<string>? addresses, IEnumerable<string> maps)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            writer.WriteStartElement(addresses is null ? "sitemapindex" : "urlset", Schema);
            foreach (var address in addresses ?? maps)
            {
                writer.WriteStartElement(addresses is null ? "sitemap" : "url", Schema);
                writer.WriteElementString("loc", Schema, address);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        return Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}", "application/xml; charset=utf-8");
    }

    private static string AgentGuide(Visit visit, IEnumerable<(string Id, string Title)> policies)
    {
        var (shop, b) = (visit.Shop, visit.BaseUrl);
        var text = new StringBuilder();
        text.Append($"# {shop.Name}\n\n> {shop.Tagline.In(visit.Language)}\n\n");
        text.Append($"Languages: {string.Join(", ", shop.Languages)}. Currency: {shop.Currency}. {(shop.PricesIncludeTax ? "Prices include VAT." : "Tax is added at checkout.")}\n\n");
        text.Append("## Doors for agents\n\n");
        text.Append($"- [UCP profile]({b}/.well-known/ucp): the Universal Commerce Protocol over REST; catalogue, cart, checkout, orders\n");
        text.Append($"- [MCP]({b}/mcp): the same operations as tools, streamable HTTP\n");
        text.Append("- A person confirms and pays at the `continue_url` of a checkout.\n\n");
        text.Append("## Shelves\n\n");
        foreach (var category in shop.Categories.Where(c => c.ParentId is null).Take(100)) text.Append($"- [{category.Name.In(visit.Language)}]({b}/categories/{Uri.EscapeDataString(category.Id)})\n");
        text.Append($"\n## Terms\n\n");
        foreach (var (id, title) in policies) text.Append($"- [{title}]({b}/policies/{Uri.EscapeDataString(id)})\n");
        text.Append($"\n## More\n\n- [Site map]({b}/sitemap.xml)\n- Search: {b}/search?q=your+words\n");
        return text.ToString();
    }
}
