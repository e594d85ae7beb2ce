using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Idempotency;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Acp;

/// <summary>The circumstances of one operation, the same for REST and MCP.</summary>
/// <param name="Version">ACP version in which to answer.</param>
/// <param name="BaseUrl">Scheme and host of the shop as the caller reached it, without a trailing slash.</param>
/// <param name="IdempotencyKey">As sent; null when none was.</param>
internal sealed record AcpCall(ShopContext Context, string Version, string BaseUrl, string? IdempotencyKey)
{
    public Caller Caller => Context.Caller;

    public string ShopId => Context.Shop.Id;

    public bool IsOld => Version == AcpVersions.V2026_01_30;

    /// <summary>The key is the caller's, for one operation on one resource.</summary>
    public IdempotencyKey? Key(string operation, string? id, JsonObject body) =>
        IdempotencyKey is null ? null : new($"{Caller.Id}\n{operation}\n{id}", IdempotencyKey, RequestHash.Of(body));

    public string Say(string english, string french) => Context.Language == "fr" ? french : english;
}

/// <param name="Status">HTTP status of the REST answer.</param>
/// <param name="Replayed">It is the stored answer to an earlier request with the same key.</param>
/// <param name="RetryAfter">Seconds after which to try again; null: not to.</param>
internal sealed record AcpAnswer(int Status, JsonObject Body, bool Replayed = false, int? RetryAfter = null)
{
    public bool IsError => Status >= 400;
}
