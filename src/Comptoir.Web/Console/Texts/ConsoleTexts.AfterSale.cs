using Comptoir.Ordering.Disputes;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;

namespace Comptoir.Web.Console.Texts;

/// <summary>Parcels, returns, withdrawals, disputes, the return policy and gift cards.</summary>
public sealed partial class ConsoleTexts
{
    public string AfterSale => Say("Parcels, returns, changes", "Colis, retours, modifications");

    public string Cases => Say("Returns and disputes", "Retours et litiges");

    public string CasesExplained => Say("What has to be looked at, oldest first. A withdrawal must be refunded by its deadline, at the latest when the goods or a proof of sending are here.", "Ce qui reste à traiter, du plus ancien au plus récent. Une rétractation doit être remboursée avant l’échéance, au plus tard à réception des biens ou d’une preuve d’envoi.");

    public string NoCases => Say("Nothing is open.", "Rien en attente.");

    public string CaseKind(string kind) => kind switch
    {
        "return" => Say("Return", "Retour"),
        "withdrawal" => Say("Withdrawal", "Rétractation"),
        "money" => Say("Money", "Argent"),
        _ => Say("Dispute", "Litige"),
    };

    public string Due => Say("Due by", "Échéance");

    public string Opened => Say("Opened", "Ouvert");

    public string ReturnStateName(ReturnState state) => state switch
    {
        ReturnState.Requested => Say("requested", "demandé"),
        ReturnState.Approved => Say("approved", "accepté"),
        ReturnState.Sent => Say("on its way", "en route"),
        ReturnState.Received => Say("received", "reçu"),
        ReturnState.AwaitingPayment => Say("difference to be paid", "différence à régler"),
        ReturnState.Completed => Say("settled", "terminé"),
        ReturnState.Rejected => Say("rejected", "refusé"),
        _ => Say("cancelled", "annulé"),
    };

    public string CaseState(string state) => state switch
    {
        "refund_failed" => Say("a refund did not arrive", "un remboursement n’a pas abouti"),
        "refund_refused" => Say("the refund was refused; tried again every few hours", "le remboursement a été refusé\u202f; nouvel essai toutes les quelques heures"),
        "amount_differs" => Say("the provider names another amount", "le prestataire indique un autre montant"),
        _ => NameOfState(state),
    };

    public string DisputeReason(string reason) => reason.StartsWith("provider_says_", StringComparison.Ordinal)
        ? Say("We counted this money as taken; the provider says that it was not taken", "Nous comptions cet argent comme encaissé\u202f; le prestataire dit qu’il ne l’a pas été") : reason;

    public string AmendOrder => Say("Change for the buyer", "Modifier pour l’acheteur");

    public string AmendExplained => Say("As long as nothing was sent. A change that costs more is made by the buyer, who pays it on the order's own page:", "Tant que rien n’est expédié. Une modification qui coûte plus cher se fait par l’acheteur, qui la règle sur la page de la commande\u00a0:");

    public string BuyersPage => Say("the buyer's page", "la page de l’acheteur");

    public string GivenName => Say("First name", "Prénom");

    public string FamilyName => Say("Last name", "Nom");

    public string Street => Say("Street and number", "Numéro et rue");

    public string AddressExtra => Say("Flat, floor, company", "Appartement, étage, société");

    public string PostalCode => Say("Postal code", "Code postal");

    public string City => Say("City", "Ville");

    public string OtherVariantsTitle => Say("Other variants", "Autres variantes");

    public string AsItIs => Say("as it is", "inchangé");

    public string CheaperIsRefunded => Say("What becomes cheaper is given back at once, the way it was paid.", "Ce qui devient moins cher est remboursé aussitôt, par le moyen utilisé.");

    public string ChangeItems => Say("Change the items", "Modifier les articles");

    public string BuyerMustPay(string amount) => Say($"This costs {amount} more, which only the buyer can pay, on the order's own page.", $"Cela coûte {amount} de plus, que seul l’acheteur peut régler, sur la page de la commande.");

    public string OtherMeans => Say("Another means of payment", "Un autre moyen de paiement");

