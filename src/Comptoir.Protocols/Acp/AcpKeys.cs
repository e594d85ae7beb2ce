using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Ordering.Agents;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Acp;

/// <summary>Who calls: the agent to which the merchant gave the key that the request bears. On an open server any key is good, each for its own sessions.</summary>
internal sealed class AcpKeys(IAgentKeyStore keys, TrialAgent trial, GuardedHttp http, IOptions<UcpOptions> options)
{
    public const string WebhookKind = "acp_webhook";

    private const string Bearer = "Bearer ";
    private const int LongestKey = 500;

    /// <summary>A key that is good here.</summary>
    /// <param name="Id">Stable; the agent's id for the gate, the log and the sessions.</param>
    /// <param name="Key">Null: nobody's in particular, on an open server.</param>
    public sealed record Holder(string Id, AgentKey? Key);

    /// <summary>Null: nobody we know.</summary>
    /// <param name="authorization">The header as sent.</param>
    public async Task<Holder?> FindAsync(Shop shop, string? authorization, CancellationToken ct)
    {
        if (authorization is null || !authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return null;
        var secret = authorization[Bearer.Length..].Trim();
        if (secret.Length is 0 or > LongestKey) return null;
        var hash = AgentKey.HashOf(secret);
        if (await keys.FindAsync(shop.Id, hash, ct) is { } key) return key.RevokedAt is null ? new(key.Id, key) : null;
        if (trial.IsToken(secret)) return new(TrialAgent.TokenId, null);
        return options.Value.OpenToAll ? new($"acp:open:{hash[..24]}", null) : null;
    }

    /// <summary>The caller as the gate let it in, with where it wants to hear of its orders.</summary>
    public Caller Told(Caller admitted, Holder holder) => admitted with
    {
        ProfileUrl = holder.Key?.Name,
        WebhookUrl = http.Allows(holder.Key?.WebhookUrl) ? holder.Key!.WebhookUrl : null,
        WebhookKind = WebhookKind,
    };

    /// <summary>The key that a caller came with; null: it had none of ours, or it is gone.</summary>
    public Task<AgentKey?> OfAsync(string shopId, Caller caller, CancellationToken ct) => keys.GetAsync(shopId, caller.Id, ct);
}
