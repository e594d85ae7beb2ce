namespace Comptoir.Web.Layout;

/// <summary>Sign-in and the shopper's account.</summary>
public sealed partial class Texts
{
    public string SignInTitle => T("Sign in", "Se connecter");
    public string SignInLead => T("You can also buy without an account.", "Vous pouvez aussi acheter sans compte.");
    public string Password => T("Password", "Mot de passe");
    public string PasswordHint => T("at least 10 characters", "au moins 10 caractères");
    public string PasswordOptional => T("optional: without one, you sign in by e-mail link", "facultatif : sans lui, vous vous connectez par lien e-mail");
    public string SendLink => T("E-mail me a link", "Recevoir un lien par e-mail");
    public string SendLinkTitle => T("Without a password", "Sans mot de passe");
    public string SendLinkLead => T("We send you a link that signs you in.", "Nous vous envoyons un lien qui vous connecte.");
    public string LinkSentTitle => T("Look at your e-mail", "Regardez vos e-mails");
    public string LinkSent(string email) => T($"If {email} has an account here, a sign-in link is on its way. It works once, for 20 minutes.", $"Si {email} a un compte ici, un lien de connexion est en route. Il sert une seule fois, pendant 20 minutes.");
    public string DemoMail => T("In this demo, e-mails stay in the outbox of the operator’s console.", "Dans cette démonstration, les e-mails restent dans la boîte d’envoi de la console.");
    public string LinkTitle => T("Sign in with your link", "Se connecter avec votre lien");
    public string LinkButton => T("Sign me in", "Me connecter");
    public string LinkBroken => T("This link is incomplete. Please open it again from the e-mail.", "Ce lien est incomplet. Rouvrez-le depuis l’e-mail.");
    public string Register => T("Create an account", "Créer un compte");
    public string RegisterLead => T("To keep your addresses and find your orders again.", "Pour garder vos adresses et retrouver vos commandes.");
    public string NewHere => T("New here?", "Première visite ?");
    public string Hello(string? name) => string.IsNullOrEmpty(name) ? T("Your account", "Votre compte") : T($"Hello {name}", $"Bonjour {name}");
    public string MyData => T("Your data", "Vos données");
    public string MyDataLead => T("Get a copy of everything we know about you, or have it erased.", "Obtenez une copie de tout ce que nous savons de vous, ou faites-le effacer.");
    public string DownloadData => T("Download (JSON)", "Télécharger (JSON)");
    public string EraseTitle => T("Erase your data", "Effacer vos données");
    public string EraseExplained => T("Your account, name, e-mail address, phone, addresses and conversations are removed. This cannot be undone.", "Votre compte, nom, adresse e-mail, téléphone, adresses et conversations sont supprimés. C’est définitif.");
    public string EraseKeeps => T("The law has us keep what was ordered and the amounts, without your name.", "La loi nous impose de garder les articles commandés et les montants, sans votre nom.");
    public string EraseSure => T("Yes, erase my data", "Oui, effacer mes données");
    public string EraseButton => T("Erase", "Effacer");
    public string KeepAccount => T("Keep my account", "Garder mon compte");
    public string TickFirst => T("Please tick the box first.", "Cochez d’abord la case.");
    public string SignOut => T("Sign out", "Se déconnecter");
    public string YourOrders => T("Your orders", "Vos commandes");
    public string NoOrders => T("No orders yet.", "Pas encore de commande.");
    public string YourAddresses => T("Your addresses", "Vos adresses");
    public string NoAddresses => T("No address saved yet.", "Aucune adresse enregistrée.");
    public string AddAddress => T("Add an address", "Ajouter une adresse");
    public string SaveAddress => T("Save address", "Enregistrer l’adresse");
    public string ProveEmail(string email) => T($"Follow the link that we sent to {email}: then orders placed with this address appear here too.", $"Suivez le lien envoyé à {email} : les commandes passées avec cette adresse apparaîtront aussi ici.");
    public string ItemsCount(int n) => n == 1 ? T("1 item", "1 article") : T($"{n} items", $"{n} articles");
}
