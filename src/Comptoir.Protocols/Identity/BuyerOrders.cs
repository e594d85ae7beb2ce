using System.Text.Json.Nodes;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Protocols.Identity;

/// <summary>
/// A customer's orders, wherever they were placed, for a platform that the customer has linked: <c>GET /orders</c> lists them, and
/// <c>POST /orders/{id}/cancel</c> cancels one before it is sent. Both beside the operations of UCP's REST door, in the release 2026-04-08.
/// </summary>
internal static class BuyerOrders
{
    private const int Most = 50;
    private const string Version = UcpVersions.V2026_04_08;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet($"/ucp/{Version}/orders", (HttpContext http, UcpRestDoor door, CustomerService customers) =>
            door.HandleAsync(http, Version, new("GET", "/orders", "list_orders", false, false, (_, call, _, _, ct) => ListAsync(call, customers, ct)) { Scopes = [LinkScopes.ReadOrders] }));
        app.MapPost($"/ucp/{Version}/orders/{{id}}/cancel", (HttpContext http, UcpRestDoor door, OrderService orders) =>
            door.HandleAsync(http, Version, new("POST", "/orders/{id}/cancel", "cancel_order", false, false, (_, call, id, _, ct) => CancelAsync(call, id, orders, ct)) { Scopes = [LinkScopes.ReadOrders, LinkScopes.ManageOrders] }));
    }

    /// <summary>An order of another platform or of the shop's own pages is shown to a platform whose customer owns it and lets it.</summary>
    public static bool MayRead(LinkedAccount? account, Order order) => account is not null && account.Scopes.Contains(LinkScopes.ReadOrders) && Owns(account, order);

    /// <summary>Placed while signed in, or with an e-mail address that the customer has proven.</summary>
    private static bool Owns(LinkedAccount account, Order order) =>
        order.Caller.CustomerId == account.Customer.Id
        || (account.Customer.VerifiedAt is not null && string.Equals(order.Buyer?.Email?.Trim(), account.Customer.Email, StringComparison.OrdinalIgnoreCase));

    private static async Task<UcpAnswer> ListAsync(UcpCall call, CustomerService customers, CancellationToken ct) => new(200, new JsonObject
    {
        ["orders"] = WireWriter.Array((await customers.ListOrdersAsync(call.Account!.Customer, Most, ct)).Select(o => UcpPresenter.For(call.Version).OrderBody(o, call))),
    });

    private static async Task<UcpAnswer> CancelAsync(UcpCall call, string id, OrderService orders, CancellationToken ct)
    {
        var presenter = UcpPresenter.For(call.Version);
        var order = await orders.GetAsync(call.Context.Shop.Id, id, ct);
        if (!order.Ok || !Owns(call.Account!, order.Value)) return presenter.Error(404, "not_found", "The customer has no such order.");
        var done = await orders.CancelAsync(call.Context.Shop.Id, id, "buyer", call.Caller with { CustomerId = call.Account!.Customer.Id }, null, ct);
        return done.Ok ? presenter.Order(done.Value, call) : presenter.Error(409, done.Refusal.Code, done.Refusal.Message);
    }
}
