using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Tests.Deals;

public sealed class DealCsvTests
{
    private const string Heading = "id,date,payer,payee,kind,amount,currency,term_years,start,end,status,counts_in_totals,history,drawn,pre_money,post_money";

    [Theory]
    [InlineData("a,2026-13-01,X,Y,loan,1,USD,,,,,,,,,", "date", "Not a day")]
    [InlineData("a,2026-01-01,X,Y,gift,1,USD,,,,,,,,,", "kind", "Unknown kind; the kinds are equity_investment")]
    [InlineData("a,2026-01-01,X,X,loan,1,USD,,,,,,,,,", "payee", "pays itself")]
    [InlineData("a,2026-01-01,,X,loan,1,USD,,,,,,,,,", "payer", "1 to 100 characters")]
    [InlineData("a,2026-01-01,X,Y,loan,-1,USD,,,,,,,,,", "amount", "Less than zero")]
    [InlineData("a,2026-01-01,X,Y,loan,0,USD,,,,,,,,,", "amount", "Zero: leave it empty")]
    [InlineData("a,2026-01-01,X,Y,loan,1e9,USD,,,,,,,,,", "amount", "Not a number")]
    [InlineData("a,2026-01-01,X,Y,loan,0.001,USD,,,,,,,,,", "amount", "Finer than the smallest unit")]
    [InlineData("a,2026-01-01,X,Y,loan,99999999999999999,USD,,,,,,,,,", "amount", "Greater than")]
    [InlineData("a,2026-01-01,X,Y,loan,1,,,,,,,,,,", "currency", "no currency")]
    [InlineData("a,2026-01-01,X,Y,loan,1,Dollars,,,,,,,,,", "currency", "Not a currency")]
    [InlineData("a,2026-01-01,X,Y,loan,1,USD,0,,,,,,,,", "term_years", "Not greater than 0")]
    [InlineData("a,2026-01-01,X,Y,loan,1,USD,,,2025-12-31,,,,,,", "end", "before it begins")]
    [InlineData("a,2026-01-01,X,Y,loan,1,USD,,,,maybe,,,,,", "status", "Unknown status; they are in_talks")]
    [InlineData("a,2026-01-01,X,Y,loan,1,USD,,,,,perhaps,,,,", "counts_in_totals", "yes or no")]
    [InlineData("a,2026-01-01,X,Y,loan,1,USD,,,,,,2026-02-01 signed; 2026-01-01 closed,,,", "history", "must rise")]
    [InlineData("a,2026-01-01,X,Y,loan,1,USD,,,,,,,2,,", "drawn", "More was drawn")]
    [InlineData("a,2026-01-01,X,Y,loan,1,USD,,,,,,,,9,8", "pre_money_usd_billion", "worth more before")]
    [InlineData("a,2026-01-01,X,Y,loan,1", "", "The row has 6 cells, the heading has 16.")]
    public void A_row_that_cannot_be_used_is_refused_with_row_column_and_reason(string row, string column, string reason)
    {
        var book = DealCsv.Read($"# made up\n{Heading}\nok,2026-01-01,X,Y,loan,1,USD,,,,,,,,,\n{row}\n");
        book.Deals.Select(d => d.Id).ShouldBe(["ok"]);
        var refusal = book.Refused.ShouldHaveSingleItem();
        (refusal.Row, refusal.Column).ShouldBe((4, column));
        refusal.Reason.ShouldContain(reason);
    }

    [Fact]
    public void An_id_that_is_used_twice_names_the_first_row() =>
        Some.Csv("a,2026-01-01,X,Y,loan,1,USD,,", "a,2026-01-02,X,Z,loan,1,USD,,").Refused.Single().ShouldBe(new Refusal(3, "id", "a", "Row 2 has the same id."));

    [Fact]
    public void Amounts_are_exact_in_smallest_units()
    {
        var book = DealCsv.Read("id,date,payer,payee,kind,amount_usd_billion,amount,currency\na,2026-01-01,X,Y,loan,0.35,,\nb,2026-01-01,X,Y,loan,,19.99,EUR\nc,2026-01-01,X,Y,loan,,500,JPY\nd,2026-01-01,X,Y,loan,,,\n");
        book.Refused.ShouldBeEmpty();
        book.Deals.Select(d => (d.Amount, d.Currency)).ShouldBe([(35_000_000_000, "USD"), (1999, "EUR"), (500, "JPY"), (null, "USD")]);
    }

    [Fact]
    public void Another_files_columns_are_read_by_a_mapping()
    {
        var book = DealCsv.Read("When;x,Investor,Target,What,Sum,Cur\n2026-02,A,B,equity,5,EUR\n", new Dictionary<string, string> { ["date"] = "When;x", ["payer"] = "Investor", ["payee"] = "Target", ["kind"] = "What", ["amount"] = "Sum", ["currency"] = "Cur" });
        book.Refused.ShouldBeEmpty();
        book.Deals.Single().ShouldSatisfyAllConditions(d => d.Id.ShouldBe("row-2"), d => d.DatePrecision.ShouldBe("month"), d => d.Amount.ShouldBe(500));
    }

