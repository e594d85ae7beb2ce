using System.Globalization;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Subscriptions;

namespace Comptoir.Ordering.Consents;

/// <summary>The words of a consent, in English and French: all that it covers, in the shopper's own person.</summary>
internal static class AgreementTexts
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string Write(MandateTerms terms, Shop shop, Interval? every, int noticeDays, long totalToday)
    {
        var french = Wording.IsFrench(terms.Language);
        string T(string en, string fr) => french ? fr : en;
        string Money(long amount) => new Money(amount, terms.Currency).Format(terms.Language);
        var lastDay = terms.Until is { } until ? until.AddTicks(-1).ToString(french ? "dddd d MMMM yyyy" : "dddd d MMMM yyyy", french ? French : English) : null;
        var by = Means(terms, french);
        var to = string.Join(", ", new[] { terms.Buyer.FullName, terms.Address.Street, terms.Address.Extended, $"{terms.Address.PostalCode} {terms.Address.City}".Trim(), terms.Address.Country }.Where(p => !string.IsNullOrWhiteSpace(p)));
        return every is null
            ? T($"I ask {shop.Name} to buy {terms.Pieces} × {terms.Title} in my name as soon as all of it, delivery and tax included, costs {Money(terms.HighestTotal)} or less. One purchase at most, at the latest on {lastDay} (UTC). "
                + $"It is paid with {by} and sent with the cheapest delivery to {to}. One payment is tried; if it is refused, nothing more is tried. I am told of every outcome, and can revoke this at any time before the purchase, by the link in each e-mail or in my account.",
                $"Je demande à {shop.Name} d’acheter en mon nom {terms.Pieces} × {terms.Title} dès que le total, livraison et taxes comprises, est de {Money(terms.HighestTotal)} ou moins. Un seul achat, au plus tard le {lastDay} (UTC). "
                + $"Il est payé par {by} et envoyé avec la livraison la moins chère à {to}. Un seul paiement est tenté\u202f; s’il est refusé, rien d’autre n’est tenté. Je suis informé de chaque issue et peux révoquer cet accord à tout moment avant l’achat, par le lien de chaque e-mail ou dans mon compte.")
            : T($"I order {terms.Pieces} × {terms.Title} from {shop.Name} {every.InWords(false)}, starting today for {Money(totalToday)}. No delivery may cost more than {Money(terms.HighestTotal)}, delivery and tax included. "
                + $"It is paid with {by} and sent with the cheapest delivery to {to}. I get an e-mail with the exact total at least {noticeDays} days before each later charge, with a link to skip it. A refused payment is tried again after 1, 3 and 5 days, then the subscription pauses. I can skip, pause or cancel at any time.",
                $"Je commande {terms.Pieces} × {terms.Title} à {shop.Name} {every.InWords(true)}, à partir d’aujourd’hui pour {Money(totalToday)}. Aucune livraison ne peut coûter plus de {Money(terms.HighestTotal)}, livraison et taxes comprises. "
                + $"Elle est payée par {by} et envoyée avec la livraison la moins chère à {to}. Je reçois un e-mail avec le total exact au moins {noticeDays} jours avant chaque débit suivant, avec un lien pour sauter la livraison. Un paiement refusé est retenté après 1, 3 et 5 jours, puis l’abonnement est mis en pause. Je peux sauter, suspendre ou résilier à tout moment.");
    }

    private static string Means(MandateTerms terms, bool french) => terms.Payment.Display is { LastDigits: { Length: > 0 } digits } card
        ? $"{card.Brand ?? (french ? "la carte" : "the card")} •••• {digits}"
        : french ? "le moyen de paiement choisi" : "the means of payment chosen";
}
