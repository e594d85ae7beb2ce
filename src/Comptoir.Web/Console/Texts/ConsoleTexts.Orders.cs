using Comptoir.Ordering.Orders;

namespace Comptoir.Web.Console.Texts;

/// <summary>Overview, orders, conversations, agents.</summary>
public sealed partial class ConsoleTexts
{
    public string SalesToday => Say("today", "aujourd’hui");

    public string SalesWeek => Say("last 7 days", "7 derniers jours");

    public string SalesMonth => Say("last 30 days", "30 derniers jours");

    public string Last30Days => Say("Orders of the last 30 days.", "Commandes des 30 derniers jours.");

    public string SalesByDay => Say("Sales by day: taken less given back, by day of the order (UTC)", "Ventes par jour\u00a0: encaissé moins remboursé, au jour de la commande (UTC)");

    public string SalesCapped => Say("Only the newest 10,000 orders are counted.", "Seules les 10\u00a0000 commandes les plus récentes sont comptées.");

    public string SalesSummary(string amount, int orders) => Say($"Bar chart: {amount} in the last 30 days from {OrderCount(orders)}.", $"Graphique en barres\u00a0: {amount} sur les 30 derniers jours, {OrderCount(orders)}.");

    public string AsTable => Say("The same as a table", "Les mêmes chiffres en tableau");

    public string DayLabel => Say("Day", "Jour");

    public string OpenOrders => Say("open orders", "commandes en cours");

    public string LowOrOut => Say("low or out of stock", "stock bas ou épuisé");

    public string FailedMessages => Say("failed messages", "envois en échec");

    public string HeldMessages => Say("Messages held here", "Messages gardés ici");

    public string Channels => Say("Channels", "Canaux");

    public string Channel => Say("Channel", "Canal");

    public string OrdersByChannel => Say("Orders by channel", "Commandes par canal");

    public string ToShip => Say("To ship", "À expédier");

    public string NothingToShip => Say("Nothing to ship.", "Rien à expédier.");

    public string LowStockTitle => Say("Low stock", "Stock bas");

    public string StockIsFine => Say("Everything is well stocked.", "Tout est bien en stock.");

    public string NoOrdersYet => Say("No orders yet.", "Pas encore de commande.");

    public string SeeAgents => Say("Who ordered", "Qui a commandé");

    public string SeeHealth => Say("More", "En savoir plus");

    public string OrderCount(int n) => Count(n, "order", "orders", "commande", "commandes");

    public string Turns(int n) => Count(n, "turn", "turns", "échange", "échanges");

    public string ChannelName(string channel) => channel switch
    {
        "web" => Say("Shop pages", "Pages de la boutique"),
        "chat" => Say("Shop chat", "Chat de la boutique"),
        "ucp" => Say("Agent, UCP", "Agent, UCP"),
        "acp" => Say("Agent, ACP", "Agent, ACP"),
        "acp-2026-01-30" => Say("Agent, ACP (2026-01-30)", "Agent, ACP (2026-01-30)"),
        "mcp" => Say("Agent, MCP", "Agent, MCP"),
        "a2a" => Say("Agent, A2A", "Agent, A2A"),
        "console" => Say("Console", "Console"),
        _ => channel,
    };

    // the list
    public string SearchOrders => Say("Number, name, e-mail, product", "Numéro, nom, e-mail, produit");

    public string OpenOnly => Say("Open (to ship)", "En cours (à expédier)");

    public string OrdersNewestFirst => Say("Orders, newest first", "Commandes, de la plus récente à la plus ancienne");

    public string NoOrdersFound => Say("No orders found.", "Aucune commande trouvée.");

    public string ScanEnded => Say("Only the newest 5,000 orders were looked through.", "Seules les 5\u00a0000 commandes les plus récentes ont été parcourues.");

    public string OrderNumber => Say("Order", "Commande");

    public string Order => Say("Order", "Commande");

    public string Placed => Say("Placed (UTC)", "Passée le (UTC)");

    public string Customer => Say("Customer", "Client");

    public string Pieces => Say("Pieces", "Pièces");

    public string StatusOf(OrderStatus status) => status switch
    {
        OrderStatus.Confirmed => Say("Confirmed", "Confirmée"),
        OrderStatus.PartlyShipped => Say("Partly shipped", "Partiellement expédiée"),
        OrderStatus.Shipped => Say("Shipped", "Expédiée"),
        OrderStatus.Delivered => Say("Delivered", "Livrée"),
        OrderStatus.Canceled => Say("Cancelled", "Annulée"),
        _ => status.ToString(),
    };

    public string Refunded => Say("Refunded", "Remboursée");

    public string PartlyRefunded => Say("Partly refunded", "Partiellement remboursée");

    // one order
    public string OrderTitle(long number) => Say($"Order {number}", $"Commande {number}");

    public string Lines => Say("Lines", "Lignes");

    public string UnitPrice => Say("Unit price", "Prix unitaire");

    public string Ordered => Say("Ordered", "Commandé");

