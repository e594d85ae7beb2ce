using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Answers;

/// <summary>The share of a supplier's revenue that comes from parties it funds, lends to, backs or gives shares to.</summary>
internal static class SelfFundedAnswer
{
    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var arrows = a.Graph.Arrows;
        var sales = arrows.Where(r => r.Deal.Class == FlowClass.Purchase).ToLookup(r => r.To);
        var support = arrows.Where(r => r.Deal.Class is FlowClass.Funding or FlowClass.Shares or FlowClass.Support).ToLookup(r => (r.From, r.To));
        // guarantees and warrants without an amount count as support too, only not as money
        var unpriced = a.Book.Deals.Where(d => d.Amount is null || !d.Counts).Where(d => d.Class is FlowClass.Support or FlowClass.Shares && FundsAnswer.StatusOf(a, d) is { } s && DealStatuses.IsFirm(s)).ToLookup(d => (d.Payer, d.Payee));
        var rows = sales.Select(supplier =>
        {
            var revenue = supplier.Sum(r => r.Amount);
            var (low, high) = (0L, 0L);
            var deals = new List<string>();
            foreach (var customer in supplier.GroupBy(r => r.From))
            {
                var given = support[(supplier.Key, customer.Key)].ToArray();
                var backed = unpriced[(supplier.Key, customer.Key)].ToArray();
                if (given.Length == 0 && backed.Length == 0) continue;
                var bought = customer.Sum(r => r.Amount);
                low += Math.Min(bought, given.Sum(g => g.Amount));
                high += bought;
                deals.AddRange([.. customer.Select(r => r.Deal.Id), .. given.Select(g => g.Deal.Id), .. backed.Select(d => d.Id)]);
            }

            return (Row: new AnswerRow([supplier.Key, Quantity.Money(revenue), Quantity.Money(low), Quantity.Money(high), Quantity.Share((double)low / revenue), Quantity.Share((double)high / revenue)], [.. deals.Distinct(StringComparer.Ordinal)]), Low: low, High: high, Revenue: revenue);
        }).Where(r => r.High > 0).OrderByDescending(r => r.High).ThenBy(r => r.Row.Cells[0].Text, StringComparer.Ordinal).ToArray();
        var all = sales.Sum(s => s.Sum(r => r.Amount));
        var label = w.Say("Sold to parties that the seller funds", "Vendu à ceux que le vendeur finance");
        return new(
            Questions.IdOf(Question.SelfFunded), Questions.Text(Question.SelfFunded, w), a.Currency,
            [
                all == 0 ? Figure.NotDefined("self_funded", label, Unit.Share, w.Say("The view shows no purchases.", "La vue ne montre aucun achat.")) :
                new("self_funded", label, Quantity.Share((double)rows.Sum(r => r.Low) / all), w.Say("of all purchases; no more counted than the seller put in", "de tous les achats\u00a0; pas plus que ce que le vendeur a apporté"),
                    Quantity.Share((double)rows.Sum(r => r.High) / all), w.Say("everything that such customers buy", "tout ce que ces clients achètent"), FundsAnswer.Ids(rows.Select(r => r.Row))),
            ],
            [
                new("suppliers", w.Say("Suppliers", "Fournisseurs"),
                    [
                        ("supplier", w.Say("Supplier", "Fournisseur")), ("revenue", w.Say("Sold in this view", "Vendu dans cette vue")), ("low", w.Say("Of it matched by own money", "Dont couvert par son propre apport")), ("high", w.Say("Of it to parties it supports", "Dont à ceux qu’il soutient")),
                        ("low_share", w.Say("Low", "Bas")), ("high_share", w.Say("High", "Haut")),
                    ],
                    [.. rows.Select(r => r.Row)]),
            ],
            [w.Say("Support is equity, loans, guarantees, backstops, and shares or warrants given to the buyer. Revenue is only what the file’s contracts sell, not the supplier’s whole business.",
                "Le soutien comprend capital, prêts, garanties, reprises de capacité, et actions ou bons remis à l’acheteur. Le chiffre d’affaires n’est que celui des contrats du fichier.")]);
    }
}
