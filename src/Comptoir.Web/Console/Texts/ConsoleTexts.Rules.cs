namespace Comptoir.Web.Console.Texts;

/// <summary>Promotions, shipping, taxes, payments, policies, settings.</summary>
public sealed partial class ConsoleTexts
{
    public string RulesChangedMeanwhile => Say(
        "Somebody else changed the shop rules while you were editing. Your entries are kept; save again to put them over the newer version.",
        "Quelqu’un d’autre a modifié les règles de la boutique entre-temps. Vos saisies sont conservées\u00a0; enregistrez à nouveau pour les appliquer à la version la plus récente.");

    public string RuleSaved(string name) => Say($"Saved: {name}.", $"Enregistré\u00a0: {name}.");

    public string RuleDeleted(string name) => Say($"Deleted: {name}.", $"Supprimé\u00a0: {name}.");

    public string DeleteTitle => Say("Delete", "Supprimer");

    public string DeleteRuleExplained => Say("Open carts and checkouts are priced without it from now on; orders keep what they were given.", "Les paniers et paiements en cours sont dès lors calculés sans\u00a0; les commandes gardent ce qu’elles ont reçu.");

    public string ActiveRule => Say("Active", "Active");

    // promotions
    public string NewPromotion => Say("New promotion", "Nouvelle promotion");

    public string NoPromotions => Say("No promotions.", "Aucune promotion.");

    public string Code => Say("Code", "Code");

    public string CodeHint => Say("Empty: applies by itself.", "Vide\u00a0: s’applique d’elle-même.");

    public string CodeTaken => Say("Another promotion has this code.", "Une autre promotion a ce code.");

    public string Automatic => Say("automatic", "automatique");

    public string Effect => Say("Effect", "Effet");

    public string Condition => Say("Condition", "Condition");

    public string Period => Say("Period (UTC)", "Période (UTC)");

    public string Value => Say("Value", "Valeur");

    public string ValueHint(string currency) => Say($"Percent, or an amount in {currency}, as the effect says.", $"Un pourcentage, ou un montant en {currency}, selon l’effet.");

    public string MinSubtotal(string currency) => Say($"Least subtotal in {currency}", $"Sous-total minimal en {currency}");

    public string StartsAt => Say("Starts (UTC)", "Début (UTC)");

    public string EndsAt => Say("Ends (UTC)", "Fin (UTC)");

    public string EndAfterStart => Say("The end must come after the start.", "La fin doit suivre le début.");

    public string Priority => Say("Priority", "Priorité");

    public string PriorityHint => Say("The smaller number comes first.", "Le plus petit nombre passe d’abord.");

    public string Eligible => Say("Limited to", "Limitée à");

    public string EligibleHint => Say("Ids of products, variants or categories, one a line. Empty: everything.", "Identifiants de produits, variantes ou catégories, un par ligne. Vide\u00a0: tout.");

    public string Combinable => Say("Together with other codes", "Cumulable avec d’autres codes");

    public string Always => Say("always", "toujours");

    public string FromAmount(string amount) => Say($"from {amount}", $"dès {amount}");

    public string LimitedTo(int n) => Count(n, "product or category", "products or categories", "produit ou catégorie", "produits ou catégories");

    public string FromDay(string day) => Say($"from {day}", $"dès le {day}");

    public string UntilDay(string day) => Say($"until {day}", $"jusqu’au {day}");

    public string PromotionType(string type) => type switch
    {
        "percentage" => Say("Percentage off", "Pourcentage de remise"),
        "fixed_amount" => Say("Amount off", "Montant de remise"),
        "free_shipping" => Say("Free shipping", "Livraison offerte"),
        _ => type,
    };

    public string PromotionState(string state) => state switch
    {
        "running" => Say("Running", "En cours"),
        "planned" => Say("Planned", "Prévue"),
        "over" => Say("Over", "Terminée"),
        _ => Say("Off", "Désactivée"),
    };

    // shipping
    public string NewShippingRate => Say("New shipping rate", "Nouveau tarif de livraison");

    public string Goods => Say("Goods that travel apart", "Articles expédiés à part");

