using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Ucp;

/// <summary>
/// The 13 operations of UCP's shopping service as JSON in, JSON out: the one mapping between wire and services that REST and MCP share.
/// </summary>
public sealed class UcpOperations
{
    public Task<UcpAnswer> SearchCatalogAsync(UcpCall call, JsonObject request, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> LookupCatalogAsync(UcpCall call, JsonObject request, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> GetProductAsync(UcpCall call, JsonObject request, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> CreateCartAsync(UcpCall call, JsonObject cart, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> GetCartAsync(UcpCall call, string id, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> UpdateCartAsync(UcpCall call, string id, JsonObject cart, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> CancelCartAsync(UcpCall call, string id, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> CreateCheckoutAsync(UcpCall call, JsonObject checkout, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> GetCheckoutAsync(UcpCall call, string id, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> UpdateCheckoutAsync(UcpCall call, string id, JsonObject checkout, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> CompleteCheckoutAsync(UcpCall call, string id, JsonObject checkout, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> CancelCheckoutAsync(UcpCall call, string id, CancellationToken ct) => throw new NotImplementedException();

    public Task<UcpAnswer> GetOrderAsync(UcpCall call, string id, CancellationToken ct) => throw new NotImplementedException();
}

/// <summary>The circumstances of one operation, the same for every transport.</summary>
/// <param name="Version">UCP version in which to answer: 2026-04-08 or 2026-01-11.</param>
/// <param name="BaseUrl">Scheme and host of the shop as the caller reached it, without a trailing slash.</param>
/// <param name="IdempotencyKey">As sent; null when none was.</param>
public sealed record UcpCall(ShopContext Context, string Version, string BaseUrl, string? IdempotencyKey)
{
    public Caller Caller => Context.Caller;
}

/// <param name="Status">HTTP status of the REST answer.</param>
/// <param name="IsError">A protocol error (<c>{code, content}</c>), not a business outcome; MCP turns it into a JSON-RPC error.</param>
public sealed record UcpAnswer(int Status, JsonObject Body, bool IsError = false);
