using Comptoir.Ordering.Returns;

namespace Comptoir.Web.Layout;

/// <summary>Shipments, changes, returns, withdrawal and gift cards.</summary>
public sealed partial class Texts
{
    // withdrawal: the first two labels are those of Directive 2011/83/EU, Art. 11a
    public string WithdrawHere => T("Withdraw from contract here", "Se rétracter du contrat ici");
    public string ConfirmWithdrawal => T("Confirm withdrawal", "Confirmer la rétractation");
    public string WithdrawLookUp => T("Give the number of your order and the e-mail address you ordered with. You need no account.", "Indiquez le numéro de votre commande et l’adresse e-mail utilisée. Aucun compte n’est nécessaire.");
    public string WithdrawLead => T("You may withdraw without giving a reason.", "Vous pouvez vous rétracter sans donner de motif.");
    public string WithdrawUntil(string at) => T($"You may withdraw until {at}.", $"Vous pouvez vous rétracter jusqu’au {at}.");
    public string WithdrawWhole => T("The fourteen days begin when the last piece has arrived.", "Les quatorze jours commencent quand la dernière pièce est arrivée.");
    public string YourName => T("Your name", "Votre nom");
    public string AcknowledgeTo => T("E-mail address for the acknowledgement", "Adresse e-mail pour l’accusé de réception");
    public string WhichPieces => T("Which pieces", "Quelles pièces");
    public string OfPieces(int most) => T($"of {most}", $"sur {most}");
    public string Continue => T("Continue", "Continuer");
    public string Back => T("Back", "Retour");
    public string YourDeclaration => T("Your declaration", "Votre déclaration");
    public string DeclarationGoes(string email) => T($"When you confirm, we send the acknowledgement to {email} at once.", $"Dès que vous confirmez, nous envoyons l’accusé de réception à {email}.");
    public string WithdrawalReceived => T("We received your withdrawal", "Nous avons reçu votre rétractation");
    public string ReceivedAt(string at) => T($"Received on {at} (UTC)", $"Reçue le {at} (UTC)");
    public string RefundBy(string day) => T($"We refund you by {day} at the latest; for goods that were sent we may wait until they or a proof of their sending arrive.", $"Nous vous remboursons au plus tard le {day} ; pour les biens expédiés, nous pouvons attendre leur retour ou une preuve de leur envoi.");
    public string SendBackBy(string day) => T($"Please send the goods back by {day}.", $"Renvoyez les biens au plus tard le {day}.");
    public string NoWithdrawalNow => T("There is nothing in this order from which you can withdraw now.", "Il n’y a rien dans cette commande dont vous puissiez vous rétracter maintenant.");

    // shipments
    public string Parcels => T("Parcels", "Colis");
    public string Parcel(int n) => T($"Parcel {n}", $"Colis {n}");
    public string ShipmentState(Comptoir.Ordering.Orders.ShipmentState state) => state switch
    {
        Comptoir.Ordering.Orders.ShipmentState.Shipped => T("shipped", "expédié"),
        Comptoir.Ordering.Orders.ShipmentState.InTransit => T("on its way", "en chemin"),
        Comptoir.Ordering.Orders.ShipmentState.Ready => T("ready for pick-up", "prêt à être retiré"),
        _ => T("delivered", "livré"),
    };

