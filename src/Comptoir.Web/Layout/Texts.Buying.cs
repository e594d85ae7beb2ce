using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Invoices;

namespace Comptoir.Web.Layout;

/// <summary>Cart, checkout, order and invoice.</summary>
public sealed partial class Texts
{
    public string CartEmpty => T("Your cart is empty", "Votre panier est vide");
    public string CartEmptyBody => T("Have a look around, or tell us what you are after.", "Faites un tour, ou dites-nous ce que vous cherchez.");
    public string Remove => T("Remove", "Retirer");
    public string RemoveNamed(string title) => T($"Remove {title}", $"Retirer {title}");
    public string QuantityOf(string title) => T($"Quantity of {title}", $"Quantité de {title}");
    public string UpdateQuantities => T("Update quantities", "Mettre à jour les quantités");
    public string DiscountCode => T("Discount code", "Code de réduction");
    public string UseCode => T("Apply code", "Appliquer le code");
    public string RemoveCode(string code) => T($"Remove code {code}", $"Retirer le code {code}");
    public string ToCheckout => T("Go to checkout", "Passer la commande");
    public string KeepShopping => T("Keep browsing", "Continuer mes achats");
    public string Added(string title) => T($"{title} is in your cart.", $"{title} est dans votre panier.");
    public string NotAdded => T("That could not be added.", "Impossible d’ajouter cet article.");
    public string Each(string price) => T($"{price} each", $"{price} pièce");

    public string Subtotal => T("Items", "Articles");
    public string Discount => T("Discount", "Réduction");
    public string Delivery => T("Delivery", "Livraison");
    public string DeliveryFree => T("free", "offerte");
    public string DeliveryAtCheckout => T("at checkout", "à l’étape suivante");
    public string TaxAdded => T("Tax", "Taxes");
    public string Fee => T("Fees", "Frais");
    public string Total => T("Total", "Total");
    public string TotalWithTax => T("Total incl. VAT", "Total TTC");
    public string TaxContained(string rate) => T($"of which VAT {rate}", $"dont TVA {rate}");
    public string Rate(int basisPoints) => $"{Number(basisPoints / 100m)}\u00a0%";

