using Comptoir.Protocols.Trust;

namespace Comptoir.Web.Console.Texts;

/// <summary>Agents: who they are, how far they are trusted, what they did.</summary>
public sealed partial class ConsoleTexts
{
    public string SeenAgents => Say("Agents seen", "Agents vus");

    public string SeenAgentsExplained => Say(
        "Each agent that called, over any door. An agent that signs its requests has proven its name; one that does not only claims it.",
        "Chaque agent qui a appelé, par n’importe quelle porte. Un agent qui signe ses requêtes a prouvé son nom\u00a0; sans signature, il ne fait que le prétendre.");

    public string NoAgentsYet => Say("No agent has called yet.", "Aucun agent n’a encore appelé.");

    public string SalesByCaller(int days) => Say($"Sales of the last {days} days by caller", $"Ventes des {days} derniers jours par appelant");

    public string Tier => Say("Trust", "Confiance");

    public string Proof => Say("Proof", "Preuve");

    public string LastSeen => Say("Last seen (UTC)", "Vu pour la dernière fois (UTC)");

    public string FirstSeen => Say("First seen (UTC)", "Vu pour la première fois (UTC)");

    public string RequestCount => Say("Requests", "Requêtes");

    public string RefusedCount => Say("Refused", "Refusées");

    public string AgentStopped => Say("Stopped", "Arrêté");

    public string AgentAllowed => Say("Allowed", "Autorisé");

    public string StopAgent => Say("Stop this agent", "Arrêter cet agent");

    public string AllowAgent => Say("Allow again", "Autoriser à nouveau");

    public string AgentWasStopped => Say("Stopped. It is refused on every node within a second.", "Arrêté. Il est refusé sur tous les nœuds en moins d’une seconde.");

    public string AgentWasAllowed => Say("Allowed again.", "À nouveau autorisé.");

    public string TierSaved => Say("Saved.", "Enregistré.");

    public string TierByProof => Say("By its proof (the usual)", "Selon sa preuve (par défaut)");

    public string TierName(AgentTier tier) => tier switch
    {
        AgentTier.Anonymous => Say("Catalogue and cart", "Catalogue et panier"),
        AgentTier.Signed => Say("Checkout too", "Paiement aussi, sans le conclure"),
        _ => Say("Everything: complete purchases, read orders", "Tout\u00a0: conclure les achats, lire les commandes"),
    };

    public string ProofName(AgentProof proof) => proof switch
    {
        AgentProof.None => Say("none: the name is only claimed", "aucune\u00a0: le nom est seulement prétendu"),
        AgentProof.Signature => Say("signature", "signature"),
        _ => Say("key or token", "clé ou jeton"),
    };

    public string TierExplained => Say(
        "Counts only when the agent proves who it is: by a signature with a key of its profile, by your key, or by a customer’s token.",
        "Ne vaut que si l’agent prouve son identité\u00a0: par une signature avec une clé de son profil, par votre clé ou par le jeton d’un client.");

    public string Negotiated => Say("Negotiated capabilities", "Capacités négociées");

    public string NothingNegotiated => Say("Nothing was negotiated.", "Rien n’a été négocié.");

    public string AgentDoor => Say("Door", "Porte");

    public string AgentDoorName(string door) => door switch
    {
        "ucp" => "UCP (REST)",
        "mcp" => "MCP",
        "acp" => "ACP",
        "a2a" => "A2A",
        _ => door.Length <= 40 ? door : door[..40],
    };

    public string Operation => Say("Operation", "Opération");

    public string About => Say("About", "Concerne");

    public string TookLabel => Say("Took", "Durée");

    public string Exchanges => Say("Requests and answers, newest first", "Requêtes et réponses, de la plus récente à la plus ancienne");

    public string NoExchanges => Say("None are kept.", "Aucune n’est conservée.");

    public string OlderExchanges => Say("Older", "Plus anciennes");

    public string SessionOf(string id) => Say($"Purchase {id}", $"Achat {id}");

