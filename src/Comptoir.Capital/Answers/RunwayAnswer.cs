using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Stress;

namespace Comptoir.Capital.Answers;

/// <summary>How long a party's money lasts: at what it burns now, at what it has promised, and when a scenario comes true.</summary>
internal static class RunwayAnswer
{
    private const int MostMonths = 240;

    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var known = a.Book.Parties.Values.Where(p => p.Cash is not null && p.Currency == a.Currency).OrderBy(p => p.Name, StringComparer.Ordinal).ToArray();
        var rows = known.Select(p => (Party: p, Burn: AtBurn(p), Committed: Committed(a, p, null), Stressed: Committed(a, p, a.Scenario ?? Scenario.Default(a)))).ToArray();
        var missing = a.Graph.Arrows.Where(r => r.Deal.Class == FlowClass.Purchase).Select(r => r.From).Distinct(StringComparer.Ordinal).Where(p => a.Book.Parties.GetValueOrDefault(p)?.Cash is null).Order(StringComparer.Ordinal).ToArray();
        var figures = rows.Where(r => r.Burn is not null || r.Committed is not null).Select(r =>
        {
            var (low, high) = (r.Committed ?? r.Burn!.Value, r.Burn ?? r.Committed!.Value);
            var (lowMeans, highMeans) = (w.Say("at committed pace, without new money", "au rythme engagé, sans argent nouveau"), w.Say("at current burn", "au rythme actuel"));
            if (low > high) (low, high, lowMeans, highMeans) = (high, low, highMeans, lowMeans);
            return new Figure($"runway:{r.Party.Name}", w.Say($"{r.Party.Name}: money lasts", $"{r.Party.Name}\u00a0: l’argent dure"), new(low, Unit.Months), lowMeans, new(high, Unit.Months), highMeans, Deals(a, r.Party.Name));
        });
        return new(
            Questions.IdOf(Question.Runway), Questions.Text(Question.Runway, w), a.Currency,
            rows.Length > 0 ? [.. figures] : [Figure.NotDefined("runway", w.Say("Runway", "Autonomie"), Unit.Months, w.Say("No party’s cash is known: give a file of parties with cash, revenue and burn.", "La trésorerie d’aucune partie n’est connue\u00a0: donnez un fichier des parties avec trésorerie, revenus et consommation."))],
            [
                new("runway", w.Say("Runway", "Autonomie"),
                    [
                        ("party", w.Say("Party", "Partie")), ("cash", w.Say("Cash", "Trésorerie")), ("burn", w.Say("Burn a month", "Consommation par mois")), ("at_burn", w.Say("At current burn", "Au rythme actuel")), ("revenue", w.Say("Revenue a year", "Revenus par an")),
                        ("committed", w.Say("Promised, a year", "Engagé par an")), ("gap", w.Say("Gap a year", "Écart par an")), ("at_pace", w.Say("At committed pace", "Au rythme engagé")), ("stressed", w.Say("In the scenario", "Dans le scénario")), ("source", w.Say("Source", "Source")),
                    ],
                    [.. rows.Select(r => new AnswerRow(
                        [
                            r.Party.Name, Quantity.Money(r.Party.Cash!.Value), Money(r.Party.BurnAMonth), Months(r.Burn), Money(r.Party.RevenueAYear), Quantity.Money(Promised(a, r.Party.Name)),
                            Quantity.Money(Promised(a, r.Party.Name) - (r.Party.RevenueAYear ?? 0)), Months(r.Committed), Months(r.Stressed), r.Party.Source,
                        ],
                        Deals(a, r.Party.Name)))]),
            ],
            [
                w.Say("At committed pace: cash, plus revenue and what the file’s firm contracts bring, less what they cost, month by month; other costs are not known and not counted. Money that depends on an event is not counted.",
                    "Au rythme engagé\u00a0: trésorerie, plus revenus et ce que les contrats fermes apportent, moins ce qu’ils coûtent, mois par mois\u00a0; les autres coûts, inconnus, ne sont pas comptés. L’argent conditionnel non plus."),
                .. missing.Length == 0 ? Array.Empty<string>() : [w.Say($"Not known: cash of {string.Join(", ", missing.Take(12))}{(missing.Length > 12 ? "…" : "")}.", $"Inconnu\u00a0: trésorerie de {string.Join(", ", missing.Take(12))}{(missing.Length > 12 ? "…" : "")}.")],
            ]);

        Cell Money(long? amount) => amount is { } value ? Quantity.Money(value) : w.Say("not known", "inconnu");

        Cell Months(double? months) => months is { } value ? new Quantity(value, Unit.Months) : w.Say("not known", "inconnu");
    }

    /// <summary>Firm purchases spread over their terms, a year.</summary>
    private static long Promised(CapitalAnalysis a, string party) => Firm(a).Where(d => d.Payer == party && d.Class == FlowClass.Purchase).Sum(d => CommitmentsAnswer.Pace(a, d));

    private static IEnumerable<Deal> Firm(CapitalAnalysis a) =>
        a.Book.Deals.Where(d => d.Counts && d.Amount is not null && d.Currency == a.Currency && FundsAnswer.StatusOf(a, d) is DealStatus.Announced or DealStatus.Signed);

    private static System.Collections.Immutable.ImmutableArray<string> Deals(CapitalAnalysis a, string party) => [.. Firm(a).Where(d => d.Payer == party || d.Payee == party).Select(d => d.Id)];

    private static double? AtBurn(PartyFacts party) => party.BurnAMonth is not { } burn ? null : burn == 0 ? double.PositiveInfinity : (double)party.Cash!.Value / burn;

    private static double? Committed(CapitalAnalysis a, PartyFacts party, Scenario? scenario)
    {
        if (party.RevenueAYear is not { } revenue) return null;
        var cash = (double)party.Cash!.Value;
        var deals = Firm(a).Where(d => d.Payer == party.Name || d.Payee == party.Name).Where(d => scenario?.Cancels(d.Id) != true).ToArray();
        for (var month = 0; month < MostMonths; month++)
        {
            var (from, before) = (a.Today.AddMonths(month), a.Today.AddMonths(month + 1));
            var change = revenue / 12.0;
            foreach (var d in deals)
            {
                var due = (double)Schedule.Between(d, from, before, a.View.MissingTermYears);
                change += d.Payee == party.Name ? d.Class == FlowClass.Purchase ? 0 : due * (scenario?.PaysOf(d.Payer) ?? 1) : -due;
            }

            if (cash + change < 0) return month + cash / -change;
            cash += change;
        }

        return double.PositiveInfinity;
    }
}
