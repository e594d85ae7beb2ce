namespace Comptoir.Ordering;

/// <summary>What buyers and agents read about carts, checkouts and orders, in English and French. French puts a no-break space before : and a narrow one before ; ! ?</summary>
internal static partial class Wording
{
    /// <summary>Foreign text repeated in a message is cut to this length.</summary>
    private const int Quoted = 80;

    public static bool IsFrench(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);

    // lines
    public static string ItemNotFound(string l, string id) => In(l, $"Product {Cut(id)} not found.", $"Produit {Cut(id)} introuvable.");

    public static string ItemGone(string l, string title) => In(l, $"{Cut(title)} is no longer for sale and was removed.", $"{Cut(title)} n’est plus en vente et a été retiré.");

    public static string InvalidQuantity(string l, long asked, int most) => In(l,
        $"Quantity {asked} is not possible: 1 to {most} pieces per line, as far as stock allows.",
        $"Quantité {asked} impossible\u00a0: de 1 à {most} pièces par ligne, dans la limite du stock.");

    public static string OutOfStock(string l, string title, long available) => In(l,
        $"Insufficient stock for {Cut(title)}: {available} available.",
        $"Stock insuffisant pour {Cut(title)}\u00a0: {available} disponible{(available > 1 ? "s" : "")}.");

    public static string SoldOut(string l, string title) => In(l, $"{Cut(title)} is sold out and was left out.", $"{Cut(title)} est épuisé et n’a pas été ajouté.");

    public static string PriceChanged(string l, string title, string before, string now) => In(l,
        $"The price of {Cut(title)} is now {now} instead of {before}.",
        $"Le prix de {Cut(title)} est maintenant de {now} au lieu de {before}.");

    public static string NoLines(string l) => In(l, "At least one line item is needed.", "Il faut au moins un article.");

    public static string TooMany(string l, string what, int most) => In(l, $"Too many entries in {what}: at most {most}.", $"Trop d’éléments dans {what}\u00a0: {most} au plus.");

    public static string TooExpensive(string l) => In(l, "The sum is too large.", "Le montant total est trop élevé.");

    public static string WrongCurrency(string l, string asked, string shop) => In(l, $"Currency {Cut(asked)} is not accepted; this shop sells in {shop}.", $"La devise {Cut(asked)} n’est pas acceptée\u202f; cette boutique vend en {shop}.");

    // texts
    public static string TooLong(string l, string field, int most) => In(l, $"{field} is longer than {most} characters.", $"{field} dépasse {most} caractères.");

    public static string InvalidEmail(string l) => In(l, "This is not an e-mail address.", "Cette adresse e-mail n’est pas valable.");

    public static string InvalidCountry(string l) => In(l, "A country is two letters (ISO 3166-1), for example FR.", "Un pays s’écrit en deux lettres (ISO 3166-1), par exemple FR.");

    public static string InvalidText(string l, string field) => In(l, $"{field} contains control characters.", $"{field} contient des caractères de contrôle.");

    public static string EmailMissing(string l) => In(l, "An e-mail address is needed.", "Une adresse e-mail est nécessaire.");

    // discounts
    public static string CodeInvalid(string l, string code) => In(l, $"The code {Cut(code)} is not valid.", $"Le code {Cut(code)} n’est pas valable.");

    public static string CodeExpired(string l, string code) => In(l, $"The code {Cut(code)} has expired.", $"Le code {Cut(code)} a expiré.");

    public static string CodeAlreadyApplied(string l, string code) => In(l, $"The code {Cut(code)} is already applied.", $"Le code {Cut(code)} est déjà appliqué.");

    public static string CodeNotCombinable(string l, string code) => In(l, $"The code {Cut(code)} cannot be combined with the others.", $"Le code {Cut(code)} n’est pas cumulable avec les autres.");