    public string CheckoutTitle => T("Checkout", "Commander");
    public string CheckoutFromAgent => T("Your assistant prepared this order. Check it, complete what is missing, then pay.", "Votre assistant a préparé cette commande. Vérifiez-la, complétez ce qui manque, puis payez.");
    public string Contact => T("Contact", "Coordonnées");
    public string Email => T("E-mail", "E-mail");
    public string EmailHint => T("For the confirmation and news of the parcel.", "Pour la confirmation et le suivi du colis.");
    public string Phone => T("Phone", "Téléphone");
    public string Optional => T("optional", "facultatif");
    public string FirstName => T("First name", "Prénom");
    public string LastName => T("Last name", "Nom");
    public string HowToReceive => T("How would you like to receive it?", "Comment souhaitez-vous la recevoir ?");
    public string DeliverToMe => T("Delivery to an address", "Livraison à une adresse");
    public string PickUp => T("Pick-up at the shop", "Retrait en boutique");
    public string PickUpPlace => T("Pick-up place", "Lieu de retrait");
    public string DeliveryAddress => T("Delivery address", "Adresse de livraison");
    public string Street => T("Street and number", "Numéro et rue");
    public string Extended => T("Flat, floor, company", "Appartement, étage, société");
    public string PostalCode => T("Postal code", "Code postal");
    public string City => T("City", "Ville");
    public string Region => T("Region or state", "Région ou État");
    public string Country => T("Country", "Pays");
    public string DeliveryOption => T("Delivery option", "Mode de livraison");
    public string NoOption => T("We do not deliver to this address.", "Nous ne livrons pas à cette adresse.");
    public string OptionsAfterAddress => T("Give your country and update to see the options.", "Indiquez votre pays et actualisez pour voir les options.");
    public string UpdateTotals => T("Update total", "Actualiser le total");
    public string Arrives(string from, string to) => from == to ? T($"arrives {from}", $"arrive le {from}") : T($"arrives between {from} and {to}", $"arrive entre le {from} et le {to}");
    public string Ready(string day) => T($"ready {day}", $"prête {day}");
    public string Payment => T("Payment", "Paiement");
    public string TestCards => T("Test cards: nothing is charged. Choose what should happen.", "Cartes de test : rien n’est débité. Choisissez ce qui doit se passer.");
    public string CardSuccess => T("Card ending in 4242: the payment succeeds", "Carte se terminant par 4242 : le paiement réussit");
    public string CardDecline => T("Card ending in 0002: the bank declines", "Carte se terminant par 0002 : la banque refuse");
    public string CardAction => T("Card ending in 3155: the bank asks for a confirmation", "Carte se terminant par 3155 : la banque demande une confirmation");
    public string CardTimeout => T("Card that gets no answer: the outcome stays open for a while", "Carte sans réponse : l’issue reste incertaine quelque temps");
    public string NoPaymentHere => T("This shop does not take payments on this page yet. Ask us, and we will help.", "Cette boutique n’encaisse pas encore sur cette page. Écrivez-nous, nous vous aiderons.");
    public string Newsletter => T("Send me news from the shop now and then. I can stop at any time.", "Envoyez-moi parfois des nouvelles de la boutique. Je peux me désinscrire à tout moment.");
    public string Review => T("Review your order", "Vérifiez votre commande");
    public string Pay(string amount) => T($"Pay {amount}", $"Payer {amount}");
    public string ConfirmFree => T("Place the order", "Valider la commande");
    public string PayTerms => T("By paying you accept our", "En payant, vous acceptez nos");
    public string TermsOfSale => T("terms of sale", "conditions de vente");
    public string TotalChanged(string before, string now) => T($"The total changed from {before} to {now}. Please check it before you pay.", $"Le total est passé de {before} à {now}. Vérifiez-le avant de payer.");
    public string PleaseFix => T("Please check the following", "Merci de vérifier les points suivants");
    public string Needed => T("This is needed.", "Ce champ est nécessaire.");
    public string BadEmail => T("This does not look like an e-mail address.", "Cela ne ressemble pas à une adresse e-mail.");
    public string BadCountry => T("Please choose a country.", "Choisissez un pays.");
    public string CheckoutClosed => T("This checkout is closed", "Cette commande n’est plus ouverte");
    public string CheckoutClosedBody => T("It was cancelled or has expired. Your cart is still there.", "Elle a été annulée ou a expiré. Votre panier est toujours là.");
    public string PaymentRunning => T("Your payment is being confirmed", "Votre paiement est en cours de confirmation");
    public string PaymentRunningBody => T("The bank has not answered yet. This page looks again by itself; you will not be charged twice.", "La banque n’a pas encore répondu. Cette page se met à jour toute seule ; vous ne serez pas débité deux fois.");
    public string LookAgain => T("Look again", "Regarder à nouveau");
    public string BankConfirmation => T("Confirm with your bank", "Confirmer auprès de votre banque");
    public string PayOnInvoice => T("On invoice: you pay by bank transfer later", "Sur facture : vous payez plus tard par virement");
    public string DueDate(string date) => T($"Please pay by {date}", $"À régler avant le {date}");
    public string AmountDue(string amount) => T($"Amount due: {amount}", $"Montant à régler : {amount}");
    public string BankWaits => T("Your bank asks you to confirm this payment. Nothing was charged yet; your order is kept for half an hour.", "Votre banque vous demande de confirmer ce paiement. Rien n’est encore débité ; votre commande est gardée une demi-heure.");
    public string GoToBank => T("Go to your bank", "Aller sur le site de votre banque");
    public string PayOtherwise => T("Pay in another way", "Payer autrement");
    public string PayByCard => T("Card, Apple Pay or Google Pay, on Stripe’s secure page", "Carte, Apple Pay ou Google Pay, sur la page sécurisée de Stripe");
    public string CardPage => T("Pay by card", "Payer par carte");
    public string CardPageWaits => T("You enter your card on Stripe’s page and come back here. Your order is kept for half an hour.", "Vous saisissez votre carte sur la page de Stripe, puis vous revenez ici. Votre commande est gardée une demi-heure.");
    public string DifferenceWaits => T("You have yet to pay the difference of a change. It is kept for half an hour.", "Il vous reste à payer la différence d’une modification. Elle est gardée une demi-heure.");
    public string DifferenceNotPaid => T("The difference was not paid, so nothing was changed.", "La différence n’a pas été payée : rien n’a été modifié.");
    public string RatherNotChange => T("Leave the order as it is", "Laisser la commande telle quelle");
    public string GoToCardPage => T("Go to the payment page", "Aller à la page de paiement");
    public string TestBank => T("Test bank", "Banque de test");
    public string TestBankAsks(string shop, string amount) => T($"This page plays a bank; no money moves. Confirm the payment of {amount} to {shop}?", $"Cette page joue le rôle d’une banque ; aucun argent ne circule. Confirmer le paiement de {amount} à {shop} ?");
    public string TestBankConfirm => T("Confirm the payment", "Confirmer le paiement");
    public string TestBankRefuse => T("Refuse the payment", "Refuser le paiement");
    public string TestBankDone => T("This payment no longer waits for you.", "Ce paiement n’attend plus votre réponse.");
    public string EditCart => T("Edit cart", "Modifier le panier");

