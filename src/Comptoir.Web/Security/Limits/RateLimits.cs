using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Security.Limits;

/// <summary>One limiter for each caller at each door, in the memory of this node; who is too fast is told in the door's own form when to come back.</summary>
internal static class RateLimits
{
    private const int Segments = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter => limiter.OnRejected = (context, ct) => new ValueTask(RefuseAsync(context.HttpContext, context.Lease, ct)));
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (Door, string)>(http => PartitionOf(http, limits.Value)));
        return services;
    }

    private static RateLimitPartition<(Door, string)> PartitionOf(HttpContext http, LimitOptions limits)
    {
        var door = Doors.Of(http.Request);
        var permits = limits.Of(door);
        return permits <= 0 || (!limits.Local && IsLocal(http))
            ? RateLimitPartition.GetNoLimiter((Door.Free, ""))
            : RateLimitPartition.GetSlidingWindowLimiter((door, CallerAddress.Of(http)), _ => new() { PermitLimit = permits, Window = Window, SegmentsPerWindow = Segments });
    }

    private static bool IsLocal(HttpContext http) =>
        (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address)) && !http.Request.Headers.ContainsKey("X-Forwarded-For");

    private static async Task RefuseAsync(HttpContext http, RateLimitLease lease, CancellationToken ct)
    {
        // the oldest segment gives its permits back
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : Window / Segments;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var content = $"Too many requests from your address. Please come back in {seconds} seconds.";
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = seconds;
        http.Response.Headers.CacheControl = "no-store";
        switch (Doors.Of(http.Request))
        {
            case Door.Ucp:
                var text = http.Request.Path.StartsWithSegments("/ucp/2026-01-11") ? "detail" : "content";
                await http.Response.WriteAsJsonAsync(new JsonObject { ["code"] = "rate_limit_exceeded", [text] = content }, ct);
                break;
            case Door.Mcp:
                await http.Response.WriteAsJsonAsync(
                    new JsonObject { ["jsonrpc"] = "2.0", ["id"] = null, ["error"] = new JsonObject { ["code"] = -32000, ["message"] = content, ["data"] = new JsonObject { ["code"] = "rate_limit_exceeded", ["content"] = content } } }, ct);
                break;
            case Door.Chat or Door.Console or Door.Webhooks:
                await Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: content).ExecuteAsync(http);
                break;
            default:
                // the error page says it in the visitor's language
                break;
        }
    }
}
