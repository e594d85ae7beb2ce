using Comptoir.Protocols.Signatures;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Agents;

/// <summary>The keys with which the shop signs: looked at, renewed, and replaced when they are lost.</summary>
internal static class SigningKeyEndpoints
{
    private const string Path = "/console/agents/keys";

    public static void MapSigningKeys(this IEndpointRouteBuilder console)
    {
        console.MapGet("/agents/keys", Show);
        console.MapGet("/agents/keys/rotate", Ask).Needs(ConsoleAction.Trust);
        console.MapPost("/agents/keys/rotate", Rotate).Needs(ConsoleAction.Trust);
    }

    private static async Task<IResult> Show(HttpContext http, ShopKeys keys, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Page.Show<SigningKeysPage, ShopKeySet>(console, await keys.ListAsync(console.Shop.Id, ct));
    }

    private static IResult Ask(HttpContext http)
    {
        var console = ConsoleContext.Of(http);
        var atOnce = console.Query("at-once") == "yes";
        return Page.Show<ConfirmPage, Confirmation>(console, new(
            atOnce ? console.T.ReplaceKeys : console.T.RotateKeys, (Path, console.T.SigningKeys), $"{Path}/rotate", [], [atOnce ? console.T.ReplaceEffect : console.T.RotateEffect],
            new Dictionary<string, string> { ["at-once"] = atOnce ? "yes" : "no" }, atOnce ? console.T.ReplaceKeys : console.T.RotateKeys, Danger: atOnce));
    }

    private static async Task<IResult> Rotate(HttpContext http, ShopKeys keys, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        await keys.RotateAsync(console.Shop.Id, console.Form["at-once"] == "yes", ct);
        return Page.Done(console, Path, console.T.KeysRotated);
    }
}
