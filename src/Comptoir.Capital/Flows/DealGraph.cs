using System.Collections.Immutable;
using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Flows;

/// <summary>Why a deal is no arrow in a view.</summary>
public enum LeftOut { NotCounted, NoAmount, NotYet, Over, Conditional, Unconfirmed, Talks, OtherKind, OtherCurrency, WithinGroup, OutsideWindow, NotPaid }

/// <param name="Amount">What of it is shown, minor units.</param>
/// <param name="Assumed">Its term is not published: the view's assumption was used.</param>
public sealed record Arrow(Deal Deal, string From, string To, long Amount, bool Assumed);

/// <summary>A view of the deals: the arrows, the network they make, and what is not in it with the reason.</summary>
public sealed record DealGraph(GraphView View, string Currency, ImmutableArray<Arrow> Arrows, FlowNetwork Network, ImmutableArray<(Deal Deal, LeftOut Why)> Left)
{
    public static DealGraph Of(DealBook book, GraphView view)
    {
        var currency = view.Currency ?? book.Currency;
        var arrows = ImmutableArray.CreateBuilder<Arrow>();
        var left = ImmutableArray.CreateBuilder<(Deal, LeftOut)>();
        foreach (var deal in book.Deals)
        {
            var (from, to) = view.Grouped ? (book.GroupOf(deal.Payer), book.GroupOf(deal.Payee)) : (deal.Payer, deal.Payee);
            if (WhyNot(deal, view, currency, from == to) is { } why)
            {
                left.Add((deal, why));
                continue;
            }

            var assumed = view.Basis is FlowBasis.Annual or FlowBasis.Window && deal.TermEnd is null && deal.Class != FlowClass.Funding;
            var amount = AmountOf(deal, view);
            if (amount > 0) arrows.Add(new(deal, from, to, amount, assumed));
            else left.Add((deal, view.Basis == FlowBasis.Paid ? LeftOut.NotPaid : LeftOut.OutsideWindow));
        }

        var network = FlowNetwork.Of(arrows.Select(a => (a.From, a.To, a.Amount, a.Deal.Id)));
        return new(view, currency, arrows.ToImmutable(), network, left.ToImmutable());
    }

    public long SumOf(string from, string to, params FlowClass[] classes) =>
        Arrows.Where(a => a.From == from && a.To == to && classes.Contains(a.Deal.Class)).Sum(a => a.Amount);

    private static LeftOut? WhyNot(Deal deal, GraphView view, string currency, bool withinGroup)
    {
        if (!deal.Counts) return LeftOut.NotCounted;
        if (deal.Class == FlowClass.Clause && deal.Amount is null) return LeftOut.OtherKind;
        if (view.Classes.Length > 0 && !view.Classes.Contains(deal.Class)) return LeftOut.OtherKind;
        if (view.Kinds.Length > 0 && !view.Kinds.Contains(deal.Kind)) return LeftOut.OtherKind;
        var status = view.AsOf is { } day ? deal.StatusOn(day) : deal.Status;
        if (status is null) return LeftOut.NotYet;
        if (!view.Includes(status.Value))
            return status switch
            {
                DealStatus.Conditional => LeftOut.Conditional,
                DealStatus.Unconfirmed => LeftOut.Unconfirmed,
                DealStatus.InTalks => LeftOut.Talks,
                _ => LeftOut.Over,
            };
        if (deal.Amount is null) return LeftOut.NoAmount;
        if (deal.Currency != currency) return LeftOut.OtherCurrency;
        return withinGroup ? LeftOut.WithinGroup : null;
    }

    private static long AmountOf(Deal deal, GraphView view)
    {
        var amount = deal.Amount!.Value;
        switch (view.Basis)
        {
            case FlowBasis.Annual:
                var years = deal.Class == FlowClass.Funding ? Schedule.YearsOf(deal) ?? view.FundingYears : Schedule.YearsOf(deal) ?? view.MissingTermYears;
                return Math.Max(1, (long)Math.Round(amount / years, MidpointRounding.AwayFromZero));
            case FlowBasis.Window:
                return Schedule.Between(deal, view.From, view.Before, view.MissingTermYears);
            case FlowBasis.Paid:
                var status = view.AsOf is { } day ? deal.StatusOn(day) : deal.Status;
                return status == DealStatus.Paid ? deal.Drawn ?? amount : deal.Drawn ?? 0;
            default:
                return amount;
        }
    }
}
