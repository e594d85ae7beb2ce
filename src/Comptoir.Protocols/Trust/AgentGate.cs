using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Answers;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Trust;

/// <summary>Whether an agent may do what it asks, and as whom; the same for every transport.</summary>
/// <param name="Caller">Null exactly when <paramref name="Refused"/> is set.</param>
/// <param name="Capabilities">For <see cref="UcpCall.Capabilities"/>.</param>
/// <param name="Refused">What to answer instead.</param>
public sealed record Admission(Caller? Caller, IReadOnlySet<string>? Capabilities, UcpAnswer? Refused)
{
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Caller))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refused))]
    public bool Granted => Refused is null;
}

/// <summary>
/// Admits agents by the profile they name. Until requests are signed the name is only claimed: it scopes idempotency keys and what an
/// agent sees again, and on an open server nothing more.
/// </summary>
public sealed class AgentGate
{
    private readonly AgentProfiles _profiles;
    private readonly GuardedHttp _http;
    private readonly UcpOptions _options;

    internal AgentGate(AgentProfiles profiles, GuardedHttp http, IOptions<UcpOptions> options)
    {
        _profiles = profiles;
        _http = http;
        _options = options.Value;
    }

    /// <param name="version">The release the request came in.</param>
    /// <param name="operation">UCP's name of it, for example <c>create_checkout</c>.</param>
    /// <param name="profileUrl">The profile that the agent names; null when none.</param>
    /// <param name="askedVersion">A version that the agent names beside it; null when none.</param>
    /// <param name="channel">Channel of the caller, for example <c>mcp</c>.</param>
    public async Task<Admission> AdmitAsync(string version, string operation, string? profileUrl, string? askedVersion, string channel, CancellationToken ct)
    {
        var old = version == UcpVersions.V2026_01_11;
        if (askedVersion is not null && !UcpVersions.Serves(askedVersion)) return VersionUnsupported(version, askedVersion);

        var pinned = profileUrl is not null && _profiles.IsPinned(profileUrl);
        var address = _http.Parse(profileUrl);
        if (address is null && !pinned && !old)
            return Refuse(version, 400, "invalid_profile_url", "UCP-Agent must name the profile of the calling platform: profile=\"https://…\".");
        if (Sells(operation) && !_options.OpenToAll && (profileUrl is null || !_options.TrustedProfiles.Contains(profileUrl)))
            return Untrusted(version);

        var id = profileUrl is { Length: > 0 and <= 2000 } ? profileUrl : "anonymous";
        if (address is null && !pinned) return new(new(id, channel), null, null);
        var lookup = await _profiles.FindAsync(profileUrl!, ct);
        if (lookup.State == ProfileState.Malformed && !old)
            return Refuse(version, 422, "profile_malformed", "The document at the profile address is no UCP profile.");
        if (lookup.State == ProfileState.Unreachable && _options.RequireReachableProfiles && !old)
            return Refuse(version, 424, "profile_unreachable", "The profile of the calling platform could not be fetched.");
        if (lookup.Profile is not { } profile) return new(new(id, channel, profileUrl), null, null);
        if (!UcpVersions.Serves(profile.Version)) return VersionUnsupported(version, profile.Version);

        // releases before 2026-04-08 list in the profile what the platform wants configured, not all that it can
        var common = old ? null : UcpCapabilities.Intersect(profile.Capabilities);
        if (common is not null && !common.Contains(Root(operation))) return new(null, null, Incompatible(version));
        return new(new(id, channel, profileUrl, _http.Allows(profile.WebhookUrl) ? profile.WebhookUrl : null), common, null);
    }

    /// <summary>Admits a caller that names no profile, on a transport that does not demand one. It shares what it makes with all such callers.</summary>
    public Admission AdmitUnnamed(string version, string operation, string channel) => Sells(operation) && !_options.OpenToAll
        ? Untrusted(version)
        : new(new(Unnamed(channel), channel), null, null);

    /// <summary>The id of callers that name no profile.</summary>
    public static string Unnamed(string channel) => $"{channel}:anonymous";

    /// <summary>The capability an operation belongs to.</summary>
    private static string Root(string operation) => operation switch
    {
        "search_catalog" => UcpCapabilities.Search,
        "lookup_catalog" or "get_product" => UcpCapabilities.Lookup,
        "get_order" or "update_order" => UcpCapabilities.Order,
        _ when operation.EndsWith("_cart", StringComparison.Ordinal) => UcpCapabilities.Cart,
        _ => UcpCapabilities.Checkout,
    };

    private static bool Sells(string operation) => Root(operation) is UcpCapabilities.Checkout or UcpCapabilities.Order;

    private static Admission Refuse(string version, int status, string code, string content) =>
        new(null, null, UcpPresenter.For(version).Error(status, code, content));

    private static Admission Untrusted(string version) =>
        Refuse(version, 403, "profile_not_trusted", "This shop lets only agents that it trusts check out. Searching and filling carts is open to all.");

    private static Admission VersionUnsupported(string version, string asked) =>
        Refuse(version, version == UcpVersions.V2026_01_11 ? 400 : 422, "version_unsupported",
            $"Version {(asked.Length <= 20 ? asked : asked[..20])} is not served; {string.Join(" and ", UcpVersions.Supported)} are.");

    private static UcpAnswer Incompatible(string version) => new(200, new JsonObject
    {
        ["ucp"] = new JsonObject { ["version"] = version, ["status"] = "error" },
        ["messages"] = new JsonArray
        {
            WireWriter.Message("error", "capabilities_incompatible", "Shop and platform have no capability in common that this operation needs.", severity: "unrecoverable"),
        },
    });
}