    public string ShippedPieces => Say("Shipped", "Expédié");

    public string RemovedPieces => Say("Removed", "Retiré");

    public string Discount => Say("Discount", "Remise");

    public string Discounts => Say("Discounts", "Remises");

    public string DiscountsUsed => Say("Discounts used:", "Remises appliquées\u00a0:");

    public string Subtotal => Say("Subtotal", "Sous-total");

    public string Fee => Say("Fee", "Frais");

    public string Tax => Say("Tax", "Taxe");

    public string TaxIncluded => Say("of which tax", "dont taxe");

    public string TaxLine(string country, string rate) => Say($"tax {country} {rate}", $"taxe {country} {rate}");

    public string Delivery => Say("Delivery", "Livraison");

    public string Way => Say("Way", "Mode");

    public string Address => Say("Address", "Adresse");

    public string Expected => Say("Expected", "Prévue");

    public string Payment => Say("Payment", "Paiement");

    public string Handler => Say("Handler", "Prestataire");

    public string Means => Say("Means", "Moyen");

    public string Captured => Say("Taken", "Encaissé");

    public string Authorized => Say("Promised, not taken yet", "Autorisé, pas encore encaissé");

    public string PaymentCosts => Say("Provider’s fee", "Frais du prestataire");

    public string RefundedAmount => Say("Given back", "Remboursé");

    public string ProviderReference => Say("Provider's reference", "Référence du prestataire");

    public string CameFrom => Say("Where it came from", "D’où elle vient");

    public string AgentProfile => Say("Agent's profile", "Profil de l’agent");

    public string CheckoutId => Say("Checkout", "Session de paiement");

    public string OrderId => Say("Order id", "Identifiant");

    public string Account => Say("Account", "Compte");

    public string HasAccount => Say("yes", "oui");

    public string Guest => Say("no, guest", "non, invité");

    public string SeeConversation => Say("See the conversation", "Voir la conversation");

    public string SeeOrder => Say("See the order", "Voir la commande");

    public string History => Say("History (UTC)", "Historique (UTC)");

    public string OrderPlaced => Say("Order placed", "Commande passée");

    public string Messages => Say("Messages about this order", "Messages à propos de cette commande");

    public string NoMessages => Say("No messages.", "Aucun message.");

    public string LedgerOfOrder => Say("What the ledger says about this order", "Ce que le grand livre dit de cette commande");

    public string EventName(string type) => type switch
    {
        "processing" => Say("In preparation", "En préparation"),
        "shipped" => Say("Shipped", "Expédié"),
        "in_transit" => Say("On its way", "En transit"),
        "delivered" => Say("Delivered", "Livré"),
        "ready_for_pickup" => Say("Ready for pick-up", "Prêt au retrait"),
        "picked_up" => Say("Handed over", "Remis"),
        "address_changed" => Say("Address changed", "Adresse modifiée"),
        "canceled" => Say("Cancelled", "Annulé"),
        _ => type,
    };

    public string AdjustmentName(string type) => type switch
    {
        "refund" => Say("Refund", "Remboursement"),
        "return" => Say("Return", "Retour"),
        "cancellation" => Say("Cancellation", "Annulation"),
        "credit" => Say("Credit", "Avoir"),
        "line_cancellation" => Say("Pieces cancelled", "Pièces annulées"),
        "change" => Say("Items changed", "Articles modifiés"),
        "exchange" => Say("Exchange", "Échange"),
        "refund_failed" => Say("Refund that did not arrive", "Remboursement non abouti"),
        "payment_change" => Say("Means of payment changed", "Moyen de paiement modifié"),
        "capture" => Say("Money taken", "Encaissement"),
        "price_adjustment" => Say("Price adjustment", "Ajustement de prix"),
        _ => type,
    };

    public string AdjustmentStatus(string status) => status switch
    {
        "pending" => Say("pending", "en attente"),
        "completed" => Say("completed", "effectué"),
        "failed" => Say("failed", "échoué"),
        _ => status,
    };

    // what can be done with it
    public string OrderActionName(string action) => action switch
    {
        "ship" => Say("Ship", "Expédier"),
        "deliver" => Say("Mark delivered", "Marquer livrée"),
        "refund" => Say("Refund", "Rembourser"),
        _ => Say("Cancel the order", "Annuler la commande"),
    };

    public string OrderActionTitle(string action, long number) => action switch
    {
        "ship" => Say($"Ship order {number}", $"Expédier la commande {number}"),
        "deliver" => Say($"Mark order {number} delivered", $"Marquer la commande {number} livrée"),
        "refund" => Say($"Refund order {number}", $"Rembourser la commande {number}"),
        _ => Say($"Cancel order {number}", $"Annuler la commande {number}"),
    };

