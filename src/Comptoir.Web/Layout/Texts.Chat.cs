namespace Comptoir.Web.Layout;

/// <summary>The conversation with the shop's agent.</summary>
public sealed partial class Texts
{
    public string ChatTitle => T("Ask the shop", "Demander à la boutique");
    public string ChatOpen => T("Ask the shop", "Une question ?");
    public string ChatDisclosure => T("You are talking to an automated assistant, not a person. It orders nothing without your yes.", "Vous parlez à un assistant automatique, pas à une personne. Il ne commande rien sans votre oui.");
    public string ChatGreeting => T("Hello! What are you looking for? Tell me who it is for, what matters and what it may cost.", "Bonjour ! Que cherchez-vous ? Dites-moi pour qui, ce qui compte et votre budget.");
    public string ChatLog => T("Conversation", "Conversation");
    public string ChatYourMessage => T("Your message", "Votre message");
    public string ChatSend => T("Send", "Envoyer");
    public string ChatYou => T("You:", "Vous :");
    public string ChatThinking => T("Looking through the shelves…", "Je regarde dans les rayons…");
    public string ChatFailed => T("That did not get through. Please try again.", "Le message n’est pas passé. Réessayez.");
    public string ChatFullPage => T("Open as a page", "Ouvrir en pleine page");
    public string ChatEarlier => T("Earlier", "Plus tôt");
    public string ChatNew => T("Start again", "Recommencer");
    public string MoreProducts(int n) => T($"{n} more fit", $"{n} autres conviennent");
    public string Compared => T("Side by side", "Côte à côte");
    public string NotStated => T("not stated", "non précisé");
    public string OpenCart => T("Open the cart", "Ouvrir le panier");
    public string OpenOrder => T("Open the order", "Ouvrir la commande");
    public string SuggestionsLabel => T("Suggestions", "Suggestions");
    public string FromPolicy(string title) => T($"From “{title}”", $"Extrait de « {title} »");
    public string ChooseOne => T("Please choose", "Choisissez");
}
