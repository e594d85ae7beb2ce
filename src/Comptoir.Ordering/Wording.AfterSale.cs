using Comptoir.Ordering.Returns;

namespace Comptoir.Ordering;

/// <summary>What buyers, agents and operators read about what comes after the sale.</summary>
internal static partial class Wording
{
    // changes
    public static string ChooseVariants(string l) => In(l, "Choose a variant for each piece.", "Choisissez une variante pour chaque pièce.");

    public static string OtherProduct(string l, string title) => In(l, $"{Cut(title)} can only be changed for another variant of the same product.", $"{Cut(title)} ne peut être échangé que contre une autre variante du même produit.");

    public static string SameItem(string l, string title) => In(l, $"{Cut(title)} is already this variant; choose another one.", $"{Cut(title)} est déjà cette variante\u202f; choisissez-en une autre.");

    public static string NotThatMany(string l) => In(l, "There are not that many pieces that were not shipped yet.", "Il ne reste pas autant de pièces non expédiées.");

    public static string ShippedAlready(string l) => In(l, "This order was shipped; it can no longer be changed, only returned or exchanged.", "Cette commande est expédiée\u202f; elle ne peut plus être modifiée, seulement retournée ou échangée.");

    public static string OtherCountry(string l) => In(l, "The country of delivery cannot be changed, because tax and postage follow it; cancel the order and place it again.", "Le pays de livraison ne peut pas changer, car les taxes et le port en dépendent\u202f; annulez la commande et passez-la à nouveau.");

    public static string AddressIncomplete(string l) => In(l, "Street, city and country are needed.", "Il faut la rue, la ville et le pays.");

    public static string NoAddress(string l) => In(l, "This order is not sent to an address.", "Cette commande n’est pas envoyée à une adresse.");

    public static string SamePayment(string l) => In(l, "The order is already paid that way.", "La commande est déjà payée ainsi.");

    public static string SeveralPayments(string l) => In(l, "An order paid in several ways keeps them.", "Une commande payée de plusieurs façons les conserve.");

    public static string UnknownMeans(string l) => In(l, "Choose how it is paid or given back: a payment of this order or a means of payment.", "Choisissez le moyen de paiement ou de remboursement\u00a0: un paiement de cette commande ou un autre moyen.");

    public static string BalanceTooLow(string l, string balance) => In(l, $"The balance is not enough: {balance}.", $"Le solde ne suffit pas\u00a0: {balance}.");

    public static string NothingToCancel(string l) => In(l, "There are not that many pieces left to cancel; what was shipped can be returned.", "Il ne reste pas autant de pièces à annuler\u202f; ce qui est expédié peut être retourné.");

    public static string ReductionTooLarge(string l, string most) => In(l, $"The price of this line can be lowered by {most} at most.", $"Le prix de cette ligne peut baisser de {most} au plus.");

    public static string LinePriceLowered(string l) => In(l, "The price of this line was lowered; cancel the piece instead of changing it.", "Le prix de cette ligne a été réduit\u202f; annulez la pièce au lieu de la changer.");

    public static string InvalidUrl(string l) => In(l, "The address must begin with https://.", "L’adresse doit commencer par https://.");

    public static string UnknownShipment(string l) => NotFound(l, "Shipment", "Envoi");

    public static string ShipmentState(string l) => In(l, "This shipment is already delivered.", "Cet envoi est déjà livré.");

    // returns
    public static string ReasonMissing(string l) => In(l, "Choose a reason from the list.", "Choisissez un motif dans la liste.");

    public static string NothingToReturn(string l) => In(l, "Choose at least one piece.", "Choisissez au moins une pièce.");

    public static string NotReturnable(string l) => In(l, "Not that many pieces can be returned: they were not delivered, are too long ago or are already on their way back.", "Pas autant de pièces à retourner\u00a0: elles ne sont pas livrées, le délai est passé ou elles sont déjà en retour.");

    public static string NotDelivered(string l) => In(l, "Nothing of this order was delivered yet.", "Rien de cette commande n’a encore été livré.");

    public static string WindowClosed(string l, int days) => In(l, $"Returns are possible for {days} days from delivery; that time is over.", $"Les retours sont possibles pendant {days} jours après la livraison\u202f; ce délai est passé.");

