using System.Text.Json.Nodes;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Ordering.Agents;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Acp;

/// <param name="Admission">What the gate said; null: it was not asked.</param>
/// <param name="Caller">Null exactly when <paramref name="Refused"/> is set.</param>
/// <param name="Key">The merchant's key that was borne; null: any was good, on an open server.</param>
internal sealed record AcpEntrance(Admission? Admission, Caller? Caller, AcpAnswer? Refused, AgentKey? Key = null);

/// <summary>Whether an agent may come in, the same over REST and MCP: a release that is served, a good key, the gate's yes, and a good signature where one was agreed on.</summary>
internal sealed class AcpEntry(AcpKeys keys, AgentGate gate, ISecretBox box, TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <param name="version">The release that the agent names; null: none.</param>
    /// <param name="authorization">The header as sent.</param>
    public async Task<AcpEntrance> AdmitAsync(Shop shop, string? version, string since, string operation, string? authorization, CancellationToken ct)
    {
        if (version is null || !AcpVersions.Supported.Contains(version)) return new(null, null, AcpErrors.Version(version));
        if (string.CompareOrdinal(version, since) < 0) return new(null, null, AcpErrors.Of(404, "not_found", $"{version} does not have this operation; {since} does."));
        if (await keys.FindAsync(shop, authorization, ct) is not { } holder)
            return new(null, null, AcpErrors.Of(401, "unauthorized", "Authorization must bear a key that this shop gave out: Bearer …"));
        var admission = await gate.AdmitAsync(new(shop.Id, UcpVersions.V2026_04_08, operation, AcpVersions.Channel(version)) { TokenOf = holder.Id }, ct);
        return admission.Granted ? new(admission, keys.Told(admission.Caller, holder), null, holder.Key) : new(admission, null, AcpErrors.Of(admission.Denied));
    }

    /// <summary>
    /// What is wrong with a request's signature; null: nothing. A key with which a secret was agreed opens only for requests that bear it; without
    /// one the signature cannot be judged, only its age.
    /// </summary>
    public AcpAnswer? Fault(AgentKey? key, RequestSeal seal, JsonObject body)
    {
        var secret = key?.RequestSecret;
        if (secret is not null && seal.Signature is null) return Bad("This key was agreed to sign its requests: Signature is missing.");
        if (secret is not null && seal.Timestamp is null) return AcpErrors.Of(400, "invalid_timestamp", "A signed request needs a Timestamp.");
        if (seal.Timestamp is not { } told) return null;
        if (RequestSignature.Moment(told) is not { } at) return AcpErrors.Of(400, "invalid_timestamp", "Timestamp must be an RFC 3339 moment such as 2026-04-17T10:30:00Z.");
        if (seal.Signature is null) return null;
        if ((time.GetUtcNow() - at).Duration() > Skew) return AcpErrors.Of(400, "invalid_timestamp", $"Timestamp is more than {Skew.TotalMinutes} minutes from now.");
        return secret is null || RequestSignature.Fits(seal.Signature, box.Reveal(secret), told, seal.Operation, body) ? null
            : Bad("Signature is not this key's over the timestamp, the operation and the canonical body.");
    }

    private static AcpAnswer Bad(string message) => AcpErrors.Of(401, "invalid_signature", message);
}