    public static string CodeNeedsMinimum(string l, string code, string minimum) => In(l, $"The code {Cut(code)} needs a subtotal of at least {minimum}.", $"Le code {Cut(code)} demande un sous-total d’au moins {minimum}.");

    public static string CodeNotForTheseItems(string l, string code) => In(l, $"The code {Cut(code)} is not for these items.", $"Le code {Cut(code)} ne concerne pas ces articles.");

    public static string ClaimUnknown(string l) => In(l, "This shop does not recognize the claim.", "Cet avantage n’est pas reconnu par la boutique.");

    public static string ClaimUnproven(string l) => In(l, "This claim could not be confirmed for the buyer; leave it out, or name a buyer for whom it holds.", "Cet avantage n’a pas pu être confirmé pour l’acheteur\u202f; retirez-le, ou indiquez un acheteur qui en bénéficie.");

    // fulfilment
    public static string FulfilmentMissing(string l) => In(l,
        "Fulfillment address and option must be selected before completing checkout.",
        "Choisissez une adresse et un mode de livraison avant de valider la commande.");

    public static string Undeliverable(string l) => In(l, "This shop does not deliver to this address.", "Cette boutique ne livre pas à cette adresse.");

    public static string UnknownMethod(string l) => In(l, "The fulfilment type is shipping or pickup.", "Le type de livraison est shipping ou pickup.");

    public static string UnknownDestination(string l, string id) => In(l, $"Destination {Cut(id)} not found.", $"Destination {Cut(id)} introuvable.");

    public static string FreeOption(string l, string title) => In(l, $"Free {title}", $"{title} offerte");

    public static string PickUp(string l) => In(l, "Pick-up", "Retrait sur place");

    public static string WorkingDays(string l, int min, int max) => min == max
        ? In(l, $"{max} working day{(max == 1 ? "" : "s")}", $"{max} jour{(max > 1 ? "s" : "")} ouvré{(max > 1 ? "s" : "")}")
        : In(l, $"{min}–{max} working days", $"{min} à {max} jours ouvrés");

    public static string TaxIncluded(string l, string amount) => In(l, $"The total includes {amount} of tax.", $"Le total comprend {amount} de taxes.");

    // states
    public static string NotFound(string l, string what, string quoi) => In(l, $"{what} not found.", $"{quoi} introuvable.");

    public static string Completed(string l) => In(l, "This checkout is already completed.", "Cette commande est déjà validée.");

    public static string Canceled(string l) => In(l, "This was cancelled and can no longer be changed.", "Annulé\u00a0: plus aucune modification n’est possible.");

    public static string Expired(string l) => In(l, "This has expired; please start again.", "Délai dépassé\u202f; veuillez recommencer.");

    public static string InProgress(string l) => In(l, "The payment is being processed; ask for the checkout again in a moment.", "Le paiement est en cours\u202f; redemandez la commande dans un instant.");

    public static string ChangedMeanwhile(string l) => In(l, "This was changed by somebody else at the same moment; please try again.", "Modifié par quelqu’un d’autre au même moment\u202f; veuillez réessayer.");

    public static string KeyReused(string l) => In(l, "The idempotency key was already used with another request.", "La clé d’idempotence a déjà servi pour une autre requête.");

    public static string ShopNotFound(string l) => NotFound(l, "Shop", "Boutique");

    public static string TotalChanged(string l, string now) => In(l, $"The total has changed; it is now {now}.", $"Le total a changé\u202f; il est maintenant de {now}.");

    // payment
    public static string InstrumentMissing(string l) => In(l, "A payment instrument must be given and one selected.", "Indiquez un moyen de paiement et choisissez-en un.");

    public static string OneInstrument(string l) => In(l, "Beside gift cards and store credit, one means of payment can be used.", "Outre les cartes cadeaux et avoirs, un seul moyen de paiement est possible.");

    public static string NotCovered(string l, string missing) => In(l, $"The means of payment given leave {missing} unpaid; add another one.", $"Il reste {missing} à payer avec les moyens de paiement indiqués\u202f; ajoutez-en un autre.");

