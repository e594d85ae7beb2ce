using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Answers;

/// <summary>Loops of payments with what each is worth.</summary>
internal static class LoopsAnswer
{
    private const int MostRows = 100;

    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var loops = a.Loops;
        var rows = loops.Loops.Take(MostRows).Select(l => new AnswerRow(
            [a.NameOf(l), Quantity.Count(l.Parties.Length), l.ExactFair is { } exact ? Quantity.Money(exact) : Quantity.Money(l.Fair), Quantity.Money(l.Bottleneck), string.Join(", ", a.DealsOf(l).Order(StringComparer.Ordinal))],
            a.DealsOf(l))).ToArray();
        var label = w.Say("Money that goes round", "Argent qui tourne en rond");
        return new(
            Questions.IdOf(Question.Loops), Questions.Text(Question.Loops, w), a.Currency,
            [
                loops.Loops.Length == 0 && loops.Throughput == 0 ? Figure.NotDefined("loops", label, Unit.Money, w.Say("No payment comes back to anybody: there is no loop.", "Aucun paiement ne revient à personne\u00a0: il n’y a pas de boucle.")) :
                new("loops", label, loops.Exact is { } t ? Quantity.Money(t) : Quantity.Money(loops.Throughput), w.Say("every loop shares its flows fairly with the others (balanced flow forwarding)", "chaque boucle partage ses flux équitablement avec les autres (balanced flow forwarding)"),
                    Quantity.Money(loops.Ceiling), w.Say("the maximum circulation, as if it ran in loops of two only", "la circulation maximale, comme si elle ne passait que par des boucles à deux"), FundsAnswer.Ids(rows)),
            ],
            [
                new("loops", w.Say("Loops", "Boucles"),
                    [("loop", w.Say("Loop", "Boucle")), ("parties", w.Say("Parties", "Parties")), ("fair", w.Say("Its share, all loops together", "Sa part, toutes boucles ensemble")), ("alone", w.Say("At most, alone", "Au plus, seule")), ("deals", w.Say("Contracts", "Contrats"))],
                    [.. rows]),
            ],
            [
                loops.Complete
                    ? w.Say($"All {loops.Loops.Length} loops were found. The share of each is what a coin carries that follows the circular payments; the shares times the loops’ lengths add up to the circular volume.",
                        $"Les {loops.Loops.Length} boucles ont toutes été trouvées. La part de chacune est ce qu’y porte une pièce qui suit les paiements circulaires\u00a0; parts fois longueurs donnent le volume circulaire.")
                    : w.Say($"There are more loops than can be listed: the total is estimated by a walk, ± {w.Money(loops.Error, a.Currency)} (95 %), and the heaviest loops that it met are shown.",
                        $"Il y a plus de boucles qu’on ne peut en lister\u00a0: le total est estimé par une marche, ± {w.Money(loops.Error, a.Currency)} (95\u00a0%), et les boucles les plus lourdes rencontrées sont montrées."),
                w.Say("A loop is a fact about contracts, not about anyone’s intentions.", "Une boucle est un fait sur des contrats, non sur les intentions de quiconque."),
            ]);
    }
}
