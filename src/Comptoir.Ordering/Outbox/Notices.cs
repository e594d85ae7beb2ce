using Comptoir.Catalog;
using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Outbox;

/// <summary>Who is told of what happened to an order: the buyer by e-mail, the agent by webhook.</summary>
internal static class Notices
{
    /// <param name="about">Id of the shipment, return or withdrawal that the message is about.</param>
    public static IReadOnlyList<OutboxMessage> Of(Order order, string topic, TimeProvider time, string? about = null)
    {
        var messages = new List<OutboxMessage>(2);
        if (order.Buyer?.Email is { } email) messages.Add(New(order, "email", topic, email, time, about));
        if (order.Caller.WebhookUrl is { } url) messages.Add(New(order, order.Caller.WebhookKind, topic, url, time, about));
        return messages;
    }

    private static OutboxMessage New(Order order, string kind, string topic, string target, TimeProvider time, string? about) => new()
    {
        Id = Ids.New("msg", time),
        ShopId = order.ShopId,
        Kind = kind,
        Topic = topic,
        Target = target,
        OrderId = order.Id,
        Language = order.Language,
        Data = about,
        CreatedAt = time.GetUtcNow(),
        NextAttemptAt = time.GetUtcNow(),
    };
}
