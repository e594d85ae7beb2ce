using System.Collections.Immutable;
using Comptoir.Capital.Answers;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Pictures;

public enum PictureKind { Sankey, Loops, Matrix, Timeline, Cascade }

/// <summary>A picture as SVG with the table that says the same.</summary>
public sealed record Picture(PictureKind Kind, string Title, string Svg, AnswerTable Table)
{
    /// <param name="link">The address that shows given deals; null for a file of its own.</param>
    public static Picture Of(CapitalAnalysis a, PictureKind kind, string? language = null, Func<IEnumerable<string>, string>? link = null)
    {
        var w = Words.In(language);
        return kind switch
        {
            PictureKind.Sankey => new(kind, TitleOf(kind, w), SankeyPicture.Draw(a, w, link), Flows(a, w)),
            PictureKind.Loops => new(kind, TitleOf(kind, w), LoopPicture.Draw(a, w, link), a.Ask(Question.Loops, language).Tables[0]),
            PictureKind.Matrix => new(kind, TitleOf(kind, w), MatrixPicture.Draw(a, w, link), Flows(a, w)),
            PictureKind.Timeline => new(kind, TitleOf(kind, w), TimelinePicture.Draw(a, w, link), TimelinePicture.Table(a, w)),
            _ => new(kind, TitleOf(kind, w), CascadePicture.Draw(a, w, link), a.Ask(Question.Stress, language).Tables is [var first, ..] ? first : new("payments", "", [], [])),
        };
    }

    public static string TitleOf(PictureKind kind, Words w) => kind switch
    {
        PictureKind.Sankey => w.Say("Flows, and what returns", "Flux, et ce qui revient"),
        PictureKind.Loops => w.Say("Loops", "Boucles"),
        PictureKind.Matrix => w.Say("Who pays whom", "Qui paie qui"),
        PictureKind.Timeline => w.Say("Commitments against revenue, by year", "Engagements et revenus, par année"),
        _ => w.Say("Stress, round by round", "Stress, tour par tour"),
    };

    internal static AnswerTable Flows(CapitalAnalysis a, Words w) => new(
        "flows", w.Say("Flows", "Flux"),
        [("payer", w.Say("From", "De")), ("payee", w.Say("To", "À")), ("amount", w.Say("Amount", "Montant")), ("round_low", w.Say("Goes round, fair share", "Tourne, part équitable")), ("round_high", w.Say("Goes round, at most", "Tourne, au plus")), ("deals", w.Say("Contracts", "Contrats"))],
        [.. a.Network.Flows.Select((f, i) => (f, i)).OrderByDescending(x => x.f.Amount).ThenBy(x => x.i).Take(300).Select(x => new AnswerRow(
            [a.Network.Parties[x.f.From], a.Network.Parties[x.f.To], Quantity.Money(x.f.Amount), Quantity.Money(a.Balanced.Circular[x.i]), Quantity.Money(Math.Max(a.Bound.Circular[x.i], a.Balanced.Circular[x.i])), string.Join(", ", x.f.Deals)], x.f.Deals))]);

    /// <summary>The parties through which most flows, as many as a picture holds.</summary>
    internal static ImmutableArray<int> Greatest(FlowNetwork network, int most) =>
        [.. Enumerable.Range(0, network.Parties.Length).OrderByDescending(i => Math.Max(network.Paid(i), network.Received(i))).ThenBy(i => i).Take(most)];
}
