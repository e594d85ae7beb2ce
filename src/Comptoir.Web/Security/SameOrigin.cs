using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Security;

/// <summary>
/// Refuses unsafe requests that another site sent through a visitor's browser. Browsers say where a request comes from
/// (<c>Sec-Fetch-Site</c>, else <c>Origin</c>) and pages cannot forge either, so that no token and no cookie is needed.
/// </summary>
public sealed class SameOrigin : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Allows(context.HttpContext.Request) ? next(context) : ValueTask.FromResult<object?>(Results.StatusCode(StatusCodes.Status403Forbidden));

    internal static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return true;
        if (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site]) return site is "same-origin" or "none";
        return request.Headers.Origin is [{ } origin]
            && Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && Uri.TryCreate($"{from.Scheme}://{request.Host.Value}", UriKind.Absolute, out var here)
            && from.Authority.Equals(here.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
