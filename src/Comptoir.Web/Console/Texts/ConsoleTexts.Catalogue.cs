namespace Comptoir.Web.Console.Texts;

/// <summary>Products and stock.</summary>
public sealed partial class ConsoleTexts
{
    public string SearchProducts => Say("Words, SKU, GTIN or id", "Mots, SKU, GTIN ou identifiant");

    public string OnSale => Say("On sale", "En vente");

    public string NotOnSale => Say("Not on sale", "Retirés de la vente");

    public string NewProduct => Say("New product", "Nouveau produit");

    public string Brand => Say("Brand", "Marque");

    public string Category => Say("Category", "Catégorie");

    public string NoCategory => Say("None", "Aucune");

    public string Source => Say("Source", "Source");

    public string Sellable => Say("Sellable", "Vendable");

    public string ProductCount(int n) => Count(n, "product", "products", "produit", "produits");

    public string VariantCount(int n) => Count(n, "variant", "variants", "variante", "variantes");

    public string SeeInShop => Say("See in the shop", "Voir dans la boutique");

    public string Texts => Say("Texts", "Textes");

    public string Description => Say("Description", "Description");

    public string Classification => Say("Classification", "Classement");

    public string Tags => Say("Tags", "Étiquettes");

    public string TaxCategory => Say("Tax category", "Catégorie de taxe");

    public string TaxCategoryHint => Say("A row of the tax table: standard, reduced, zero …", "Une ligne de la table des taxes\u00a0: standard, reduced, zero…");

    public string ActiveProduct => Say("On sale (otherwise kept for old orders, but neither found nor sold)", "En vente (sinon gardé pour les anciennes commandes, ni trouvé ni vendu)");

    public string VariantsAndPrices(string currency, bool included) => Say(
        $"Variants; prices in {currency}, {(included ? "tax included" : "without tax")}",
        $"Variantes\u00a0; prix en {currency}, {(included ? "toutes taxes comprises" : "hors taxe")}");

    public string Variant => Say("Variant", "Variante");

    public string OnlyVariant => Say("Only variant", "Variante unique");

    public string ListPrice => Say("List price", "Prix de référence");

    public string ListPriceAbove => Say("The list price must be above the price; leave it empty when there is no reduction.", "Le prix de référence doit dépasser le prix\u00a0; laissez vide s’il n’y a pas de réduction.");

    public string GtinWrong => Say("Not a GTIN: 8, 12, 13 or 14 digits with a right check digit.", "Pas un GTIN\u00a0: 8, 12, 13 ou 14 chiffres avec une clé de contrôle juste.");

    public string OnHand => Say("On hand", "En stock");

    public string Reserved => Say("Reserved", "Réservé");

    public string ProductSaved => Say("Saved. The shop shows it already.", "Enregistré. La boutique l’affiche déjà.");

    public string ProductRefused => Say("Not saved: a variant id or the address of this product belongs to another product.", "Non enregistré\u00a0: un identifiant de variante ou l’adresse de ce produit appartient à un autre produit.");

    public string ProductChangedMeanwhile => Say(
        "Somebody else, or an import, changed this product while you were editing. Your entries are kept below; saving again replaces the other change.",
        "Quelqu’un d’autre, ou un import, a modifié ce produit entre-temps. Vos saisies sont conservées ci-dessous\u00a0; enregistrer à nouveau remplace l’autre modification.");

    public string SourceLine(string source, string when) => Say($"Read from {source}, {when} UTC.", $"Lu depuis {source}, {when} UTC.");

    public string SearchStock => Say("Title, SKU or id", "Titre, SKU ou identifiant");

    public string LowUpTo(long low) => Say($"Low (at most {low}) or out", $"Bas ({low} au plus) ou épuisé");

    public string OutOfStock => Say("Out of stock", "Épuisé");

    public string SaveStock => Say("Save the counts", "Enregistrer les quantités");

    public string StockSaved(int n) => n == 0 ? Say("Nothing was changed.", "Rien n’a été modifié.") : Say($"Saved: {Count(n, "count", "counts", "", "")}.", $"{Count(n, "", "", "quantité enregistrée", "quantités enregistrées")}.");

    public string StockChangedMeanwhile(long now) => Say($"Meanwhile it became {Group(now)}. Save again to replace that.", $"La quantité est passée à {Group(now)} entre-temps. Enregistrez à nouveau pour la remplacer.");
}