    public string GiftCardCode => Say("Gift card code", "Code de carte cadeau");

    public string StoreCreditOfBuyer => Say("The buyer's store credit", "L’avoir de l’acheteur");

    public string OtherMeansHint(string amount) => Say($"It must cover {amount}; what was paid before is then given back.", $"Il doit couvrir {amount}\u202f; ce qui a été payé avant est alors remboursé.");

    public string ChangeMeans => Say("Pay with this instead", "Payer plutôt ainsi");

    public string MoneyToDecide => Say("Money that needs a decision", "Argent à décider");

    public string RefundCameBack(string amount) => Say($"A refund of {amount} did not reach the buyer; the money is at the provider again. Give it back in another way, or refund it once more.", $"Un remboursement de {amount} n’est pas parvenu à l’acheteur\u202f; l’argent est revenu chez le prestataire. Rendez-le autrement ou remboursez à nouveau.");

    public string AmountDiffersExplained(string asked, string said) => Say($"We asked for {asked}; the provider answered {said}. Until this is decided nothing else can happen to the order's money.", $"Nous avons demandé {asked}\u202f; le prestataire a répondu {said}. Tant que ce n’est pas décidé, rien d’autre ne peut toucher à l’argent de la commande.");

    public string AcceptAmount => Say("Accept the provider's amount", "Accepter le montant du prestataire");

    private string NameOfState(string state) =>
        Enum.TryParse<ReturnState>(state, out var known) ? ReturnStateName(known) : Enum.TryParse<DisputeState>(state, out var dispute) ? DisputeStateName(dispute) : Say("open", "ouvert");

    public string DisputeStateName(DisputeState state) => state switch
    {
        DisputeState.Opened => Say("opened", "ouvert"),
        DisputeState.Answered => Say("answered", "répondu"),
        DisputeState.Won => Say("won", "gagné"),
        _ => Say("lost", "perdu"),
    };

    public string ReasonName(string reason) => reason switch
    {
        "does_not_fit" => Say("does not fit", "taille"),
        "changed_mind" => Say("changed mind", "changement d’avis"),
        "not_as_described" => Say("not as described", "non conforme"),
        "damaged" => Say("damaged", "abîmé"),
        "wrong_item" => Say("wrong item", "mauvais article"),
        "arrived_late" => Say("too late", "trop tard"),
        "withdrawal" => Say("withdrawal", "rétractation"),
        _ => Say("other", "autre"),
    };

    public string KindName(ReturnKind kind) => kind switch
    {
        ReturnKind.Exchange => Say("exchange", "échange"),
        ReturnKind.StoreCredit => Say("store credit", "avoir"),
        _ => Say("refund", "remboursement"),
    };

    public string ShipmentName(ShipmentState state) => state switch
    {
        ShipmentState.Shipped => Say("shipped", "expédié"),
        ShipmentState.InTransit => Say("in transit", "en transit"),
        ShipmentState.Ready => Say("ready for pick-up", "prêt au retrait"),
        _ => Say("delivered", "livré"),
    };

    public string Parcels => Say("Parcels", "Colis");

    public string MarkInTransit => Say("In transit", "En transit");

    public string MarkDelivered => Say("Delivered or handed over", "Livré ou remis");

    public string TrackingUrl => Say("Address for tracking (https)", "Adresse de suivi (https)");

    public string Approve => Say("Approve", "Accepter");

    public string Reject => Say("Reject", "Refuser");

    public string RejectWhy => Say("Why (the buyer reads it)", "Motif (l’acheteur le lit)");

    public string SaveLabel => Say("Save the label", "Enregistrer l’étiquette");

    public string LabelUrl => Say("Address of the carrier’s label", "Adresse de l’étiquette du transporteur");

    public string MarkReceived => Say("The parcel is here", "Le colis est arrivé");

    public string Inspect => Say("Record the inspection and settle", "Enregistrer l’examen et régler");

    public string Accepted => Say("Accepted", "Accepté");

    public string Damaged => Say("Damaged", "Abîmé");