    public string OrderActionDone(string action, long number) => action switch
    {
        "ship" => Say($"Order {number}: the shipment is recorded.", $"Commande {number}\u00a0: l’expédition est enregistrée."),
        "deliver" => Say($"Order {number} is delivered.", $"La commande {number} est livrée."),
        "refund" => Say($"Order {number}: the refund is done.", $"Commande {number}\u00a0: le remboursement est fait."),
        _ => Say($"Order {number} is cancelled.", $"La commande {number} est annulée."),
    };

    public string NotPossibleNow => Say("That is not possible in this state.", "Ce n’est pas possible dans cet état.");

    public string OrderChangedMeanwhile => Say("The order changed while you were looking at it. Nothing was done: check again what follows.", "La commande a changé entre-temps. Rien n’a été fait\u00a0: vérifiez à nouveau ce qui suit.");

    public string RefusedBecause(string reason) => Say($"Nothing was done: {reason}", $"Rien n’a été fait\u00a0: {reason}");

    public string ChoosePieces => Say("Choose at least one piece.", "Choisissez au moins une pièce.");

    public string PiecesToShip => Say("Pieces to ship", "Pièces à expédier");

    public string PiecesToRefund => Say("Pieces to give money back for", "Pièces à rembourser");

    public string Possible => Say("Possible", "Possible");

    public string Carrier => Say("Carrier", "Transporteur");

    public string CarrierHint => Say("For example La Poste, DHL.", "Par exemple La Poste, DHL.");

    public string TrackingNumber => Say("Tracking number", "Numéro de suivi");

    public string RefundBy => Say("Give back", "Rembourser");

    public string ByPieces => Say("what was paid for the pieces below", "ce qui a été payé pour les pièces ci-dessous");

    public string ByAmount(string most) => Say($"an amount, at most {most}", $"un montant, au plus {most}");

    public string AmountIn(string currency) => Say($"Amount in {currency}", $"Montant en {currency}");

    public string AmountOnlyWhen => Say("Only when an amount is given back.", "Seulement pour rembourser un montant.");

    public string RefundType => Say("Recorded as", "Enregistré comme");

    public string Reason => Say("Reason, as the customer reads it", "Motif, tel que le client le lira");

    public string PutBackOnSale => Say("Put shipped pieces back on sale (others go back anyway)", "Remettre en vente les pièces expédiées (les autres le sont toujours)");

    public string Ships => Say("Leaves", "Part");

    public string GivenBack => Say("Given back", "Remboursé");

    public string To => Say("To", "À");

    public string ShipTakesStock => Say("The pieces leave the stock.", "Les pièces sortent du stock.");

    public string OrderBecomes(string status) => Say($"The order becomes: {status}.", $"La commande passe à l’état\u00a0: {status}.");

    public string StockReturns => Say("The pieces go back on sale.", "Les pièces sont remises en vente.");

    public string StockStays => Say("The stock does not change.", "Le stock ne change pas.");

    public string UnshippedReturns => Say("Pieces that were not shipped go back on sale.", "Les pièces non expédiées sont remises en vente.");

    public string ShippedReturns => Say("Shipped pieces go back on sale.", "Les pièces expédiées sont remises en vente.");

    public string ShippedStay => Say("Shipped pieces do not go back on sale.", "Les pièces expédiées ne sont pas remises en vente.");

    public string CannotBeUndone => Say("This cannot be undone.", "Cette action est définitive.");

    public string BuyerIsTold(string email) => Say($"{email} gets an e-mail.", $"{email} reçoit un e-mail.");

    public string AgentIsTold => Say("The agent that ordered is told.", "L’agent qui a commandé est prévenu.");

    // conversations
    public string Conversation => Say("Conversation", "Conversation");

    public string NoConversations => Say("No conversations yet.", "Pas encore de conversation.");

    public string BeganWith => Say("Began with", "A commencé par");

    public string Began => Say("Began (UTC)", "Début (UTC)");

    public string LastActivity => Say("Last activity (UTC)", "Dernière activité (UTC)");

    public string TurnsLabel => Say("Turns", "Échanges");

    public string SlowestTurn => Say("Slowest turn", "Échange le plus lent");

    public string Shopper => Say("Shopper", "Client");

    public string AgentWord => Say("Agent", "Agent");

    public string Understood => Say("Understood:", "Compris\u00a0:");

    // agents
    public string AgentsExplained(int days) => Say(
        $"Who ordered in the last {days} days: people on the shop's pages, and agents by the profile they showed. Visits without an order are not recorded.",
        $"Qui a commandé ces {days} derniers jours\u00a0: des personnes sur les pages de la boutique, et des agents d’après le profil présenté. Les visites sans commande ne sont pas enregistrées.");

    public string Who => Say("Who", "Qui");

    public string Cancelled => Say("Cancelled", "Annulées");

    public string MeanOrder => Say("Mean order", "Panier moyen");

    public string LastOrder => Say("Last order (UTC)", "Dernière commande (UTC)");

    public string UnnamedCaller(string channel) => channel is "ucp" or "mcp" || channel.StartsWith("acp", StringComparison.Ordinal) ? Say("Agents without a profile", "Agents sans profil") : Say("People", "Personnes");
}
