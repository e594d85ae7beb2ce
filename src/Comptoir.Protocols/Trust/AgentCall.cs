using Comptoir.Ordering;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Trust;

/// <summary>What a door knows of a request before it is let in.</summary>
/// <param name="Version">The release of UCP that the request came in; the newest for doors of other protocols.</param>
/// <param name="Operation">UCP's name of it, for example <c>create_checkout</c>.</param>
/// <param name="Channel">Channel of the caller, for example <c>mcp</c>.</param>
public sealed record AgentCall(string ShopId, string Version, string Operation, string Channel)
{
    /// <summary>The profile that the agent names; null when none.</summary>
    public string? ProfileUrl { get; init; }

    /// <summary>A version that the agent names beside it; null when none.</summary>
    public string? AskedVersion { get; init; }

    /// <summary>The transport demands that a profile is named.</summary>
    public bool MustName { get; init; }

    /// <summary>The request as it came, for its signature; null on a transport that has none.</summary>
    public SignedMessage? Message { get; init; }

    /// <summary>
    /// Id of the merchant's key or of the linked platform whose token the door found good; null when there is none. The door has made sure
    /// that it belongs to the profile, when one is named.
    /// </summary>
    public string? TokenOf { get; init; }

    /// <summary>What it counts as; null: what UCP's operation of that name is. For tools of our own.</summary>
    public AgentAct? CountsAs { get; init; }

    public AgentAct Act => CountsAs ?? Operation switch
    {
        "complete_checkout" => AgentAct.Complete,
        _ => UcpCapabilities.Of(Operation) switch
        {
            UcpCapabilities.Search or UcpCapabilities.Lookup => AgentAct.Catalogue,
            UcpCapabilities.Cart => AgentAct.Cart,
            UcpCapabilities.Order => AgentAct.Order,
            _ => AgentAct.Checkout,
        },
    };
}

/// <summary>Why a request is turned away, for doors of protocols with other forms of errors than UCP.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">UCP's.</param>
/// <param name="RetryAfter">Seconds after which to try again; null: not by waiting.</param>
public sealed record AgentDenial(int Status, string Code, string Content, int? RetryAfter = null);

/// <summary>Whether an agent may do what it asks, and as whom; the same for every transport.</summary>
/// <param name="Agent">Who it is, as far as it showed; also of one that was turned away.</param>
/// <param name="Tier">How far it is trusted here.</param>
/// <param name="Caller">Null exactly when <paramref name="Refused"/> is set.</param>
/// <param name="Capabilities">For <see cref="UcpCall.Capabilities"/>.</param>
/// <param name="Refused">What UCP answers instead.</param>
/// <param name="Denied">The same for other protocols; null also when only UCP's negotiation failed.</param>
public sealed record Admission(AgentIdentity Agent, AgentTier Tier, Caller? Caller, IReadOnlySet<string>? Capabilities, UcpAnswer? Refused, AgentDenial? Denied)
{
    /// <summary>For <see cref="UcpCall.SplitsGroups"/>.</summary>
    public bool SplitsGroups { get; init; }

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Caller))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refused))]
    public bool Granted => Refused is null;
}
