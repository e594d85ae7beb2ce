namespace Comptoir.Ordering;

/// <summary>Who asks: the scope of idempotency keys and what is written into orders and logs.</summary>
/// <param name="Id">Stable: a cart's secret for a shopper, a profile address for an agent, <c>operator</c> for the console.</param>
/// <param name="Channel">web, chat, ucp, mcp, console.</param>
/// <param name="ProfileUrl">Address of the agent's UCP profile; null for people.</param>
/// <param name="WebhookUrl">Where the agent wants order events; already checked by the door.</param>
public sealed record Caller(string Id, string Channel, string? ProfileUrl = null, string? WebhookUrl = null);
