using Comptoir.Web.Console.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console.Access;

internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder console)
    {
        console.MapGet("/sign-in", Show).WithMetadata(new ConsoleGate.Open());
        console.MapPost("/sign-in", SignIn).WithMetadata(new ConsoleGate.Open());
        console.MapPost("/sign-out", SignOut);
    }

    private static IResult Show(HttpContext http)
    {
        var console = ConsoleContext.Of(http);
        return console.Session is null
            ? Page.Show<SignInPage, SignInPage.View>(console, new(console.Query("next"), null))
            : Page.Done(console, "/console");
    }

    private static IResult SignIn(HttpContext http, ConsoleSessions sessions, SignInPause pause, IOptions<ConsoleOptions> options)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var next = form["next"];
        var address = ConsoleGate.AddressOf(http);
        if (pause.Paused(address)) return Page.Show<SignInPage, SignInPage.View>(console, new(next, console.T.TooManyTries), 429);
        if (!options.Value.Opens(form["key"].Trim()))
        {
            pause.Wrong(address);
            return Page.Show<SignInPage, SignInPage.View>(console, new(next, console.T.WrongKey), 401);
        }

        pause.Right(address);
        var (token, session) = sessions.Open();
        session.Language = ConsoleTexts.In(form["lang"], console.Language, null).Language;
        http.Response.Cookies.Append(ConsoleGate.Cookie, token, CookieFor(http.Request, ConsoleSessions.Lifetime));
        return Page.Done(console, Inside(next) ? next : "/console");
    }

    private static IResult SignOut(HttpContext http, ConsoleSessions sessions)
    {
        sessions.Close(http.Request.Cookies[ConsoleGate.Cookie]);
        http.Response.Cookies.Delete(ConsoleGate.Cookie, CookieFor(http.Request, null));
        return Page.Done(ConsoleContext.Of(http), "/console/sign-in");
    }

    /// <summary>Only back into the console: never to another site.</summary>
    private static bool Inside(string next) =>
        (next == "/console" || next.StartsWith("/console/", StringComparison.Ordinal) || next.StartsWith("/console?", StringComparison.Ordinal))
        && next.All(c => c is > ' ' and < '\u007f' and not '\\');

    private static CookieOptions CookieFor(HttpRequest request, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/console",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
