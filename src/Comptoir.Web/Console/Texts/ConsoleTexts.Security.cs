using System.Globalization;
using Comptoir.Ordering.Operators;

namespace Comptoir.Web.Console.Texts;

public sealed partial class ConsoleTexts
{
    // signing in
    public string SignInWithPasskey => Say("Sign in with a passkey", "Se connecter avec une clé d’accès");

    public string SignInWithPasskeyExplained => Say("Or use the passkey of this device, your phone or your security key.", "Ou bien la clé d’accès de cet appareil, de votre téléphone ou de votre clé de sécurité.");

    public string PasskeyUnknown => Say("That passkey is not known here.", "Cette clé d’accès n’est pas connue ici.");

    public string PasskeyFailed => Say("That did not work, or it was cancelled. You can try again.", "Cela n’a pas fonctionné ou a été annulé. Vous pouvez réessayer.");

    public string NotAllowed => Say("Not allowed", "Non autorisé");

    public string NotAllowedExplained(string role) => Say(
        $"Your role ({role}) does not include this. An owner can change it.",
        $"Votre rôle ({role}) ne le permet pas. Un propriétaire peut le modifier.");

    public string MayOnlyLook => Say("You can look at this, but your role does not include changing it.", "Vous pouvez consulter cette page, mais votre rôle ne permet pas de la modifier.");

    // one's own access
    public string Access => Say("Access", "Accès");

    public string YourAccess => Say("Your access", "Votre accès");

    public string SignedInAs(string name, string role) => Say($"You are signed in as {name} ({role}).", $"Vous êtes connecté en tant que {name} ({role}).");

    public string PasskeysTitle => Say("Passkeys", "Clés d’accès");

    public string NoPasskeys => Say("No passkey yet.", "Aucune clé d’accès pour l’instant.");

    public string PasskeyExplained => Say(
        "A passkey signs you in with this device, your phone or a security key. It cannot be guessed, and it works on this site only.",
        "Une clé d’accès vous connecte avec cet appareil, votre téléphone ou une clé de sécurité. Elle ne se devine pas et ne fonctionne que sur ce site.");

    public string PasskeyNeedsName => Say(
        "Passkeys need a host name: open the console under localhost or under the domain of the shop, not under an IP address.",
        "Les clés d’accès demandent un nom d’hôte\u00a0: ouvrez la console sous localhost ou sous le domaine de la boutique, pas sous une adresse IP.");

    public string PasskeyNeedsScript => Say("Adding a passkey needs JavaScript. A personal key works without.", "L’ajout d’une clé d’accès demande JavaScript. Une clé personnelle fonctionne sans.");

    public string PasskeyName => Say("What to call it", "Comment l’appeler");

    public string MyPasskey => Say("My passkey", "Ma clé d’accès");

    public string PasskeyHost => Say("For", "Pour");

    public string AddPasskey => Say("Add a passkey", "Ajouter une clé d’accès");

    public string PasskeyAdded => Say("The passkey was added.", "La clé d’accès a été ajoutée.");

    public string PasskeyNotAdded => Say("The passkey was not added. Please try again.", "La clé d’accès n’a pas été ajoutée. Veuillez réessayer.");

    public string PasskeyRemoved => Say("The passkey was removed.", "La clé d’accès a été retirée.");

    public string PersonalKey => Say("Personal key", "Clé personnelle");

    public string PersonalKeyExplained => Say(
        "A personal key is a long secret for devices without passkeys and for programs, which send it as a bearer token. Whoever has it is you.",
        "Une clé personnelle est un long secret pour les appareils sans clé d’accès et pour les programmes, qui l’envoient comme jeton «\u00a0bearer\u00a0». Qui la possède est vous.");

    public string GetPersonalKey => Say("Get a personal key", "Obtenir une clé personnelle");

    public string RenewPersonalKey => Say("Replace the personal key", "Remplacer la clé personnelle");

    public string KeyShownOnce => Say(
        "Keep this key in a safe place, such as a password manager. It is shown only now; one made before no longer works.",
        "Conservez cette clé en lieu sûr, par exemple dans un gestionnaire de mots de passe. Elle n’est affichée que maintenant\u00a0; une clé plus ancienne ne fonctionne plus.");

