using Comptoir.Protocols.Identity;

namespace Comptoir.Web.Layout;

/// <summary>Linking the account to an assistant.</summary>
public sealed partial class Texts
{
    public string ConsentTitle(string platform) => T($"Link your account to {platform}?", $"Lier votre compte à {platform} ?");
    public string ConsentFor(string email) => T($"You are signed in as {email}.", $"Vous êtes connecté avec {email}.");
    public string ConsentMay(string platform) => T($"{platform} could then", $"{platform} pourrait alors");
    public string ConsentAlso(string platform) => T($"{platform} could then also", $"{platform} pourrait alors aussi");
    public string ConsentNothingNew(string platform) => T($"{platform} asks for nothing new", $"{platform} ne demande rien de nouveau");
    public string ConsentAlready(string what) => T($"You have already allowed it to: {what}.", $"Vous l’avez déjà autorisé à : {what}.");
    public string ConsentNever => T("It never sees your password. You can take this back at any time in your account, under “Linked assistants”.", "Votre mot de passe ne lui est jamais communiqué. Vous pouvez revenir sur cet accord à tout moment dans votre compte, sous « Assistants liés ».");
    public string ConsentBack(string where) => T($"Either way you go back to {where}.", $"Dans les deux cas, vous revenez à {where}.");
    public string Allow => T("Allow", "Autoriser");
    public string DoNotAllow => T("Do not allow", "Ne pas autoriser");
    public string NotYou => T("Not you?", "Ce n’est pas vous ?");
    public string ConsentSignIn(string platform) => T($"{platform} asks to be linked to your account. Sign in to see what it asks for; nothing is shared before you say yes.", $"{platform} demande à être lié à votre compte. Connectez-vous pour voir ce qu’il demande ; rien n’est partagé avant votre accord.");
    public string ConsentByLink => T("No password? Get a sign-in link by e-mail from your account page, follow it in this browser, then reload this page.", "Pas de mot de passe ? Demandez un lien de connexion sur la page de votre compte, ouvrez-le dans ce navigateur, puis rechargez cette page.");
    public string ConsentProblemTitle => T("This link cannot be used", "Ce lien est inutilisable");
    public string ConsentUnknownPlatform => T("The shop does not know the assistant that sent you here.", "La boutique ne connaît pas l’assistant qui vous a envoyé ici.");
    public string ConsentBadAddress(string platform) => T($"The link says it is from {platform}, but would send you to an address that {platform} did not register.", $"Le lien prétend venir de {platform}, mais vous renverrait vers une adresse que {platform} n’a pas déclarée.");
    public string ConsentNothingDone => T("Nothing was shared. You can close this page.", "Rien n’a été partagé. Vous pouvez fermer cette page.");
    public string LinkedAgents => T("Linked assistants", "Assistants liés");
    public string LinkedAgentsLead => T("Assistants that may do something in your name.", "Les assistants qui peuvent agir en votre nom.");
    public string NoLinkedAgents => T("No assistant is linked to your account.", "Aucun assistant n’est lié à votre compte.");
    public string LinkedSince(DateTimeOffset at) => T($"linked on {Date(at)}", $"lié le {Date(at)}");
    public string Unlink => T("Unlink", "Délier");
    public string UnlinkNamed(string platform) => T($"Unlink {platform}", $"Délier {platform}");
    public string BackToAccount => T("Back to your account", "Retour à votre compte");

    public string ScopeText(string scope) => scope switch
    {
        LinkScopes.ReadOrders => T("see all your orders here and where they are", "voir toutes vos commandes ici et leur suivi"),
        LinkScopes.ManageOrders => T("cancel your orders before they are sent", "annuler vos commandes avant leur envoi"),
        _ => T("check out in your name, with your saved addresses", "passer commande en votre nom, avec vos adresses enregistrées"),
    };
}
