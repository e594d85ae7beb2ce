namespace Comptoir.Capital.Answers;

/// <summary>What one order earns, from the shop's own books.</summary>
internal static class OrderEarningsAnswer
{
    private const int MostListed = 200;

    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var label = w.Say("One order earns", "Une commande rapporte");
        if (a.Earnings is not { Orders: > 0 } e)
            return new(Questions.IdOf(Question.OrderEarnings), Questions.Text(Question.OrderEarnings, w), a.Currency,
                [Figure.NotDefined("earns", label, Unit.Money, w.Say("There is no shop ledger here, or no order in it: a file of deals does not tell of orders.", "Il n’y a pas ici de grand livre de boutique, ou aucune commande\u00a0: un fichier d’accords ne parle pas de commandes."))], [], []);
        var results = e.Each.Select(o => o.Result).Order().ToArray();
        var mean = (double)e.Result / e.Orders;
        var median = (double)results[results.Length / 2];
        var (low, high, lowMeans, highMeans) = mean <= median
            ? (mean, median, w.Say("the mean of all orders", "la moyenne des commandes"), w.Say("the order in the middle", "la commande médiane"))
            : (median, mean, w.Say("the order in the middle", "la commande médiane"), w.Say("the mean of all orders", "la moyenne des commandes"));
        return new(
            Questions.IdOf(Question.OrderEarnings), Questions.Text(Question.OrderEarnings, w), e.Currency,
            [new("earns", label, Quantity.Money(low), lowMeans, Quantity.Money(high), highMeans, [])],
            [
                new("by_kind", w.Say("Where it comes from and goes", "D’où cela vient et où cela va"), [("kind", w.Say("Kind", "Type")), ("amount", w.Say("All orders", "Toutes les commandes")), ("per_order", w.Say("An order", "Par commande"))],
                    [.. e.ByKind.Select(k => new AnswerRow([k.Key, Quantity.Money(k.Value), Quantity.Money((double)k.Value / e.Orders)], []))]),
                new("orders", w.Say("Orders", "Commandes"), [("order", w.Say("Order", "Commande")), ("result", w.Say("Earned", "Rapporté"))], [.. e.Each.Take(MostListed).Select(o => new AnswerRow([o.Order, Quantity.Money(o.Result)], []))]),
            ],
            [w.Say($"{e.Orders} orders, from the transfers filed under them that touch income or expenses; a cost that is not booked is not counted.", $"{e.Orders} commandes, d’après les écritures classées sous elles qui touchent produits ou charges\u00a0; un coût non comptabilisé n’est pas compté.")]);
    }
}
