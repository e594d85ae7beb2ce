using Comptoir.Catalog;
using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Outbox;

/// <summary>Who is told of what happened to an order: the buyer by e-mail, the agent by webhook.</summary>
internal static class Notices
{
    public static IReadOnlyList<OutboxMessage> Of(Order order, string topic, TimeProvider time)
    {
        var messages = new List<OutboxMessage>(2);
        if (order.Buyer?.Email is { } email) messages.Add(New(order, "email", topic, email, time));
        if (order.Caller.WebhookUrl is { } url) messages.Add(New(order, "webhook", topic, url, time));
        return messages;
    }

    private static OutboxMessage New(Order order, string kind, string topic, string target, TimeProvider time) => new()
    {
        Id = Ids.New("msg", time),
        ShopId = order.ShopId,
        Kind = kind,
        Topic = topic,
        Target = target,
        OrderId = order.Id,
        Language = order.Language,
        CreatedAt = time.GetUtcNow(),
        NextAttemptAt = time.GetUtcNow(),
    };
}
