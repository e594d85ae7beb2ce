using Comptoir.Web.Security.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console.Health;

internal static class HealthEndpoints
{
    public static void MapHealthPage(this IEndpointRouteBuilder console) => console.MapGet("/health", Show);

    /// <summary>For load balancers and watchdogs: without key, and without anything but a yes or a no.</summary>
    public static void MapHealthProbes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", (HttpContext http) => Answer(http, true));
        endpoints.MapGet("/health/ready", async (HttpContext http, HealthProbe probe, CancellationToken ct) => Answer(http, await probe.ReadyAsync(ct)));
    }

    private static IResult Answer(HttpContext http, bool ok)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { status = ok ? "ok" : "unavailable" }, statusCode: ok ? 200 : 503);
    }

    private static async Task<IResult> Show(HttpContext http, HealthProbe probe, KeyRingKey ring, IOptions<ConsoleOptions> options, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        return Page.Show<HealthPage, HealthPage.View>(console, new(await probe.ReportAsync(ct), options.Value.StorageFacts?.Invoke(console.Language) ?? [], ring.Given));
    }
}
