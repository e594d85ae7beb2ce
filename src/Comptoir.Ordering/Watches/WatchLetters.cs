using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Outbox;

namespace Comptoir.Ordering.Watches;

/// <summary>The e-mails about a watch, in English and French.</summary>
internal static class WatchLetters
{
    /// <param name="amount">Unit price or total, by topic; minor units.</param>
    /// <param name="handle">The product's handle, for its page.</param>
    public static OutboxMessage Of(Watch watch, string topic, long? amount, string? handle, TimeProvider time)
    {
        var french = Wording.IsFrench(watch.Language);
        string T(string en, string fr) => french ? fr : en;
        var title = EmailTexts.Line(watch.Title);
        string Money(long? value) => new Money(value ?? 0, watch.Currency).Format(watch.Language);
        var page = handle is null ? null : new LetterLink(T("To the product", "Voir le produit"), $"/products/{Uri.EscapeDataString(handle)}?variant={Uri.EscapeDataString(watch.VariantId)}");
        var own = new LetterLink(T("Everything about this request", "Tout sur cette demande"), AutomationLinks.Show(watch.Id, watch.Key));
        var again = T("We write again only after this was no longer so in between, and at most once a day.", "Nous ne vous réécrirons que si la situation a changé entre-temps, et une fois par jour au plus.");
        var (subject, text, links) = topic switch
        {
            "watch_confirm" => (
                T($"Please confirm: {title}", $"À confirmer\u00a0: {title}"),
                Asked(watch, title, Money(watch.AtMost), french) + "\n\n" + T("Nothing happens before you confirm it, within 7 days. If you did not ask for it, ignore this message.", "Rien ne se passe avant votre confirmation, sous 7\u00a0jours. Si cette demande ne vient pas de vous, ignorez ce message."),
                new[] { new LetterLink(T("Confirm", "Confirmer"), AutomationLinks.Show(watch.Id, watch.Key)) }),
            "watch_price" => (
                T($"{title} now costs {Money(amount)}", $"{title} est à {Money(amount)}"),
                T($"You asked to be told when {title} costs {Money(watch.AtMost)} or less. It now costs {Money(amount)}.", $"Vous vouliez savoir quand {title} coûterait {Money(watch.AtMost)} ou moins. Le prix est maintenant de {Money(amount)}.") + "\n\n" + again,
                With(page, own)),
            "watch_stock" => (
                T($"{title} is back in stock", $"{title} est de nouveau en stock"),
                T($"You asked to be told when {title} can be had again: it can, for {Money(amount)}. It is not reserved for you.", $"Vous vouliez savoir quand {title} serait de nouveau disponible\u00a0: c’est le cas, à {Money(amount)}. L’article ne vous est pas réservé.") + "\n\n" + again,
                With(page, own)),
            "watch_bought" => (
                T($"Bought for you: {title}", $"Acheté pour vous\u00a0: {title}"),
                T($"As you agreed, we bought {watch.Pieces} × {title} for {Money(amount)} altogether; your limit was {Money(watch.AtMost)}. The order confirmation comes in an e-mail of its own. This request is done: nothing more will be bought.",
                    $"Comme convenu, nous avons acheté {watch.Pieces} × {title} pour {Money(amount)} au total\u202f; votre plafond était de {Money(watch.AtMost)}. La confirmation de commande vous parvient séparément. Cette demande est terminée\u00a0: rien d’autre ne sera acheté."),
                With(own)),
            "watch_over_limit" => (
                T($"Not bought: {title}", $"Pas acheté\u00a0: {title}"),
                T($"The price of {title} came within your limit, but with delivery and tax it would cost {Money(amount)}, more than the {Money(watch.AtMost)} that you agreed to. Nothing was charged. We try again only when the price falls further.",
                    $"Le prix de {title} est passé sous votre plafond, mais avec la livraison et les taxes le total serait de {Money(amount)}, plus que les {Money(watch.AtMost)} convenus. Rien n’a été débité. Nous ne réessaierons que si le prix baisse encore."),
                With(page, own)),
            "watch_declined" => (
                T($"Not bought: {title}", $"Pas acheté\u00a0: {title}"),
                T($"We tried to buy {title} as agreed, but the payment or the order was not accepted. Nothing was charged, and we do not try again: this request is closed. You can buy it yourself on its page.",
                    $"Nous avons essayé d’acheter {title} comme convenu, mais le paiement ou la commande n’a pas été accepté. Rien n’a été débité et nous ne réessaierons pas\u00a0: cette demande est close. Vous pouvez l’acheter vous-même sur sa page."),
                With(page, own)),
            "watch_expired" => (
                T($"Not bought: {title}", $"Pas acheté\u00a0: {title}"),
                T($"Your request to buy {title} for at most {Money(watch.AtMost)} has ended: that did not happen in time. Nothing was charged, and nothing will be.",
                    $"Votre demande d’achat de {title} à {Money(watch.AtMost)} au plus est arrivée à son terme\u00a0: cela ne s’est pas produit à temps. Rien n’a été ni ne sera débité."),
                With(page, own)),
            _ => (
                T($"Stopped: {title}", $"Arrêté\u00a0: {title}"),
                T($"Your request about {title} is stopped. Nothing more will be bought or written because of it.", $"Votre demande concernant {title} est arrêtée. Elle ne donnera plus lieu à aucun achat ni message."),
                With(own)),
        };
        return new Letter(subject, text, links, AutomationLinks.Stop(watch.Id, watch.Key), T("Stop this", "Arrêter"), watch.LinkBase)
            .To(watch.ShopId, watch.Email, topic, watch.Language, time);
    }

    private static string Asked(Watch watch, string title, string amount, bool french) => (watch.Kind, french) switch
    {
        (WatchKind.Price, false) => $"You would like to be told when {title} costs {amount} or less.",
        (WatchKind.Price, true) => $"Vous souhaitez être prévenu quand {title} coûtera {amount} ou moins.",
        (WatchKind.Stock, false) => $"You would like to be told when {title} is back in stock.",
        (WatchKind.Stock, true) => $"Vous souhaitez être prévenu quand {title} sera de nouveau en stock.",
        (_, false) => $"You would like us to buy {watch.Pieces} × {title} for at most {amount}, delivery and tax included. The whole agreement is behind the link.",
        _ => $"Vous souhaitez que nous achetions {watch.Pieces} × {title} pour {amount} au plus, livraison et taxes comprises. L’accord complet se trouve derrière le lien.",
    };

    private static LetterLink[] With(params LetterLink?[] links) => [.. links.OfType<LetterLink>()];
}
