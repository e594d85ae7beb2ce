namespace Comptoir.Protocols.Trust;

/// <summary>One request of an agent with what was answered.</summary>
public sealed record AgentExchange
{
    /// <summary>Sorts by time.</summary>
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    public required string AgentId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>ucp, mcp, acp, a2a.</summary>
    public required string Door { get; init; }

    /// <summary>The protocol's name of what was asked, for example <c>create_checkout</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The protocol's code of what was wrong; null when nothing was.</summary>
    public string? Code { get; init; }

    public AgentProof Proof { get; init; }

    public AgentTier Tier { get; init; }

    /// <summary>Release of the protocol.</summary>
    public string? Version { get; init; }

    /// <summary>Id of the cart, checkout or order that it was about.</summary>
    public string? Subject { get; init; }

    /// <summary>Id of what the subject came from or became: the cart of a checkout, the order of one.</summary>
    public string? Related { get; init; }

    /// <summary>Microseconds until the answer.</summary>
    public long Took { get; init; }

    /// <summary>JSON, without credentials and personal data, cut off where it is long; null when there was none or it is not kept.</summary>
    public string? Request { get; init; }

    /// <inheritdoc cref="Request"/>
    public string? Response { get; init; }

    /// <summary>Names of the capabilities that both sides have; null: not negotiated.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }
}

/// <summary>An agent that was here.</summary>
/// <param name="Refused">Of the requests, those that were answered with an HTTP error.</param>
/// <param name="Last">Its last request, without bodies: the door, the proof and what was negotiated.</param>
public sealed record SeenAgent(string ShopId, string Id, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Requests, long Refused, AgentExchange Last);

/// <param name="AgentId">Null: of all agents.</param>
/// <param name="About">Only what is about that cart, checkout or order.</param>
/// <param name="Before">Only older than that exchange.</param>
public sealed record ExchangeFilter(string? AgentId = null, string? About = null, string? Before = null);

/// <summary>What is kept about agents.</summary>
public interface IAgentStore
{
    /// <summary>Version 0 and no rules when the merchant decided nothing yet.</summary>
    Task<AgentPolicy> GetPolicyAsync(string shopId, CancellationToken ct);

    /// <summary>False when another version was saved meanwhile.</summary>
    Task<bool> SavePolicyAsync(AgentPolicy policy, CancellationToken ct);

    /// <summary>Adds exchanges in one transaction, and counts them for their agents.</summary>
    /// <param name="counted">Were seen, and are counted, but not kept.</param>
    Task AddAsync(IReadOnlyList<AgentExchange> exchanges, IReadOnlyList<AgentExchange> counted, CancellationToken ct);

    /// <summary>Last seen first.</summary>
    Task<IReadOnlyList<SeenAgent>> ListAsync(string shopId, int limit, int offset, CancellationToken ct);

    Task<SeenAgent?> GetAsync(string shopId, string agentId, CancellationToken ct);

    /// <summary>Newest first, without bodies.</summary>
    Task<IReadOnlyList<AgentExchange>> ListExchangesAsync(string shopId, ExchangeFilter filter, int limit, CancellationToken ct);

    Task<AgentExchange?> GetExchangeAsync(string shopId, string id, CancellationToken ct);

    /// <summary>Every exchange about a purchase, oldest first, with bodies: about its cart, its checkout and its order, by whichever of them is named.</summary>
    Task<IReadOnlyList<AgentExchange>> ListSessionAsync(string shopId, string subject, int limit, CancellationToken ct);

    /// <summary>Forgets what is older, and beyond the newest <paramref name="most"/> of each shop; and agents that were not seen since.</summary>
    Task ForgetAsync(DateTimeOffset before, int most, CancellationToken ct);
}
