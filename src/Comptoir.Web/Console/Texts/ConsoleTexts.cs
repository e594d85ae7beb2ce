using System.Globalization;

namespace Comptoir.Web.Console.Texts;

/// <summary>Every text of the console, English and French side by side. Parts of this class hold the texts of one area each.</summary>
public sealed partial class ConsoleTexts
{
    private static readonly ConsoleTexts English = new("en");
    private static readonly ConsoleTexts French = new("fr");

    private ConsoleTexts(string language) => Language = language;

    /// <summary>en or fr.</summary>
    public string Language { get; }

    /// <summary>The texts in the first language asked for that there is: chosen, then kept, then the browser's; else English.</summary>
    internal static ConsoleTexts In(string? chosen, string? kept, string? acceptLanguage)
    {
        foreach (var language in new[] { chosen, kept })
            if (language is "en" or "fr") return language == "fr" ? French : English;
        var french = acceptLanguage?.IndexOf("fr", StringComparison.OrdinalIgnoreCase) ?? -1;
        var english = acceptLanguage?.IndexOf("en", StringComparison.OrdinalIgnoreCase) ?? -1;
        return french >= 0 && (english < 0 || french < english) ? French : English;
    }

    // the frame
    public string ConsoleName => Say("Console", "Console");

    public string SkipToContent => Say("Skip to content", "Aller au contenu");

    public string Menu => Say("Menu", "Menu");

    public string Shop => Say("Shop", "Boutique");

    public string Go => Say("Go", "Aller");

    public string SeeShop => Say("See the shop", "Voir la boutique");

    public string SignOut => Say("Sign out", "Se déconnecter");

    public string Overview => Say("Overview", "Vue d’ensemble");

    public string Sales => Say("Sales", "Ventes");

    public string Catalogue => Say("Catalogue", "Catalogue");

    public string Rules => Say("Shop rules", "Règles de la boutique");

    public string Books => Say("Books and health", "Comptes et santé");

    public string Orders => Say("Orders", "Commandes");

    public string Conversations => Say("Conversations", "Conversations");

    public string Agents => Say("Agents", "Agents");

    public string Products => Say("Products", "Produits");

    public string Stock => Say("Stock", "Stock");

    public string Promotions => Say("Promotions", "Promotions");

    public string Shipping => Say("Shipping", "Livraison");

    public string Taxes => Say("Taxes", "Taxes");

    public string Payments => Say("Payments", "Paiements");

    public string Policies => Say("Policies", "Conditions");

    public string Settings => Say("Shop settings", "Réglages");

    public string Ledger => Say("Ledger", "Grand livre");

    public string Outbox => Say("Events out", "Envois");

    public string Health => Say("Health", "Santé");

    // the door
    public string SignIn => Say("Sign in", "Se connecter");

    public string SignInExplained => Say(
        "The console key was shown when the shop was started for the first time.",
        "La clé de la console a été affichée au premier démarrage de la boutique.");

    public string ConsoleKey => Say("Console key or personal key", "Clé de la console ou clé personnelle");

    public string WrongKey => Say("That is not the key.", "Ce n’est pas la bonne clé.");

    public string TooManyTries => Say("Too many wrong keys. Wait a minute and try again.", "Trop de clés erronées. Attendez une minute avant de réessayer.");

    public string KeyNeeded => Say("The console needs its key.", "La console demande sa clé.");

    public string RefusedSender => Say("This request did not come from the console's own pages.", "Cette requête ne vient pas des pages de la console.");

    public string UnreadableForm => Say("The form could not be read.", "Le formulaire n’a pas pu être lu.");

    public string NoShop => Say("No shop yet", "Pas encore de boutique");

    public string NoShopExplained => Say("Import a catalogue first: comptoir import <file>.", "Importez d’abord un catalogue\u00a0: comptoir import <fichier>.");

    public string NotFound => Say("Not found", "Introuvable");

    public string NotFoundExplained => Say("There is nothing here, or it belongs to another shop.", "Il n’y a rien ici, ou cela appartient à une autre boutique.");

    // lists
    public string All => Say("All", "Tout");

    public string Filter => Say("Filter", "Filtrer");

    public string ShowLabel => Say("Show", "Afficher");

    public string NothingFound => Say("Nothing found.", "Aucun résultat.");

    public string NewestFirst => Say("Newest first", "Du plus récent au plus ancien");

