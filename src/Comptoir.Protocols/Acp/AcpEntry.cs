using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Acp;

/// <param name="Admission">What the gate said; null: it was not asked.</param>
/// <param name="Caller">Null exactly when <paramref name="Refused"/> is set.</param>
internal sealed record AcpEntrance(Admission? Admission, Caller? Caller, AcpAnswer? Refused);

/// <summary>Whether an agent may come in, the same over REST and MCP: a release that is served, a good key, and the gate's yes.</summary>
internal sealed class AcpEntry(AcpKeys keys, AgentGate gate)
{
    /// <param name="version">The release that the agent names; null: none.</param>
    /// <param name="authorization">The header as sent.</param>
    public async Task<AcpEntrance> AdmitAsync(Shop shop, string? version, string since, string operation, string? authorization, CancellationToken ct)
    {
        if (version is null || !AcpVersions.Supported.Contains(version)) return new(null, null, AcpErrors.Version(version));
        if (string.CompareOrdinal(version, since) < 0) return new(null, null, AcpErrors.Of(404, "not_found", $"{version} does not have this operation; {since} does."));
        if (await keys.FindAsync(shop, authorization, ct) is not { } holder)
            return new(null, null, AcpErrors.Of(401, "unauthorized", "Authorization must bear a key that this shop gave out: Bearer …"));
        var admission = await gate.AdmitAsync(new(shop.Id, UcpVersions.V2026_04_08, operation, AcpVersions.Channel(version)) { TokenOf = holder.Id }, ct);
        return admission.Granted ? new(admission, keys.Told(admission.Caller, holder), null) : new(admission, null, AcpErrors.Of(admission.Denied));
    }
}
