using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Answers;

/// <summary>What parties have promised to buy: size, term, pace, what is behind, what would remain to pay.</summary>
internal static class CommitmentsAnswer
{
    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var shown = a.Book.Deals.Where(d => d.Class == FlowClass.Purchase && d.Counts && d.Amount is not null && d.Currency == a.Currency
            && FundsAnswer.StatusOf(a, d) is { } s && a.View.Includes(s) && s != DealStatus.Paid).OrderByDescending(d => d.Amount).ThenBy(d => d.Id, StringComparer.Ordinal).ToArray();
        var rows = shown.Select(d => Row(a, w, d)).ToArray();
        var byParty = shown.GroupBy(d => d.Payer).Select(g =>
        {
            var pace = g.Sum(d => Pace(a, d));
            var facts = a.Book.Parties.GetValueOrDefault(g.Key);
            return new AnswerRow(
                [
                    g.Key, Quantity.Count(g.Count()), Quantity.Money(g.Sum(d => d.Amount!.Value)), Quantity.Money(pace),
                    facts?.RevenueAYear is { } revenue && facts.Currency == a.Currency ? Quantity.Money(revenue) : w.Say("not known", "inconnu"), facts?.RevenueAYear is > 0 and var known ? new Quantity((double)pace / known, Unit.Times) : new Quantity(double.NaN, Unit.Times),
                ],
                [.. g.Select(d => d.Id)]);
        }).OrderByDescending(r => r.Cells[2].Quantity!.Value.Value).ThenBy(r => r.Cells[0].Text, StringComparer.Ordinal).ToArray();
        var label = w.Say("Still to be paid if everyone stops buying today", "Reste à payer si chacun cesse d’acheter aujourd’hui");
        return new(
            Questions.IdOf(Question.Commitments), Questions.Text(Question.Commitments, w), a.Currency,
            [
                shown.Length == 0 ? Figure.NotDefined("remaining", label, Unit.Money, w.Say("The view shows no purchase that is not paid.", "La vue ne montre aucun achat non payé.")) :
                new("remaining", label, Quantity.Money(shown.Sum(d => Remaining(a, d).Low)), w.Say("who may leave leaves at once; what should have been drawn by now was drawn", "qui peut partir part aussitôt\u00a0; ce qui devait être consommé l’a été"),
                    Quantity.Money(shown.Sum(d => Remaining(a, d).High)), w.Say("nobody may leave, and only what the file says was drawn was drawn", "personne ne peut partir, et seul ce que le fichier dit consommé l’est"), [.. shown.Select(d => d.Id)]),
            ],
            [
                new("commitments", w.Say("Commitments", "Engagements"),
                    [
                        ("deal", w.Say("Contract", "Contrat")), ("buyer", w.Say("Buyer", "Acheteur")), ("seller", w.Say("Seller", "Vendeur")), ("size", w.Say("Size", "Montant")), ("term", w.Say("Term", "Durée")), ("by_schedule", w.Say("Due by now", "Dû à ce jour")),
                        ("drawn", w.Say("Drawn", "Consommé")), ("behind", w.Say("Behind or ahead", "Retard ou avance")), ("pace", w.Say("A year", "Par an")), ("exit", w.Say("May leave", "Résiliable")), ("shortfall_low", w.Say("If it stops: at least", "Si arrêt\u00a0: au moins")), ("shortfall_high", w.Say("at most", "au plus")),
                    ],
                    [.. rows]),
                new("buyers", w.Say("By buyer", "Par acheteur"),
                    [("buyer", w.Say("Buyer", "Acheteur")), ("contracts", w.Say("Contracts", "Contrats")), ("size", w.Say("Size", "Montant")), ("pace", w.Say("A year", "Par an")), ("revenue", w.Say("Revenue a year", "Revenus par an")), ("pace_by_revenue", w.Say("Pace by revenue", "Rythme / revenus"))],
                    [.. byParty]),
            ],
            [w.Say($"Schedules are even over the term. A term that is not published is taken as {w.Number((double)a.View.MissingTermYears)} years and marked with *.", $"Les échéanciers sont réguliers sur la durée. Une durée non publiée est prise à {w.Number((double)a.View.MissingTermYears)} ans et marquée d’un *.")]);
    }

    internal static long Pace(CapitalAnalysis a, Deal d) => (long)Math.Round(d.Amount!.Value / (Schedule.YearsOf(d) ?? a.View.MissingTermYears));

    private static AnswerRow Row(CapitalAnalysis a, Words w, Deal d)
    {
        var due = Schedule.Until(d, d.Amount!.Value, a.Today, a.View.MissingTermYears);
        var (low, high) = Remaining(a, d);
        var years = Schedule.YearsOf(d);
        return new(
            [
                d.Id, d.Payer, d.Payee, Quantity.Money(d.Amount.Value), w.Number((double)(years ?? a.View.MissingTermYears), "0.#") + "\u00a0" + w.Say("years", "ans") + (years is null ? "*" : ""), Quantity.Money(due),
                d.Drawn is { } drawn ? Quantity.Money(drawn) : w.Say("not known", "inconnu"), d.Drawn is { } taken ? Quantity.Money(taken - due) : w.Say("not known", "inconnu"), Quantity.Money(Pace(a, d)),
                d.ExitDays is { } days ? w.Say($"in {days} days", $"sous {days} jours") : d.TakeOrPay ? w.Say("no: take or pay", "non\u00a0: take or pay") : w.Say("not known", "inconnu"), Quantity.Money(low), Quantity.Money(high),
            ],
            [d.Id]);
    }

    /// <summary>What would still be owed without another purchase.</summary>
    private static (long Low, long High) Remaining(CapitalAnalysis a, Deal d)
    {
        var amount = d.Amount!.Value;
        var high = amount - (d.Drawn ?? 0);
        var left = amount - (d.Drawn ?? Schedule.Until(d, amount, a.Today, a.View.MissingTermYears));
        if (d.TakeOrPay) return (left, high);
        var notice = d.ExitDays is { } days ? (long)Int128.Min(left, (Int128)Pace(a, d) * days / 365) : 0;
        return (notice, d.ExitDays is null ? high : notice);
    }
}
