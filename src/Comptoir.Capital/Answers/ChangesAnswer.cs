using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Answers;

/// <summary>What is new, gone, or stands differently since a day or another file.</summary>
internal static class ChangesAnswer
{
    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var since = a.Since ?? a.Today.AddYears(-1);
        var before = a.Earlier ?? a.Book;
        var then = before.Deals.Select(d => (Deal: d, Status: a.Earlier is null ? d.StatusOn(since) : d.Status)).Where(d => d.Status is not null).ToDictionary(d => d.Deal.Id, StringComparer.Ordinal);
        var now = a.Book.Deals.Select(d => (Deal: d, Status: d.StatusOn(a.Today) ?? (a.Earlier is null ? null : (DealStatus?)d.Status))).Where(d => d.Status is not null).ToDictionary(d => d.Deal.Id, StringComparer.Ordinal);
        var rows = new List<AnswerRow>();
        foreach (var (id, current) in now.OrderBy(n => n.Value.Deal.Date).ThenBy(n => n.Key, StringComparer.Ordinal))
        {
            if (!then.TryGetValue(id, out var old)) rows.Add(Row(w.Say("new", "nouveau"), current.Deal, null, current.Status, null, current.Deal.Amount));
            else if (old.Status != current.Status || old.Deal.Amount != current.Deal.Amount)
                rows.Add(Row(old.Status != current.Status ? w.Say("status", "statut") : w.Say("amount", "montant"), current.Deal, old.Status, current.Status, old.Deal.Amount, current.Deal.Amount));
        }

        foreach (var (id, old) in then.Where(t => !now.ContainsKey(t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal)) rows.Add(Row(w.Say("gone", "retiré"), old.Deal, old.Status, null, old.Deal.Amount, null));
        long Sum(IEnumerable<(Deal Deal, DealStatus? Status)> deals, Func<DealStatus, bool> counts) => deals.Where(d => d.Deal.Counts && d.Deal.Currency == a.Currency && counts(d.Status!.Value)).Sum(d => d.Deal.Amount ?? 0);
        var (firmThen, firmNow) = (Sum(then.Values, DealStatuses.IsFirm), Sum(now.Values, DealStatuses.IsFirm));
        var (allThen, allNow) = (Sum(then.Values, s => !DealStatuses.IsOver(s)), Sum(now.Values, s => !DealStatuses.IsOver(s)));
        var (low, high) = (firmNow - firmThen, allNow - allThen);
        var (lowMeans, highMeans) = (w.Say("firm deals only", "accords fermes seulement"), w.Say("with conditional, unconfirmed and talks", "avec conditionnel, non confirmé et discussions"));
        if (low > high) (low, high, lowMeans, highMeans) = (high, low, highMeans, lowMeans);
        return new(
            Questions.IdOf(Question.Changes), Questions.Text(Question.Changes, w), a.Currency,
            [new("change", w.Say("Change of all amounts", "Variation de tous les montants"), Quantity.Money(low), lowMeans, Quantity.Money(high), highMeans, FundsAnswer.Ids(rows))],
            [
                new("changes", a.Earlier is null ? w.Say($"Since {w.Day(since)}", $"Depuis le {w.Day(since)}") : w.Say("Between the two files", "Entre les deux fichiers"),
                    [
                        ("change", w.Say("Change", "Changement")), ("deal", w.Say("Deal", "Accord")), ("payer", w.Say("From", "De")), ("payee", w.Say("To", "À")), ("kind", w.Say("Kind", "Type")), ("status_before", w.Say("Was", "Était")), ("status_now", w.Say("Is", "Est")),
                        ("amount_before", w.Say("Amount was", "Montant d’avant")), ("amount_now", w.Say("Amount is", "Montant")), ("note", w.Say("Note", "Note")),
                    ],
                    [.. rows]),
            ],
            [w.Say("Where the file tells only the last status, the day of a change is inferred from linked deals and sources.", "Quand le fichier ne donne que le dernier statut, le jour d’un changement est déduit des accords liés et des sources.")]);

        AnswerRow Row(string change, Deal d, DealStatus? was, DealStatus? now, long? amountWas, long? amountNow) => new(
            [
                change, d.Id, d.Payer, d.Payee, KindText.Of(d.Kind, w), was is { } s ? KindText.Of(s, w) : "", now is { } n ? KindText.Of(n, w) : "",
                amountWas is { } old ? Quantity.Money(old) : "", amountNow is { } present ? Quantity.Money(present) : "", d.Note,
            ],
            [d.Id, .. d.Links.Where(l => a.Book.Find(l) is not null)]);
    }
}