    public string Missing => Say("Missing", "Manquant");

    public string DamagedPercent => Say("% refunded of damaged", "% remboursé si abîmé");

    public string InspectionNote => Say("Why less is refunded", "Pourquoi moins est remboursé");

    public string WithdrawalBy(string name, string at, string due) => Say($"{name} withdrew on {at}; refund due by {due}.", $"{name} s’est rétracté(e) le {at} ; remboursement dû avant le {due}.".Replace(" ;", "\u202f;", StringComparison.Ordinal));

    public string LowerPrice => Say("Lower the price of a line", "Réduire le prix d’une ligne");

    public string CancelPieces => Say("Cancel pieces", "Annuler des pièces");

    public string Disputes => Say("Disputes", "Litiges");

    public string OpenDispute => Say("Open a dispute", "Ouvrir un litige");

    public string DisputeEvidence => Say("Evidence", "Preuves");

    public string SaveEvidence => Say("Save the answer", "Enregistrer la réponse");

    public string DisputeWon => Say("Won", "Gagné");

    public string DisputeLost => Say("Lost", "Perdu");

    public string Line => Say("Line", "Ligne");

    public string ReturnPolicy => Say("Return policy", "Conditions de retour");

    public string ReturnPolicyExplained => Say("What the server decides returns by. Write the text that shoppers read under Policies.", "Ce selon quoi le serveur décide des retours. Le texte que lisent les acheteurs se trouve sous Conditions.");

    public string WindowDays => Say("Days from delivery for the shop’s own returns (0: none)", "Jours après la livraison pour les retours de la boutique (0\u00a0: aucun)");

    public string Exclusions => Say("Not taken back: one id and reason a line", "Non repris\u00a0: un identifiant et un motif par ligne");

    public string ExclusionsHint => Say("Id of a category, product or variant, then hygiene, personalised, perishable, sealed, digital or final_sale.", "Identifiant d’une catégorie, d’un produit ou d’une variante, puis hygiene, personalised, perishable, sealed, digital ou final_sale.");

    public string ExclusionsLike => Say("Write an id and one of the reasons on each line.", "Écrivez un identifiant et l’un des motifs sur chaque ligne.");

    public string ReturnCondition => Say("State in which pieces come back", "État dans lequel les pièces reviennent");

    public string BuyerPaysPostage => Say("The buyer pays for sending back", "L’acheteur paie le port du retour");

    public string RestockingFee => Say("Kept of the price, %", "Retenu du prix, %");

    public string ApprovesItself => Say("Returns within the policy are approved at once", "Les retours conformes sont acceptés aussitôt");

    public string OffersExchange => Say("Offers exchanges", "Propose l’échange");

    public string OffersStoreCredit => Say("Offers store credit", "Propose un avoir");

    public string ReturnAddress => Say("Address for returns (empty: the shop’s)", "Adresse des retours (vide\u00a0: celle de la boutique)");

    public string WithdrawalDays => Say("Days of withdrawal (at least 14)", "Jours de rétractation (14 au moins)");

    public string InformsOfWithdrawal => Say("Buyers are told of their right of withdrawal before they buy", "Les acheteurs sont informés de leur droit de rétractation avant l’achat");

    public string ReturnPolicySaved => Say("The return policy is saved.", "Les conditions de retour sont enregistrées.");

    public string GiftCards => Say("Gift cards", "Cartes cadeaux");

    public string NewGiftCard => Say("Give a gift card", "Offrir une carte cadeau");

    public string GiftCardIssued => Say("The card’s code, shown this once:", "Le code de la carte, affiché cette seule fois\u00a0:");

    public string Issued => Say("Issued", "Émise");

    public string Block => Say("Block", "Bloquer");

    public string Unblock => Say("Open again", "Rouvrir");

    public string IsGiftCard => Say("Gift card: sold without VAT and without stock; the buyer gets a code worth the price", "Carte cadeau\u00a0: vendue sans TVA ni stock\u202f; l’acheteur reçoit un code de la valeur du prix");

    public string DoneNow => Say("Done.", "C’est fait.");
}
