using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Ucp;

/// <summary>Whether requests with a key are to be treated as if the store of keys were away; only test hooks turn it on.</summary>
internal sealed class IdempotencyOutage
{
    public bool Pretended { get; set; }
}

/// <summary>
/// How keys behave over time and without their store: <c>POST /testing/idempotency/age {"key","hours"}</c> makes a key older and removes
/// what is past its 48 hours, <c>POST /testing/idempotency/outage {"enabled"}</c> pretends that the store is away.
/// </summary>
internal static class IdempotencyTestHooks
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    public static void Map(IEndpointRouteBuilder app, string at)
    {
        app.MapPost($"{at}/testing/idempotency/age", AgeAsync);
        app.MapPost($"{at}/testing/idempotency/outage", OutageAsync);
    }

    private static Task AgeAsync(HttpContext http, UcpRestDoor door, IOrderingStore store, TimeProvider time, IOptions<UcpOptions> options) =>
        UcpTestHooks.GuardedAsync(http, door, options, needsSecret: false, async context =>
        {
            var (body, fault) = await JsonBody.ReadAsync(http, optional: false, http.RequestAborted);
            if (fault is not null) return UcpTestHooks.Presenter.Error(fault.Status, fault.Code, fault.Message);
            var read = new WireReader();
            var key = read.Text(body, "key", "$", 255);
            var hours = read.Integer(body, "hours", "$") ?? 0;
            if (read.Problem is not null || key is null || hours is < 0 or > 10_000) return UcpTestHooks.Presenter.Error(422, "invalid_request", "key and hours are required.");
            if (!await store.AgeIdempotencyAsync(context.Shop.Id, key, TimeSpan.FromHours(hours), http.RequestAborted)) return UcpTestHooks.Presenter.Error(404, "not_found", "No such key is stored.");
            await store.ExpireAsync(time.GetUtcNow() - Kept, http.RequestAborted);
            return new(200, new JsonObject { ["key"] = key, ["aged_hours"] = hours });
        });

    private static Task OutageAsync(HttpContext http, UcpRestDoor door, IdempotencyOutage outage, IOptions<UcpOptions> options) =>
        UcpTestHooks.GuardedAsync(http, door, options, needsSecret: false, async _ =>
        {
            var (body, fault) = await JsonBody.ReadAsync(http, optional: false, http.RequestAborted);
            if (fault is not null) return UcpTestHooks.Presenter.Error(fault.Status, fault.Code, fault.Message);
            outage.Pretended = new WireReader().Boolean(body, "enabled", "$") ?? false;
            return new(200, new JsonObject { ["outage"] = outage.Pretended });
        });
}
