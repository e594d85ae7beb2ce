using Comptoir.Protocols.Trust;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Agents;

/// <summary>Products and categories that are not for every agent.</summary>
internal static class ReservedEndpoints
{
    private const string Path = "/console/agents/reserved";

    public static void MapReserved(this IEndpointRouteBuilder console)
    {
        console.MapGet("/agents/reserved", Show);
        console.MapPost("/agents/reserved", Add).Needs(ConsoleAction.Trust);
        console.MapPost("/agents/reserved/open", Remove).Needs(ConsoleAction.Trust);
    }

    private static async Task<IResult> Show(HttpContext http, AgentPolicies policies, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Page.Show<ReservedPage, IReadOnlyList<ReservedShelf>>(console, (await policies.GetAsync(console.Shop.Id, ct)).Reserved);
    }

    private static async Task<IResult> Add(HttpContext http, AgentPolicies policies, ProductSearch search, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var (kind, id) = (console.Form["kind"] == "category" ? "category" : "product", console.Form["id"].Trim());
        var known = kind == "category" ? console.Shop.Categories.Any(c => c.Id == id) : search.FindProduct(console.Shop.Id, id) is not null;
        if (!known) return Page.NotDone(console, Path, console.T.NoSuchProduct);
        console.Changed = id;
        AgentTier? opens = Enum.TryParse<AgentTier>(console.Form["opens"], ignoreCase: false, out var tier) && tier is AgentTier.Signed or AgentTier.Token ? tier : null;
        return await policies.ChangeAsync(console.Shop.Id, p => p.Reserved.Count >= AgentPolicy.MostShelves ? p : p with { Reserved = [.. Without(p, kind, id), new(kind, id, opens)] }, ct)
            ? Page.Done(console, Path, console.T.TierSaved)
            : Page.NotDone(console, Path, console.T.NotPossibleNow);
    }

    private static async Task<IResult> Remove(HttpContext http, AgentPolicies policies, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var (kind, id) = (console.Form["kind"], console.Form["id"]);
        console.Changed = id.Length <= 200 ? id : null;
        return await policies.ChangeAsync(console.Shop.Id, p => p with { Reserved = [.. Without(p, kind, id)] }, ct)
            ? Page.Done(console, Path, console.T.TierSaved)
            : Page.NotDone(console, Path, console.T.NotPossibleNow);
    }

    private static IEnumerable<ReservedShelf> Without(AgentPolicy policy, string kind, string id) => policy.Reserved.Where(s => s.Kind != kind || s.Id != id);
}
