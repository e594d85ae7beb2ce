using Comptoir.Ordering.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Access;

/// <summary>One's own way in: passkeys, personal key, sessions.</summary>
internal static class AccessEndpoints
{
    private const int NameLength = 60;
    private const string Home = "/console/access";

    public static void MapAccess(this IEndpointRouteBuilder console)
    {
        console.MapGet("/access", ShowAsync);
        console.MapPost("/access/passkeys/options", OfferAsync).Needs(ConsoleAction.OwnAccess);
        console.MapPost("/access/passkeys", AddAsync).Needs(ConsoleAction.OwnAccess);
        console.MapPost("/access/passkeys/{id}/remove", RemoveAsync).Needs(ConsoleAction.OwnAccess);
        console.MapPost("/access/key", RenewKeyAsync).Needs(ConsoleAction.OwnAccess);
        console.MapPost("/access/sign-out-everywhere", SignOutEverywhereAsync).Needs(ConsoleAction.OwnAccess);
    }

    private static Task<IResult> ShowAsync(HttpContext http, IOperatorStore operators, CancellationToken ct) => FormAsync(ConsoleContext.Of(http), operators, null, ct);

    private static async Task<IResult> OfferAsync(HttpContext http, Passkeys passkeys, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        console.Outcome = Audit.ConsoleAudit.Unchanged;
        return Results.Json(await passkeys.OfferNewAsync(console.SignedIn!, http, ct));
    }

    private static async Task<IResult> AddAsync(HttpContext http, IOperatorStore operators, Passkeys passkeys, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var name = console.Form.Text("name", NameLength, required: true);
        return console.Form.Valid && await passkeys.AddAsync(console.SignedIn!, console.Form["token"], console.Form["credential"], name, http, ct)
            ? Page.Done(console, Home, console.T.PasskeyAdded)
            : await FormAsync(console, operators, console.T.PasskeyNotAdded, ct);
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string id, IOperatorStore operators, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await operators.RemovePasskeyAsync(console.SignedIn!.Id, id, ct) ? Page.Done(console, Home, console.T.PasskeyRemoved) : Page.NotFound(console);
    }

    private static async Task<IResult> RenewKeyAsync(HttpContext http, IOperatorStore operators, Keys keys, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return await keys.RenewAsync(console.SignedIn!, ct) is { } key
            ? Page.Show<NewKeyPage, NewKeyPage.View>(console, new(key, Home, Inside: true))
            : await FormAsync(console, operators, console.T.OperatorChangedMeanwhile, ct);
    }

    private static async Task<IResult> SignOutEverywhereAsync(HttpContext http, ConsoleSessions sessions, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        await sessions.CloseAllAsync(console.SignedIn!.Id, ct);
        return Page.Done(console, "/console/sign-in");
    }

    private static async Task<IResult> FormAsync(ConsoleContext console, IOperatorStore operators, string? error, CancellationToken ct) =>
        Page.Show<AccessPage, AccessPage.View>(
            console, new(await operators.ListPasskeysAsync(console.SignedIn!.Id, ct), error, Passkeys.PossibleAt(console.Request)), error is null ? 200 : 422);
}
