using Comptoir.Capital.Circularity;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Answers;

/// <summary>The headline: how much money goes round, in money and as a share, by several views and methods that are each named.</summary>
internal static class CircularityAnswer
{
    /// <summary>Parties up to which the exact measures that invert a matrix are worked out.</summary>
    private const int MostForMatrix = 16;

    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var firm = a.View with { Conditional = false, Unconfirmed = false, Talks = false };
        var yearAgo = a.Today.AddYears(-1);
        var views = new (string Id, string Name, CapitalAnalysis Of)[]
        {
            ("now", w.Say("This view", "Cette vue"), a),
            ("firm", w.Say("Firm money only", "Argent ferme seulement"), a.View == firm ? a : a.With(firm)),
            ("all", w.Say("With conditional, unconfirmed and talks", "Avec conditionnel, non confirmé et discussions"), a.With(a.View with { Conditional = true, Unconfirmed = true, Talks = true })),
            ("year_ago", w.Say($"As of {w.Day(yearAgo)}", $"Au {w.Day(yearAgo)}"), a.With(a.View with { AsOf = yearAgo })),
            ("annual", w.Say("By year of term", "Par année de contrat"), a.With(a.View with { Basis = FlowBasis.Annual })),
            ("paid", w.Say("Paid only", "Payé seulement"), a.With(a.View with { Basis = FlowBasis.Paid })),
        };
        var rows = views.Select(v => new AnswerRow(
            [
                v.Name, Quantity.Money(v.Of.Network.Total), Throughput(v.Of), Quantity.Money(v.Of.Loops.Ceiling), Quantity.Share(v.Of.Loops.Share),
                v.Of.Balanced.ExactVolume is { } exact ? Quantity.Money(exact) : Quantity.Money(v.Of.Balanced.Volume), Quantity.Money(v.Of.Bound.Volume), Quantity.Share(v.Of.Balanced.Share), Quantity.Share(v.Of.Bound.Share),
            ],
            Circular(v.Of))).ToArray();
        var empty = a.Network.Flows.Length == 0;
        var why = w.Say("The view has no flows.", "La vue n’a aucun flux.");
        var (headline, share) = (w.Say("Money that goes round, each dollar once a loop", "Argent qui tourne en rond, chaque dollar une fois par boucle"), w.Say("Share of the money that goes round (Γ, by throughput)", "Part de l’argent qui tourne en rond (Γ, par débit)"));
        var (fairMeans, mostMeans) = (w.Say("loops share their flows fairly (balanced flow forwarding)", "les boucles partagent leurs flux équitablement (balanced flow forwarding)"), w.Say("maximum circulation, as if in loops of two only", "circulation maximale, comme en boucles à deux seulement"));
        return new(
            Questions.IdOf(Question.Circularity), Questions.Text(Question.Circularity, w), a.Currency,
            empty ? [Figure.NotDefined("throughput", headline, Unit.Money, why), Figure.NotDefined("share", share, Unit.Share, why)] :
            [
                new("throughput", headline, Throughput(a), fairMeans, Quantity.Money(a.Loops.Ceiling), mostMeans, Circular(a)),
                new("share", share, Quantity.Share(a.Loops.Share), fairMeans, Quantity.Share(CeilingShare(a)), mostMeans, Circular(a)),
                new("volume", w.Say("Volume of flows in loops", "Volume des flux en boucle"), a.Balanced.ExactVolume is { } exact ? Quantity.Money(exact) : Quantity.Money(a.Balanced.Volume), fairMeans,
                    Quantity.Money(a.Bound.Volume), w.Say("the most that can go round (maximum circulation)", "le plus qui puisse tourner (circulation maximale)"), Circular(a)),
            ],
            [
                new("views", w.Say("By view", "Par vue"),
                    [
                        ("view", w.Say("View", "Vue")), ("total", w.Say("All flows", "Tous les flux")), ("throughput", w.Say("Goes round", "Tourne")), ("ceiling", w.Say("At most", "Au plus")), ("gamma_thr", "Γ " + w.Say("throughput", "débit")),
                        ("volume", w.Say("Volume in loops", "Volume en boucle")), ("volume_most", w.Say("Volume at most", "Volume au plus")), ("gamma_vol", "Γ " + w.Say("volume", "volume")), ("gamma_most", w.Say("Γ at most", "Γ au plus")),
                    ],
                    [.. rows]),
                .. Methods(a, w),
            ],
            [
                w.Say("Γ by throughput does not move when a shell company is put between two parties; Γ by volume falls.", "Γ par débit ne bouge pas quand une société écran est placée entre deux parties\u00a0; Γ par volume baisse."),
                a.Balanced.IsExact ? w.Say("Worked in fractions, without rounding.", "Calculé en fractions, sans arrondi.") : w.Say($"Worked in floating point: what parties get and pay in loops agrees to {a.Balanced.Imbalance:0.0e+0}.", $"Calculé en virgule flottante\u00a0: reçu et payé dans les boucles concordent à {a.Balanced.Imbalance:0.0e+0} près."),
            ]);
    }

    /// <summary>Older measures beside it, each with its name: they answer other questions and give other numbers.</summary>
    private static IEnumerable<AnswerTable> Methods(CapitalAnalysis a, Words w)
    {
        var n = a.Network.Parties.Length;
        if (n is 0 or > 400) yield break;
        var rows = new List<AnswerRow>
        {
            new([w.Say("Balanced flow forwarding, volume", "Balanced flow forwarding, volume"), Quantity.Share(a.Balanced.Share), w.Say("headline", "principal")], []),
            new([w.Say("Maximum circulation, volume", "Circulation maximale, volume"), Quantity.Share(a.Bound.Share), w.Say("upper bound", "borne supérieure")], []),
        };
        var (inside, cut) = Core(a.Network);
        if (inside.Length is > 0 and <= MostForMatrix)
        {
            var flow = CirculatingFlow.Of(cut);
            var all = Enumerable.Range(0, n).Sum(i => (double)Math.Max(a.Network.Paid(i), a.Network.Received(i)));
            rows.Add(new([w.Say("Finn’s cycling index", "Indice de recyclage de Finn"), Quantity.Share(flow.CycledThrough().ToDouble() / all), w.Say("share of all throughflow that was there before; a party’s throughflow is the greater of what comes in and goes out", "part du débit déjà passée\u00a0; le débit d’une partie est le plus grand de ses entrées et sorties")], []));
            if (flow.Fundamental() is { } fundamental)
            {
                // the last party stands for the outside and is no throughflow
                var multipliers = fundamental[..^1].Select(row => Rational.Sum(row[..^1])).ToArray();
                rows.Add(new([w.Say("Leontief multiplier, greatest", "Multiplicateur de Leontief, le plus grand"), new Quantity(multipliers.Max().ToDouble(), Unit.Times, multipliers.Max()), a.Network.Parties[inside[Array.IndexOf(multipliers, multipliers.Max())]]], []));
            }
            else
            {
                rows.Add(new([w.Say("Leontief multiplier", "Multiplicateur de Leontief"), new Quantity(double.NaN, Unit.Times), w.Say("not defined: a group of parties keeps all its money inside, so that the matrix is singular", "non défini\u00a0: un groupe garde tout son argent, la matrice est singulière")], []));
            }

            if (WeakArcRemoval.Of(cut, flow.Through, 2_000) is { } weak)
                rows.Add(new([w.Say("Weak-arc removal (Ulanowicz), volume", "Retrait de l’arc faible (Ulanowicz), volume"), Quantity.Share((double)(weak.Volume / Math.Max(1, a.Network.Total)).ToDouble()), w.Say("an older way to take loops out", "une façon plus ancienne d’ôter les boucles")], []));
        }

        yield return new("methods", w.Say("By method", "Par méthode"), [("method", w.Say("Method", "Méthode")), ("value", w.Say("Value", "Valeur")), ("meaning", w.Say("Meaning", "Sens"))], [.. rows]);
    }

    /// <summary>The parties in some loop, with every flow that touches them: their leaks keep their size.</summary>
    private static (int[] Parties, Rational[][] Flows) Core(FlowNetwork network)
    {
        var (component, _) = StrongComponents.Find(network.Parties.Length, i => [.. network.Out(i).Select(f => network.Flows[f].To)]);
        var sizes = component.CountBy(c => c).ToDictionary();
        var inside = Enumerable.Range(0, network.Parties.Length).Where(i => sizes[component[i]] > 1 || network.Between(i, i) is not null).ToArray();
        var place = inside.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);
        // one more party stands for everybody else; it pays nobody back
        var flows = Enumerable.Range(0, inside.Length + 1).Select(_ => Enumerable.Repeat(Rational.Zero, inside.Length + 1).ToArray()).ToArray();
        foreach (var flow in network.Flows)
            if (place.TryGetValue(flow.From, out var from)) flows[from][place.GetValueOrDefault(flow.To, inside.Length)] += flow.Amount;
        var received = inside.Select(i => (Rational)network.Received(i)).ToArray();
        for (var i = 0; i < inside.Length; i++)
        {
            // what a party receives and does not pay on within the file leaks to the outside
            var leak = received[i] - Rational.Sum(flows[i]);
            if (leak.Sign > 0) flows[i][inside.Length] += leak;
        }

        return (inside, flows);
    }

    private static Quantity Throughput(CapitalAnalysis a) => a.Loops.Exact is { } exact ? Quantity.Money(exact) : Quantity.Money(a.Loops.Throughput);

    private static double CeilingShare(CapitalAnalysis a) => a.Loops.Ceiling + a.Loops.Net == 0 ? 0 : a.Loops.Ceiling / (a.Loops.Ceiling + a.Loops.Net);

    private static System.Collections.Immutable.ImmutableArray<string> Circular(CapitalAnalysis a) =>
        [.. Enumerable.Range(0, a.Network.Flows.Length).Where(f => a.Balanced.Circular[f] > 0.5).SelectMany(f => a.Network.Flows[f].Deals)];
}
