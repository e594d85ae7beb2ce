using Comptoir.Protocols.Identity;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Account.Linking;

/// <summary>What the shopper has allowed to which platforms, and taking it back.</summary>
internal sealed class LinkedAgentsEndpoints(Visits visits, AccountLinks links, AccountAudit audit)
{
    private const string Path = "/account/agents";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext http, LinkedAgentsEndpoints e, CancellationToken ct) => e.ShowAsync(http, ct));
        pages.MapPost(Path, (HttpContext http, LinkedAgentsEndpoints e, CancellationToken ct) => e.UnlinkAsync(http, ct));
    }

    private async Task<IResult> ShowAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        return visit.Customer is { } customer ? Html.Page<LinkedAgentsPage>(new LinkedAgents(visit, await links.ListAsync(customer, ct))) : See.Other("/account");
    }

    private async Task<IResult> UnlinkAsync(HttpContext http, CancellationToken ct)
    {
        if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
        if (visit.Customer is not { } customer) return See.Other("/account");
        if (await BoundedForm.ReadAsync(http.Request, ct) is not { } form || form.Text("unlink") is not { } client) return Results.BadRequest();
        if (await links.UnlinkAsync(customer, client, ct) > 0) await audit.NoteAsync(visit, "account.unlink-agent", customer, ct);
        return See.Other(Path);
    }
}

public sealed record LinkedAgents(Visit Visit, IReadOnlyList<LinkedPlatform> Platforms);
