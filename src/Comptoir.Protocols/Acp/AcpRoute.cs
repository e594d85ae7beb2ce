using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Acp;

internal delegate Task<AcpAnswer> AcpHandler(AcpOperations operations, AcpCall call, string id, JsonObject body, CancellationToken ct);

internal delegate Task<AcpAnswer> AcpWork(AcpCall call, string id, JsonObject body, CancellationToken ct);

/// <summary>What a request must be before its work begins.</summary>
/// <param name="Operation">UCP's name of what it counts as, by which agents are let in.</param>
/// <param name="Since">The first release that has the operation.</param>
/// <param name="Body">The request has a body; otherwise one is not read.</param>
/// <param name="Optional">The body may be left out.</param>
internal sealed record AcpFrame(string Operation, string Since, bool Body = true, bool Optional = false);

/// <summary>An operation as REST knows it.</summary>
/// <param name="Since">The first release that has it.</param>
/// <param name="Body">The request has a body; otherwise one is not read.</param>
/// <param name="Optional">The body may be left out.</param>
internal sealed record AcpRoute(string Method, string Path, string Name, string Since, bool Body, bool Optional, AcpHandler Handler)
{
    private const string First = AcpVersions.V2026_01_30;
    private const string Carts = AcpVersions.V2026_04_17;

    public string UcpName => Name.Replace("_checkout_session", "_checkout", StringComparison.Ordinal);

    public static IReadOnlyList<AcpRoute> All { get; } =
    [
        new("POST", "/checkout_sessions", "create_checkout_session", First, true, false, (o, c, _, b, ct) => o.CreateSessionAsync(c, b, ct)),
        new("GET", "/checkout_sessions/{id}", "get_checkout_session", First, false, false, (o, c, id, _, ct) => o.GetSessionAsync(c, id, ct)),
        new("POST", "/checkout_sessions/{id}", "update_checkout_session", First, true, false, (o, c, id, b, ct) => o.UpdateSessionAsync(c, id, b, ct)),
        new("POST", "/checkout_sessions/{id}/complete", "complete_checkout_session", First, true, false, (o, c, id, b, ct) => o.CompleteSessionAsync(c, id, b, ct)),
        new("POST", "/checkout_sessions/{id}/cancel", "cancel_checkout_session", First, true, true, (o, c, id, b, ct) => o.CancelSessionAsync(c, id, b, ct)),
        new("POST", "/carts", "create_cart", Carts, true, false, (o, c, _, b, ct) => o.CreateCartAsync(c, b, ct)),
        new("GET", "/carts/{id}", "get_cart", Carts, false, false, (o, c, id, _, ct) => o.GetCartAsync(c, id, ct)),
        new("PUT", "/carts/{id}", "update_cart", Carts, true, false, (o, c, id, b, ct) => o.UpdateCartAsync(c, id, b, ct)),
        new("POST", "/carts/{id}/cancel", "cancel_cart", Carts, true, true, (o, c, id, b, ct) => o.CancelCartAsync(c, id, b, ct)),
    ];
}
