using Comptoir.Ordering;
using Comptoir.Protocols.Extensions;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.Search;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Trust;

/// <summary>
/// The one gate that every door sends agents through: who they are (the profile that they name, proven by a signature with one of its keys,
/// or a token), how far the merchant trusts them, and which capabilities both sides have.
/// </summary>
public sealed class AgentGate
{
    private const int RetryAfter = 2;
    private readonly AgentProfiles _profiles;
    private readonly AgentPolicies _policies;
    private readonly GuardedHttp _http;
    private readonly ProductSearch _search;
    private readonly UcpOptions _options;
    private readonly TimeProvider _time;

    internal AgentGate(AgentProfiles profiles, AgentPolicies policies, GuardedHttp http, ProductSearch search, IOptions<UcpOptions> options, TimeProvider time)
    {
        (_profiles, _policies, _http, _search, _time) = (profiles, policies, http, search, time);
        _options = options.Value;
    }

    /// <summary>The id of callers that name no profile.</summary>
    public static string Unnamed(string channel) => $"{channel}:anonymous";

    /// <summary>Admits a request or says why not. Signatures that are there must be good, also where none is needed.</summary>
    public async Task<Admission> AdmitAsync(AgentCall call, CancellationToken ct)
    {
        var old = UcpVersions.IsOld(call.Version);
        var claimed = new AgentIdentity(IdOf(call), AgentProof.None);
        Admission Refuse(int status, string code, string content, int? retry = null) => Turned(call, claimed, new(status, code, content, retry));

        if (call.AskedVersion is not null && !UcpVersions.Serves(call.AskedVersion, NewestFor(call))) return Refuse(old ? 400 : 422, "version_unsupported", NotServed(call.AskedVersion));
        var reachable = call.ProfileUrl is { } url && (_profiles.IsPinned(url) || _http.Allows(url));
        if (!reachable && (call.ProfileUrl is not null || call.MustName) && !old)
            return Refuse(400, "invalid_profile_url", "UCP-Agent must name the profile of the calling platform: profile=\"https://…\".");

        // a stop, and what an unsigned request may not do in any case, is said before anything is fetched
        var policy = await _policies.GetAsync(call.ShopId, ct);
        var signed = call.Message is { } message && SignatureVerifier.IsSigned(message);
        var agent = call.TokenOf is null ? claimed : claimed with { Proof = AgentProof.Token };
        if ((!signed || policy.RuleOf(agent.Id) is { StoppedAt: not null }) && Decide(policy, agent, call.Act) is { } early) return Turned(call, agent, Denial(early));

        var lookup = reachable ? await _profiles.FindAsync(call.ProfileUrl!, ct) : null;
        if (lookup?.State == ProfileState.Busy) return Refuse(503, "service_unavailable", "Too many profiles are being fetched. Please try again in a moment.", RetryAfter);
        if (lookup?.State == ProfileState.Malformed && !old) return Refuse(422, "profile_malformed", "The document at the profile address is no UCP profile.");
        if (lookup?.State == ProfileState.Unreachable && ((_options.RequireReachableProfiles && !old) || signed)) return Refuse(424, "profile_unreachable", "The profile of the calling platform could not be fetched.");
        if (signed)
        {
            var (proven, verdict) = await ProveAsync(call, call.Message!, lookup, ct);
            if (!verdict.Good) return Refuse(verdict.Status, verdict.Code!, verdict.Detail!);
            agent = proven with { Proof = agent.Proof == AgentProof.Token ? AgentProof.Token : AgentProof.Signature };
            if (Decide(policy, agent, call.Act) is { } late) return Turned(call, agent, Denial(late));
        }

        var tier = AgentTiers.Of(agent.Proof, RuleOf(policy, agent), _options.OpenToAll);
        var admission = Negotiate(call, agent, tier, lookup?.Profile);
        if (policy.Reserved.Count == 0 || admission.Caller is null) return admission;
        var categories = _search.FindShop(call.ShopId)?.Categories ?? [];
        return admission with { Caller = admission.Caller with { Sees = product => policy.Shows(product, categories, tier) } };
    }

