using Comptoir.Catalog;
using Comptoir.Ordering.Agents;
using Comptoir.Ordering.Secrets;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Agents;

/// <summary>Keys for agents: made here, shown once, revoked here.</summary>
internal static class AgentKeyEndpoints
{
    private const string List = "/console/agent-keys";
    private const int NameLength = 100;
    private const int AddressLength = 1000;
    private const int SecretLength = 300;
    private const int ShortestSecret = 16;
    private const int MostKeys = 500;

    public static void MapAgentKeys(this IEndpointRouteBuilder console)
    {
        console.MapGet("/agent-keys", ListAsync);
        console.MapPost("/agent-keys", MakeAsync).Needs(ConsoleAction.Trust);
        console.MapGet("/agent-keys/{id}/revoke", AskRevokeAsync).Needs(ConsoleAction.Trust);
        console.MapPost("/agent-keys/{id}/revoke", RevokeAsync).Needs(ConsoleAction.Trust);
    }

    private static Task<IResult> ListAsync(HttpContext http, IAgentKeyStore keys, CancellationToken ct) =>
        ShowAsync(ConsoleContext.Of(http), keys, new ConsoleForm(ConsoleContext.Of(http).T), ct);

    private static async Task<IResult> MakeAsync(HttpContext http, IAgentKeyStore keys, ISecretBox box, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var (form, t) = (console.Form, console.T);
        var name = form.Text("name", NameLength, required: true);
        var (address, signing) = (form.Optional("address", AddressLength), form.Optional("signing", SecretLength));
        if (address is not null && !(Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0)) form.Wrong("address", t.HttpsAddressNeeded);
        if (address is not null && signing is null) form.Wrong("signing", t.SecretNeeded);
        var requests = form.Optional("requests", SecretLength);
        if (requests is { Length: < ShortestSecret }) form.Wrong("requests", t.LongerSecretNeeded(ShortestSecret));
        if (form.Valid && (await keys.ListAsync(console.Shop.Id, ct)).Count >= MostKeys) form.Wrong("name", t.AtMostEntries(MostKeys));
        if (!form.Valid)
        {
            form["signing"] = form["requests"] = "";
            return await ShowAsync(console, keys, form, ct);
        }

        var secret = AgentKey.NewSecret();
        var made = AgentKey.Of(Ids.New("agk", time), console.Shop.Id, name, secret, time.GetUtcNow()) with
        {
            WebhookUrl = address,
            WebhookSecret = address is null ? null : box.Protect(signing!),
            RequestSecret = requests is null ? null : box.Protect(requests),
        };
        console.Changed = made.Id;
        if (!await keys.SaveAsync(made, ct)) return Page.NotDone(console, List, t.NotPossibleNow);
        http.Response.Headers.CacheControl = "no-store";
        return Page.Show<AgentKeyMadePage, AgentKeyMadePage.View>(console, new(made, secret, $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}/.well-known/acp.json"));
    }

    private static async Task<IResult> AskRevokeAsync(HttpContext http, string id, IAgentKeyStore keys, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await keys.GetAsync(console.Shop.Id, id, ct) is not { RevokedAt: null } key) return Page.NotFound(console);
        var t = console.T;
        return Page.Show<ConfirmPage, Confirmation>(console, new(
            t.RevokeKeyOf(key.Name), (List, t.AgentKeys), $"{List}/{Uri.EscapeDataString(id)}/revoke",
            [new(t.Name, key.Name), new(t.KeyEnds, "…" + key.Hint)], [t.RevokeKeyExplained],
            new Dictionary<string, string>(), t.Revoke, Danger: true));
    }

    private static async Task<IResult> RevokeAsync(HttpContext http, string id, IAgentKeyStore keys, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await keys.GetAsync(console.Shop.Id, id, ct) is not { RevokedAt: null } key) return Page.NotFound(console);
        return await keys.SaveAsync(key with { RevokedAt = console.Now, WebhookSecret = null, RequestSecret = null, Version = key.Version + 1 }, ct)
            ? Page.Done(console, List, console.T.KeyIsRevoked(key.Name))
            : Page.NotDone(console, List, console.T.NotPossibleNow);
    }

    private static async Task<IResult> ShowAsync(ConsoleContext console, IAgentKeyStore keys, ConsoleForm form, CancellationToken ct) =>
        Page.Show<AgentKeysPage, AgentKeysPage.View>(console, new(await keys.ListAsync(console.Shop.Id, ct), form), form.Valid ? 200 : 422);
}
