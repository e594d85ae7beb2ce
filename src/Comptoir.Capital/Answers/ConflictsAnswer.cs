using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Answers;

/// <summary>Contracts that stand against an exclusivity or a first refusal while it is in force.</summary>
internal static class ConflictsAnswer
{
    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var clauses = a.Book.Deals.Where(d => d.Kind is DealKind.Exclusivity or DealKind.FirstRefusal).ToArray();
        var rows = new List<(AnswerRow Row, bool Certain)>();
        foreach (var clause in clauses)
        {
            var (from, before) = InForce(clause);
            foreach (var other in a.Book.Deals.Where(d => d.Id != clause.Id && d.Payer == clause.Payer && d.Payee != clause.Payee && d.Date >= from && d.Date < before && Covers(clause, d)))
            {
                var status = other.StatusOn(other.Date) ?? other.Status;
                if (status is DealStatus.InTalks or DealStatus.Unconfirmed && !a.View.Includes(status)) continue;
                var certain = clause.Scope.Length > 0 && DealStatuses.IsFirm(other.Status) && other.DatePrecision == "day";
                rows.Add((new(
                    [clause.Id, clause.Payer, clause.Payee, clause.Scope.Length > 0 ? clause.Scope : w.Say("compute (assumed)", "calcul (supposé)"), w.Day(from) + " – " + (before == DateOnly.MaxValue ? "…" : w.Day(before.AddDays(-1))), other.Id, other.Payee, KindText.Of(other.Kind, w), w.Day(other.Date), other.Amount is { } amount ? Quantity.Money(amount) : "", other.Note],
                    [clause.Id, other.Id]), certain));
            }
        }

        return new(
            Questions.IdOf(Question.Conflicts), Questions.Text(Question.Conflicts, w), a.Currency,
            [
                clauses.Length == 0 ? Figure.NotDefined("conflicts", w.Say("Contracts against a clause", "Contrats contre une clause"), Unit.Count, w.Say("The file has no exclusivity or first refusal.", "Le fichier n’a ni exclusivité ni premier refus.")) :
                new("conflicts", w.Say("Contracts against a clause", "Contrats contre une clause"), Quantity.Count(rows.Count(r => r.Certain)), w.Say("firm contracts, dated to the day, within the scope that the file gives", "contrats fermes, datés au jour, dans la portée donnée"),
                    Quantity.Count(rows.Count), w.Say("every contract that may fall under it", "tout contrat qui peut en relever"), FundsAnswer.Ids(rows.Select(r => r.Row))),
            ],
            [
                new("conflicts", w.Say("Conflicts by date", "Conflits par date"),
                    [
                        ("clause", w.Say("Clause", "Clause")), ("bound", w.Say("Bound", "Engagé")), ("to", w.Say("Towards", "Envers")), ("scope", w.Say("Scope", "Portée")), ("in_force", w.Say("In force", "En vigueur")), ("deal", w.Say("Conflicts with", "En conflit avec")),
                        ("with", w.Say("With", "Avec")), ("kind", w.Say("Kind", "Type")), ("date", w.Say("Made", "Conclu")), ("amount", w.Say("Amount", "Montant")), ("note", w.Say("Note", "Note")),
                    ],
                    [.. rows.Select(r => r.Row)]),
            ],
            [w.Say("A conflict of dates is a reason to read both contracts; waivers and amendments may not be in the file.", "Un conflit de dates invite à lire les deux contrats\u00a0; dérogations et avenants peuvent manquer au fichier.")]);
    }

    /// <summary>From its day to the day it ended, by its term or its history.</summary>
    private static (DateOnly From, DateOnly Before) InForce(Deal clause)
    {
        var over = clause.History.Where(h => DealStatuses.IsOver(h.Status)).Select(h => (DateOnly?)h.Day).FirstOrDefault();
        var ends = new[] { over, clause.TermEnd }.Where(d => d is not null).Min();
        return (clause.TermStart, ends ?? DateOnly.MaxValue);
    }

    private static bool Covers(Deal clause, Deal other)
    {
        var scope = clause.Scope.Length == 0 ? "compute" : clause.Scope.ToLowerInvariant();
        return scope.Split([' ', ',', ';', '/'], StringSplitOptions.RemoveEmptyEntries).Any(s => s switch
        {
            "compute" or "cloud" or "capacity" => other.Kind is DealKind.ComputePurchase,
            "chips" or "chip" => other.Kind is DealKind.ChipPurchase,
            "distribution" or "resale" => other.Kind is DealKind.Distribution or DealKind.License,
            "funding" or "equity" => other.Class == FlowClass.Funding,
            "exclusivity" => other.Kind == DealKind.Exclusivity,
            _ => DealKinds.Parse(s) == other.Kind,
        });
    }
}