    public string GoodsHint => Say("Ids of products, variants or categories, one a line: they go by this rate, beside the rest and at its own price. Empty: everything that no rate names.", "Identifiants de produits, variantes ou catégories, un par ligne\u00a0: ils partent à ce tarif, à part du reste. Vide\u00a0: tout ce qu’aucun tarif ne nomme.");

    public string NoShippingRates => Say("No shipping rates: nothing can be sent.", "Aucun tarif de livraison\u00a0: rien ne peut être envoyé.");

    public string ShippingExplained => Say("For each service level, a rate that names the country wins over the one for all other countries.", "Pour chaque niveau de service, le tarif qui nomme le pays l’emporte sur celui de tous les autres pays.");

    public string ServiceLevel => Say("Service level", "Niveau de service");

    public string ServiceLevelHint => Say("standard, express …", "standard, express…");

    public string Countries => Say("Countries", "Pays");

    public string CountriesHint => Say("Two-letter codes separated by commas. Empty: all others.", "Codes à deux lettres, séparés par des virgules. Vide\u00a0: tous les autres.");

    public string CountriesLike => Say("A country is two letters, such as FR or DE.", "Un pays s’écrit en deux lettres, comme FR ou DE.");

    public string AllOtherCountries => Say("all others", "tous les autres");

    public string Free => Say("free", "offert");

    public string FreeFrom => Say("Free from", "Offert dès");

    public string FreeFromHint => Say("Subtotal after discounts. Empty: never free.", "Sous-total après remises. Vide\u00a0: jamais offert.");

    public string WorkingDays => Say("Working days", "Jours ouvrés");

    public string MinDays => Say("Working days, at least", "Jours ouvrés, au moins");

    public string MaxDays => Say("Working days, at most", "Jours ouvrés, au plus");

    public string MaxBelowMin => Say("At most must not be below at least.", "Le maximum ne peut être inférieur au minimum.");

    public string PickupPlace => Say("Place of pick-up", "Lieu de retrait");

    public string PickupPlaceHint => Say("Only for pick-up.", "Seulement pour le retrait.");

    public string PickupNeedsPlace => Say("A pick-up needs its place.", "Un retrait demande un lieu.");

    public string RateType(string type) => type == "pickup" ? Say("Pick-up", "Retrait") : Say("Shipping", "Livraison");

    // taxes
    public string TaxesIncludedExplained => Say("Prices contain the tax: these rates tell how much of a price is tax.", "Les prix contiennent la taxe\u00a0: ces taux disent quelle part du prix est la taxe.");

    public string TaxesAddedExplained => Say("The tax is added to the prices at checkout.", "La taxe s’ajoute aux prix au moment du paiement.");

    public string TaxTable => Say("Tax rates. Use * for all other countries; empty the country to remove a row.", "Taux de taxe. Utilisez * pour tous les autres pays\u00a0; videz le pays pour retirer une ligne.");

    public string CountryLabel => Say("Country", "Pays");

    public string Region => Say("Region", "Région");

    public string RateInPercent => Say("Rate in %", "Taux en %");

    public string TaxTwice => Say("This country, region and category stand there twice.", "Ce pays, cette région et cette catégorie figurent deux fois.");

    public string TaxesSaved => Say("The tax table is saved.", "La table des taxes est enregistrée.");

    public string MaxQuantity => Say("Most pieces of one line of a cart", "Quantité maximale par ligne de panier");

    public string InRow(string label, int row) => Say($"{label}, row {row}", $"{label}, ligne {row}");

    // payments
    public string NewPaymentHandler => Say("New payment handler", "Nouveau moyen de paiement");

    public string NoPaymentHandlers => Say("No payment handlers: nothing can be paid.", "Aucun moyen de paiement\u00a0: rien ne peut être payé.");

    public string PaymentsExplained => Say("What the shop offers to buyers and agents. The provider behind a handler is set up with the server.", "Ce que la boutique propose aux acheteurs et aux agents. Le prestataire derrière chaque moyen se configure avec le serveur.");

    public string Specification => Say("Specification", "Spécification");

    public string SpecificationHint => Say("Reverse-domain name, such as com.example.pay.", "Nom de domaine inversé, comme com.example.pay.");

    public string Instruments => Say("Instruments", "Instruments");

