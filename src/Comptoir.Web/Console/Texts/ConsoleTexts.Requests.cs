namespace Comptoir.Web.Console.Texts;

/// <summary>What shoppers asked for beforehand, and what is sold by subscription.</summary>
public sealed partial class ConsoleTexts
{
    public string Requests => Say("Alerts and agreements", "Alertes et accords");

    public string RequestsExplained => Say("What shoppers asked to be told, bought or delivered, each with every attempt that was made. Stopping one revokes its consent at once.", "Ce que les clients ont demandé à savoir, à acheter ou à recevoir, avec chaque tentative. Arrêter une demande révoque aussitôt son accord.");

    public string AlertsAndPurchases => Say("Alerts and waiting purchases", "Alertes et achats en attente");

    public string Subscriptions => Say("Subscriptions", "Abonnements");

    public string StopRequest => Say("Stop and revoke", "Arrêter et révoquer");

    public string RequestStopped => Say("Stopped; nothing more is bought or written.", "Arrêté\u00a0; plus rien n’est acheté ni envoyé.");

    public string Consent => Say("Consent", "Accord");

    public string LogOf => Say("Every step", "Chaque étape");

    public string NewSubscriptionOffer => Say("New subscription offer", "Nouvelle offre d’abonnement");

    public string SubscriptionsExplained => Say("Products that can be delivered regularly. Running subscriptions keep what was agreed.", "Les produits livrables régulièrement. Les abonnements en cours gardent ce qui a été convenu.");

    public string NoSubscriptionOffers => Say("Nothing is sold by subscription.", "Rien n’est vendu par abonnement.");

    public string Intervals => Say("Intervals", "Intervalles");

    public string IntervalsLike => Say("Weeks as w2, months as m1, parted by commas.", "Semaines comme w2, mois comme m1, séparés par des virgules.");

    public string PercentOff => Say("Percent off", "Remise en pour cent");

    public string NoticeDays => Say("Notice before each charge, days", "Préavis avant chaque débit, en jours");

    public string NoticeDaysHint => Say("1 to 30; the e-mail gives the exact total.", "De 1 à 30\u00a0; l’e-mail donne le total exact.");
}