    public string SessionExplained => Say(
        "Every request about this purchase with its answer, in order, from cart to order. Credentials and personal data are not kept; long bodies are cut off.",
        "Chaque requête de cet achat avec sa réponse, dans l’ordre, du panier à la commande. Identifiants et données personnelles ne sont pas conservés\u00a0; les contenus longs sont coupés.");

    public string RequestBody => Say("Request", "Requête");

    public string ResponseBody => Say("Answer", "Réponse");

    public string WholeSession => Say("The whole purchase", "Tout l’achat");

    public string SigningKeys => Say("Signing keys", "Clés de signature");

    public string SigningKeysExplained => Say(
        "With these the shop signs its answers and events. Agents find the public halves in the shop’s profile. A new key signs ten minutes after it is published; the one before stays published eight days.",
        "La boutique signe avec elles ses réponses et ses événements. Les agents trouvent leurs moitiés publiques dans le profil de la boutique. Une nouvelle clé signe dix minutes après sa publication\u00a0; la précédente reste publiée huit jours.");

    public string KeyId => Say("Key", "Clé");

    public string KeyState => Say("State", "État");

    public string KeySigns => Say("signs", "signe");

    public string KeyWaits(string at) => Say($"signs from {at}", $"signe à partir du {at}");

    public string KeyRetired(string at) => Say($"retired on {at}", $"retirée le {at}");

    public string RotateKeys => Say("Make a new key", "Créer une nouvelle clé");

    public string ReplaceKeys => Say("Replace at once", "Remplacer immédiatement");

    public string RotateEffect => Say("A new key is published now and signs in ten minutes. Nothing that was signed before stops being valid.", "Une nouvelle clé est publiée maintenant et signera dans dix minutes. Rien de ce qui a été signé ne perd sa validité.");

    public string ReplaceEffect => Say("All keys of today are withdrawn now, and a new one signs at once. For a key that is in wrong hands. Agents that remember the profile cannot check answers for up to five minutes.", "Toutes les clés actuelles sont retirées maintenant et une nouvelle signe aussitôt. À utiliser si une clé est tombée entre de mauvaises mains. Les agents qui gardent le profil en mémoire ne pourront pas vérifier les réponses pendant cinq minutes au plus.");

    public string KeysRotated => Say("A new key was made.", "Une nouvelle clé a été créée.");

    public string ReservedProducts => Say("Reserved products", "Produits réservés");

    public string ReservedExplained => Say(
        "Products and categories that not every agent sees and buys. People on the shop’s pages are not affected.",
        "Les produits et catégories que tous les agents ne voient et n’achètent pas. Les pages de la boutique ne changent pas.");

    public string NothingReserved => Say("Every agent sees everything.", "Tous les agents voient tout.");

    public string ReserveProduct => Say("A product, by its id", "Un produit, par son identifiant");

    public string ReserveCategory => Say("A category, by its id", "Une catégorie, par son identifiant");

    public string OpensAtLabel => Say("Who may", "Qui peut");

    public string OpensAt(AgentTier? tier) => tier switch
    {
        null => Say("no agent", "aucun agent"),
        AgentTier.Signed => Say("agents that sign", "les agents qui signent"),
        AgentTier.Token => Say("agents with your word or a token", "les agents ayant votre accord ou un jeton"),
        _ => Say("every agent", "tous les agents"),
    };

    public string Reserve => Say("Reserve", "Réserver");

    public string Open => Say("Open to all", "Ouvrir à tous");

    public string NoSuchProduct => Say("There is no such product or category.", "Ce produit ou cette catégorie n’existe pas.");

    public string ClosedToUnsigned => Say("Serve only agents that prove who they are", "Ne servir que les agents qui prouvent leur identité");

    public string OpenToUnsigned => Say("Serve agents without proof again (catalogue and cart)", "Servir à nouveau les agents sans preuve (catalogue et panier)");

    public string ClosedToUnsignedNow => Say("Agents without proof are refused everything.", "Les agents sans preuve sont refusés partout.");
}
