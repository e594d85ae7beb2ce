using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.Protocols.Ucp.Requests;
using Comptoir.ShopTools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Ucp;

/// <summary>
/// What public test suites need to drive a shop: ship or refund an order at will, write into an order. Only with a secret and only from this machine.
/// </summary>
internal static class UcpTestHooks
{
    internal static readonly UcpPresenter Presenter = UcpPresenter.For(UcpVersions.V2026_01_11);

    public static void Map(IEndpointRouteBuilder app)
    {
        // suites look for them at the server's root or below the endpoint that they found in the profile
        foreach (var (at, version) in UcpVersions.Supported.Select(v => ($"/ucp/{v}", v)).Prepend(("", UcpVersions.V2026_01_11)))
        {
            app.MapPost($"{at}/testing/simulate-shipping/{{id}}", ShipAsync);
            app.MapPost($"{at}/testing/orders/{{id}}/adjust", (HttpContext http, UcpRestDoor door, OrderService orders, IOptions<UcpOptions> options, string id) =>
                ChangeAsync(http, door, options, version, (context, line, type) => orders.RefundAsync(context.Shop.Id, id, type, [line], null, false, null, context.Caller, null, http.RequestAborted)));
            app.MapPost($"{at}/testing/orders/{{id}}/fulfill", (HttpContext http, UcpRestDoor door, OrderService orders, IOptions<UcpOptions> options, string id) =>
                ChangeAsync(http, door, options, version, (context, line, _) => orders.ShipAsync(context.Shop.Id, id, [line], null, null, context.Caller, http.RequestAborted)));
            IdempotencyTestHooks.Map(app, at);
        }

        app.Map(UcpEndpoints.OrdersOfAgents(), RecordAsync).WithMetadata(new HttpMethodMetadata(["PUT"]));
    }

    private static Task ShipAsync(HttpContext http, UcpRestDoor door, OrderService orders, IOptions<UcpOptions> options, string id) =>
        GuardedAsync(http, door, options, needsSecret: true, async context =>
            Answer(await orders.ShipAsync(context.Shop.Id, id, null, null, null, context.Caller, http.RequestAborted)));

    /// <summary>
    /// Sends pieces of a line or gives them back, and answers with the order. Its public suite sends no secret, so being on this machine is
    /// all that is asked.
    /// </summary>
    private static Task ChangeAsync(HttpContext http, UcpRestDoor door, IOptions<UcpOptions> options, string version, Func<ShopContext, LineQuantity, string, Task<Result<Order>>> change) =>
        GuardedAsync(http, door, options, needsSecret: false, async context =>
        {
            var (body, refused) = await UcpRestDoor.BodyAsync(http, Presenter, http.RequestAborted);
            if (refused is not null) return refused;
            var read = new WireReader();
            var line = read.Text(body, "line_item_id", "$", 100);
            var quantity = read.Integer(body, "quantity", "$") ?? 0;
            var type = read.Text(body, "type", "$", 50) ?? "refund";
            if (line is null || quantity is < 1 or > int.MaxValue) read.Refuse("invalid_request", "line_item_id and quantity are required.", "$");
            if (read.Problem is { } problem) return Presenter.Error(422, problem.Code, problem.Message, problem.Path);
            var result = await change(context, new(line!, (int)quantity), type);
            return result.Ok
                ? UcpPresenter.For(version).Order(result.Value, new(context, version, door.Reached(http)!.Value.BaseUrl, null))
                : Answer(result);
        });

    /// <summary>2026-01-11's suite writes events and adjustments into an order with a PUT of the whole of it. No money moves.</summary>
    private static Task RecordAsync(HttpContext http, UcpRestDoor door, OrderService orders, IOptions<UcpOptions> options, string id) =>
        GuardedAsync(http, door, options, needsSecret: false, async context =>
        {
            var (body, refused) = await UcpRestDoor.BodyAsync(http, Presenter, http.RequestAborted);
            if (refused is not null) return refused;
            var read = new WireReader();
            var events = OrderRequest.Events(read, body!);
            var adjustments = OrderRequest.Adjustments(read, body!);
            if (read.Problem is { } problem) return Presenter.Error(422, problem.Code, problem.Message, problem.Path);
            var result = await orders.RecordAsync(context.Shop.Id, id, events, adjustments, context.Caller, http.RequestAborted);
            return result.Ok
                ? Presenter.Order(result.Value, new(context, UcpVersions.V2026_01_11, door.Reached(http)!.Value.BaseUrl, null))
                : Answer(result);
        });

    internal static async Task GuardedAsync(HttpContext http, UcpRestDoor door, IOptions<UcpOptions> options, bool needsSecret, Func<ShopContext, Task<UcpAnswer>> run)
    {
        var local = http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && !http.Request.Headers.ContainsKey("X-Forwarded-For");
        var known = !needsSecret || Same(http.Request.Headers["Simulation-Secret"].ToString(), options.Value.TestHooksSecret ?? "");
        await UcpRestDoor.WriteAsync(http, !local || !known
            ? Presenter.Error(403, "forbidden", "Test hooks need the right Simulation-Secret and a caller on this machine.")
            : door.Reached(http) is var (shop, _)
                ? await run(new(shop, shop.DefaultLanguage, shop.Country, new("test-hooks", "ucp")))
                : Presenter.Error(503, "no_shop", "No shop is open here yet."));
    }

    private static UcpAnswer Answer(Result<Order> result) => result.Ok
        ? new(200, new JsonObject { ["status"] = "ok" })
        : Presenter.Error(result.Refusal.Kind == RefusalKind.NotFound ? 404 : 409, result.Refusal.Code, result.Refusal.Message);

    private static bool Same(string given, string secret) =>
        secret.Length > 0 && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
