using Comptoir.Catalog;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Audit;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Policies;

internal static class PolicyEndpoints
{
    /// <summary>The policies that shop front and agent know how to name.</summary>
    private static readonly string[] Known = ["shipping", "returns", "privacy", "terms", "payment", "warranty", "about"];

    public static void MapPolicies(this IEndpointRouteBuilder console)
    {
        console.MapGet("/policies", List);
        console.MapGet("/policies/{id}", Edit);
        console.MapPost("/policies/{id}", Save).Needs(ConsoleAction.Policies);
    }

    private static async Task<IResult> List(HttpContext http, ICatalogStore catalog, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var policies = await catalog.GetPoliciesAsync(console.Shop.Id, ct);
        return Page.Show<PoliciesPage, IReadOnlyList<Policy>>(console, [.. Known.Select(id => policies.FirstOrDefault(p => p.Id == id) ?? Blank(id)), .. policies.Where(p => !Known.Contains(p.Id))]);
    }

    private static async Task<IResult> Edit(HttpContext http, string id, ICatalogStore catalog, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await FindAsync(console, catalog, id, ct) is not { } policy) return Page.NotFound(console);
        var form = new ConsoleForm(console.T) { ["mark"] = MarkOf(policy) };
        LocalizedForm.Fill(form, "title", policy.Title, console.Shop);
        LocalizedForm.Fill(form, "text", policy.Text, console.Shop);
        return Page.Show<PolicyPage, PolicyPage.View>(console, new(policy, form, policy.Text));
    }

    /// <summary>Saves, or only shows what the text will look like when the form was sent by its preview button.</summary>
    private static async Task<IResult> Save(HttpContext http, string id, ICatalogStore catalog, ProductSearch search, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        if (await FindAsync(console, catalog, id, ct) is not { } before) return Page.NotFound(console);
        var policy = new Policy(id, LocalizedForm.Read(form, "title", before.Title, console.Shop, 200, required: true), LocalizedForm.Read(form, "text", before.Text, console.Shop, 60_000, required: true, lines: true));
        if (form.Has("preview") && form.Valid)
        {
            console.Outcome = ConsoleAudit.Unchanged;
            return Page.Show<PolicyPage, PolicyPage.View>(console, new(before, form, policy.Text));
        }

        if (form["mark"] != MarkOf(before))
        {
            form.Wrong("", console.T.PolicyChangedMeanwhile);
            form["mark"] = MarkOf(before);
        }

        if (!form.Valid) return Page.Show<PolicyPage, PolicyPage.View>(console, new(before, form, policy.Text), 422);
        await catalog.WriteAsync(new CatalogBatch(console.Shop.Id) { Policies = [policy] }, ct);
        await search.FollowAsync(ct);
        return Page.Done(console, "/console/policies", console.T.PolicySaved(policy.Title.In(console.Language)));
    }

    private static async Task<Policy?> FindAsync(ConsoleContext console, ICatalogStore catalog, string id, CancellationToken ct) =>
        (await catalog.GetPoliciesAsync(console.Shop.Id, ct)).FirstOrDefault(p => p.Id == id) ?? (Known.Contains(id) ? Blank(id) : null);

    private static Policy Blank(string id) => new(id, LocalizedText.Empty, LocalizedText.Empty);

    /// <summary>Tells whether a policy is still the one that was shown.</summary>
    private static string MarkOf(Policy policy) => ConsoleOptions.HashOf(System.Text.Json.JsonSerializer.Serialize(policy, CatalogJson.Default.Policy))[..32];
}
