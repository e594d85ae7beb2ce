using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;
using Comptoir.Web.Requests;

namespace Comptoir.Web.Layout;

/// <summary>Alerts, purchases that wait for a price, subscriptions.</summary>
public sealed partial class Texts
{
    public bool IsFrench => _french;

    // product page
    public string TellWhenBack => T("Tell me when it is back", "Prévenez-moi de son retour");
    public string TellWhenCheaper => T("Tell me when the price falls", "Prévenez-moi si le prix baisse");
    public string TellMe => T("Tell me", "Me prévenir");
    public string AtOrBelow(string currency) => T($"At or below ({currency})", $"À ce prix ou moins ({currency})");
    public string BuyWhenLink => T("Buy it for me when it costs less…", "L’acheter pour moi s’il coûte moins…");
    public string Subscribe => T("Subscribe", "S’abonner");
    public string SubscribeOffer(int percent) => percent > 0 ? T($"Delivered regularly, {percent}% less", $"Livré régulièrement, {percent} % de moins") : T("Delivered regularly", "Livré régulièrement");

    // agreeing
    public string BuyWhenTitle => T("Buy it when it costs less", "L’acheter quand il coûtera moins");
    public string SubscribeTitle => T("Subscribe", "S’abonner");
    public string NewAgreement => T("A new agreement", "Un nouvel accord");
    public string BuyWhenLead => T("Say what it may cost. We buy it once, and only inside what you agree to on the next page.", "Dites ce que cela peut coûter. Nous l’achetons une seule fois, et uniquement dans les limites que vous accepterez à la page suivante.");
    public string SubscribeLead(int percent) => percent > 0
        ? T($"{percent}% off each delivery. Before each later charge you get the exact total by e-mail; skip, pause or cancel at any time.", $"{percent} % de remise sur chaque livraison. Avant chaque débit suivant, vous recevez le total exact par e-mail ; sautez, suspendez ou résiliez à tout moment.")
        : T("Before each later charge you get the exact total by e-mail; skip, pause or cancel at any time.", "Avant chaque débit suivant, vous recevez le total exact par e-mail ; sautez, suspendez ou résiliez à tout moment.");
    public string HowOften => T("How often", "À quelle fréquence");
    public string HighestPerDelivery => T("Most that one delivery may cost", "Prix maximal d’une livraison");
    public string OptionalToday => T("empty: today’s total", "vide : le total d’aujourd’hui");
    public string HighestTotal(string currency) => T($"Highest price altogether ({currency})", $"Prix total maximal ({currency})");
    public string DeliveryIncluded => T("delivery and tax included", "livraison et taxes comprises");
    public string UntilDay => T("Until", "Jusqu’au");
    public string UntilUsual => T("empty: 90 days", "vide : 90 jours");
    public string EmailConfirmed => T("we send a link there to confirm", "un lien de confirmation y est envoyé");
    public string MeansOfPayment => T("Means of payment, kept by the payment provider", "Moyen de paiement, conservé par le prestataire");
    public string NothingYet => T("Nothing is agreed yet: the next page shows the exact words.", "Rien n’est encore convenu : la page suivante montre les termes exacts.");
    public string ReadAgreement => T("Read the agreement", "Lire l’accord");
    public string YouAgreeTo => T("What you agree to", "Ce que vous acceptez");
    public string TodayItCosts(string total, bool inStock) => inStock ? T($"Today it would cost {total}.", $"Aujourd’hui, le total serait de {total}.") : T($"Today it would cost {total}; it is out of stock.", $"Aujourd’hui, le total serait de {total} ; l’article est en rupture.");
    public string IAgree(bool subscribes) => subscribes ? T("Subscribe with obligation to pay", "M’abonner avec obligation de paiement") : T("I agree: buy it with obligation to pay", "J’accepte : achat avec obligation de paiement");
    public string ChangeFields => T("Change something", "Modifier");
    public string NoReusablePayment => T("This shop has no means of payment that can be kept for later.", "Cette boutique n’a pas de moyen de paiement conservable.");
    public string BadPrice => T("Give a price, for example 80 or 79.90.", "Indiquez un prix, par exemple 80 ou 79,90.");
    public string BadDay => T("Give a day, for example 2027-01-31.", "Indiquez un jour, par exemple 2027-01-31.");
    public string ChooseCard => T("Choose a means of payment.", "Choisissez un moyen de paiement.");

