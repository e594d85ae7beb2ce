namespace Comptoir.Agent.Replies;

/// <summary>The buttons that replies offer, each with the action that the reader of actions knows.</summary>
internal static class Buttons
{
    public static QuickReply Cart(Audience a) => new(a.In("Show my cart", "Voir mon panier"), AgentActions.Cart);

    public static QuickReply CheckOut(Audience a) => new(a.In("Check out", "Passer commande"), AgentActions.CheckOut);

    public static QuickReply More(Audience a) => new(a.In("Show more", "Voir la suite"), AgentActions.More);

    public static QuickReply Cheaper(Audience a) => new(a.In("Cheaper", "Moins cher"), "cheaper");

    public static QuickReply Human(Audience a) => new(a.In("Talk to a person", "Parler à une personne"), "human");

    public static QuickReply Help(Audience a) => new(a.In("What can you do?", "Que savez-vous faire\u202f?"), "help");

    public static QuickReply Restart(Audience a) => new(a.In("New search", "Nouvelle recherche"), "restart");

    public static QuickReply Track(Audience a) => new(a.In("Where is my order?", "Où est ma commande\u202f?"), "track");

    public static QuickReply CancelOrder(Audience a) => new(a.In("Cancel my order", "Annuler ma commande"), "cancel-order");

    public static QuickReply Returns(Audience a) => new(a.In("Returns", "Retours"), "policy:" + a.In("returns and refunds", "retours et remboursements"));

    public static QuickReply Shipping(Audience a) => new(a.In("Delivery", "Livraison"), "policy:" + a.In("delivery times and costs", "délais et frais de livraison"));

    public static QuickReply Show(string title, string productId) => new(Bounded.Text(title, 50), AgentActions.Show(productId));
}
