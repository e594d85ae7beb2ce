namespace Comptoir.Web.Layout;

/// <summary>Header, footer, banner and error pages.</summary>
public sealed partial class Texts
{
    public string SkipToContent => T("Skip to content", "Aller au contenu");
    public string DemoBanner => T("Demo shop: nothing is charged or sent.", "Boutique de démonstration : rien n’est débité ni expédié.");
    public string Search => T("Search", "Rechercher");
    public string SearchPlaceholder => T("Search the shop", "Chercher dans la boutique");
    public string Menu => T("Shelves", "Rayons");
    public string AllShelves => T("All shelves", "Tous les rayons");
    public string MainNavigation => T("Main", "Principale");
    public string Account => T("Account", "Compte");
    public string SignIn => T("Sign in", "Se connecter");
    public string CartTitle => T("Your cart", "Votre panier");
    public string CartShort => T("Cart", "Panier");
    public string CartCount(int n) => n switch
    {
        0 => T("Cart, empty", "Panier, vide"),
        1 => T("Cart, 1 item", "Panier, 1 article"),
        _ => T($"Cart, {n} items", $"Panier, {n} articles"),
    };
    public string LanguageLabel => T("Language", "Langue");
    public string Home => T("Home", "Accueil");
    public string BreadcrumbLabel => T("You are here", "Vous êtes ici");
    public string Help => T("Help", "Aide");
    public string Shopping => T("Shopping", "Achats");
    public string FindOrder => T("Find an order", "Retrouver une commande");
    public string PricesWithTax => T("All prices include VAT.", "Tous les prix sont TTC.");
    public string PricesWithoutTax => T("Tax is added at checkout.", "Les taxes sont ajoutées au moment de payer.");
    public string NoTracking => T("No tracking, no cookies until you need one.", "Aucun pistage, aucun cookie tant qu’il n’est pas utile.");
    public string ForAgents => T("For agents", "Pour les agents");
    public string RunsOn => T("Runs on Comptoir", "Propulsé par Comptoir");

    public string ErrorTitle(int status) => status switch
    {
        404 => T("This page is not on our shelves", "Cette page n’est pas dans nos rayons"),
        403 => T("This was not allowed", "Cette action n’a pas été autorisée"),
        400 or 413 or 415 or 422 => T("We could not read that", "Nous n’avons pas pu lire cette demande"),
        405 => T("That does not work here", "Cela ne fonctionne pas ici"),
        429 => T("A little too fast", "Un peu trop vite"),
        _ => T("Something went wrong on our side", "Un problème est survenu de notre côté"),
    };

    public string ErrorBody(int status) => status switch
    {
        404 => T("It may have sold out for good, or the address has a typo. Search for it, or ask us in the chat.", "Le produit n’est peut-être plus vendu, ou l’adresse comporte une erreur. Cherchez-le, ou demandez-nous dans la conversation."),
        403 => T("The request did not come from one of our own pages. Please open the page again and retry.", "La demande ne venait pas d’une de nos pages. Rouvrez la page et réessayez."),
        400 or 413 or 415 or 422 => T("Something in the form was missing, too long or not what we expected. Please go back and try again.", "Quelque chose manquait dans le formulaire, était trop long ou inattendu. Revenez en arrière et réessayez."),
        405 => T("This address expects something else. Go back to the shop and try from there.", "Cette adresse attend autre chose. Retournez à la boutique et réessayez."),
        429 => T("Please wait a moment, then try again.", "Patientez un instant, puis réessayez."),
        _ => T("It has been noted and we will look into it. Nothing you confirmed is lost.", "C’est noté et nous allons regarder. Rien de ce que vous avez confirmé n’est perdu."),
    };

    public string BackToShop => T("Back to the shop", "Retour à la boutique");
    public string Close => T("Close", "Fermer");
}
