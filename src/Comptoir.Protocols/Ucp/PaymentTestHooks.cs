using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Protocols.Ucp.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Ucp;

/// <summary>
/// Scripts the test payment provider and shows what it remembers: <c>POST /testing/payments/scripts</c> with
/// <c>{"operation":"Authorize","faults":["TimeoutAfter"]}</c>, <c>GET /testing/payments[/{id}]</c>, <c>POST /testing/payments/{id}/confirm|refuse</c>,
/// and what happens at the provider without us: <c>…/refund/{amount}</c> in its dashboard, <c>…/refund-failed</c> days later.
/// The events of a payment come with the headers and body of their delivery, to be posted to <c>/webhooks/payments/{handler}</c> in any order.
/// </summary>
internal static class PaymentTestHooks
{
    private const int MostFaults = 100;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/testing/payments/scripts", ScriptAsync);
        app.MapGet("/testing/payments", ListAsync);
        app.MapGet("/testing/payments/{id}", ShowAsync);
        foreach (var confirmed in new[] { true, false })
        {
            app.MapPost($"/testing/payments/{{id}}/{(confirmed ? "confirm" : "refuse")}", (HttpContext http, UcpRestDoor door, ITestPaymentMemory memory, TimeProvider time, IOptions<UcpOptions> options, string id) =>
                ChangeAsync(http, door, memory, time, options, id, (p, now) => p.Confirmed(confirmed, now)));
        }

        app.MapPost("/testing/payments/{id}/refund-failed", (HttpContext http, UcpRestDoor door, ITestPaymentMemory memory, TimeProvider time, IOptions<UcpOptions> options, string id) =>
            ChangeAsync(http, door, memory, time, options, id, (p, now) => p.RefundFailed(now)));
        app.MapPost("/testing/payments/{id}/refund/{amount:long}", (HttpContext http, UcpRestDoor door, ITestPaymentMemory memory, TimeProvider time, IOptions<UcpOptions> options, string id, long amount) =>
            ChangeAsync(http, door, memory, time, options, id, (p, now) => p.RefundedElsewhere(amount, now)));
    }

    private static Task ScriptAsync(HttpContext http, UcpRestDoor door, ITestPaymentMemory memory, IOptions<UcpOptions> options) =>
        UcpTestHooks.GuardedAsync(http, door, options, needsSecret: true, async context =>
        {
            var (body, refused) = await UcpRestDoor.BodyAsync(http, UcpTestHooks.Presenter, http.RequestAborted);
            if (refused is not null) return refused;
            var faults = (body?["faults"] as JsonArray ?? []).Select(f => Enum.TryParse<TestFault>(f is JsonValue v && v.GetValueKind() == JsonValueKind.String ? v.GetValue<string>() : "", out var fault) && Enum.IsDefined(fault) ? fault : (TestFault?)null).ToList();
            var named = new WireReader().Text(body, "operation", "$", 20);
            if (!Enum.TryParse<OperationKind>(named, out var kind) || !Enum.IsDefined(kind) || faults.Count is 0 or > MostFaults || faults.Contains(null))
                return UcpTestHooks.Presenter.Error(422, "invalid_request", $"operation is one of {string.Join(", ", Enum.GetNames<OperationKind>())}; faults a list of {string.Join(", ", Enum.GetNames<TestFault>())}.");
            await memory.ScriptAsync(context.Shop.Id, kind, [.. faults.Select(f => f!.Value)], http.RequestAborted);
            return new(200, new JsonObject { ["status"] = "ok" });
        });

    private static Task ListAsync(HttpContext http, UcpRestDoor door, ITestPaymentMemory memory, TimeProvider time, IOptions<UcpOptions> options) =>
        UcpTestHooks.GuardedAsync(http, door, options, needsSecret: true, async context =>
            new(200, new JsonObject { ["payments"] = new JsonArray([.. (await memory.ListAsync(context.Shop.Id, http.RequestAborted)).Select(p => (JsonNode)Write(p, time.GetUtcNow()))]) }));

    private static Task ShowAsync(HttpContext http, UcpRestDoor door, ITestPaymentMemory memory, TimeProvider time, IOptions<UcpOptions> options, string id) =>
        UcpTestHooks.GuardedAsync(http, door, options, needsSecret: true, async context =>
            await memory.FindAsync(context.Shop.Id, id, http.RequestAborted) is { } payment ? new(200, Write(payment, time.GetUtcNow())) : UcpTestHooks.Presenter.Error(404, "not_found", "The test provider knows no such payment."));

    /// <param name="change">Null: not possible as it stands.</param>
    private static Task ChangeAsync(HttpContext http, UcpRestDoor door, ITestPaymentMemory memory, TimeProvider time, IOptions<UcpOptions> options, string id, Func<TestPayment, DateTimeOffset, TestPayment?> change) =>
        UcpTestHooks.GuardedAsync(http, door, options, needsSecret: true, async context =>
        {
            var after = await memory.ChangeAsync(context.Shop.Id, id, p => p is not null && change(p, time.GetUtcNow()) is { } done ? (done, done) : (null, null), http.RequestAborted);
            return after is not null ? new(200, Write(after, time.GetUtcNow())) : UcpTestHooks.Presenter.Error(404, "not_found", "The test provider knows no such payment.");
        });

    private static JsonObject Write(TestPayment payment, DateTimeOffset now)
    {
        var shown = JsonSerializer.SerializeToNode(payment, CatalogJson.Default.Of<TestPayment>())!.AsObject();
        shown["deliveries"] = new JsonArray([.. payment.Events.Select(e => (JsonNode)TestPaymentWebhooks.Delivery(payment, e, now))]);
        return shown;
    }
}
