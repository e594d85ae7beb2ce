using Comptoir.Capital.Stress;

namespace Comptoir.Capital.Answers;

/// <summary>Intervals of the headline over deals that may not happen and amounts that are not exact.</summary>
internal static class UncertaintyAnswer
{
    public static Answer Of(CapitalAnalysis a, Words w, CancellationToken ct)
    {
        var label = w.Say("Money that goes round", "Argent qui tourne en rond");
        if (a.Book.Deals.IsEmpty) return new(Questions.IdOf(Question.Uncertainty), Questions.Text(Question.Uncertainty, w), a.Currency, [Figure.NotDefined("throughput", label, Unit.Money, w.Say("There are no deals.", "Il n’y a aucun accord."))], [], []);
        var drawn = MonteCarlo.Of(a, Math.Clamp(a.Draws, 20, 100_000), a.Seed, ct);
        var measures = new (string Id, string Name, double[] Values, Unit Unit)[]
        {
            ("total", w.Say("All flows", "Tous les flux"), drawn.Totals, Unit.Money),
            ("throughput", label, drawn.Throughputs, Unit.Money),
            ("bound", w.Say("Maximum circulation", "Circulation maximale"), drawn.Bounds, Unit.Money),
            ("share", "Γ " + w.Say("throughput", "débit"), drawn.Shares, Unit.Share),
        };
        var (from, to) = (w.Say("5 of 100 draws lie below", "5 tirages sur 100 sont en dessous"), w.Say("5 of 100 draws lie above", "5 tirages sur 100 sont au-dessus"));
        return new(
            Questions.IdOf(Question.Uncertainty), Questions.Text(Question.Uncertainty, w), a.Currency,
            [.. measures.Select(m => new Figure(m.Id, m.Name, new(MonteCarlo.Quantile(m.Values, 0.05), m.Unit), from, new(MonteCarlo.Quantile(m.Values, 0.95), m.Unit), to, []))],
            [
                new("quantiles", w.Say("Intervals", "Intervalles"), [("measure", w.Say("Measure", "Mesure")), ("q05", "5\u00a0%"), ("q25", "25\u00a0%"), ("q50", "50\u00a0%"), ("q75", "75\u00a0%"), ("q95", "95\u00a0%")],
                    [.. measures.Select(m => new AnswerRow([m.Name, .. new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }.Select(q => (Cell)new Quantity(MonteCarlo.Quantile(m.Values, q), m.Unit))], []))]),
                new("chances", w.Say("Chances assumed", "Probabilités supposées"), [("status", w.Say("Status", "Statut")), ("chance", w.Say("Chance", "Probabilité"))], [.. drawn.Chances.OrderBy(c => c.Key).Select(c => new AnswerRow([KindText.Of(c.Key, w), Quantity.Share(c.Value)], []))]),
            ],
            [w.Say($"{drawn.Totals.Length} draws with seed {a.Seed}. Each deal happens or not by itself, with the chance of its status; amounts said to be “up to”, “at least” or approximate vary. The chances are assumptions; a scenario file may give others.",
                $"{drawn.Totals.Length} tirages, graine {a.Seed}. Chaque accord se fait ou non indépendamment, selon son statut\u00a0; les montants «\u00a0jusqu’à\u00a0», «\u00a0au moins\u00a0» ou approximatifs varient. Ces probabilités sont des hypothèses\u00a0; un fichier de scénario peut en donner d’autres.")]);
    }
}