    /// <summary>What both sides have, for an agent that may come in.</summary>
    private Admission Negotiate(AgentCall call, AgentIdentity agent, AgentTier tier, AgentProfile? profile)
    {
        var old = UcpVersions.IsOld(call.Version);
        if (profile is null) return new(agent, tier, new(agent.Id, call.Channel, call.ProfileUrl), null, null, null);
        if (!UcpVersions.Serves(profile.Version, NewestFor(call))) return Turned(call, agent, new(old ? 400 : 422, "version_unsupported", NotServed(profile.Version)));

        // platforms of the releases before 2026-04-08 list what they want configured, not all that they can: only nothing in common is too little
        var common = UcpCapabilities.Intersect(old ? profile.Capabilities?.ToDictionary(c => c.Key, _ => (IReadOnlyList<string>)[]) : profile.Capabilities, call.Version);
        var tooLittle = common is not null && (old ? common.Count == 0 && profile.Capabilities!.Count > 0 : UcpCapabilities.Of(call.Operation) is { } needed && !common.Contains(needed));
        if (old) common = null;
        if (tooLittle) return new(agent, tier, null, null, Incompatible(call.Version), null);
        if (common is not null && !_options.Ap2Mandates) common = common.Where(c => c != UcpCapabilities.Ap2).ToHashSet(StringComparer.Ordinal);
        if (common is not null) common = new HashSet<string>([.. common, .. ComptoirExtensions.Shared(profile.Capabilities!)], StringComparer.Ordinal);
        return new(agent, tier, new(agent.Id, call.Channel, call.ProfileUrl, _http.Allows(profile.WebhookUrl) ? profile.WebhookUrl : null), common, null, null) { SplitsGroups = profile.SplitsGroups };
    }

    /// <summary>Checks the signature with the keys of the profile that is named, or, when none is, of the address in Signature-Agent.</summary>
    private async Task<(AgentIdentity Agent, SignatureVerdict Verdict)> ProveAsync(AgentCall call, SignedMessage message, ProfileLookup? lookup, CancellationToken ct)
    {
        var (id, url) = (IdOf(call), call.ProfileUrl);
        var bot = lookup is null && _http.Allows(WebBotAuth.DirectoryOf(message)) ? WebBotAuth.DirectoryOf(message) : null;
        if (bot is not null)
        {
            (id, url) = (new Uri(bot).GetLeftPart(UriPartial.Authority), bot);
            lookup = await _profiles.FindAsync(bot, ct);
        }

        SignatureVerdict Judge(ProfileLookup? keys) => bot is not null
            ? WebBotAuth.Verify(message, keys!.Keys, _time.GetUtcNow())
            : SignatureVerifier.Verify(message, keys?.Keys ?? [], SignatureVerifier.ComponentsOf(message), _time.GetUtcNow());
        var verdict = Judge(lookup);
        if (verdict.Code == "key_not_found" && lookup is not null) verdict = Judge(await _profiles.AgainAsync(url!, lookup, ct));
        return (new(id, AgentProof.None), verdict);
    }

    private AgentRefusal? Decide(AgentPolicy policy, AgentIdentity agent, AgentAct act) =>
        AgentTiers.Decide(agent.Proof, RuleOf(policy, agent), policy.ClosedToUnsigned, act, _options.OpenToAll);

    /// <summary>Profiles named in the configuration, and the console's own, are as trusted as one that the merchant raised; a decision in the console goes before it.</summary>
    private AgentRule? RuleOf(AgentPolicy policy, AgentIdentity agent) =>
        policy.RuleOf(agent.Id) ?? (agent.Id == TrialAgent.ProfileUrl || _options.TrustedProfiles.Contains(agent.Id) ? new(AgentTier.Token) : null);

    private static string IdOf(AgentCall call) =>
        call.ProfileUrl is { Length: > 0 and <= 2000 } url ? url : call.TokenOf ?? Unnamed(call.Channel);

    private static AgentDenial Denial(AgentRefusal why) => why switch
    {
        AgentRefusal.Stopped => new(403, "profile_not_trusted", "This shop does not serve this agent."),
        AgentRefusal.NeedsSignature => new(401, "signature_missing", "Agents that check out here must sign their requests (RFC 9421). Searching and filling carts is open to all."),
        _ => new(403, "profile_not_trusted", "This shop lets only agents that it trusts complete purchases and read orders. A checkout can be finished by its buyer at its continue_url."),
    };

    private static Admission Turned(AgentCall call, AgentIdentity agent, AgentDenial denial) =>
        new(agent, AgentTier.Anonymous, null, null, UcpPresenter.For(call.Version).Error(denial.Status, denial.Code, denial.Content) with { RetryAfter = denial.RetryAfter }, denial);

    /// <summary>A platform of a release that only its own endpoint speaks is not served at the others.</summary>
    private static string NewestFor(AgentCall call) => call.Version == UcpVersions.V2026_08_25 ? call.Version : UcpVersions.Supported[0];

    private static string NotServed(string asked) => $"Version {(asked.Length <= 20 ? asked : asked[..20])} is not served; {string.Join(" and ", UcpVersions.Supported)} are.";

    private static UcpAnswer Incompatible(string version) => UcpPresenter.For(version).Incompatible("Shop and platform have no capability in common that this operation needs.");
}
