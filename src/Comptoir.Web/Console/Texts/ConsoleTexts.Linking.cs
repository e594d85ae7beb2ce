namespace Comptoir.Web.Console.Texts;

public sealed partial class ConsoleTexts
{
    public string Platforms => Say("Linked platforms", "Plateformes liées");

    public string PlatformsExplained => Say(
        "Platforms whose assistants customers may link to their account. The customer agrees on a page of this shop; the platform never sees their password.",
        "Les plateformes dont les assistants peuvent être liés au compte d’un client. Le client donne son accord sur une page de cette boutique\u00a0; la plateforme ne voit jamais son mot de passe.");

    public string NoPlatforms => Say("No platform yet.", "Aucune plateforme pour l’instant.");

    public string AddPlatform => Say("Add a platform", "Ajouter une plateforme");

    public string PlatformNameHint => Say("Customers read it when they are asked.", "Les clients le lisent au moment de donner leur accord.");

    public string Redirects => Say("Return addresses", "Adresses de retour");

    public string RedirectsLike => Say(
        "One a line, exact: https://…, http://127.0.0.1/… for programs on the customer’s machine, or an app’s own scheme such as com.example.app:/back.",
        "Une par ligne, exactes\u00a0: https://…, http://127.0.0.1/… pour un programme sur la machine du client, ou le schéma propre à une application, par exemple com.example.app:/retour.");

    public string PlatformProfileHint => Say("Address of its UCP profile; its tokens then count only for that agent.", "Adresse de son profil UCP\u00a0; ses jetons ne valent alors que pour cet agent.");

    public string ProfileLike => Say("Must be an https address.", "Doit être une adresse https.");

    public string ConfidentialClient => Say("It runs on a server and can keep a secret", "Elle tourne sur un serveur et peut garder un secret");

    public string ClientId => Say("Client id", "Identifiant du client");

    public string ClientSecretOnce => Say("Client secret. It is shown only now.", "Secret du client. Il n’est affiché que maintenant.");

    public string StopPlatform => Say("Stop", "Arrêter");

    public string Stopped => Say("Stopped", "Arrêtée");

    public string PlatformStopped(string name) => Say($"{name} was stopped; none of its tokens counts any more.", $"{name} est arrêtée\u00a0; plus aucun de ses jetons ne vaut.");
}