    public string PagesOfTheList => Say("Pages of the list", "Pages de la liste");

    public string Previous => Say("Previous", "Précédent");

    public string Next => Say("Next", "Suivant");

    public string PageNumber(int page) => Say($"Page {page}", $"Page {page}");

    // forms
    public string Save => Say("Save", "Enregistrer");

    public string Cancel => Say("Cancel", "Annuler");

    public string Delete => Say("Delete", "Supprimer");

    public string Back => Say("Back", "Retour");

    public string Continue => Say("Continue", "Continuer");

    public string DoNothing => Say("No, go back", "Non, revenir");

    public string ConfirmExplained => Say("This is what will happen:", "Voici ce qui va se passer\u00a0:");

    public string PleaseCorrect => Say("Nothing was saved. Please correct:", "Rien n’a été enregistré. À corriger\u00a0:");

    public string Required => Say("Please fill this in.", "À remplir.");

    public string ChooseOne => Say("Please choose one of the list.", "Choisissez dans la liste.");

    public string DateLike => Say("Please give a date and a time.", "Indiquez une date et une heure.");

    public string PercentLike => Say("A percentage from 0 to 100 with at most two decimals.", "Un pourcentage de 0 à 100, deux décimales au plus.");

    public string BetweenCommas => Say("Separated by commas.", "Séparés par des virgules.");

    public string OneLineEach => Say("One line each.", "Un élément par ligne.");

    public string EmptyMeansNone => Say("Empty: none.", "Vide\u00a0: aucun.");

    public string TooLong(int max) => Say($"At most {max} characters.", $"{max} caractères au plus.");

    public string AtMostEntries(int most) => Say($"At most {most} entries.", $"{most} éléments au plus.");

    public string AmountLike(string example) => Say($"An amount like {example}.", $"Un montant comme {example}.");

    public string AtMost(string amount) => Say($"At most {amount}.", $"{amount} au plus.");

    public string NumberBetween(long min, long max) => Say($"A whole number from {Group(min)} to {Group(max)}.", $"Un nombre entier de {Group(min)} à {Group(max)}.");

    // words that many pages use
    public string Name => Say("Name", "Nom");

    public string Title => Say("Title", "Titre");

    public string Id => Say("Id", "Identifiant");

    public string State => Say("State", "État");

    public string Kind => Say("Kind", "Type");

    public string When => Say("When", "Date");

    public string Amount => Say("Amount", "Montant");

    public string Total => Say("Total", "Total");

    public string Price => Say("Price", "Prix");

    public string Product => Say("Product", "Produit");

    public string Variants => Say("Variants", "Variantes");

    public string Version => Say("Version", "Version");

    public string Email => Say("E-mail", "E-mail");

    public string Phone => Say("Phone", "Téléphone");

    public string LanguageLabel => Say("Language", "Langue");

    public string LanguagesLabel => Say("Languages", "Langues");

    public string Good => Say("Good", "Bon");

    public string Bad => Say("Needs attention", "À surveiller");

    public string Never => Say("Never", "Jamais");

    public string LanguageName(string code) => code switch { "en" => Say("English", "anglais"), "fr" => Say("French", "français"), "" => Say("not stated", "non précisée"), _ => code };

    /// <summary>A label with the language that the field is in.</summary>
    public string InLanguage(string label, string language) => $"{label} ({LanguageName(language)})";

    public string Seconds(int n) => Say($"{n} s", $"{n}\u00a0s");

    public string Minutes(int n) => Say($"{n} min", $"{n}\u00a0min");

    public string Hours(int n) => Say($"{n} hours", $"{n}\u00a0heures");

    public string Days(int n) => Say($"{n} days", $"{n}\u00a0jours");

    public string Gibibytes => Say("GiB", "Gio");

    public string Mebibytes => Say("MiB", "Mio");

    public string Kibibytes => Say("KiB", "Kio");

    private string Say(string english, string french) => Language == "fr" ? french : english;

    /// <summary>A count with its noun. French takes the singular for 0 too.</summary>
    private string Count(long n, string one, string many, string un, string plusieurs) => Language == "fr"
        ? $"{Group(n)}\u00a0{(Math.Abs(n) < 2 ? un : plusieurs)}"
        : $"{Group(n)} {(n == 1 ? one : many)}";

    private string Group(long n) => n.ToString("N0", CultureInfo.GetCultureInfo(Language == "fr" ? "fr-FR" : "en-GB"));
}
