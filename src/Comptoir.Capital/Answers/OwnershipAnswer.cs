using Comptoir.Capital.Deals;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Answers;

/// <summary>Stakes from rounds with valuations, what later rounds leave of them, and what they would be worth when a valuation falls.</summary>
internal static class OwnershipAnswer
{
    public static Answer Of(CapitalAnalysis a, Words w)
    {
        var rounds = a.Book.Deals.Where(d => d.Kind is DealKind.Equity or DealKind.ShareGrant && d.Amount is not null && d.Currency == a.Currency && FundsAnswer.StatusOf(a, d) is { } s && a.View.Includes(s)).ToArray();
        var rows = new List<(AnswerRow Row, double Low, double High)>();
        foreach (var company in rounds.GroupBy(d => d.Kind == DealKind.ShareGrant ? d.Payer : d.Payee).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            // rounds of one day with the same valuation are one round
            var dilutions = company.Where(d => d.Kind == DealKind.Equity && d.PreMoney is not null && Post(d) is not null).GroupBy(d => (d.Date, d.PreMoney)).Select(g => (g.Key.Date, Kept: new Rational(g.Key.PreMoney!.Value, g.Max(d => Post(d)!.Value)))).ToArray();
            var last = company.Where(d => Post(d) is not null).OrderBy(d => d.Date).LastOrDefault();
            var left = a.Scenario?.Valuations.TryGetValue(company.Key, out var share) == true ? share : new Rational(1, 2);
            foreach (var owner in company.Where(d => d.Counts).GroupBy(d => d.Kind == DealKind.ShareGrant ? d.Payee : d.Payer).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                var (undiluted, diluted, unknown) = (Rational.Zero, Rational.Zero, 0);
                foreach (var d in owner)
                {
                    if (StakeOf(d) is not { } stake)
                    {
                        unknown++;
                        continue;
                    }

                    undiluted += stake;
                    diluted += dilutions.Where(x => x.Date > d.Date).Aggregate(stake, (kept, x) => kept * x.Kept);
                }

                var put = owner.Sum(d => d.Amount!.Value);
                var worth = last is null ? (Rational?)null : Post(last)!.Value;
                var known = unknown < owner.Count();
                Cell Share(Rational value) => known ? Quantity.Share(value) : w.Say("not known", "inconnu");
                Cell Worth(Rational stake, Rational factor) => known && worth is { } v ? Quantity.Money(stake * v * factor) : w.Say("not known", "inconnu");
                rows.Add((new(
                    [company.Key, owner.Key, Quantity.Money(put), Share(diluted), Share(undiluted), Worth(diluted, Rational.One), Worth(diluted, left), unknown == 0 ? "" : w.Say($"{unknown} without valuation", $"{unknown} sans valorisation")],
                    [.. owner.Select(d => d.Id)]), known && worth is { } low ? (diluted * low).ToDouble() : 0, known && worth is { } high ? (undiluted * high).ToDouble() : 0));
            }
        }

        var label = w.Say("Stakes at the last valuation", "Participations à la dernière valorisation");
        return new(
            Questions.IdOf(Question.Ownership), Questions.Text(Question.Ownership, w), a.Currency,
            [
                rows.All(r => r.High == 0) ? Figure.NotDefined("worth", label, Unit.Money, w.Say("No round has a valuation or a stake in percent: give pre- and post-money or stake_percent.", "Aucun tour n’a de valorisation ni de part\u00a0: donnez les valeurs pré et post ou stake_percent.")) :
                new("worth", label, Quantity.Money(rows.Sum(r => r.Low)), w.Say("diluted by every later round in the file", "diluées par chaque tour suivant du fichier"), Quantity.Money(rows.Sum(r => r.High)), w.Say("protected against dilution", "protégées contre la dilution"), [.. rows.Where(r => r.High > 0).SelectMany(r => r.Row.Deals)]),
            ],
            [
                new("stakes", w.Say("Stakes", "Participations"),
                    [
                        ("company", w.Say("Company", "Société")), ("owner", w.Say("Owner", "Détenteur")), ("put_in", w.Say("Put in", "Apporté")), ("stake_low", w.Say("Stake, diluted", "Part, diluée")), ("stake_high", w.Say("Undiluted", "Non diluée")), ("worth", w.Say("Worth at the last round", "Valeur au dernier tour")),
                        ("worth_scenario", w.Say("In the scenario", "Dans le scénario")), ("unknown", w.Say("Rounds", "Tours")),
                    ],
                    [.. rows.OrderByDescending(r => r.High).ThenByDescending(r => r.Row.Cells[2].Quantity!.Value.Value).ThenBy(r => r.Row.Cells[1].Text, StringComparer.Ordinal).Select(r => r.Row)]),
            ],
            [w.Say("A stake is what the file gives in percent, else amount by post-money. A later round with pre- and post-money leaves pre/post of it. Without a valuation in the scenario, value is halved.",
                "Une part est le pourcentage donné, sinon montant sur valeur post. Un tour suivant en laisse pré/post. Sans valorisation dans le scénario, la valeur est divisée par deux.")]);
    }

    private static long? Post(Deal d) => d.PostMoney ?? (d.PreMoney is { } pre && d.Amount is { } amount ? pre + amount : null);

    private static Rational? StakeOf(Deal d) => d.StakePercent is { } percent ? Rational.Parse(percent.ToString(System.Globalization.CultureInfo.InvariantCulture))! / 100
        : Post(d) is { } post && d.Amount is { } amount ? new Rational(amount, post) : null;
}