    // notes
    public string AlmostDone => T("One more step", "Encore une étape");
    public string ConfirmByMail(string? email) => email is null
        ? T("We have sent you an e-mail: follow its link to confirm. Nothing happens before, and nothing is charged.", "Nous vous avons envoyé un e-mail : suivez son lien pour confirmer. Rien ne se passe avant, et rien n’est débité.")
        : T($"We have sent a link to {email}: follow it to confirm. Nothing happens before.", $"Nous avons envoyé un lien à {email} : suivez-le pour confirmer. Rien ne se passe avant.");
    public string RequestKept => T("Noted", "C’est noté");
    public string WeTellYou => T("We tell you by e-mail.", "Nous vous préviendrons par e-mail.");
    public string RequestNotKept => T("That did not work", "Cela n’a pas marché");
    public string RequestStopped => T("Stopped", "C’est arrêté");
    public string NothingMore(string title) => T($"Nothing more will be bought or written because of your request about {title}.", $"Votre demande concernant {title} ne donnera plus lieu à aucun achat ni message.");
    public string SeeRequest => T("See this request", "Voir cette demande");
    public string AlreadyStopped => T("This has ended already.", "C’est déjà terminé.");
    public string StopRequest(bool subscription) => subscription ? T("Cancel the subscription", "Résilier l’abonnement") : T("Stop this request", "Arrêter cette demande");
    public string StopExplained(string title) => T($"About {title}: after this, nothing more is bought, charged or written.", $"Concernant {title} : ensuite, plus rien n’est acheté, débité ni envoyé.");

    // the request's page
    public string YourRequests => T("Your alerts and subscriptions", "Vos alertes et abonnements");
    public string NoRequests => T("None yet.", "Aucun pour l’instant.");
    public string ConfirmRequest(RequestView view) => view.Mandate is null ? T("Yes, tell me", "Oui, prévenez-moi") : T("Confirm with obligation to pay", "Confirmer avec obligation de paiement");
    public string ChangeSubscription => T("Change", "Modifier");
    public string SkipNext => T("Skip this delivery", "Sauter cette livraison");
    public string PauseSubscription => T("Pause", "Mettre en pause");
    public string ResumeSubscription => T("Resume", "Reprendre");
    public string OtherDay => T("Another day for the next delivery", "Un autre jour pour la prochaine livraison");
    public string MoveDelivery => T("Move it", "Déplacer");
    public string ChangePieces => T("Change quantity", "Changer la quantité");
    public string MorePieces => T("More pieces, or another limit: a new agreement", "Plus de pièces ou un autre plafond : un nouvel accord");
    public string SeeNewPrice => T("See the new price", "Voir le nouveau prix");
    public string OtherPayment => T("Use another means of payment", "Utiliser un autre moyen de paiement");
    public string RequestLog => T("What happened", "Ce qui s’est passé");
    public string YourAgreement => T("What you agreed to", "Ce que vous avez accepté");
    public string AgreedOn(Mandate m) => T($"Agreed on {DateTime(m.Terms.AgreedAt)} UTC; fingerprint {m.Terms.Hash[..12]}.", $"Accepté le {DateTime(m.Terms.AgreedAt)} UTC ; empreinte {m.Terms.Hash[..12]}.")
        + (m.RevokedAt is { } at ? " " + T($"No longer valid since {DateTime(at)} UTC.", $"N’est plus valable depuis le {DateTime(at)} UTC.") : "");

    public string NextDelivery(Subscription s) => s.Notice is { } notice
        ? T($"Next delivery: {Date(notice.ChargeFrom)}, {Money(notice.Total, s.Currency)}.", $"Prochaine livraison : le {Date(notice.ChargeFrom)}, {Money(notice.Total, s.Currency)}.")
        : T($"Next delivery: {Date(new DateTimeOffset(s.NextOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))}. You get the exact total {s.NoticeDays} days before.", $"Prochaine livraison : le {Date(new DateTimeOffset(s.NextOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))}. Vous recevrez le total exact {s.NoticeDays} jours avant.");

    public string RequestKind(RequestView view) => view switch
    {
        { Watch: { Kind: WatchKind.Price } w } => T($"Price alert: {Money(w.AtMost ?? 0, w.Currency)} or less", $"Alerte de prix : {Money(w.AtMost ?? 0, w.Currency)} ou moins"),
        { Watch: { Kind: WatchKind.Stock } } => T("Stock alert", "Alerte de stock"),
        { Watch: { } w } => T($"Purchase that waits: {w.Pieces} for {Money(w.AtMost ?? 0, w.Currency)} at most", $"Achat en attente : {w.Pieces} pour {Money(w.AtMost ?? 0, w.Currency)} au plus"),
        _ => T($"Subscription: {view.Subscription!.Pieces}, {view.Subscription.Every.InWords(false)}", $"Abonnement : {view.Subscription!.Pieces}, {view.Subscription.Every.InWords(true)}"),
    };

