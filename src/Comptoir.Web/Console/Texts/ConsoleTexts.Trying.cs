namespace Comptoir.Web.Console.Texts;

/// <summary>The trial of the doors.</summary>
public sealed partial class ConsoleTexts
{
    public string TryTitle => Say("Try it: a purchase over each door", "Essayer\u00a0: un achat par chaque porte");

    public string TryExplained => Say(
        "The console plays an agent: it calls this server over HTTP, signs with a key of its own, buys the cheapest thing in stock with a test card and shows every request and answer as it was. At the end the order is cancelled, and stock and books are as before.",
        "La console joue le rôle d’un agent\u00a0: elle appelle ce serveur en HTTP, signe avec sa propre clé, achète l’article en stock le moins cher avec une carte de test et montre chaque requête et chaque réponse telles quelles. À la fin, la commande est annulée\u00a0; le stock et les comptes reviennent à leur état d’avant.");

    public string TryNow => Say("Buy and show every step", "Acheter et montrer chaque étape");

    public string TryDoor(string door) => door switch
    {
        "ucp" => Say("UCP, REST", "UCP, REST"),
        "mcp" => Say("UCP over MCP", "UCP par MCP"),
        "a2a" => Say("UCP over A2A", "UCP par A2A"),
        "acp" => Say("ACP", "ACP"),
        _ => Say("The shop’s own page, embedded", "La page de la boutique, intégrée"),
    };

    public string TryNoDoors => Say("This server has no doors for agents, so there is nothing to try.", "Ce serveur n’a pas de porte pour les agents\u00a0: il n’y a rien à essayer.");

    public string TryOtherHost => Say("Agents reach another shop under this address. Open the console under an address of this shop to try its doors.", "À cette adresse, les agents atteignent une autre boutique. Ouvrez la console à une adresse de cette boutique pour essayer ses portes.");

    public string TryNoTestPayments => Say("This shop takes live payments only. A trial needs the test provider beside them: add it under Payments, try, and remove it again.", "Cette boutique n’accepte que de vrais paiements. Un essai a besoin du prestataire de test\u00a0: ajoutez-le dans Paiements, essayez, puis retirez-le.");

    public string TryNothingToSell => Say("Nothing is in stock that could be bought.", "Aucun article en stock ne peut être acheté.");

    public string TryReason => Say("Trial of the doors from the console", "Essai des portes depuis la console");

    public string TryDone(int steps, string milliseconds) => Say($"Bought in {steps} steps, {milliseconds} ms.", $"Acheté en {steps} étapes, {milliseconds}\u00a0ms.");

    public string TryEnded(int step, string why) => Say($"Ended at step {step}: {why}.", $"Arrêté à l’étape {step}\u00a0: {why}.");

    public string TryCancelled => Say("The order is cancelled.", "La commande est annulée.");

    public string TryNotCancelled => Say("The order could not be cancelled: please do it by hand.", "La commande n’a pas pu être annulée\u00a0: faites-le à la main.");

    public string TrySeeOrder => Say("See the order", "Voir la commande");

    public string TryNoAnswer => Say("no answer", "aucune réponse");

    public string TryWrong => Say("not as hoped", "inattendu");

    public string TryNoOrder => Say("the page made no order", "la page n’a pas créé de commande");

    public string TryDiscovers => Say("Looks what the shop can do", "Regarde ce que la boutique sait faire");

    public string TryListsTools => Say("Asks for the tools", "Demande les outils");

    public string TrySearches => Say("Searches for a product", "Cherche un produit");

    public string TryStarts => Say("Starts a checkout", "Ouvre un passage en caisse");

    public string TryGivesAddress => Say("Says who buys and where it goes", "Indique l’acheteur et l’adresse");

    public string TryChooses => Say("Chooses a delivery", "Choisit une livraison");

    public string TryDelegates => Say("Has the card turned into a token for this purchase", "Fait changer la carte en jeton pour cet achat");

    public string TryPays => Say("Pays", "Paie");

    public string TryReadsOrder => Say("Reads the order", "Lit la commande");

    public string TryEmbeds => Say("Opens the checkout in a frame of an application", "Ouvre le passage en caisse dans le cadre d’une application");

    public string TryReadsState => Say("The frame reads where the checkout stands", "Le cadre lit où en est le passage en caisse");

    public string TryOpensPage => Say("The buyer sees the page", "L’acheteur voit la page");

    public string TryBuyerPays => Say("The buyer pays on the page", "L’acheteur paie sur la page");

    public string TrySeesOrder => Say("The buyer sees the order", "L’acheteur voit la commande");
}
