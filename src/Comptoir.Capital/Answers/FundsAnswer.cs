using System.Collections.Immutable;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Answers;

/// <summary>Who funds whom: for each pair what one puts into the other, and what the other buys back.</summary>
internal static class FundsAnswer
{
    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var all = a.Book.Deals.Where(d => d.Counts && d.Amount is not null && d.Currency == a.Currency && !DealStatuses.IsOver(StatusOf(a, d) ?? DealStatus.Ended)).ToArray();
        string Name(string party) => a.View.Grouped ? a.Book.GroupOf(party) : party;
        var funding = all.Where(d => d.Class is FlowClass.Funding or FlowClass.Shares && Name(d.Payer) != Name(d.Payee)).ToLookup(d => (Name(d.Payer), Name(d.Payee)));
        var buying = all.Where(d => d.Class == FlowClass.Purchase).ToLookup(d => (Name(d.Payer), Name(d.Payee)));
        var (from, before) = (new DateOnly(a.Today.Year, 1, 1), new DateOnly(a.Today.Year + 1, 1, 1));
        var rows = funding.Select(pair =>
        {
            var back = buying[(pair.Key.Item2, pair.Key.Item1)].Where(d => a.View.Includes(StatusOf(a, d)!.Value)).ToArray();
            var shown = pair.Where(d => a.View.Includes(StatusOf(a, d)!.Value)).ToArray();
            var open = pair.Except(shown).Sum(d => d.Amount!.Value);
            var firm = shown.Sum(d => d.Amount!.Value);
            var bought = back.Sum(d => d.Amount!.Value);
            return (Row: new AnswerRow(
                [
                    pair.Key.Item1, pair.Key.Item2, Quantity.Money(firm), Quantity.Money(open), Quantity.Money(shown.Sum(d => Schedule.Between(d, from, before, a.View.MissingTermYears))),
                    Quantity.Money(bought), Quantity.Money(back.Sum(d => Schedule.Between(d, from, before, a.View.MissingTermYears))), new Quantity(firm + open == 0 ? double.NaN : (double)bought / (firm + open), Unit.Times),
                ],
                [.. pair.Concat(back).Select(d => d.Id)]), Firm: firm, Open: open, Bought: bought);
        }).OrderByDescending(r => r.Firm + r.Open).ThenBy(r => r.Row.Cells[0].Text, StringComparer.Ordinal).ThenBy(r => r.Row.Cells[1].Text, StringComparer.Ordinal).ToArray();
        var both = rows.Where(r => r.Bought > 0).ToArray();
        return new(
            Questions.IdOf(Question.Funds), Questions.Text(Question.Funds, w), a.Currency,
            [
                new("funded", w.Say("Put into others", "Investi dans d’autres"), Quantity.Money(rows.Sum(r => r.Firm)), w.Say("only the statuses that the view shows", "seulement les statuts que la vue montre"),
                    Quantity.Money(rows.Sum(r => r.Firm + r.Open)), w.Say("with conditional, unconfirmed and talked-of money", "avec l’argent conditionnel, non confirmé et en discussion"), Ids(rows.Select(r => r.Row))),
                new("mutual", w.Say("Put into parties that buy back", "Investi chez ceux qui achètent en retour"), Quantity.Money(both.Sum(r => Math.Min(r.Firm, r.Bought))), w.Say("no more than what they buy", "pas plus que ce qu’ils achètent"),
                    Quantity.Money(both.Sum(r => r.Firm + r.Open)), w.Say("all of it", "en totalité"), Ids(both.Select(r => r.Row))),
            ],
            [
                new("pairs", w.Say("Who funds whom", "Qui finance qui"),
                    [
                        ("investor", w.Say("Investor", "Investisseur")), ("investee", w.Say("Into", "Dans")), ("funded", w.Say("Funded", "Investi")), ("open", w.Say("Open: conditional, unconfirmed, talks", "Ouvert\u00a0: conditionnel, non confirmé, discussions")),
                        ("funded_year", w.Say($"Of it in {a.Today.Year}", $"Dont en {a.Today.Year}")), ("bought_back", w.Say("Bought back", "Acheté en retour")), ("bought_year", w.Say($"Of it in {a.Today.Year}", $"Dont en {a.Today.Year}")), ("ratio", w.Say("Bought by funded", "Acheté / investi")),
                    ],
                    [.. rows.Select(r => r.Row)]),
            ],
            [w.Say("Equity, loans, acquisitions and shares given to a buyer; purchases the other way. Amounts are for whole contracts, not a year, unless a column says so.",
                "Capital, prêts, acquisitions et actions remises à un acheteur\u00a0; achats dans l’autre sens. Les montants valent pour tout le contrat, et non par an, sauf mention contraire.")]);
    }

    internal static DealStatus? StatusOf(CapitalAnalysis a, Deal d) => a.View.AsOf is { } day ? d.StatusOn(day) : d.Status;

    internal static ImmutableArray<string> Ids(IEnumerable<AnswerRow> rows) => [.. rows.SelectMany(r => r.Deals).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