    public string KeyNoted => Say("I have kept it", "Je l’ai conservée");

    public string SessionsTitle => Say("Sessions", "Sessions");

    public string SignOutEverywhere => Say("Sign out everywhere", "Déconnecter partout");

    public string SignOutEverywhereExplained => Say("Ends every session, on all devices, at once.", "Met fin à toutes les sessions, sur tous les appareils, immédiatement.");

    // invitations
    public string Invitation => Say("Invitation", "Invitation");

    public string InvitationOver => Say("This link was used, has expired or was replaced. Ask an owner for a new one.", "Ce lien a déjà servi, a expiré ou a été remplacé. Demandez-en un nouveau à un propriétaire.");

    public string InvitationFor(string name, string role) => Say($"Welcome, {name}. Your role: {role}. Choose how you will sign in.", $"Bienvenue, {name}. Votre rôle\u00a0: {role}. Choisissez comment vous vous connecterez.");

    public string InvitationMade(string name, string until) => Say(
        $"Give this link to {name}, and to nobody else. It works once, until {until}, and is shown only now.",
        $"Remettez ce lien à {name}, et à personne d’autre. Il fonctionne une fois, jusqu’au {until}, et n’est affiché que maintenant.");

    // operators
    public string Operators => Say("Operators", "Opérateurs");

    public string Role => Say("Role", "Rôle");

    public string RolesTitle => Say("What each role may do", "Ce que permet chaque rôle");

    public string WaysIn => Say("Signs in with", "Se connecte avec");

    public string Added => Say("Added", "Ajouté");

    public string LastUsed => Say("Last used", "Dernier usage");

    public string Removed => Say("Removed", "Retiré");

    public string Remove => Say("Remove", "Retirer");

    public string RemoveNamed(string name) => Say($"Remove {name}", $"Retirer {name}");

    public string RemoveOperator(string name) => RemoveNamed(name);

    public string RemoveOperatorExplained => Say(
        "Sessions, passkeys and the personal key stop working at once. The audit log keeps what was done.",
        "Sessions, clés d’accès et clé personnelle cessent de fonctionner immédiatement. Le journal d’audit garde ce qui a été fait.");

    public string OperatorRemoved(string name) => Say($"{name} can no longer sign in.", $"{name} ne peut plus se connecter.");

    public string InviteOperator => Say("Invite somebody", "Inviter quelqu’un");

    public string InviteExplained => Say(
        "You get a link that works once, within three days. Operators work in all shops of this server.",
        "Vous obtenez un lien qui fonctionne une fois, sous trois jours. Les opérateurs travaillent dans toutes les boutiques de ce serveur.");

    public string InviteAgainExplained => Say("A new link lets this operator add a passkey or get a new personal key; those sent before stop working.", "Un nouveau lien permet à cet opérateur d’ajouter une clé d’accès ou d’obtenir une nouvelle clé personnelle\u00a0; les liens précédents ne fonctionnent plus.");

    public string MakeInvitation => Say("Make a link", "Créer un lien");

    public string ChangeRole => Say("Change role", "Changer le rôle");

    public string RoleChanged(string name, string role) => Say($"{name} is now: {role}.", $"{name} a maintenant le rôle\u00a0: {role}.");

    public string SignedOutEverywhere(string name) => Say($"All sessions of {name} have ended.", $"Toutes les sessions de {name} sont terminées.");

    public string OperatorChangedMeanwhile => Say("The operator was changed meanwhile. Please look again.", "L’opérateur a été modifié entre-temps. Veuillez vérifier.");

    public string RoleName(OperatorRole role) => role switch
    {
        OperatorRole.Owner => Say("owner", "propriétaire"),
        OperatorRole.Clerk => Say("clerk", "vendeur"),
        OperatorRole.ReadOnly => Say("read-only", "lecture seule"),
        _ => Say("agent operator", "responsable des agents"),
    };

    public string RoleExplained(OperatorRole role) => role switch
    {
        OperatorRole.Owner => Say("Everything, and who else may work here.", "Tout, et qui d’autre peut travailler ici."),
        OperatorRole.Clerk => Say("Sees all; changes orders, returns, refunds, messages and stock.", "Voit tout\u00a0; modifie commandes, retours, remboursements, messages et stock."),
        OperatorRole.ReadOnly => Say("Sees all, changes nothing.", "Voit tout, ne modifie rien."),
        _ => Say("Sees all; changes agents, whom to trust, and conversations.", "Voit tout\u00a0; modifie les agents, la confiance accordée et les conversations."),
    };