    public static string AmountNotPossible(string l, string amount) => In(l, $"This means of payment cannot pay {amount} of this total. Nothing was charged.", $"Ce moyen de paiement ne peut pas régler {amount} de ce total. Rien n’a été débité.");

    public static string HandlerUnknown(string l, string id) => In(l, $"This shop does not accept payments by {Cut(id)}.", $"Cette boutique n’accepte pas les paiements par {Cut(id)}.");

    public static string PaymentDeclined(string l) => In(l, "The payment was declined. Nothing was charged; please use another means of payment.", "Le paiement a été refusé. Rien n’a été débité\u202f; utilisez un autre moyen de paiement.");

    public static string DifferenceWaits(string l) => In(l, "The buyer has yet to pay the difference. Until then, or for half an hour, nothing else of this order changes.", "L’acheteur doit encore payer la différence. D’ici là, ou pendant une demi-heure, rien d’autre ne change dans cette commande.");

    public static string ActionRequired(string l) => In(l, "The bank asks the buyer to confirm the payment. Nothing was charged yet.", "La banque demande à l’acheteur de confirmer le paiement. Rien n’a encore été débité.");

    public static string NoStockLeft(string l) => In(l, "There is not enough stock for this change.", "Le stock ne suffit pas pour cette modification.");

    public static string NothingToCapture(string l) => In(l, "Nothing of this payment is left to be recorded.", "Il ne reste rien à enregistrer pour ce paiement.");

    public static string ChargeFailed(string l) => In(l, "The payment of the difference was declined. Nothing was changed.", "Le paiement de la différence a été refusé. Rien n’a été modifié.");

    public static string CaptureFailed(string l) => In(l, "The money promised for this order could not be taken. Nothing was shipped.", "Le montant autorisé pour cette commande n’a pas pu être encaissé. Rien n’a été expédié.");

    // orders
    public static string NothingToShip(string l) => In(l, "There are not that many pieces left to ship.", "Il ne reste pas autant de pièces à expédier.");

    public static string AlreadyShipped(string l) => In(l, "Part of this order was already shipped; it can be returned, not cancelled.", "Une partie de la commande est déjà expédiée\u202f; elle peut être retournée, pas annulée.");

    public static string NotShipped(string l) => In(l, "This order was not shipped completely yet.", "Cette commande n’est pas encore entièrement expédiée.");

    public static string RefundTooLarge(string l, string most) => In(l, $"At most {most} can be refunded.", $"Le remboursement ne peut dépasser {most}.");

    public static string RefundEmpty(string l) => In(l, "There is nothing to refund: give pieces or an amount greater than zero.", "Rien à rembourser\u00a0: indiquez des pièces ou un montant supérieur à zéro.");

    public static string RefundFailed(string l) => In(l, "The payment provider refused the refund.", "Le prestataire de paiement a refusé le remboursement.");

    public static string UnknownLine(string l, string id) => In(l, $"Line {Cut(id)} not found.", $"Ligne {Cut(id)} introuvable.");

    public static string InvalidStatus(string l) => In(l, "The status of an adjustment is pending, completed or failed.", "Le statut d’un ajustement est pending, completed ou failed.");

    // customers
    public static string WrongPassword(string l) => In(l, "E-mail address or password is wrong.", "Adresse e-mail ou mot de passe incorrect.");

    public static string OpenOrders(string l, string numbers) => In(
        l,
        $"Nothing was erased: order {numbers} still has to be shipped, and its address is needed for that.",
        $"Rien n’a été effacé\u00a0: la commande {numbers} doit encore être expédiée, et son adresse est nécessaire.");

    public static string TooManyAttempts(string l) => In(l, "Too many attempts; please wait 15 minutes.", "Trop de tentatives\u202f; veuillez patienter 15\u00a0minutes.");

