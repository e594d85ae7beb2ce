using Comptoir.Capital.Circularity;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Answers;

/// <summary>Of each invested dollar, how many cents come back: in proportion with and without a leak, and at most.</summary>
internal static class ReturnsAnswer
{
    private const int MostPairs = 25;

    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var network = a.Network;
        var pairs = a.Graph.Arrows.Where(r => r.Deal.Class is FlowClass.Funding or FlowClass.Shares).GroupBy(r => (r.From, r.To))
            .Select(g => (Investor: network.IndexOf(g.Key.From), Investee: network.IndexOf(g.Key.To), Invested: g.Sum(r => r.Amount), Deals: g.Select(r => r.Deal.Id).ToArray()))
            .OrderByDescending(p => p.Invested).ThenBy(p => p.Investor).ThenBy(p => p.Investee).ToArray();
        var returning = pairs.Where(p => PaymentPaths.Reaches(network, p.Investee, p.Investor)).Take(MostPairs).ToArray();
        var leak = (double)a.View.Leak;
        var rows = returning.Select(p =>
        {
            var rounds = PaymentPaths.Return(network, p.Investor, p.Investee, 0);
            var leaking = PaymentPaths.Return(network, p.Investor, p.Investee, leak);
            var most = Math.Min(p.Invested, PaymentPaths.MostBack(network, p.Investee, p.Investor));
            return (Row: new AnswerRow(
                [
                    network.Parties[p.Investor], network.Parties[p.Investee], Quantity.Money(p.Invested), Quantity.Share(rounds.First), Quantity.Share(rounds.Second), Quantity.Share(rounds.Third),
                    Quantity.Share(leaking.All), Quantity.Share(rounds.All), Quantity.Share((double)most / p.Invested),
                ],
                [.. p.Deals.Concat(PaymentPaths.DealsBetween(network, p.Investee, p.Investor)).Distinct(StringComparer.Ordinal)]), Invested: p.Invested, Leaking: leaking.All, Proportional: rounds.All, Most: most);
        }).ToArray();
        var assumption = w.Say($"each party passes on {w.Share(1 - leak)} of what it handles, in the proportions of its contracts; the rest goes to wages, power and others outside of the file (an assumption)",
            $"chaque partie reverse {w.Share(1 - leak)} de ce qu’elle manie, dans les proportions de ses contrats\u00a0; le reste va aux salaires, à l’énergie et à d’autres hors du fichier (une hypothèse)");
        var none = w.Say("No investor is reached again by the payments of whom it funds.", "Aucun investisseur n’est rejoint par les paiements de ceux qu’il finance.");
        return new(
            Questions.IdOf(Question.Returns), Questions.Text(Question.Returns, w), a.Currency,
            [
                rows.Length == 0 ? Figure.NotDefined("returned", w.Say("Of what is invested, comes back", "De ce qui est investi, revient"), Unit.Money, none) :
                new("returned", w.Say("Of what is invested, comes back", "De ce qui est investi, revient"), Quantity.Money(rows.Sum(r => r.Leaking * r.Invested)), assumption,
                    Quantity.Money(rows.Sum(r => r.Most)), w.Say("the investee’s payments go to its investor first, as far as contracts reach", "les paiements vont d’abord à l’investisseur, aussi loin que les contrats le permettent"), FundsAnswer.Ids(rows.Select(r => r.Row))),
            ],
            [
                new("returns", w.Say("What comes back of an invested dollar", "Ce qui revient d’un dollar investi"),
                    [
                        ("investor", w.Say("Investor", "Investisseur")), ("investee", w.Say("Into", "Dans")), ("invested", w.Say("Invested", "Investi")), ("after_1", w.Say("After 1 payment", "Après 1 paiement")), ("after_2", w.Say("After 2", "Après 2")), ("after_3", w.Say("After 3", "Après 3")),
                        ("with_leak", w.Say($"At last, if {w.Share(leak)} leaks", $"À la fin, si {w.Share(leak)} fuit")), ("without_leak", w.Say("At last, no leak", "À la fin, sans fuite")), ("at_most", w.Say("At most", "Au plus")),
                    ],
                    [.. rows.Select(r => r.Row)]),
            ],
            [w.Say("In proportion: a dollar in a party’s hands goes on in the proportions of all its payments (absorbing chain). At most: the maximum flow from the investee back to the investor, no more than was invested.",
                "En proportion\u00a0: un dollar suit les proportions de tous les paiements d’une partie (chaîne absorbante). Au plus\u00a0: le flot maximal vers l’investisseur, limité à ce qui a été investi.")]);
    }
}
