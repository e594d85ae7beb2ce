using System.Text.Json.Serialization;
using Comptoir.Catalog.Products;

namespace Comptoir.Ordering;

/// <summary>Who asks: the scope of idempotency keys and what is written into orders and logs.</summary>
/// <param name="Id">Stable: a cart's secret for a shopper, a profile address for an agent, <c>operator</c> for the console.</param>
/// <param name="Channel">web, chat, ucp, acp, mcp, console, automation (a purchase inside a mandate).</param>
/// <param name="ProfileUrl">Address of the agent's UCP profile; null for people.</param>
/// <param name="WebhookUrl">Where the agent wants order events; already checked by the door.</param>
/// <param name="CustomerId">The customer who is signed in; null for guests and agents.</param>
public sealed record Caller(string Id, string Channel, string? ProfileUrl = null, string? WebhookUrl = null, string? CustomerId = null)
{
    /// <summary>Kind of the messages to <see cref="WebhookUrl"/>: which <see cref="Outbox.IOutboxChannel"/> writes and sends them.</summary>
    public string WebhookKind { get; init; } = "webhook";

    /// <summary>Which products exist for this caller: the merchant may keep some from agents. Null: all. Never stored.</summary>
    [JsonIgnore]
    public Func<Product, bool>? Sees { get; init; }

    /// <summary>A person at a page or in the chat, or what they agreed to beforehand, not an agent: needs an e-mail address for the confirmation, and gets sensible preselections.</summary>
    public bool IsPerson => Channel is "web" or "chat" or "automation";
}
