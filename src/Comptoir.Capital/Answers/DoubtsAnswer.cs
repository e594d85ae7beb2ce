namespace Comptoir.Capital.Answers;

/// <summary>What was refused and what is doubtful.</summary>
internal static class DoubtsAnswer
{
    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var doubts = a.Book.Doubts.Select(d => new AnswerRow([KindText.OfRule(d.Rule, w), string.Join(", ", d.Deals), d.Detail], d.Deals)).ToArray();
        var refused = a.Book.Refused.Select(r => new AnswerRow([Quantity.Count(r.Row), r.Column, r.Value, r.Reason], [])).ToArray();
        var touched = a.Book.Doubts.SelectMany(d => d.Deals).Distinct(StringComparer.Ordinal).ToArray();
        var money = touched.Select(a.Book.Find).Where(d => d is { Counts: true } && d.Currency == a.Currency).Sum(d => d!.Amount ?? 0);
        var doubled = a.Book.Doubts.Where(d => d.Rule is Deals.DealChecks.LetterAndClosing or Deals.DealChecks.TwoReports or Deals.DealChecks.PartOfTotal).Select(d => d.Deals[^1]).Distinct(StringComparer.Ordinal).Sum(id => a.Book.Find(id)?.Amount ?? 0);
        var left = a.Graph.Left.Select(l => new AnswerRow([l.Deal.Id, l.Deal.Payer, l.Deal.Payee, l.Deal.Amount is { } amount ? Quantity.Money(amount) : "", KindText.Of(l.Why, w)], [l.Deal.Id])).ToArray();
        return new(
            Questions.IdOf(Question.Doubts), Questions.Text(Question.Doubts, w), a.Currency,
            [new("doubtful", w.Say("Counted amounts with a doubt", "Montants comptés avec un doute"), Quantity.Money(Math.Min(doubled, money)), w.Say("only what may be counted twice", "seulement ce qui est peut-être compté deux fois"), Quantity.Money(money), w.Say("every deal with any doubt", "tout accord avec un doute quelconque"), [.. touched])],
            [
                new("doubts", w.Say("Doubtful", "Douteux"), [("doubt", w.Say("Doubt", "Doute")), ("deals", w.Say("Deals", "Accords")), ("detail", w.Say("Detail", "Détail"))], [.. doubts]),
                new("refused", w.Say("Refused rows", "Lignes refusées"), [("row", w.Say("Row", "Ligne")), ("column", w.Say("Column", "Colonne")), ("value", w.Say("Value", "Valeur")), ("reason", w.Say("Reason", "Raison"))], [.. refused]),
                new("left_out", w.Say("Not in this view", "Hors de cette vue"), [("deal", w.Say("Deal", "Accord")), ("payer", w.Say("From", "De")), ("payee", w.Say("To", "À")), ("amount", w.Say("Amount", "Montant")), ("why", w.Say("Why", "Pourquoi"))], [.. left]),
            ],
            []);
    }
}
