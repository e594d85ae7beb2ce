using Comptoir.Agent.Dialogue;
using Comptoir.Ordering.Orders;

namespace Comptoir.Agent.Replies;

/// <summary>Replies about orders that exist and about the shop's terms.</summary>
internal static class OrderReplies
{
    private const int LongestPassage = 700;

    public static Part Shown(Audience a, Order order) =>
        Part.Of(State(a, order)).With(new OrderBlock(order)).And(order.Status == OrderStatus.Confirmed ? [Buttons.CancelOrder(a)] : [Buttons.Returns(a)]);

    public static Part NotFound(Audience a) => Part.Of(a.In(
        "I find no order with this number and e-mail address. Please check both; they are in the confirmation.",
        "Je ne trouve aucune commande avec ce numéro et cette adresse e-mail. Vérifiez les deux\u00a0: ils figurent dans la confirmation."), Buttons.Track(a), Buttons.Human(a));

    public static Part Asked(Audience a, OrderAskedOutcome o)
    {
        var what = (o.NeedsNumber, o.NeedsEmail) switch
        {
            (true, true) => a.In("its number and the e-mail address you ordered with", "son numéro et l’adresse e-mail de la commande"),
            (true, false) => a.In("its number", "son numéro"),
            _ => a.In("the e-mail address you ordered with", "l’adresse e-mail de la commande"),
        };
        return Part.Of(o.Cancel
            ? a.In($"To cancel your order I need {what}.", $"Pour annuler votre commande, il me faut {what}.")
            : a.In($"To find your order I need {what}.", $"Pour retrouver votre commande, il me faut {what}."));
    }

    public static Part Canceled(Audience a, Order order) => Part.Of(a.In(
        $"Order #{order.Number} is cancelled. {Wording.Money("en", order.Refunded, order.Currency)} goes back to you.",
        $"La commande nº\u00a0{order.Number} est annulée. Vous êtes remboursé de {Wording.Money("fr", order.Refunded, order.Currency)}.")).With(new OrderBlock(order));

    public static Part CannotCancel(Audience a, CannotCancelOutcome o)
    {
        if (o.Order.Status == OrderStatus.Canceled) return Part.Of(a.In($"Order #{o.Order.Number} is already cancelled.", $"La commande nº\u00a0{o.Order.Number} est déjà annulée.")).With(new OrderBlock(o.Order));
        var text = a.In($"Order #{o.Order.Number} has already been sent, so it cannot be cancelled any more. You can return it.", $"La commande nº\u00a0{o.Order.Number} est déjà partie\u00a0: elle ne peut plus être annulée, mais vous pouvez la retourner.");
        return Part.Of(text + (o.Returns.Count > 0 ? "\n" + Bounded.Text(o.Returns[0].Text, LongestPassage) : "")).With(new OrderBlock(o.Order), new PolicyBlock(o.Returns));
    }

    public static Part Policy(Audience a, PolicyOutcome o)
    {
        if (o.Passages.Count == 0)
        {
            return Part.Of(a.In("Our terms say nothing about that.", "Nos conditions n’en parlent pas.") + (a.Shop.Email is { } email ? a.In($" A person answers at {email}.", $" Une personne vous répond à l’adresse {email}.") : ""), Buttons.Shipping(a), Buttons.Returns(a));
        }

        var text = $"{Bounded.Text(o.Passages[0].Text, LongestPassage)}\n({o.Passages[0].Title})";
        var part = Part.Of(o.Order is { } order ? $"{text}\n{State(a, order)}" : text).With(new PolicyBlock(o.Passages));
        return o.Order is { } known ? part.With(new OrderBlock(known)).And(known.Status == OrderStatus.Confirmed ? [Buttons.CancelOrder(a)] : []) : part;
    }

    private static string State(Audience a, Order order)
    {
        var status = order.Status switch
        {
            OrderStatus.Confirmed => a.In("confirmed, not yet sent", "confirmée, pas encore expédiée"),
            OrderStatus.PartlyShipped => a.In("partly sent", "expédiée en partie"),
            OrderStatus.Shipped => a.In("sent", "expédiée"),
            OrderStatus.Delivered => a.In("delivered", "livrée"),
            _ => a.In("cancelled", "annulée"),
        };
        var text = a.In($"Order #{order.Number} of {Wording.Date("en", order.CreatedAt)}: {status}.", $"Commande nº\u00a0{order.Number} du {Wording.Date("fr", order.CreatedAt)}\u00a0: {status}.");
        var sent = order.Events.LastOrDefault(e => e.TrackingNumber is not null);
        if (sent is not null) text += a.In($" Tracking number: {sent.TrackingNumber}{(sent.Carrier is null ? "" : $" ({sent.Carrier})")}.", $" Numéro de suivi\u00a0: {sent.TrackingNumber}{(sent.Carrier is null ? "" : $" ({sent.Carrier})")}.");
        var option = order.Fulfilment.SelectMany(m => m.Groups).SelectMany(g => g.Options).FirstOrDefault(o => o.Latest is not null);
        if (order.Status is OrderStatus.Confirmed or OrderStatus.Shipped && option?.Latest is { } latest) text += a.In($" Expected by {Wording.Day("en", latest)}.", $" Attendue le {Wording.Day("fr", latest)} au plus tard.");
        return text;
    }
}
