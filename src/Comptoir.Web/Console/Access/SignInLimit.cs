using Comptoir.Ordering.Attempts;
using Comptoir.Web.Console.Texts;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Access;

/// <summary>Five wrong keys or passkeys from one network address, and that address waits a minute, even with the right one; counted over all nodes.</summary>
internal sealed class SignInLimit(IAttemptStore store, TimeProvider time)
{
    public const int Tries = 5;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly AttemptLimit _limit = new(store, time, "console", Tries, Pause);

    public Task<bool> TryAsync(HttpContext http) => _limit.TryAsync("", CallerAddress.Of(http), http.RequestAborted);

    public Task<bool> IsPausedAsync(HttpContext http) => _limit.IsPausedAsync("", CallerAddress.Of(http), http.RequestAborted);

    public Task ForgiveAsync(HttpContext http) => _limit.ForgiveAsync("", CallerAddress.Of(http), http.RequestAborted);

    public static IResult Refusal(HttpContext http, ConsoleTexts texts)
    {
        AskToWait(http);
        return Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: texts.TooManyTries);
    }

    public static void AskToWait(HttpContext http) => http.Response.Headers.RetryAfter = ((int)Pause.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