    // returns
    public string ReturnOrExchange => T("Return or exchange", "Retourner ou échanger");
    public string ReturnTitle(long number) => T($"Return or exchange from order {number}", $"Retour ou échange de la commande {number}");
    public string ReturnCode(string code) => T($"Return {code}", $"Retour {code}");
    public string Returns => T("Returns", "Retours");
    public string ReturnWindow(string day) => T($"Possible until {day}.", $"Possible jusqu’au {day}.");
    public string Why => T("Why", "Motif");
    public string CommentOptional => T("Anything we should know (optional)", "Une précision (facultatif)");
    public string WhatInstead => T("What you would like", "Ce que vous souhaitez");
    public string MoneyBack => T("My money back", "Être remboursé");
    public string OtherVariant => T("Another variant", "Une autre variante");
    public string AsStoreCredit => T("Store credit", "Un avoir");
    public string ExchangeFor => T("Exchange for", "Échanger contre");
    public string NoChange => T("– no change –", "– sans changement –");
    public string ReturnAsk => T("Send this request", "Envoyer la demande");
    public string DifferenceToPay(string amount) => T($"The new pieces cost {amount} more. You pay that when yours have arrived.", $"Les nouvelles pièces coûtent {amount} de plus. Vous réglez cette différence à l’arrivée des vôtres.");
    public string DifferenceBack(string amount) => T($"The new pieces cost less: you get {amount} back.", $"Les nouvelles pièces coûtent moins : {amount} vous sont remboursés.");
    public string NoDifference => T("There is nothing to pay.", "Il n’y a rien à payer.");
    public string PostageIsYours => T("You pay the postage of the return.", "Le port du retour est à votre charge.");
    public string PostageIsOurs => T("We pay the postage of the return.", "Nous payons le port du retour.");
    public string FeeKept(string percent) => T($"{percent} of the price is kept for handling.", $"{percent} du prix sont retenus pour le traitement.");
    public string Slip => T("Return slip", "Bordereau de retour");
    public string SlipHint => T("Print this page and put it into the parcel, or write the code on a sheet.", "Imprimez cette page et mettez-la dans le colis, ou notez le code sur une feuille.");
    public string SlipTo => T("Send to", "À envoyer à");
    public string CarrierLabel => T("Label of the carrier", "Étiquette du transporteur");
    public string IHaveSentIt => T("I have sent it", "Je l’ai envoyé");
    public string TrackingOptional => T("Tracking number (optional)", "Numéro de suivi (facultatif)");
    public string KeepIt => T("Keep it after all", "Finalement, le garder");
    public string PayDifference(string amount) => T($"Pay {amount}", $"Payer {amount}");
    public string NothingReturnable => T("Nothing of this order can be returned now.", "Rien de cette commande ne peut être retourné maintenant.");
    public string Reason(string code) => code switch
    {
        "does_not_fit" => T("It does not fit", "La taille ne va pas"),
        "changed_mind" => T("I changed my mind", "J’ai changé d’avis"),
        "not_as_described" => T("It is not as described", "Non conforme à la description"),
        "damaged" => T("It arrived damaged", "Arrivé abîmé"),
        "wrong_item" => T("It is the wrong item", "Ce n’est pas le bon article"),
        "arrived_late" => T("It arrived too late", "Arrivé trop tard"),
        "withdrawal" => T("Withdrawal", "Rétractation"),
        _ => T("Other", "Autre"),
    };
    public string ReturnState(ReturnState state) => state switch
    {
        Comptoir.Ordering.Returns.ReturnState.Requested => T("requested; we look at it", "demandé ; nous l’examinons"),
        Comptoir.Ordering.Returns.ReturnState.Approved => T("accepted: please send it", "accepté : envoyez-le"),
        Comptoir.Ordering.Returns.ReturnState.Sent => T("on its way to us", "en route vers nous"),
        Comptoir.Ordering.Returns.ReturnState.Received => T("received; we look at the pieces", "reçu ; nous examinons les pièces"),
        Comptoir.Ordering.Returns.ReturnState.AwaitingPayment => T("the difference is to be paid", "la différence reste à payer"),
        Comptoir.Ordering.Returns.ReturnState.Completed => T("settled", "terminé"),
        Comptoir.Ordering.Returns.ReturnState.Rejected => T("not accepted", "refusé"),
        _ => T("cancelled", "annulé"),
    };

    // changes
    public string ChangeOrder => T("Change this order", "Modifier cette commande");
    public string ChangeTitle(long number) => T($"Change order {number}", $"Modifier la commande {number}");
    public string ChangeLead => T("As long as nothing was sent, you can choose other variants, correct the address or cancel single pieces.", "Tant que rien n’est expédié, vous pouvez choisir d’autres variantes, corriger l’adresse ou annuler des pièces.");
    public string ChangeVariants => T("Other variants", "Autres variantes");
    public string ChangeVariantsButton => T("See the difference in price", "Voir la différence de prix");
    public string ChangeFor => T("Change for", "Changer contre");
    public string ChangeReally => T("Change the order", "Modifier la commande");
    public string ChangeNewTotal(string amount) => T($"The order then comes to {amount}.", $"La commande s’élève alors à {amount}.");
    public string ChangeToPay(string amount) => T($"To pay now: {amount}.", $"À payer maintenant : {amount}.");
    public string ChangeAddress => T("Address of delivery", "Adresse de livraison");
    public string SaveChange => T("Save the address", "Enregistrer l’adresse");
    public string CancelPieces => T("Cancel pieces", "Annuler des pièces");
    public string CancelPiecesLead => T("What you paid for them is refunded at once.", "Ce que vous avez payé pour elles est remboursé aussitôt.");
    public string CancelPiecesButton => T("Cancel these pieces", "Annuler ces pièces");
    public string NotChangeable => T("This order can no longer be changed.", "Cette commande ne peut plus être modifiée.");
    public string WasChanged(int n, string from, string to) => T($"{n} × {from} changed for {to}", $"{n} × {from} changé contre {to}");

