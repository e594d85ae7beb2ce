namespace Comptoir.Web.Console.Texts;

/// <summary>Claims of buyers, and what a means of payment does not pay for.</summary>
public sealed partial class ConsoleTexts
{
    public string Claims => Say("Buyers’ claims", "Statuts des acheteurs");

    public string NewClaim => Say("New claim", "Nouveau statut");

    public string NoClaims => Say("No claim is known.", "Aucun statut n’est connu.");

    public string ClaimsExplained => Say(
        "What buyers may say of themselves through an agent, such as being a member or a student. A promotion may ask for a claim; it is checked when the purchase is completed.",
        "Ce que les acheteurs peuvent déclarer par un agent, par exemple être membre ou étudiant. Une promotion peut exiger un statut\u00a0; il est vérifié à la conclusion de l’achat.");

    public string ClaimNameLike => Say("A reversed domain name in lower case, for example com.example.member.", "Un nom de domaine inversé en minuscules, par exemple com.example.membre.");

    public string ClaimBuyers => Say("True of", "Valable pour");

    public string ClaimBuyersHint => Say("E-mail addresses, or @example.com for all of a domain, one a line. Empty: the buyer’s word is enough.", "Adresses électroniques, ou @example.com pour tout un domaine, une par ligne. Vide\u00a0: la parole de l’acheteur suffit.");

    public string ClaimBuyersLike => Say("Each line must be an e-mail address or @ and a domain.", "Chaque ligne doit être une adresse électronique ou @ suivi d’un domaine.");

    public string ClaimByWord => Say("whoever says so", "quiconque le déclare");

    public string ClaimOf(int count) => Say($"{count} addresses or domains", $"{count} adresses ou domaines");

    public string NotPaidFor => Say("Does not pay for", "Ne paie pas");

    public string NotPaidForHint => Say("Ids of products or variants, between commas; this means of payment is not offered while one of them is bought.", "Identifiants de produits ou de variantes, séparés par des virgules\u00a0; ce moyen de paiement n’est pas proposé quand l’un d’eux est acheté.");

    public string PromotionClaim => Say("Only for buyers who claim", "Réservée aux acheteurs ayant le statut");

    public string PromotionClaimUnknown => Say("There is no such claim; make it under Buyers’ claims first.", "Ce statut n’existe pas\u00a0; créez-le d’abord dans Statuts des acheteurs.");
}
