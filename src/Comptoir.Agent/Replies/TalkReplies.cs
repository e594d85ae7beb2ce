using Comptoir.Agent.Dialogue;

namespace Comptoir.Agent.Replies;

/// <summary>Everything that is said without a fact of the shop behind it.</summary>
internal static class TalkReplies
{
    private const int OfferPersonFrom = 2;

    public static Part Said(Audience a, Saying what) => what switch
    {
        Saying.Greet => Part.Of(a.In("Hello! What are you looking for?", "Bonjour\u202f! Que cherchez-vous\u202f?"), Buttons.Help(a)),
        Saying.Thanks => Part.Of(a.In("You’re welcome.", "Avec plaisir.")),
        Saying.Help => Help(a),
        Saying.Human => Human(a),
        Saying.StartOver => Part.Of(a.In("All right, a fresh start. What are you looking for?", "Très bien, on repart de zéro. Que cherchez-vous\u202f?")),
        Saying.OutOfScope => Part.Of(a.In(
            $"I can’t help with that. I know the products, orders and terms of {a.Shop.Name}.",
            $"Je ne peux pas vous aider pour cela. Je connais les produits, les commandes et les conditions de {a.Shop.Name}."), Buttons.Help(a), Buttons.Human(a)),
        Saying.NothingToConfirm => Part.Of(a.In("Nothing is waiting for a yes. What would you like to do?", "Rien n’attend de confirmation. Que souhaitez-vous faire\u202f?"), Buttons.Cart(a)),
        Saying.Stale => Part.Of(a.In("That confirmation is no longer valid, so I did nothing.", "Cette confirmation n’est plus valable\u00a0: je n’ai rien fait.")),
        Saying.Denied => Part.Of(a.In("All right, I did nothing.", "Très bien, je n’ai rien fait."), Buttons.Cart(a)),
        Saying.NoList => Part.Of(a.In("Which product do you mean? Tell me what you are looking for.", "De quel produit parlez-vous\u202f? Dites-moi ce que vous cherchez.")),
        Saying.NeedTwo => Part.Of(a.In("It takes at least two products to compare. Show me a list first.", "Il faut au moins deux produits à comparer. Cherchons-les d’abord.")),
        Saying.WhichCode => Part.Of(a.In("What is the code?", "Quel est le code\u202f?")),
        Saying.TooManyLookups => Part.Of(a.In("That was one try too many for me.", "Il y a eu trop d’essais.") + "\n" + Contact(a)),
        _ => NotUnderstood(a),
    };

    public static Part Which(Audience a, WhichOutcome o) => Part.Of(
        a.In("Which one?", "Lequel\u202f?")).And(o.Items.Select(i => o.Verb == "add" ? new QuickReply(Bounded.Text(i.Title, 50), AgentActions.Add(i.ProductId)) : Buttons.Show(i.Title, i.ProductId)));

    public static Part Unsure(Audience a, UnsureOutcome o) => Part.Of(
        a.In("Do you mean one of these?", "Voulez-vous dire\u00a0:")).And(o.Intents.Select(intent => intent switch
        {
            "checkout" => Buttons.CheckOut(a),
            "cancel" => Buttons.CancelOrder(a),
            "track" => Buttons.Track(a),
            "returns" => Buttons.Returns(a),
            "shipping" => Buttons.Shipping(a),
            "human" => Buttons.Human(a),
            _ => Buttons.Help(a),
        }));

    public static Part Gone(Audience a) => Part.Of(a.In("That product is not sold here (any more).", "Ce produit n’est pas (ou plus) en vente ici."), Buttons.Restart(a));

    public static Part Refused(Audience a, string message) =>
        Part.Of(message.Length > 0 ? message : a.In("That is not possible now.", "Ce n’est pas possible pour l’instant."), Buttons.Cart(a));

    /// <summary>Said once, in a conversation's first reply.</summary>
    public static string Automated(Audience a) => a.In($"(I am the automated assistant of {a.Shop.Name}.)", $"(Je suis l’assistant automatique de {a.Shop.Name}.)");

    /// <summary>Something went wrong that is not the person's doing.</summary>
    public static Part Broken(Audience a) => Part.Of(a.In("Sorry, that did not work. Please try again.", "Désolé, cela n’a pas fonctionné. Réessayez, s’il vous plaît.") + "\n" + Contact(a));

    private static Part Help(Audience a) => Part.Of(a.In(
        "I find and compare products, fill your cart, take your order after your yes, follow or cancel it, and quote our terms.\nFor example: “waterproof jacket for a girl of 8, under 50 €”, “compare the first two”, “where is my order?”.",
        "Je trouve et compare des produits, remplis votre panier, passe commande après votre oui, suis ou annule une commande et cite nos conditions.\nPar exemple\u00a0: «\u00a0un imperméable pour une fille de 8 ans à moins de 50\u00a0€\u00a0», «\u00a0compare les deux premiers\u00a0», «\u00a0où est ma commande\u202f?\u00a0»."),
        Buttons.Shipping(a), Buttons.Track(a), Buttons.Human(a));

    private static Part Human(Audience a) => Part.Of(a.Shop.Email is null
        ? a.In("Of course. Leave your message and how to reach you here: the shop’s team reads this conversation.", "Bien sûr. Laissez ici votre message et vos coordonnées\u00a0: l’équipe de la boutique lit cette conversation.")
        : Contact(a));

    /// <summary>The reference lets the team find the conversation, so that nothing must be told twice.</summary>
    private static string Contact(Audience a) => a.Shop.Email is not { } email ? "" : a.In(
        $"A person answers at {email}. Give the reference {Reference(a)}: they can read this conversation.",
        $"Une personne vous répond à l’adresse {email}. Donnez la référence {Reference(a)}\u00a0: elle pourra lire cette conversation.");

    private static string Reference(Audience a) => a.ConversationId[^Math.Min(6, a.ConversationId.Length)..].ToUpperInvariant();

    private static Part NotUnderstood(Audience a)
    {
        var text = a.In(
            "Sorry, I did not understand. Tell me what you are looking for, for example “a gift under 30 €”.",
            "Désolé, je n’ai pas compris. Dites-moi ce que vous cherchez, par exemple «\u00a0un cadeau à moins de 30\u00a0€\u00a0».");
        return a.State.Misses >= OfferPersonFrom ? Part.Of($"{text}\n{Contact(a)}".TrimEnd(), Buttons.Human(a), Buttons.Help(a)) : Part.Of(text, Buttons.Help(a));
    }
}
