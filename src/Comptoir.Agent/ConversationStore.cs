namespace Comptoir.Agent;

/// <summary>Conversations, kept for the shopper's next turn and for the operator's view.</summary>
public interface IConversationStore
{
    Task<Conversation?> GetAsync(string shopId, string id, CancellationToken ct);

    /// <summary>The conversation in which an order was placed; null when there was none.</summary>
    Task<Conversation?> FindByOrderAsync(string shopId, string orderId, CancellationToken ct);

    /// <summary>Stores version n over n−1 (1 is new); false when somebody else did.</summary>
    Task<bool> SaveAsync(Conversation conversation, CancellationToken ct);

    /// <summary>Newest activity first.</summary>
    Task<IReadOnlyList<ConversationSummary>> ListAsync(string shopId, int limit, int offset, CancellationToken ct);
}

/// <param name="State">The dialogue state as JSON; only the Agent room reads it.</param>
public sealed record Conversation(string Id, string ShopId, long Version, string Language, string? CartId, string? OrderId, string State, IReadOnlyList<ConversationTurn> Turns, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt);

/// <param name="Commands">What was understood, one short line each; for the operator.</param>
/// <param name="Milliseconds">Time from request to reply.</param>
public sealed record ConversationTurn(DateTimeOffset At, string Said, string Replied, IReadOnlyList<string> Commands, double Milliseconds);

public sealed record ConversationSummary(string Id, string Language, int Turns, string FirstSaid, string? OrderId, DateTimeOffset UpdatedAt);