    public string RequestState(RequestView view) => view.Unconfirmed ? T("To be confirmed.", "À confirmer.") : view.Ended ? T("Ended.", "Terminé.")
        : view.Subscription?.State == SubscriptionState.Paused ? T("Paused.", "En pause.") : T("Active.", "Actif.");

    public string RequestMeaning(RequestView view) => (view.Unconfirmed, view.Watch?.EndReason ?? view.Subscription?.Reason) switch
    {
        (true, _) => T("Nothing happens before you confirm.", "Rien ne se passe avant votre confirmation."),
        (_, "bought") => T("It was bought for you.", "L’article a été acheté pour vous."),
        (_, "expired") => T("Its last day has passed.", "Son dernier jour est passé."),
        (_, "stopped") => T("It was stopped; nothing more happens.", "Demande arrêtée ; il ne se passera plus rien."),
        (_, "unconfirmed") => T("It was not confirmed in time.", "Elle n’a pas été confirmée à temps."),
        (_, "price_rose") => T("The price rose above what you agreed to. Nothing is charged.", "Le prix dépasse ce que vous avez accepté. Rien n’est débité."),
        (_, "payment_failed") when view.Subscription is not null => T("The payment was refused. Nothing is charged until you resume.", "Le paiement a été refusé. Rien n’est débité tant que vous ne reprenez pas."),
        (_, "shopper") => T("You paused it. Nothing is charged.", "Vous l’avez mis en pause. Rien n’est débité."),
        (_, not null) when view.Ended => T("It could not be bought; nothing was charged.", "L’achat n’a pas abouti ; rien n’a été débité."),
        _ when view.Watch is { } w => T($"Until {Date(w.Until.AddTicks(-1))}.", $"Jusqu’au {Date(w.Until.AddTicks(-1))}."),
        _ => "",
    };

    /// <summary>A line of the log. What it names is ours: codes, days, amounts.</summary>
    public string RequestEvent(LogEntry entry, string currency)
    {
        var amount = entry.Amount is { } minor ? Money(minor, currency) : "";
        return entry.What switch
        {
            "created" => T("Requested.", "Demande créée."),
            "confirmed" => T("Confirmed by the link in the e-mail.", "Confirmée par le lien de l’e-mail."),
            "agreed" => T($"You agreed to {amount} at most for each purchase.", $"Vous avez accepté {amount} au plus par achat."),
            "told" => T($"You were told: {amount}.", $"Vous avez été prévenu : {amount}."),
            "rose" => T("No longer so; we watch on.", "Ce n’est plus le cas ; nous continuons à surveiller."),
            "attempt" => T($"Purchase tried (number {entry.Detail}) at {amount}.", $"Achat tenté (n° {entry.Detail}) à {amount}."),
            "bought" => T($"Bought for {amount}.", $"Acheté pour {amount}."),
            "over_limit" => T($"Not bought: {amount} altogether is above the limit.", $"Pas acheté : {amount} au total dépasse le plafond."),
            "out_of_stock" => T("Not bought: out of stock.", "Pas acheté : rupture de stock."),
            "changed" => T("Not bought: the price moved in that moment; tried again.", "Pas acheté : le prix a bougé à cet instant ; nouvel essai."),
            "declined" or "not_bought" => T("Not bought: the payment or the order was not accepted. Nothing was charged.", "Pas acheté : le paiement ou la commande n’a pas été accepté. Rien n’a été débité."),
            "noticed" => T($"You were told of the charge on {entry.Detail}: {amount}.", $"Vous avez été prévenu du débit du {entry.Detail} : {amount}."),
            "skipped" => T("A delivery was left out.", "Une livraison a été sautée."),
            "paused" => T("Paused.", "Mis en pause."),
            "resumed" => T("Resumed.", "Repris."),
            "changed_date" => T($"Moved to {entry.Detail}.", $"Déplacé au {entry.Detail}."),
            "changed_pieces" => T("Quantity changed.", "Quantité modifiée."),
            "stopped" => T("Stopped.", "Arrêtée."),
            "ended" => T("Ended.", "Terminée."),
            _ => entry.What,
        };
    }
}
