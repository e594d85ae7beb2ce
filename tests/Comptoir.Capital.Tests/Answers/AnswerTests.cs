using System.Text.Json;
using Comptoir.Capital.Answers;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Formats;
using Comptoir.Capital.Numbers;
using Comptoir.Capital.Stress;

namespace Comptoir.Capital.Tests.Answers;

public sealed class AnswerTests
{
    public static TheoryData<Question> Asked => [.. Questions.All];

    [Theory, MemberData(nameof(Asked))]
    public void Every_figure_has_two_ends_with_what_each_assumes_and_the_deals_behind(Question question)
    {
        foreach (var language in new[] { "en", "fr" })
        {
            var answer = new CapitalAnalysis(ExampleMarket.Book()).Ask(question, language);
            answer.Figures.ShouldNotBeEmpty();
            foreach (var f in answer.Figures.Where(f => f.Undefined is null))
            {
                f.LowMeans.ShouldNotBeEmpty(f.Id);
                f.HighMeans.ShouldNotBeEmpty(f.Id);
                f.Low.Value.ShouldBeLessThanOrEqualTo(f.High.Value * (1 + 1e-12), f.Id);
            }

            answer.Tables.SelectMany(t => t.Rows).SelectMany(r => r.Deals).ShouldAllBe(d => ExampleMarket.Book().Find(d) != null);
            answer.Tables.ShouldAllBe(t => t.Rows.All(r => r.Cells.Length == t.Columns.Length));
            var text = AnswerExport.Json([answer], ExampleMarket.Book()) + AnswerExport.Csv(answer);
            text.ShouldNotContain("fraud", Case.Insensitive);
            JsonDocument.Parse(AnswerExport.Json([answer], ExampleMarket.Book())).RootElement.GetProperty("answers")[0].GetProperty("id").GetString().ShouldBe(Questions.IdOf(question));
        }
    }

    [Theory, MemberData(nameof(Asked))]
    public void A_file_without_deals_is_answered_with_a_reason(Question question)
    {
        var answer = new CapitalAnalysis(DealBook.Empty).Ask(question);
        answer.Figures.ShouldAllBe(f => f.Undefined != null || f.High.Value == 0 || double.IsNaN(f.High.Value));
    }

