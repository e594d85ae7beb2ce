using System.Globalization;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Watches;

namespace Comptoir.Ordering.Subscriptions;

/// <summary>The e-mails about a subscription, in English and French.</summary>
internal static class SubscriptionLetters
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <param name="amount">Total, by topic; minor units.</param>
    public static OutboxMessage Of(Subscription s, string topic, long? amount, string? handle, TimeProvider time)
    {
        var french = Wording.IsFrench(s.Language);
        string T(string en, string fr) => french ? fr : en;
        string Day(DateTimeOffset at) => at.ToString("dddd d MMMM yyyy", french ? French : English);
        var goods = $"{s.Pieces} × {EmailTexts.Line(s.Title)}";
        var money = new Money(amount ?? 0, s.Currency).Format(s.Language);
        var show = AutomationLinks.Show(s.Id, s.Key);
        var manage = new LetterLink(T("Skip, pause, change", "Sauter, suspendre, modifier"), show);
        var again = s.RetryAt is { } retry ? Day(retry) : "";
        var (subject, text, link) = topic switch
        {
            "subscription_confirm" => (
                T($"Please confirm your subscription: {goods}", $"Abonnement à confirmer\u00a0: {goods}"),
                T($"You would like to receive {goods} {s.Every.InWords(false)}. Nothing is charged before you confirm it, within 7 days; the whole agreement is behind the link. If you did not ask for it, ignore this message.",
                    $"Vous souhaitez recevoir {goods} {s.Every.InWords(true)}. Rien n’est débité avant votre confirmation, sous 7\u00a0jours\u202f; l’accord complet se trouve derrière le lien. Si cette demande ne vient pas de vous, ignorez ce message."),
                new LetterLink(T("Confirm", "Confirmer"), show)),
            "subscription_started" => (
                T($"Your subscription: {goods}", $"Votre abonnement\u00a0: {goods}"),
                T($"You receive {goods} {s.Every.InWords(false)}. The first delivery is on its way to you as an order of its own. Before each later charge you get an e-mail with the exact total, at least {s.NoticeDays} days ahead.",
                    $"Vous recevez {goods} {s.Every.InWords(true)}. La première livraison fait l’objet d’une commande à part. Avant chaque débit suivant, un e-mail vous indique le total exact, au moins {s.NoticeDays}\u00a0jours à l’avance."),
                manage),
            "subscription_notice" => (
                T($"On {Day(s.Notice!.ChargeFrom)}: {goods} for {money}", $"Le {Day(s.Notice!.ChargeFrom)}\u00a0: {goods} pour {money}"),
                T($"Your next delivery of {goods} is charged on {Day(s.Notice.ChargeFrom)}: {money}, delivery and tax included. To leave this one out, change it or end the subscription, follow the link before that day.",
                    $"Votre prochaine livraison de {goods} sera débitée le {Day(s.Notice.ChargeFrom)}\u00a0: {money}, livraison et taxes comprises. Pour la sauter, la modifier ou résilier l’abonnement, suivez le lien avant ce jour."),
                manage),
            "subscription_price_rose" => (
                T($"Paused: {goods} costs more now", $"En pause\u00a0: {goods} coûte plus cher"),
                T($"The next delivery of {goods} would cost {money}, delivery and tax included. That is more than you agreed to, so nothing is charged and the subscription is paused. If you agree to the new price, say so behind the link; otherwise you need not do anything.",
                    $"La prochaine livraison de {goods} coûterait {money}, livraison et taxes comprises. C’est plus que ce que vous avez accepté\u00a0: rien n’est débité et l’abonnement est en pause. Si le nouveau prix vous convient, dites-le derrière le lien\u202f; sinon, vous n’avez rien à faire."),
                manage),
            "subscription_out_of_stock" => (
                T($"Delayed: {goods}", $"Retardé\u00a0: {goods}"),
                T($"{goods} is not in stock at the moment. Nothing was charged; we look again each day for a week, then leave this delivery out.", $"{goods} n’est pas en stock en ce moment. Rien n’a été débité\u202f; nous vérifions chaque jour pendant une semaine, puis cette livraison sera sautée."),
                manage),
            "subscription_skipped" => (
                T($"Left out: {goods}", $"Sauté\u00a0: {goods}"),
                T($"{goods} did not come back in stock: this delivery is left out and nothing was charged. The next one is planned for {Day(new DateTimeOffset(s.NextOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))}.", $"{goods} n’est pas revenu en stock\u00a0: cette livraison est sautée et rien n’a été débité. La prochaine est prévue le {Day(new DateTimeOffset(s.NextOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))}."),
                manage),
            "subscription_declined" => (
                T($"Payment refused: {goods}", $"Paiement refusé\u00a0: {goods}"),
                T($"The payment for your delivery of {goods} was refused. Nothing was charged. As agreed we try again on {again}; you can skip this delivery or end the subscription before.",
                    $"Le paiement de votre livraison de {goods} a été refusé. Rien n’a été débité. Comme convenu, nous réessaierons le {again}\u202f; d’ici là, vous pouvez sauter cette livraison ou résilier."),
                manage),
            "subscription_paused" => (
                T($"Paused: {goods}", $"En pause\u00a0: {goods}"),
                T($"Your subscription to {goods} is paused: the payment or the order was not accepted. Nothing was charged, and nothing will be tried before you resume it or agree anew.",
                    $"Votre abonnement à {goods} est en pause\u00a0: le paiement ou la commande n’a pas été accepté. Rien n’a été débité, et rien ne sera tenté avant que vous ne le repreniez ou donniez un nouvel accord."),
                manage),
            _ => (
                T($"Ended: {goods}", $"Résilié\u00a0: {goods}"),
                T($"Your subscription to {goods} has ended. Nothing more will be charged. A delivery that was paid before stays on its way.", $"Votre abonnement à {goods} est résilié. Plus rien ne sera débité. Une livraison déjà payée reste en route."),
                manage),
        };
        var page = handle is null ? null : new LetterLink(T("To the product", "Voir le produit"), $"/products/{Uri.EscapeDataString(handle)}");
        return new Letter(subject, text, page is null ? [link] : [link, page], AutomationLinks.Stop(s.Id, s.Key), T("End the subscription", "Résilier l’abonnement"), s.LinkBase)
            .To(s.ShopId, s.Email, topic, s.Language, time);
    }
}