    public string ThankYou => T("Thank you! Your order is in.", "Merci ! Votre commande est enregistrée.");
    public string ConfirmationSent(string email) => T($"We are writing to {email} with all the details.", $"Nous écrivons à {email} avec tous les détails.");
    public string OrderTitle(long number) => T($"Order {number}", $"Commande {number}");
    public string OrderedOn(string date) => T($"Placed on {date}", $"Passée le {date}");
    public string KeepThisPage => T("Keep this page’s address to follow your order.", "Gardez l’adresse de cette page pour suivre votre commande.");
    public string State(OrderStatus status) => status switch
    {
        OrderStatus.Confirmed => T("Confirmed", "Confirmée"),
        OrderStatus.PartlyShipped => T("Partly shipped", "Expédiée en partie"),
        OrderStatus.Shipped => T("Shipped", "Expédiée"),
        OrderStatus.Delivered => T("Delivered", "Livrée"),
        _ => T("Cancelled", "Annulée"),
    };
    public string StepConfirmed => T("Confirmed", "Confirmée");
    public string StepShipped => T("Shipped", "Expédiée");
    public string StepReady => T("Ready for you", "Prête");
    public string StepDelivered => T("Delivered", "Livrée");
    public string StepPickedUp => T("Picked up", "Retirée");
    public string OrderState => T("State of the order", "État de la commande");
    public string EventName(string type) => type switch
    {
        "processing" => T("Being prepared", "En préparation"),
        "shipped" => T("Shipped", "Expédiée"),
        "in_transit" => T("On its way", "En chemin"),
        "delivered" => T("Delivered", "Livrée"),
        "picked_up" => T("Collected", "Retirée"),
        "address_changed" => T("Address changed", "Adresse modifiée"),
        "ready_for_pickup" => T("Ready for pick-up", "Prête à être retirée"),
        "canceled" => T("Cancelled", "Annulée"),
        _ => type.Replace('_', ' '),
    };
    public string AdjustmentName(string type) => type switch
    {
        "refund" => T("Refund", "Remboursement"),
        "return" => T("Return", "Retour"),
        "cancellation" => T("Cancellation", "Annulation"),
        "credit" => T("Credit", "Avoir"),
        "line_cancellation" => T("Pieces cancelled", "Pièces annulées"),
        "change" => T("Items changed", "Articles modifiés"),
        "exchange" => T("Exchange", "Échange"),
        "refund_failed" => T("A refund did not arrive; we are looking into it", "Un remboursement n’a pas abouti\u202f; nous nous en occupons"),
        "payment_change" => T("Means of payment changed", "Moyen de paiement modifié"),
        "price_adjustment" => T("Price lowered", "Prix réduit"),
        _ => type.Replace('_', ' '),
    };
    public string Tracking => T("Track the parcel", "Suivre le colis");
    public string WhatHappened => T("What happened", "Historique");
    public string Items => T("Items", "Articles");
    public string PaidPart(string means, string amount) => T($"Paid by {means}: {amount}", $"Payée par {means}\u00a0: {amount}");
    public string PaidWith(string card) => T($"Paid by {card}", $"Payée par {card}");
    public string MeansOf(Payment payment) => (payment.HandlerId, payment.Display?.LastDigits) switch
    {
        ("gift_card", { } digits) => T($"gift card ending in {digits}", $"carte cadeau se terminant par {digits}"),
        ("store_credit", _) => T("store credit", "avoir"),
        (InvoiceProvider.Handler, _) => T("invoice", "facture"),
        (_, { } digits) => CardEnding(digits),
        _ => "",
    };
    public string CardEnding(string digits) => T($"card ending in {digits}", $"carte se terminant par {digits}");
    public string CancelOrder => T("Cancel this order", "Annuler cette commande");
    public string CancelExplained(string amount) => T($"Nothing was sent yet: you get {amount} back.", $"Rien n’a encore été expédié : {amount} vous sont remboursés.");
    public string CancelReally => T("Yes, cancel it and refund me", "Oui, l’annuler et me rembourser");
    public string OrderCancelled => T("The order is cancelled and the money is on its way back.", "La commande est annulée et le remboursement est en route.");
    public string Refunded(string amount) => T($"Refunded: {amount}", $"Remboursé : {amount}");
    public string Invoice => T("Invoice", "Facture");
    public string InvoiceNumber(long number) => T($"Invoice no. {number}", $"Facture n° {number}");
    public string Print => T("To print this page, use your browser’s print command.", "Pour imprimer cette page, utilisez la commande d’impression de votre navigateur.");
    public string InvoiceDate(string date) => T($"Date: {date}", $"Date : {date}");
    public string BilledTo => T("Billed to", "Facturé à");
    public string DeliveredTo => T("Delivered to", "Livré à");
    public string VatNumber => T("VAT no.", "N° TVA");
    public string Article => T("Article", "Désignation");
    public string UnitPrice => T("Unit price", "Prix unitaire");
    public string Amount => T("Amount", "Montant");
    public string VatRate => T("VAT rate", "Taux de TVA");
    public string NetAmount => T("Net", "Montant HT");
    public string VatAmount => T("VAT", "TVA");
    public string Paid(string date) => T($"Paid on {date}. Nothing left to pay.", $"Payée le {date}. Rien ne reste à payer.");
    public string BackToOrder => T("Back to the order", "Retour à la commande");
    public string FindOrderLead => T("You find the number in the confirmation e-mail.", "Vous trouvez le numéro dans l’e-mail de confirmation.");
    public string OrderNumber => T("Order number", "Numéro de commande");
    public string FindOrderButton => T("Find my order", "Trouver ma commande");
    public string OrderNotFound => T("We found no order with this number and e-mail address. Please check both.", "Nous ne trouvons pas de commande avec ce numéro et cette adresse. Vérifiez les deux.");
    public string TooManyTries => T("That was a lot of tries. Please wait a few minutes.", "Cela fait beaucoup d’essais. Patientez quelques minutes.");

    /// <summary>An amount in minor units.</summary>
    public string Money(long amount, string currency) => new Money(amount, currency).Format(language);

    public string DayMonth(DateTimeOffset at) => at.ToString("dddd d MMMM", Culture);
}
