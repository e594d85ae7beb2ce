using Comptoir.Catalog;
using Comptoir.Catalog.Policies;
using Comptoir.Web.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages;

internal static class PolicyEndpoints
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/policies", (HttpContext http, Visits visits, ICatalogStore store, CancellationToken ct) => ShowAsync(null, http, visits, store, ct));
        pages.MapGet("/policies/{id}", (string id, HttpContext http, Visits visits, ICatalogStore store, CancellationToken ct) => ShowAsync(id, http, visits, store, ct));
    }

    private static async Task<IResult> ShowAsync(string? id, HttpContext http, Visits visits, ICatalogStore store, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        var policies = await store.GetPoliciesAsync(visit.Shop.Id, ct);
        var policy = policies.FirstOrDefault(p => p.Id == id);
        // pages link to these; a shop that has not written one yet shows what it has
        if (policy is null && id is ("shipping" or "returns" or "privacy" or "terms")) return See.Other("/policies");
        return id is not null && policy is null
            ? Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404)
            : Html.Page<PolicyPage>(new PolicyModel(visit, policies, policy));
    }
}

/// <param name="Policy">Null: the list of all.</param>
public sealed record PolicyModel(Visit Visit, IReadOnlyList<Policy> Policies, Policy? Policy);
