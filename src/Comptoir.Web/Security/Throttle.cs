using System.Globalization;
using Comptoir.Ordering.Attempts;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Security;

/// <summary>Slows down who guesses: passwords, order numbers, sign-in links. Counted by address of the network, over all nodes.</summary>
public sealed class Throttle(IAttemptStore attempts, TimeProvider time) : IEndpointFilter
{
    private const int Tries = 60;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly AttemptLimit _limit = new(attempts, time, "guess", Tries, Window);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || await _limit.TryAsync("", CallerAddress.Of(http), http.RequestAborted)) return await next(context);
        http.Response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }
}