    // gift cards
    public string GiftCards => T("Gift cards", "Cartes cadeaux");
    public string ShowCode => T("Show the code", "Afficher le code");
    public string CodeOnce => T("The code is shown once only. Keep it safe: who has it can spend it.", "Le code n’est affiché qu’une fois. Gardez-le : qui le possède peut l’utiliser.");
    public string GiftCardWorth(string amount) => T($"A gift card of {amount}", $"Une carte cadeau de {amount}");
    public string GiftCardCode => T("Gift card code", "Code de carte cadeau");
    public string GiftCardHint => T("optional; what it does not cover is paid by card", "facultatif ; le reste est payé par carte");
    public string UseStoreCredit(string amount) => T($"Use my store credit of {amount}", $"Utiliser mon avoir de {amount}");
    public string StoreCreditHeld(string amount) => T($"Your store credit: {amount}", $"Votre avoir : {amount}");
    public string StoreCreditUse => T("You can use it at checkout.", "Vous pouvez l’utiliser au moment de payer.");
    public string GiftCardWhole => T("instead of a card; it must cover the whole amount", "à la place d’une carte\u202f; elle doit couvrir tout le montant");
    public string ChangePayment => T("Means of payment", "Moyen de paiement");
    public string ChangePaymentLead(string amount) => T($"The new means is charged {amount} first; then the one used before gets its money back.", $"Le nouveau moyen est d’abord débité de {amount}\u202f; ensuite l’ancien est remboursé.");
    public string ChangePaymentButton => T("Pay with this instead", "Payer plutôt ainsi");
    public string ChooseMeans => T("Choose a means of payment.", "Choisissez un moyen de paiement.");
    public string OrderAgain => T("Order this again", "Commander à nouveau");
    public string NoLongerSold(string titles) => T($"No longer sold: {titles}. The rest is in your cart.", $"N’est plus en vente\u00a0: {titles}. Le reste est dans votre panier.");
    public string UseGiftCard => T("Use this card", "Utiliser cette carte");
    public string GiftCardUnknown => T("We know no gift card with this code.", "Nous ne connaissons pas de carte cadeau avec ce code.");
    public string GiftCardUnusable => T("This gift card cannot be used: it is blocked, expired or of another currency.", "Cette carte cadeau n’est pas utilisable\u00a0: elle est bloquée, expirée ou dans une autre monnaie.");
    public string GiftCardEmpty => T("Nothing is left on this gift card.", "Il ne reste rien sur cette carte cadeau.");
    public string GiftCardsEnough(int most) => T($"No more than {most} gift cards can pay for one order.", $"Une commande se règle avec {most} cartes cadeaux au plus.");
    public string MeansName(string name) => name == "credit" ? T("Store credit", "Avoir") : T($"Gift card ending in {name}", $"Carte cadeau se terminant par {name}");
    public string MeansPays(string amount) => T($"pays {amount}", $"règle {amount}");
    public string MeansLeft(string amount) => T($"{amount} will be left on it", $"il y restera {amount}");
    public string RestToPay => T("Left to pay", "Reste à payer");
    public string NothingLeftToPay => T("Nothing is left to pay by card.", "Il ne reste rien à payer par carte.");
    public string RestChanged(string rest) => T($"What a gift card or your store credit pays has changed: {rest} are left to pay now. Please check before you pay.", $"La part réglée par carte cadeau ou avoir a changé\u00a0: il reste {rest} à payer. Vérifiez avant de payer.");
}
