using Comptoir.Catalog;
using Comptoir.Protocols.Identity;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Linking;

/// <summary>The platforms that customers may link their account to: entered, listed, stopped.</summary>
internal static class LinkClientEndpoints
{
    private const string List = "/console/platforms";
    private const int MostAddresses = 10;

    public static void MapLinkClients(this IEndpointRouteBuilder console)
    {
        console.MapGet("/platforms", (HttpContext http, IAccountLinkStore store, CancellationToken ct) => ShowAsync(ConsoleContext.Of(http), store, new ConsoleForm(ConsoleContext.Of(http).T), 200, ct));
        console.MapPost("/platforms", AddAsync).Needs(ConsoleAction.Trust);
        console.MapPost("/platforms/{id}/stop", StopAsync).Needs(ConsoleAction.Trust);
    }

    private static async Task<IResult> AddAsync(HttpContext http, IAccountLinkStore store, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var name = form.Text("name", 80, required: true);
        var redirects = form.List("redirects", MostAddresses, 500);
        if (redirects.Count == 0 || !redirects.All(RedirectAddress.MayBeRegistered)) form.Wrong("redirects", console.T.RedirectsLike);
        var profile = form.Optional("profile", 500);
        if (profile is not null && !(Uri.TryCreate(profile, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)) form.Wrong("profile", console.T.ProfileLike);
        if (!form.Valid) return await ShowAsync(console, store, form, 422, ct);

        var secret = form.Checked("confidential") ? AccountLinks.NewClientSecret() : null;
        var client = new LinkClient
        {
            ShopId = console.Shop.Id,
            Id = Ids.New("app", time),
            Version = 1,
            Name = name,
            RedirectUris = [.. redirects],
            SecretHash = secret is null ? null : AccountLinks.HashOfSecret(secret),
            ProfileUrl = profile,
            CreatedAt = time.GetUtcNow(),
        };
        await store.SaveClientAsync(client, ct);
        console.Changed = client.Id;
        return Page.Show<NewLinkClientPage, NewLinkClientPage.View>(console, new(client, secret));
    }

    private static async Task<IResult> StopAsync(HttpContext http, string id, IAccountLinkStore store, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        id = Uri.UnescapeDataString(id); // an id that is an address keeps its slashes escaped in a route
        if (await store.GetClientAsync(console.Shop.Id, id, ct) is not { } client) return Page.NotFound(console);
        if (client.StoppedAt is not null || !await store.SaveClientAsync(client with { StoppedAt = time.GetUtcNow(), Version = client.Version + 1 }, ct)) return Page.NotDone(console, List, console.T.NotPossibleNow);
        await store.RevokeAsync(console.Shop.Id, null, null, id, "console", time.GetUtcNow(), ct);
        return Page.Done(console, List, console.T.PlatformStopped(client.Name));
    }

    private static async Task<IResult> ShowAsync(ConsoleContext console, IAccountLinkStore store, ConsoleForm form, int status, CancellationToken ct) =>
        Page.Show<LinkClientsPage, LinkClientsPage.View>(console, new(await store.ListClientsAsync(console.Shop.Id, ct), form), status);
}