    public string HandlerIdHint => Say("Letters, digits, hyphens, dots. Must be the id of a provider that the server knows.", "Lettres, chiffres, tirets, points. Doit être l’identifiant d’un prestataire connu du serveur.");

    public string PublicConfig => Say("Published configuration (JSON)", "Configuration publiée (JSON)");

    public string PublicConfigHint => Say("Every agent can read it: never put a secret here.", "Tous les agents peuvent la lire\u00a0: n’y mettez jamais de secret.");

    public string ConfigIsJson => Say("A JSON object, or nothing.", "Un objet JSON, ou rien.");

    public string IdLike => Say("Letters, digits, hyphens, underscores and dots; at most 100.", "Lettres, chiffres, tirets et points\u00a0; 100 au plus.");

    public string IdTaken => Say("This id is taken.", "Cet identifiant est déjà pris.");

    // policies
    public string PoliciesExplained => Say("The shop shows these pages, and the agent answers from them, word for word.", "La boutique affiche ces pages, et l’agent y puise ses réponses, mot pour mot.");

    public string Policy => Say("Policy", "Page");

    public string NotWritten => Say("not written", "à écrire");

    public string Characters => Say("Characters", "Caractères");

    public string MarkdownText => Say("Text in Markdown", "Texte en Markdown");

    public string Preview => Say("Preview", "Aperçu");

    public string PolicySaved(string title) => Say($"Saved: {title}.", $"Enregistré\u00a0: {title}.");

    public string PolicyChangedMeanwhile => Say("Somebody else changed this page while you were writing. Your text is kept; saving again replaces theirs.", "Quelqu’un d’autre a modifié cette page entre-temps. Votre texte est conservé\u00a0; enregistrer à nouveau remplace le sien.");

    public string PolicyName(string id) => id switch
    {
        "shipping" => Say("Shipping", "Livraison"),
        "returns" => Say("Returns", "Retours"),
        "privacy" => Say("Privacy", "Confidentialité"),
        "terms" => Say("Terms", "Conditions générales"),
        "payment" => Say("Payment", "Paiement"),
        "warranty" => Say("Warranty", "Garantie"),
        "about" => Say("About the shop", "À propos"),
        _ => id,
    };

    // settings
    public string ShopFace => Say("What shoppers see", "Ce que voient les clients");

    public string Tagline => Say("Tagline", "Accroche");

    public string Hosts => Say("Host names", "Noms d’hôte");

    public string HostsHint => Say("Names that lead to this shop, one a line. The default shop answers all others.", "Noms qui mènent à cette boutique, un par ligne. La boutique par défaut répond à tous les autres.");

    public string HostsLike => Say("Host names without http:// and without a port.", "Des noms d’hôte sans http:// ni port.");

    public string HostTaken(string host) => Say($"{host} belongs to another shop.", $"{host} appartient à une autre boutique.");

    public string LanguagesHint => Say("en, fr – the first is the default.", "en, fr – la première est celle par défaut.");

    public string LanguagesLike => Say("The pages exist in en and fr.", "Les pages existent en en et fr.");

    public string Company => Say("Company", "Entreprise");

    public string EmailWrong => Say("Not an e-mail address.", "Pas une adresse e-mail.");

    public string LegalName => Say("Legal name", "Raison sociale");

    public string VatNumber => Say("VAT number", "Numéro de TVA");

    public string CountryHint => Say("Two letters; where the shop is established.", "Deux lettres\u00a0; là où la boutique est établie.");

    public string PostalAddress => Say("Postal address", "Adresse postale");

    public string Prices => Say("Prices", "Prix");

    public string CurrencyIs(string currency) => Say($"The shop counts in {currency}. A shop's currency does not change.", $"La boutique compte en {currency}. La devise d’une boutique ne change pas.");

    public string PricesIncludeTax => Say("Prices include tax", "Les prix incluent la taxe");

    public string SettingsSaved => Say("The settings are saved.", "Les réglages sont enregistrés.");

    public string ShopChangedMeanwhile => Say("Somebody else changed the settings while you were editing. Your entries are kept; saving again replaces the other change.", "Quelqu’un d’autre a modifié les réglages entre-temps. Vos saisies sont conservées\u00a0; enregistrer à nouveau remplace l’autre modification.");
}
