using System.Text.Json.Nodes;
using Comptoir.Protocols.Trust;

namespace Comptoir.Protocols.Ucp;

internal delegate Task<UcpAnswer> UcpHandler(UcpOperations operations, UcpCall call, string id, JsonObject body, CancellationToken ct);

/// <summary>An operation as REST knows it.</summary>
/// <param name="Name">UCP's name of it.</param>
/// <param name="Body">The request has a body; otherwise one is not read.</param>
/// <param name="Key">2026-04-08 demands an Idempotency-Key.</param>
internal sealed record UcpRoute(string Method, string Path, string Name, bool Body, bool Key, UcpHandler Handler)
{
    /// <summary>What a customer must have allowed; empty: no customer is needed.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>For operations that are not UCP's own; null: what UCP's operation of that name is.</summary>
    public AgentAct? CountsAs { get; init; }

    public static IReadOnlyList<UcpRoute> All { get; } =
    [
        new("POST", "/catalog/search", "search_catalog", true, false, (o, c, _, b, ct) => o.SearchCatalogAsync(c, b, ct)),
        new("POST", "/catalog/lookup", "lookup_catalog", true, false, (o, c, _, b, ct) => o.LookupCatalogAsync(c, b, ct)),
        new("POST", "/catalog/product", "get_product", true, false, (o, c, _, b, ct) => o.GetProductAsync(c, b, ct)),
        new("POST", "/carts", "create_cart", true, true, (o, c, _, b, ct) => o.CreateCartAsync(c, b, ct)),
        new("GET", "/carts/{id}", "get_cart", false, false, (o, c, id, _, ct) => o.GetCartAsync(c, id, ct)),
        new("PUT", "/carts/{id}", "update_cart", true, true, (o, c, id, b, ct) => o.UpdateCartAsync(c, id, b, ct)),
        new("POST", "/carts/{id}/cancel", "cancel_cart", false, true, (o, c, id, _, ct) => o.CancelCartAsync(c, id, ct)),
        new("POST", "/checkout-sessions", "create_checkout", true, true, (o, c, _, b, ct) => o.CreateCheckoutAsync(c, b, ct)),
        new("GET", "/checkout-sessions/{id}", "get_checkout", false, false, (o, c, id, _, ct) => o.GetCheckoutAsync(c, id, ct)),
        new("PUT", "/checkout-sessions/{id}", "update_checkout", true, true, (o, c, id, b, ct) => o.UpdateCheckoutAsync(c, id, b, ct)),
        new("POST", "/checkout-sessions/{id}/complete", "complete_checkout", true, true, (o, c, id, b, ct) => o.CompleteCheckoutAsync(c, id, b, ct)),
        new("POST", "/checkout-sessions/{id}/cancel", "cancel_checkout", false, true, (o, c, id, _, ct) => o.CancelCheckoutAsync(c, id, ct)),
        new("GET", "/orders/{id}", "get_order", false, false, (o, c, id, _, ct) => o.GetOrderAsync(c, id, ct)),
    ];

    /// <summary>The operations of a release: those of January 2026 had checkouts and, though only by their webhooks, orders.</summary>
    public static IEnumerable<UcpRoute> In(string version) =>
        All.Where(r => !UcpVersions.IsOld(version) || r.Name == "get_order" || r.Path.StartsWith("/checkout-sessions", StringComparison.Ordinal));
}
