using Comptoir.Ordering.Operators;
using Comptoir.Web.Console.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Access;

internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder console)
    {
        console.MapGet("/sign-in", Show).Needs(ConsoleAction.SignIn);
        console.MapPost("/sign-in", WithKeyAsync).Needs(ConsoleAction.SignIn);
        console.MapPost("/sign-in/passkey", WithPasskeyAsync).Needs(ConsoleAction.SignIn);
        console.MapPost("/sign-in/passkey/options", OfferAsync).Needs(ConsoleAction.SignIn);
        console.MapPost("/sign-out", SignOutAsync).Needs(ConsoleAction.OwnAccess);
    }

    /// <summary>Signs the browser in and goes where it wanted to.</summary>
    public static async Task<IResult> EnterAsync(ConsoleContext console, ConsoleSessions sessions, Operator who, bool byConsoleKey, string next, CancellationToken ct)
    {
        var http = console.Request.HttpContext;
        var token = await sessions.OpenAsync(who, byConsoleKey, ct);
        console.SignedIn = who;
        http.Response.Cookies.Append(ConsoleCookies.Session, token, ConsoleCookies.For(http.Request, ConsoleSessions.Lifetime));
        ConsoleCookies.Remember(http, ConsoleCookies.Language, ConsoleTexts.In(console.Form["lang"], console.Language, null).Language);
        return Page.Done(console, Inside(next) ? next : "/console");
    }

    private static IResult Show(HttpContext http)
    {
        var console = ConsoleContext.Of(http);
        return console.SignedIn is null ? Form(console, console.Query("next"), null, 200) : Page.Done(console, "/console");
    }

    private static async Task<IResult> WithKeyAsync(HttpContext http, ConsoleSessions sessions, Keys keys, SignInLimit limit, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var next = console.Form["next"];
        if (!await limit.TryAsync(http)) return Wait(console, next);
        if (await keys.FindAsync(console.Form["key"].Trim(), ct) is not { } found) return Form(console, next, console.T.WrongKey, 401);
        await limit.ForgiveAsync(http);
        return await EnterAsync(console, sessions, found.Operator, found.ByConsoleKey, next, ct);
    }

    private static async Task<IResult> OfferAsync(HttpContext http, Passkeys passkeys, SignInLimit limit, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        console.Outcome = Audit.ConsoleAudit.Unchanged;
        if (await limit.IsPausedAsync(http)) return SignInLimit.Refusal(http, console.T);
        return Results.Json(await passkeys.OfferSignInAsync(http, ct));
    }

    private static async Task<IResult> WithPasskeyAsync(HttpContext http, ConsoleSessions sessions, Passkeys passkeys, SignInLimit limit, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var next = console.Form["next"];
        if (!await limit.TryAsync(http)) return Wait(console, next);
        if (await passkeys.FindAsync(console.Form["token"], console.Form["credential"], http, ct) is not { } who) return Form(console, next, console.T.PasskeyUnknown, 401);
        await limit.ForgiveAsync(http);
        return await EnterAsync(console, sessions, who, byConsoleKey: false, next, ct);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, ConsoleSessions sessions, CancellationToken ct)
    {
        await sessions.CloseAsync(http.Request.Cookies[ConsoleCookies.Session], ct);
        http.Response.Cookies.Delete(ConsoleCookies.Session, ConsoleCookies.For(http.Request, null));
        return Page.Done(ConsoleContext.Of(http), "/console/sign-in");
    }

    private static IResult Wait(ConsoleContext console, string next)
    {
        SignInLimit.AskToWait(console.Request.HttpContext);
        return Form(console, next, console.T.TooManyTries, 429);
    }

    private static IResult Form(ConsoleContext console, string next, string? error, int status) =>
        Page.Show<SignInPage, SignInPage.View>(console, new(next, error, Passkeys.PossibleAt(console.Request)), status);

    /// <summary>Only back into the console: never to another site.</summary>
    private static bool Inside(string next) =>
        (next == "/console" || next.StartsWith("/console/", StringComparison.Ordinal) || next.StartsWith("/console?", StringComparison.Ordinal))
        && next.All(c => c is > ' ' and < '\u007f' and not '\\');
}
