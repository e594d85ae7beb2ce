using Comptoir.Agent.Dialogue;
using Comptoir.Catalog.Shops;

namespace Comptoir.Agent.Replies;

/// <summary>A piece of a reply.</summary>
internal sealed record Part(string Text, IReadOnlyList<Block> Blocks, IReadOnlyList<QuickReply> QuickReplies)
{
    public static Part Of(string text, params QuickReply[] quickReplies) => new(text, [], quickReplies);

    public Part With(params Block[] blocks) => this with { Blocks = [.. Blocks, .. blocks] };

    public Part And(IEnumerable<QuickReply> quickReplies) => this with { QuickReplies = [.. QuickReplies, .. quickReplies] };
}

/// <summary>What a reply is written for.</summary>
/// <param name="State">After the outcome.</param>
internal sealed record Audience(Shop Shop, string Language, string ConversationId, DialogueState State)
{
    public string In(string english, string french) => Wording.In(Language, english, french);
}
