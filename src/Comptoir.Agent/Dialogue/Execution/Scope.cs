using Comptoir.Ordering;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>For whom and in which conversation an act is executed.</summary>
/// <param name="Context">In the conversation's language, on channel chat.</param>
internal sealed record Scope(ShopContext Context, string ConversationId, DialogueState State)
{
    public string ShopId => Context.Shop.Id;

    public string Language => Context.Language;

    public Caller Caller => Context.Caller;
}
