using System.Collections.Immutable;
using Comptoir.Capital.Numbers;
using Comptoir.Capital.Stress;

namespace Comptoir.Capital.Answers;

/// <summary>Who misses payments and who loses value when a scenario comes true, in which round.</summary>
internal static class StressAnswer
{
    /// <summary>Parties with debts up to which clearing is worked in fractions within an answer's time.</summary>
    private const int MostParties = 400;

    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var scenario = a.Scenario ?? Scenario.Default(a);
        var label = w.Say("Payments that are missed", "Paiements manqués");
        if (a.Network.Parties.Length > MostParties)
            return Undefined(a, w, label, w.Say($"More than {MostParties} parties: the library’s LargeClearing clears networks of this size.", $"Plus de {MostParties} parties\u00a0: LargeClearing, dans la bibliothèque, compense des réseaux de cette taille."));
        if (scenario.Pays.IsEmpty && scenario.Valuations.IsEmpty && scenario.Cancelled.IsEmpty) return Undefined(a, w, label, w.Say("The scenario changes nothing: the view shows nobody who owes.", "Le scénario ne change rien\u00a0: la vue ne montre aucun débiteur."));
        var test = StressTest.Of(a, scenario);
        var order = Enumerable.Range(0, test.Parties.Length).ToArray();
        Rational Missed(Clearing c, int i) => test.Missing(c, i);
        var payments = order.Where(i => Missed(test.Bare, i).Sign > 0 || Missed(test.Ample, i).Sign > 0).OrderByDescending(i => Missed(test.Bare, i)).ThenBy(i => test.Parties[i], StringComparer.Ordinal)
            .Select(i => new AnswerRow(
                [test.Parties[i], Quantity.Money(test.Owed[i]), Quantity.Money(Missed(test.Ample, i)), Quantity.Money(Missed(test.Bare, i)), Round(scenario, test, i, w)],
                test.Deals[i])).ToArray();
        var totals = (Low: Rational.Sum(order.Select(i => Missed(test.Ample, i))), High: Rational.Sum(order.Select(i => Missed(test.Bare, i))));
        var tables = new List<AnswerTable>
        {
            new("payments", w.Say("Who misses payments", "Qui manque ses paiements"),
                [("party", w.Say("Party", "Partie")), ("owed", w.Say("Owes in the period", "Doit sur la période")), ("missed_low", w.Say("Misses at least", "Manque au moins")), ("missed_high", w.Say("at most", "au plus")), ("round", w.Say("Round", "Tour"))],
                [.. payments]),
        };
        var figures = new List<Figure>
        {
            new("missed", label, Quantity.Money(totals.Low), w.Say("everyone whose means are not known has enough reserves", "tous ceux dont les moyens sont inconnus ont assez de réserves"),
                Quantity.Money(totals.High), w.Say("whoever’s means are not known has just what it needs, nobody is paid first", "ceux dont les moyens sont inconnus n’ont que le nécessaire, personne n’est payé en premier"), FundsAnswer.Ids(payments)),
        };
        if (test.Values is { } values)
        {
            var lost = order.Select(i => (Party: i, First: test.Stakes[i].Sum(s => s.Amount * values.Rounds[0][s.On]), Last: test.Stakes[i].Sum(s => s.Amount * values.Final[s.On]), Round: RoundOfLoss(values, test.Stakes[i])))
                .Where(l => l.Last > 0.5).OrderByDescending(l => l.Last).ThenBy(l => test.Parties[l.Party], StringComparer.Ordinal).ToArray();
            var rows = lost.Select(l => new AnswerRow([test.Parties[l.Party], Quantity.Money(test.Stakes[l.Party].Sum(s => s.Amount)), Quantity.Money(l.First), Quantity.Money(l.Last), Quantity.Count(l.Round)],
                [.. a.Graph.Arrows.Where(r => r.From == test.Parties[l.Party] && r.Deal.Class == Deals.FlowClass.Funding).Select(r => r.Deal.Id)])).ToArray();
            figures.Add(new("value", w.Say("Value of stakes that is lost", "Valeur perdue des participations"), Quantity.Money(lost.Sum(l => l.First)), w.Say("only owners of whose value falls in the scenario lose", "seuls perdent les détenteurs de ce dont la valeur baisse"),
                Quantity.Money(lost.Sum(l => l.Last)), w.Say("losses are passed on to the owners of the owners (DebtRank)", "les pertes passent aux détenteurs des détenteurs (DebtRank)"), FundsAnswer.Ids(rows)));
            tables.Add(new("value", w.Say("Who loses value", "Qui perd de la valeur"),
                [("party", w.Say("Owner", "Détenteur")), ("stakes", w.Say("Put in", "Apporté")), ("lost_low", w.Say("Loses at least", "Perd au moins")), ("lost_high", w.Say("at most", "au plus")), ("round", w.Say("Round", "Tour"))],
                [.. rows]));
        }

        var unique = test.Bare.IsUnique;
        return new(
            Questions.IdOf(Question.Stress), Questions.Text(Question.Stress, w), a.Currency, [.. figures], [.. tables],
            [
                w.Say($"Scenario: {Describe(scenario, w)}. Debts that fall due from {w.Day(test.From)} to {w.Day(test.Before.AddDays(-1))}, evenly over terms; everyone pays creditors the same share (Eisenberg–Noe).",
                    $"Scénario\u00a0: {Describe(scenario, w)}. Dettes échues du {w.Day(test.From)} au {w.Day(test.Before.AddDays(-1))}, réparties sur la durée\u00a0; chacun paie la même part à tous ses créanciers (Eisenberg–Noe)."),
                unique ? w.Say("The payments are unique.", "Les paiements sont uniques.") : w.Say("The payments are not unique: a group that owes itself has no cash, and any common share would clear it. The greatest are shown.", "Les paiements ne sont pas uniques\u00a0: un groupe endetté envers lui-même n’a pas d’argent. Les plus grands sont montrés."),
            ]);
    }

    internal static string Describe(Scenario s, Words w)
    {
        var parts = s.Pays.Select(p => w.Say($"{p.Key} pays {w.Share(p.Value.ToDouble())}", $"{p.Key} paie {w.Share(p.Value.ToDouble())}"))
            .Concat(s.Valuations.Select(v => w.Say($"{v.Key} keeps {w.Share(v.Value.ToDouble())} of its value", $"{v.Key} garde {w.Share(v.Value.ToDouble())} de sa valeur")))
            .Concat(s.Cancelled.Select(c => w.Say($"{c} is cancelled", $"{c} est annulé")));
        var text = string.Join(", ", parts);
        return s.Name.Length > 0 && !s.Pays.ContainsKey(s.Name) ? $"{s.Name} ({text})" : text;
    }

    private static Cell Round(Scenario scenario, StressTest test, int party, Words w) =>
        test.Bare.Round[party] > 0 ? Quantity.Count(test.Bare.Round[party] + (scenario.Pays.IsEmpty ? 0 : 1))
        : scenario.Pays.ContainsKey(test.Parties[party]) ? w.Say("scenario", "scénario") : "";

    private static int RoundOfLoss(Contagion values, ImmutableArray<(int On, double Amount)> stakes) =>
        Enumerable.Range(0, values.Rounds.Length).FirstOrDefault(t => stakes.Any(s => values.Rounds[t][s.On] > 0));

    private static Answer Undefined(CapitalAnalysis a, Words w, string label, string why) =>
        new(Questions.IdOf(Question.Stress), Questions.Text(Question.Stress, w), a.Currency, [Figure.NotDefined("missed", label, Unit.Money, why)], [], []);
}