    public static string WeakPassword(string l, int least) => In(l, $"A password has at least {least} characters.", $"Un mot de passe compte au moins {least} caractères.");

    public static string EmailTaken(string l) => In(l, "There is an account with this address already: sign in, or ask for a link by e-mail.", "Un compte existe déjà avec cette adresse\u00a0: connectez-vous ou demandez un lien par e-mail.");

    public static string LinkInvalid(string l) => In(l, "This link has expired or was used already.", "Ce lien a expiré ou a déjà servi.");

    // what was agreed to beforehand
    public static string MandateRevoked(string l) => In(l, "This consent was revoked.", "Cet accord a été révoqué.");

    public static string MandateExpired(string l) => In(l, "This consent has expired.", "Cet accord a expiré.");

    public static string MandateUsed(string l) => In(l, "This consent has been used as often as agreed.", "Cet accord a servi autant de fois que convenu.");

    public static string MandateTooSoon(string l) => In(l, "It is too soon for the next purchase under this consent.", "Il est trop tôt pour le prochain achat prévu par cet accord.");

    public static string MandateScope(string l) => In(l, "This purchase is not what was agreed to.", "Cet achat n’est pas celui qui a été convenu.");

    public static string MandateLimit(string l, string total, string most) => In(l, $"It would cost {total}, delivery included; agreed are {most} at most.", $"Le total serait de {total}, livraison comprise\u202f; l’accord prévoit {most} au plus.");

    public static string LimitBelowToday(string l, string total) => In(l, $"Today it costs {total}, delivery included: the limit must not be lower.", $"Le total est aujourd’hui de {total}, livraison comprise\u00a0: le plafond ne peut être inférieur.");

    public static string AlreadyBelow(string l, string price) => In(l, $"It costs {price} already.", $"Le prix est déjà de {price}.");

    public static string AlreadyInStock(string l) => In(l, "It is in stock already.", "Cet article est déjà en stock.");

    public static string BadLimit(string l) => In(l, "Give a price above zero.", "Indiquez un prix supérieur à zéro.");

    public static string BadUntil(string l, int days) => In(l, $"Choose a day within the next {days} days.", $"Choisissez un jour parmi les {days} prochains.");

    public static string BadDate(string l, int days) => In(l, $"Choose a day at least {days} days from now, within a year.", $"Choisissez un jour dans {days} jours au moins, et d’ici un an.");

    public static string AddressMissing(string l) => In(l, "A delivery address with street, city and country is needed.", "Il faut une adresse de livraison avec rue, ville et pays.");

    public static string CannotKeepPayment(string l) => In(l, "This means of payment cannot be kept for later purchases.", "Ce moyen de paiement ne peut pas être conservé pour des achats ultérieurs.");

    public static string ConsentChanged(string l) => In(l, "Something changed meanwhile; please read the agreement again.", "Un élément a changé entre-temps\u202f; veuillez relire l’accord.");

    public static string TooManyWatches(string l, int most) => In(l, $"There are {most} open alerts for this address already; stop one first.", $"Il y a déjà {most} alertes ouvertes pour cette adresse\u202f; arrêtez-en une d’abord.");

    public static string NotPossibleNow(string l) => In(l, "This is not possible in its present state.", "Ce n’est pas possible dans l’état actuel.");

    public static string NoSubscription(string l) => In(l, "This product is not offered as a subscription at this interval.", "Ce produit n’est pas proposé en abonnement à cet intervalle.");

    public static string NeedsNewConsent(string l) => In(l, "That goes beyond what you agreed to: a new agreement is needed.", "Cela dépasse ce que vous avez accepté\u00a0: un nouvel accord est nécessaire.");

    private static string In(string language, string english, string french) => IsFrench(language) ? french : english;

    private static string Cut(string text)
    {
        var plain = new string([.. text.Take(Quoted).Where(c => !char.IsControl(c))]);
        return text.Length > Quoted ? plain + "…" : plain;
    }
}
