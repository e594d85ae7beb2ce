namespace Comptoir.Web.Console.Texts;

/// <summary>Keys by which agents are let in.</summary>
public sealed partial class ConsoleTexts
{
    public string AgentKeys => Say("Agent keys", "Clés d’agents");

    public string AgentKeysExplained => Say(
        "A key lets one agent (ChatGPT, for example) buy here over ACP. Give each agent its own: it sees only its own sessions and orders, and can be stopped alone.",
        "Une clé permet à un agent (ChatGPT, par exemple) d’acheter ici par ACP. Donnez à chacun la sienne\u00a0: il ne voit que ses propres sessions et commandes, et peut être arrêté seul.");

    public string NoAgentKeys => Say("No key was made yet.", "Aucune clé n’a encore été créée.");

    public string KeyEnds => Say("Key", "Clé");

    public string KeyMade => Say("Made", "Créée");

    public string KeyRevoked(string when) => Say($"Revoked {when}", $"Révoquée le {when}");

    public string Revoke => Say("Revoke", "Révoquer");

    public string RevokeKeyOf(string name) => Say($"Revoke the key of {name}", $"Révoquer la clé de {name}");

    public string RevokeKeyExplained => Say(
        "The agent can no longer reach its sessions, and hears no more of its orders. This cannot be undone; orders stay as they are.",
        "L’agent n’a plus accès à ses sessions et n’est plus informé de ses commandes. C’est définitif\u00a0; les commandes restent en l’état.");

    public string KeyIsRevoked(string name) => Say($"The key of {name} is revoked.", $"La clé de {name} est révoquée.");

    public string NewAgentKey => Say("New key", "Nouvelle clé");

    public string AgentName => Say("Who gets it", "Pour qui");

    public string OrderEventsAddress => Say("Address for order events (https, optional)", "Adresse pour les événements de commande (https, facultatif)");

    public string OrderEventsSecret => Say("Secret to sign them with", "Secret pour les signer");

    public string SecretNeeded => Say("Events are signed: enter the secret that the agent's platform gave you.", "Les événements sont signés\u00a0: saisissez le secret fourni par la plateforme de l’agent.");

    public string RequestSecret => Say("Secret that its requests are signed with (optional)", "Secret avec lequel ses requêtes sont signées (facultatif)");

    public string RequestSecretExplained => Say(
        "With a secret, requests without its good signature are refused, even if somebody finds the key.",
        "Avec un secret, les requêtes sans sa bonne signature sont refusées, même si quelqu’un trouve la clé.");

    public string LongerSecretNeeded(int characters) => Say($"Enter at least {characters} characters.", $"Saisissez au moins {characters} caractères.");

    public string SignsRequests => Say("signed requests only", "requêtes signées uniquement");

    public string HttpsAddressNeeded => Say("Enter an https address.", "Saisissez une adresse https.");

    public string MakeKey => Say("Make the key", "Créer la clé");

    public string AgentKeyMade(string name) => Say(
        $"This is the key for {name}. It is shown this once: copy it now. The agent sends it as Authorization: Bearer …",
        $"Voici la clé pour {name}. Elle n’est affichée qu’une fois\u00a0: copiez-la maintenant. L’agent l’envoie en Authorization\u00a0: Bearer …");

    public string AcpAddress => Say("Address for the agent", "Adresse pour l’agent");

    public string AgentNotes => Say("Notes from the agent", "Remarques transmises par l’agent");

    public string Attribution => Say("Attribution", "Attribution");
}