    public static string NoExchange(string l) => In(l, "This shop does not exchange; return the item for a refund.", "Cette boutique n’échange pas\u202f; retournez l’article pour un remboursement.");

    public static string NoStoreCredit(string l) => In(l, "Store credit needs an account with this shop.", "L’avoir demande un compte dans cette boutique.");

    public static string ReturnState(string l, ReturnState state) => In(l, $"This return is {StateName("en", state)}; that step does not follow.", $"Ce retour est {StateName("fr", state)}\u202f; cette étape ne suit pas.");

    public static string InspectionIncomplete(string l) => In(l, "Account for every piece as accepted, damaged or missing, and say why less than all is refunded.", "Indiquez pour chaque pièce si elle est acceptée, abîmée ou manquante, et pourquoi le remboursement n’est pas complet.");

    public static string Excluded(string l, string reason) => reason switch
    {
        "hygiene" => In(l, "For reasons of hygiene this item is not taken back.", "Pour des raisons d’hygiène, cet article n’est pas repris."),
        "personalised" => In(l, "This item was made to order and is not taken back.", "Cet article est personnalisé et n’est pas repris."),
        "perishable" => In(l, "This item does not keep and is not taken back.", "Cet article est périssable et n’est pas repris."),
        "sealed" => In(l, "This item is not taken back once unsealed.", "Cet article n’est pas repris une fois descellé."),
        "digital" => In(l, "Digital content is not taken back once delivered.", "Un contenu numérique n’est pas repris une fois fourni."),
        _ => In(l, "This item is a final sale and is not taken back.", "Cet article est vendu sans reprise."),
    };

    public static string StateName(string l, ReturnState state) => state switch
    {
        Returns.ReturnState.Requested => In(l, "requested", "demandé"),
        Returns.ReturnState.Approved => In(l, "approved", "accepté"),
        Returns.ReturnState.Sent => In(l, "on its way back", "en route"),
        Returns.ReturnState.Received => In(l, "received", "reçu"),
        Returns.ReturnState.AwaitingPayment => In(l, "waiting for the payment of the difference", "en attente du paiement de la différence"),
        Returns.ReturnState.Completed => In(l, "completed", "terminé"),
        Returns.ReturnState.Rejected => In(l, "rejected", "refusé"),
        _ => In(l, "cancelled", "annulé"),
    };

    // withdrawal
    public static string NoWithdrawal(string l) => In(l, "The right of withdrawal does not exist for this order.", "Le droit de rétractation n’existe pas pour cette commande.");

    public static string WithdrawalOver(string l, string day) => In(l, $"The withdrawal period ended on {day}.", $"Le délai de rétractation a pris fin le {day}.");

    public static string NameMissing(string l) => In(l, "State your name.", "Indiquez votre nom.");

    public static string WithdrawalContent(string l, string name, string number, string date, string pieces) => In(l,
        $"I, {name}, hereby withdraw from the contract of order {number} of {date} for: {pieces}.",
        $"Je soussigné(e) {name} me rétracte par la présente du contrat de la commande {number} du {date} pour\u00a0: {pieces}.");

    public static string RejectionReason(string l) => In(l, "Say why it is rejected; the buyer is told.", "Indiquez pourquoi il est refusé\u202f; l’acheteur en est informé.");

    // gift cards
    public static string CardAmount(string l, string most) => In(l, $"A gift card holds {most} at most.", $"Une carte cadeau contient {most} au plus.");

    public static string CardShown(string l) => In(l, "All codes of this line were shown already; each is shown once.", "Tous les codes de cette ligne ont déjà été affichés\u202f; chacun ne l’est qu’une fois.");

    // disputes
    public static string DisputeAmount(string l, string most) => In(l, $"A dispute concerns {most} at most.", $"Un litige porte sur {most} au plus.");

    public static string DisputeState(string l) => In(l, "This dispute is already decided.", "Ce litige est déjà tranché.");

    public static string NothingToAccept(string l) => In(l, "No amount waits to be accepted here.", "Aucun montant n’attend d’être accepté ici.");

    public static string SaidTooMuch(string l, string amount) => In(l, $"The provider names {amount}, which is more than there was. This must be put right at the provider.", $"Le prestataire indique {amount}, soit plus qu’il n’y avait. C’est à corriger chez le prestataire.");
}
