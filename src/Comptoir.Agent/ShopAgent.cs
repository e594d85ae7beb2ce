using Comptoir.ShopTools;

namespace Comptoir.Agent;

/// <summary>The shop's conversational agent: one turn in, text and typed blocks out. The same for the chat, tests and outside doors.</summary>
public sealed class ShopAgent
{
    /// <summary>Never throws for what a person wrote; says so when it did not understand.</summary>
    public Task<AgentReply> TurnAsync(AgentTurn turn, CancellationToken ct) => throw new NotImplementedException();
}

/// <param name="ConversationId">Null starts a new one. An unknown or foreign id starts a new one too.</param>
/// <param name="Text">At most 2,000 characters are read.</param>
/// <param name="Action">Value of a tapped button (<see cref="QuickReply.Action"/>); null for typed text.</param>
/// <param name="Fields">A filled form (<see cref="FormBlock"/>), by field id.</param>
/// <param name="CartId">The cart of the page the chat is on; the agent uses the same one.</param>
/// <param name="PageProductId">The product page the person is looking at; "it" may mean it.</param>
public sealed record AgentTurn(
    ShopContext Context,
    string? ConversationId,
    string Text,
    string? Action = null,
    IReadOnlyDictionary<string, string>? Fields = null,
    string? CartId = null,
    string? PageProductId = null);

/// <param name="Text">Plain text, short, first line answers.</param>
/// <param name="CartId">The cart in use, new or as given; null while there is none.</param>
public sealed record AgentReply(string ConversationId, string Text, IReadOnlyList<Block> Blocks, IReadOnlyList<QuickReply> QuickReplies, string? CartId);

/// <param name="Action">Opaque value to send back as <see cref="AgentTurn.Action"/>.</param>
public sealed record QuickReply(string Label, string Action);