    [Fact]
    public void A_mapping_to_a_column_that_is_not_there_is_refused() =>
        DealCsv.Read("a\n", new Dictionary<string, string> { ["payer"] = "Investor", ["colour"] = "a" }).Refused.Select(r => r.Column).ShouldBe(["Investor", "colour", "date", "payer", "payee", "kind"]);

    [Fact]
    public void Unknown_parties_are_explained_when_a_list_is_given()
    {
        var (parties, _) = PartyCsv.Read("party,cash\nNorthlight,5\n");
        DealCsv.Read("date,payer,payee,kind\n2026-01-01,northlight,Northlight,loan\n", known: parties).Refused.Single().Reason.ShouldBe("The list of parties does not have this name; did you mean 'Northlight'?");
    }

    [Theory]
    [InlineData("")]
    [InlineData("date,payer,payee,kind\n\"2026")]
    [InlineData("no,such,columns\n1,2,3")]
    [InlineData("date,payer,payee,kind\n2026-01-01,\u0001,Y,loan")]
    public void A_file_that_is_none_is_refused_and_never_throws(string text) => DealCsv.Read(text).Refused.ShouldNotBeEmpty();

    [Fact]
    public void A_status_history_says_where_a_deal_stood_on_any_day()
    {
        var deal = ExampleMarket.Book().Find("F09")!;
        deal.StatusOn(new(2025, 9, 21)).ShouldBeNull();
        deal.StatusOn(new(2025, 12, 31)).ShouldBe(DealStatus.InTalks);
        deal.StatusOn(new(2026, 3, 1)).ShouldBe(DealStatus.Superseded);
    }

    [Fact]
    public void Without_a_history_a_deal_that_is_over_stood_until_the_deal_that_it_links_to()
    {
        var book = DealCsv.Read("id,date,payer,payee,kind,status,linked_ids\nold,2025-09-22,N,O,equity,superseded,new\nnew,2026-02-27,N,O,equity,closed,old\n");
        var old = book.Find("old")!;
        (old.StatusOn(new(2025, 10, 1)), old.StatusOn(new(2026, 2, 27))).ShouldBe((DealStatus.Announced, DealStatus.Superseded));
        old.History.ShouldAllBe(h => h.Inferred);
    }

    [Fact]
    public void Double_counting_missing_terms_and_weak_sources_are_listed()
    {
        var book = DealCsv.Read(
            """
            id,date,payer,payee,kind,amount,currency,status,linked_ids,confidence,amount_basis,term_years,source_url
            letter,2025-09-01,N,O,equity,100,USD,announced,closing,high,up_to,,https://a.example
            closing,2026-02-01,N,O,equity,30,USD,closed,letter,high,exact,,https://b.example
            one,2026-03-01,A,B,compute,10,USD,signed,,high,exact,5,https://c.example
            two,2026-03-20,A,B,compute,10.5,USD,signed,,high,exact,5,https://d.example
            open,2026-03-20,A,C,compute,7,USD,signed,,low,estimate,,https://e.example
            round,2026-04-01,Z,O,equity,50,USD,closed,part,high,total_round,,https://f.example
            part,2026-04-01,Y,O,equity,20,USD,closed,nowhere,high,exact,,
            said,2026-04-01,y ,O,loan,1,USD,reported_unconfirmed,,high,exact,,https://g.example
            """);
        book.Refused.ShouldBeEmpty();
        string[] Found(string rule) => [.. book.Doubts.Where(d => d.Rule == rule).Select(d => string.Join('+', d.Deals))];
        Found(DealChecks.LetterAndClosing).ShouldBe(["letter+closing"]);
        Found(DealChecks.TwoReports).ShouldBe(["one+two"]);
        Found(DealChecks.PartOfTotal).ShouldBe(["round+part"]);
        Found(DealChecks.MissingTerm).ShouldBe(["open"]);
        Found(DealChecks.LowConfidence).ShouldBe(["open"]);
        Found(DealChecks.NotReadInSource).ShouldBe(["open"]);
        Found(DealChecks.CeilingCounted).ShouldBe(["letter"]);
        Found(DealChecks.UnknownLink).ShouldBe(["part"]);
        Found(DealChecks.NoSource).ShouldBe(["part"]);
        Found(DealChecks.UnconfirmedCounted).ShouldBe(["said"]);
        book.Doubts.Single(d => d.Rule == DealChecks.SimilarNames).Detail.ShouldBe("Y / y");
    }
}
