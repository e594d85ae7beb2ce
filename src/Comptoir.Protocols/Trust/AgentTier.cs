namespace Comptoir.Protocols.Trust;

/// <summary>How far an agent is trusted; each tier has what the ones before it have.</summary>
public enum AgentTier
{
    /// <summary>Searches the catalogue and fills carts.</summary>
    Anonymous,

    /// <summary>Makes checkouts, for a person to finish on the shop's page.</summary>
    Signed,

    /// <summary>Completes purchases and reads orders.</summary>
    Token,
}

/// <summary>How an agent showed who it is.</summary>
public enum AgentProof
{
    /// <summary>Not at all: the profile that it names is only claimed.</summary>
    None,

    /// <summary>A signature by a key of the profile that it names (RFC 9421, also as Web Bot Auth).</summary>
    Signature,

    /// <summary>A key that the merchant gave it, or an access token of a customer who linked their account.</summary>
    Token,
}

/// <summary>Who an agent is, as far as it showed.</summary>
/// <param name="Id">Address of its profile, the id of its key, or <c>anonymous</c>.</param>
public sealed record AgentIdentity(string Id, AgentProof Proof);

/// <summary>Why an agent may not do something.</summary>
public enum AgentRefusal
{
    /// <summary>The merchant stopped it, or takes no agents that do not show who they are.</summary>
    Stopped,

    /// <summary>It would have to sign.</summary>
    NeedsSignature,

    /// <summary>It would have to have a token, or the merchant's word.</summary>
    NeedsToken,
}

/// <summary>What is asked for; decides the tier that it takes.</summary>
public enum AgentAct
{
    Catalogue,
    Cart,
    Checkout,
    Complete,
    Order,
}

/// <summary>The rules of trust as pure functions, the same at every door.</summary>
public static class AgentTiers
{
    public static AgentTier Needed(AgentAct act) => act switch
    {
        AgentAct.Catalogue or AgentAct.Cart => AgentTier.Anonymous,
        AgentAct.Checkout => AgentTier.Signed,
        _ => AgentTier.Token,
    };

    /// <summary>
    /// The tier of an agent: by default what it proved; the merchant's rule replaces that, up or down, for an agent that proved itself in
    /// whichever way. A name that is only claimed earns nothing: anybody can claim it.
    /// </summary>
    /// <param name="openToAll">A demo: everything is open.</param>
    public static AgentTier Of(AgentProof proof, AgentRule? rule, bool openToAll)
    {
        if (openToAll) return AgentTier.Token;
        return proof == AgentProof.None ? AgentTier.Anonymous
            : rule?.Tier is { } given ? given
            : proof == AgentProof.Token ? AgentTier.Token
            : AgentTier.Signed;
    }

    /// <summary>Null: it may.</summary>
    /// <param name="closedToUnsigned">See <see cref="AgentPolicy.ClosedToUnsigned"/>.</param>
    public static AgentRefusal? Decide(AgentProof proof, AgentRule? rule, bool closedToUnsigned, AgentAct act, bool openToAll)
    {
        if (rule is { StoppedAt: not null } || (closedToUnsigned && proof == AgentProof.None)) return AgentRefusal.Stopped;
        var needed = Needed(act);
        if (Of(proof, rule, openToAll) >= needed) return null;
        return needed == AgentTier.Signed && proof == AgentProof.None ? AgentRefusal.NeedsSignature : AgentRefusal.NeedsToken;
    }
}