    public string WaysInOf(bool consoleKey, bool personalKey, int passkeys)
    {
        var ways = new List<string>();
        if (consoleKey) ways.Add(Say("console key", "clé de la console"));
        if (personalKey) ways.Add(Say("personal key", "clé personnelle"));
        if (passkeys > 0) ways.Add(passkeys == 1 ? Say("1 passkey", "1 clé d’accès") : Say($"{passkeys} passkeys", $"{passkeys} clés d’accès"));
        return ways.Count > 0 ? string.Join(", ", ways) : Say("not yet", "pas encore");
    }

    public string KeyRingOpen => Say(
        "The keys that protect cookies and stored secrets lie unencrypted in the database: whoever has a copy of it can read those secrets. Give the server a key for them:",
        "Les clés qui protègent les cookies et les secrets stockés sont en clair dans la base\u00a0: qui en possède une copie peut lire ces secrets. Donnez au serveur une clé pour les chiffrer\u00a0:");

    // personal data
    public string PersonalData => Say("Personal data", "Données personnelles");

    public string PersonalDataExplained => Say(
        "A customer may ask for a copy of their data, or to have it erased. Make sure first that it is they who ask.",
        "Un client peut demander une copie de ses données ou leur effacement. Assurez-vous d’abord que c’est bien lui qui le demande.");

    public string ExportData => Say("Download everything (JSON)", "Tout télécharger (JSON)");

    public string EraseData => Say("Erase", "Effacer");

    public string EraseTitle => Say("Erase personal data", "Effacer des données personnelles");

    public string EraseExplained => Say(
        "Name, e-mail address, phone, addresses, conversations and the texts of messages are removed.",
        "Nom, adresse e-mail, téléphone, adresses, conversations et textes des messages sont supprimés.");

    public string EraseKeeps => Say("What was ordered, amounts, countries and the ledger stay: the law wants them kept.", "Articles commandés, montants, pays et écritures restent\u00a0: la loi l’exige.");

    public string DataErased(int rows) => Say($"Erased; {rows} entries were changed.", $"Effacé\u00a0; {rows} entrées ont été modifiées.");

    public string NothingKnown => Say("Nothing is known under that address.", "Rien n’est connu sous cette adresse.");

    // audit
    public string Audit => Say("Audit log", "Journal d’audit");

    public string AuditExplained => Say(
        "Who did what, when, and how it ended. Entries are never changed or removed; they hold ids, no names of customers and no secrets.",
        "Qui a fait quoi, quand, et avec quel résultat. Les entrées ne sont jamais modifiées ni retirées\u00a0; elles contiennent des identifiants, ni noms de clients ni secrets.");

    public string SeeAudit => Say("What this operator did", "Ce que cet opérateur a fait");

    public string ActionDone => Say("Action", "Action");

    public string OnObject => Say("On", "Sur");

    public string Door => Say("Door", "Entrée");

    public string Outcome => Say("Outcome", "Résultat");

    public string WhenDone => Say("When (UTC)", "Quand (UTC)");

    public string FirstDay => Say("First day", "Premier jour");

    public string LastDay => Say("Last day", "Dernier jour");

    public string Older => Say("Older", "Plus anciennes");

    public string OutcomeName(string outcome) => outcome switch
    {
        "done" => Say("done", "fait"),
        "refused" => Say("refused", "refusé"),
        _ => Say("failed", "échoué"),
    };

    public string DoorName(string door) => door switch
    {
        "console" => ConsoleName,
        "pages" => Say("Shop pages", "Pages de la boutique"),
        "cli" => Say("Command line", "Ligne de commande"),
        _ => door.ToUpper(CultureInfo.InvariantCulture),
    };

    public string ActorName(string actor) => actor switch
    {
        "operator" => Say("an operator", "un opérateur"),
        "customer" => Say("a customer", "un client"),
        "agent" => Say("an agent", "un agent"),
        _ => Say("nobody known", "personne de connu"),
    };
}
