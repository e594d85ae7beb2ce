using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Tests.Flows;

public sealed class DealGraphTests
{
    private static readonly DealBook Book = ExampleMarket.Book();

    [Fact]
    public void Only_firm_money_counts_unless_it_is_asked_for()
    {
        long Total(GraphView view) => DealGraph.Of(Book, view).Network.Total;
        var firm = Total(new());
        Total(new() { Conditional = true }).ShouldBe(firm + Billions(20.8m));
        Total(new() { Unconfirmed = true }).ShouldBe(firm + Billions(3));
        Total(new() { Talks = true }).ShouldBe(firm + Billions(9));
    }

    [Fact]
    public void What_is_not_shown_is_listed_with_its_reason()
    {
        var graph = DealGraph.Of(Book, new());
        (graph.Arrows.Length + graph.Left.Length).ShouldBe(Book.Deals.Length);
        graph.Left.Single(l => l.Deal.Id == "F11").Why.ShouldBe(LeftOut.Conditional);
        graph.Left.Single(l => l.Deal.Id == "F09").Why.ShouldBe(LeftOut.NotCounted);
    }

    [Fact]
    public void As_of_a_day_the_graph_shows_what_stood_then()
    {
        var then = DealGraph.Of(Book, new() { AsOf = new(2025, 3, 1) });
        then.Arrows.Select(a => a.Deal.Id).ShouldBe(["F01", "F03", "F04"]);
        DealGraph.Of(Book, new() { AsOf = new(2024, 2, 1), Talks = true }).Arrows.Select(a => a.Deal.Id).ShouldBe(["F01"]);
    }

    [Fact]
    public void A_schedule_adds_up_to_the_contract_to_the_cent_however_it_is_cut()
    {
        var deal = Book.Find("F05")! with { Amount = 100_000_000_07 };
        var years = Enumerable.Range(2024, 10).Sum(y => Schedule.Between(deal, new(y, 1, 1), new(y + 1, 1, 1), 5));
        var months = Enumerable.Range(0, 120).Sum(m => Schedule.Between(deal, new DateOnly(2024, 1, 1).AddMonths(m), new DateOnly(2024, 1, 1).AddMonths(m + 1), 5));
        (years, months).ShouldBe((deal.Amount.Value, deal.Amount.Value));
    }

    [Fact]
    public void A_view_by_year_divides_by_the_term_and_says_where_it_assumed_one()
    {
        var graph = DealGraph.Of(Book, new() { Basis = FlowBasis.Annual });
        graph.Arrows.Single(a => a.Deal.Id == "F03").Amount.ShouldBe(Billions(2));
        graph.Arrows.Single(a => a.Deal.Id == "F04").ShouldSatisfyAllConditions(a => a.Amount.ShouldBe(Billions(2)), a => a.Assumed.ShouldBeFalse());
    }

    [Fact]
    public void Paid_means_closed_or_drawn() =>
        DealGraph.Of(Book, new() { Basis = FlowBasis.Paid }).Arrows.Where(a => a.Deal.Class == FlowClass.Purchase).Select(a => (a.Deal.Id, a.Amount))
            .ShouldBe([("F03", Billions(4.1m)), ("F05", Billions(1.5m)), ("F07", Billions(3)), ("F20", Billions(2))]);

    [Fact]
    public void A_group_is_one_party_and_its_inner_payments_are_left_out()
    {
        var (parties, _) = PartyCsv.Read("party,group\nMeridian Compute,Silica Works\n");
        var grouped = DealBook.Of(Book.Deals, parties: parties);
        var graph = DealGraph.Of(grouped, new() { Grouped = true });
        graph.Network.Parties.ShouldNotContain("Meridian Compute");
        graph.Left.Where(l => l.Why == LeftOut.WithinGroup).Select(l => l.Deal.Id).ShouldBe(["F07", "F08"]);
        DealGraph.Of(grouped, new()).Network.Parties.ShouldContain("Meridian Compute");
    }

    [Fact]
    public void No_rate_is_guessed_between_currencies()
    {
        var book = Some.Csv("a,2026-01-01,X,Y,loan,5,EUR,,", "b,2026-01-01,X,Y,loan,5,USD,,", "c,2026-01-01,Y,Z,loan,5,USD,,");
        DealGraph.Of(book, new()).Left.Single().Why.ShouldBe(LeftOut.OtherCurrency);
        DealGraph.Of(book, new() { Currency = "EUR" }).Network.Total.ShouldBe(500);
    }

    private static long Billions(decimal amount) => (long)(amount * 100_000_000_000);
}