    [Fact]
    public void Of_two_deals_that_mirror_each_other_everything_comes_back()
    {
        var analysis = new CapitalAnalysis(Some.Csv("a,2026-01-01,X,Y,equity,10,USD,,closed", "b,2026-01-01,Y,X,compute,25,USD,5,signed"));
        var figure = analysis.Ask(Question.Returns).Figures.Single();
        (figure.Low.Value, figure.High.Value).ShouldBe((400, 1000));
        analysis.Ask(Question.SelfFunded).Figures.Single().ShouldSatisfyAllConditions(f => f.Low.Value.ShouldBe(0.4), f => f.High.Value.ShouldBe(1));
        analysis.Loops.Exact.ShouldBe(1000);
        analysis.DealsOf(analysis.Loops.Loops.Single()).Order().ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Runway_is_shorter_at_the_pace_that_was_promised()
    {
        var (parties, _) = PartyCsv.Read("party,cash,revenue_a_year,burn_a_month\nX,730,240,12.3\n");
        var book = DealBook.Of(Some.Csv("a,2026-01-01,X,Y,compute,655,USD,5,signed").Deals, parties: parties);
        var figure = new CapitalAnalysis(book, today: new(2026, 1, 1)).Ask(Question.Runway).Figures.Single();
        figure.High.Value.ShouldBe(double.PositiveInfinity);
        // 131 a year promised, 240 a year earned: at that pace the money does not end
        figure.Low.Value.ShouldBe(730 / 12.3, 0.01);
        var poor = DealBook.Of(book.Deals, parties: PartyCsv.Read("party,cash,revenue_a_year,burn_a_month\nX,73,24,12.3\n").Parties);
        new CapitalAnalysis(poor, today: new(2026, 1, 1)).Ask(Question.Runway).Figures.Single().ShouldSatisfyAllConditions(f => f.High.Value.ShouldBe(73 / (107 / 12.0), 0.3), f => f.Low.Value.ShouldBe(73 / 12.3, 0.01));
    }

    [Fact]
    public void A_clause_is_broken_only_while_it_is_in_force()
    {
        var conflicts = new CapitalAnalysis(ExampleMarket.Book()).Ask(Question.Conflicts).Tables.Single().Rows;
        conflicts.Select(r => r.Deals[1]).ShouldBe(["F05", "F12"]);
    }

    [Fact]
    public void Changes_tell_new_deals_and_what_became_of_old_ones()
    {
        var answer = new CapitalAnalysis(ExampleMarket.Book()) { Since = new(2026, 1, 1) }.Ask(Question.Changes);
        var rows = answer.Tables.Single().Rows.ToDictionary(r => r.Cells[1].Text!);
        rows["F09"].Cells[6].Text.ShouldBe("superseded");
        rows["F10"].Cells[0].Text.ShouldBe("new");
        rows.ContainsKey("F01").ShouldBeFalse();
    }

    [Fact]
    public void A_scenario_names_only_parties_and_deals_of_the_file()
    {
        var book = ExampleMarket.Book();
        Scenario.Parse("""{"name":"n","pays":{"Northlight":"7/10"},"valuations":{"Lantern AI":0.5},"cancelled":["F05"],"year":2027}""", book).PaysOf("Northlight").ShouldBe(0.7);
        foreach (var bad in new[] { "[]", "{", """{"pays":{"Nobody":0.5}}""", """{"pays":{"Northlight":1.5}}""", """{"cancelled":["nope"]}""", """{"year":"x"}""", """{"else":1}""" })
            Should.Throw<FormatException>(() => Scenario.Parse(bad, book));
    }

    [Fact]
    public void The_same_seed_draws_the_same_intervals()
    {
        static string Drawn(int seed) => AnswerExport.Csv(new CapitalAnalysis(ExampleMarket.Book()) { Draws = 50, Seed = seed }.Ask(Question.Uncertainty));
        Drawn(1).ShouldBe(Drawn(1));
        Drawn(2).ShouldNotBe(Drawn(1));
    }

    [Fact]
    public void Later_rounds_dilute_a_stake_by_pre_over_post_money()
    {
        var rows = new CapitalAnalysis(ExampleMarket.Book()).Ask(Question.Ownership).Tables.Single().Rows;
        var harbor = rows.Single(r => r.Cells[0].Text == "Northlight" && r.Cells[1].Text == "Harbor Cloud");
        harbor.Cells[3].Quantity!.Value.Exact.ShouldBe(new Rational(1, 5) * new Rational(54, 60) * new Rational(141, 150));
        harbor.Cells[4].Quantity!.Value.Exact.ShouldBe(new Rational(1, 5));
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.json")]
    [InlineData("x.graphml")]
    [InlineData("x.beancount")]
    [InlineData("x.hledger")]
    public void Every_format_gives_the_deals_back(string name)
    {
        var book = ExampleMarket.Book();
        var again = DealFiles.Read(name, DealFiles.Write(name, book.Deals));
        again.Refused.ShouldBeEmpty();
        again.Deals.Select(d => d with { Row = 0, History = [], Links = [] }).ShouldBe(book.Deals.Select(d => d with { Row = 0, History = [], Links = [] }));
        again.Deals.Select(d => string.Join(';', d.Links) + string.Join(';', d.History)).ShouldBe(book.Deals.Select(d => string.Join(';', d.Links) + string.Join(';', d.History)));
    }

    [Theory]
    [InlineData("x.graphml", "<!DOCTYPE a [<!ENTITY b \"c\">]><graphml/>")]
    [InlineData("x.graphml", "<graphml><edge")]
    [InlineData("x.json", "[1]")]
    [InlineData("x.json", "{\"deals\":[{\"payer\":")]
    [InlineData("x.hledger", "2026-01-01 * one sided\n    a:b  5 USD\n")]
    public void A_broken_file_is_refused_and_never_throws(string name, string text) => DealFiles.Read(name, text).Refused.ShouldNotBeEmpty();

    [Fact]
    public void A_journal_of_others_is_read_by_its_postings() =>
        DealFiles.Read("x.journal", "2026-01-05 * (A1) Rent\n    expenses:Landlord  1,200.00 EUR\n    assets:Tenant  -1,200.00 EUR\n").Deals.Single()
            .ShouldSatisfyAllConditions(d => (d.Id, d.Payer, d.Payee, d.Amount).ShouldBe(("A1", "Tenant", "Landlord", 120_000)), d => d.Status.ShouldBe(DealStatus.Paid));

    [Fact]
    public void An_answer_in_a_view_by_window_counts_only_what_is_due()
    {
        var view = new GraphView { Basis = FlowBasis.Window, From = new(2026, 1, 1), Before = new(2027, 1, 1) };
        ((double)new CapitalAnalysis(ExampleMarket.Book(), view).Graph.Arrows.Single(a => a.Deal.Id == "F03").Amount).ShouldBe(200_000_000_000, 500_000_000);
    }
}
