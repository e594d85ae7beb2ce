namespace Comptoir.Protocols.Mcp;

/// <summary>A journey that a person can pick as a prompt, told to the model in the first person.</summary>
/// <param name="Arguments">What the person may add, in order.</param>
internal sealed record Journey(string Name, Said Title, Said Description, IReadOnlyList<JourneyArgument> Arguments, Func<JourneyCall, bool, string> Text)
{
    private static readonly JourneyArgument Language = new("language", new("Language", "Langue"), new("en or fr; left out, the client's.", "en ou fr\u00a0; sans indication, celle du client."));
    private static readonly JourneyArgument OrderNumber = new("order_number", new("Order number", "Numéro de commande"), new("As in the confirmation.", "Tel qu’il figure dans la confirmation."));

    public static IReadOnlyList<Journey> All { get; } =
    [
        new("shop_assistant", new("Shop here with an assistant", "Acheter ici avec un assistant"), new("Guides a purchase in this shop, from the search to the order.", "Guide un achat dans cette boutique, de la recherche à la commande."),
            [Language, new("wish", new("Wish", "Souhait"), new("What is wanted, in a few words.", "Ce que l’on cherche, en quelques mots."))], ShopAssistant.Purchase),
        new("find_a_gift", new("Find a gift", "Trouver un cadeau"), new("Three ideas for somebody, within a budget.", "Trois idées pour quelqu’un, dans un budget."),
            [new("recipient", new("For whom", "Pour qui"), new("Who it is for and what they like.", "À qui il est destiné et ce que cette personne aime.")), new("budget", new("Budget", "Budget"), new("The most that it may cost.", "Ce qu’il peut coûter au plus.")), Language],
            (call, french) => french
                ? $"""
                   Aide-moi à trouver un cadeau chez {call.Shop}{call.Said("recipient", " pour {0}")}{call.Said("budget", ", pour {0} au plus")}. Parle français.

                   {(call["recipient"] is null ? "Demande-moi d’abord à qui il est destiné et ce que cette personne aime. " : "")}Cherche avec search_catalog, puis montre-moi trois idées différentes, chacune avec son prix, sa disponibilité et la raison pour laquelle elle convient. Si aucune ne me plaît, pars de celle qui s’en approche le plus avec recommend_products. Vérifie les délais de livraison et les retours avec search_shop_policies_and_faqs et cite le passage.
                   """
                : $"""
                   Help me find a gift at {call.Shop}{call.Said("recipient", " for {0}")}{call.Said("budget", ", for {0} at most")}. Speak English.

                   {(call["recipient"] is null ? "First ask me who it is for and what they like. " : "")}Search with search_catalog, then show me three different ideas, each with its price, whether it is in stock and why it fits. If I like none, start from the nearest with recommend_products. Check how soon it can arrive and how it can be returned with search_shop_policies_and_faqs, and quote the passage.
                   """),
        new("compare", new("Compare products", "Comparer des articles"), new("Puts what I hesitate between side by side.", "Met côte à côte les articles entre lesquels j’hésite."),
            [new("products", new("Products", "Articles"), new("Two to four, by name.", "Deux à quatre, par leur nom.")), Language],
            (call, french) => french
                ? $"""
                   J’hésite{call.Said("products", " entre {0}")} chez {call.Shop}. Parle français.

                   {(call["products"] is null ? "Demande-moi entre quels articles. " : "")}Trouve-les avec search_catalog, compare-les avec compare_products et dis-moi ce qui les distingue, puis à qui chacun convient. Demande-moi ce qui compte pour moi avant de recommander. N’affirme que ce qu’un outil a renvoyé.
                   """
                : $"""
                   I hesitate{call.Said("products", " between {0}")} at {call.Shop}. Speak English.

                   {(call["products"] is null ? "Ask me between which products. " : "")}Find them with search_catalog, compare them with compare_products and tell me what sets them apart, then whom each one suits. Ask me what matters to me before you recommend. State only what a tool returned.
                   """),
        new("track_an_order", new("Track an order", "Suivre une commande"), new("Where it is and when it should arrive.", "Où elle se trouve et quand elle devrait arriver."),
            [OrderNumber, Language],
            (call, french) => french
                ? $"""
                   Où en est ma commande{call.Said("order_number", " {0}")} chez {call.Shop}{'\u00a0'}? Parle français.

                   Si tu ne l’as pas passée toi-même, demande-moi son numéro et l’adresse électronique de l’achat, puis utilise find_order. Dis-moi ce qui est expédié, par quel transporteur, ce qui reste à venir et pour quand.
                   """
                : $"""
                   Where is my order{call.Said("order_number", " {0}")} at {call.Shop}? Speak English.

                   If you did not place it yourself, ask me for its number and the e-mail address of the purchase, then use find_order. Tell me what was shipped and by which carrier, what is still to come and when.
                   """),
        new("return_something", new("Return something", "Retourner un article"), new("From what can be returned to the label.", "De ce qui peut être retourné jusqu’à l’étiquette."),
            [OrderNumber, Language],
            (call, french) => french
                ? $"""
                   Je veux retourner quelque chose de ma commande{call.Said("order_number", " {0}")} chez {call.Shop}. Parle français.

                   1. Trouve la commande (get_order, ou find_order avec son numéro et mon adresse électronique, que tu me demandes).
                   2. Dis-moi avec get_return_options ce qui peut revenir, jusqu’à quand et comment. Demande-moi quoi, combien, pourquoi, et si je veux un remboursement, un échange ou un avoir.
                   3. Appelle preview_return et lis-moi le texte de confirmation tel quel. Attends mon oui explicite.
                   4. Alors seulement, appelle request_return avec les mêmes données et le jeton. Donne-moi le code, l’étiquette et ce qui me sera remboursé.
                   """
                : $"""
                   I want to return something of my order{call.Said("order_number", " {0}")} at {call.Shop}. Speak English.

                   1. Find the order (get_order, or find_order with its number and my e-mail address, which you ask me for).
                   2. Tell me with get_return_options what can come back, until when and how. Ask me what, how many, why, and whether I want a refund, an exchange or store credit.
                   3. Call preview_return and read me the text of the confirmation as it is. Wait for my explicit yes.
                   4. Only then call request_return with the same details and the token. Give me the code, the label and what I will get back.
                   """),
    ];
}

internal sealed record JourneyArgument(string Name, Said Title, Said Description);

/// <summary>In English and in French.</summary>
internal sealed record Said(string English, string French)
{
    public string In(bool french) => french ? French : English;
}

/// <summary>A journey as it was picked: the shop's name and what the person added.</summary>
internal sealed record JourneyCall(string Shop, IReadOnlyDictionary<string, string> Values)
{
    public string? this[string name] => Values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The value within a phrase; nothing when there is none.</summary>
    public string Said(string name, string phrase) => this[name] is { } value ? phrase.Replace("{0}", value, StringComparison.Ordinal) : "";
}
