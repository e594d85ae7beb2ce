using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Ucp.Requirements;

/// <summary>What 2026-04-08 demands of searches and look-ups, a test for each demand.</summary>
[Must("UCP", "catalog")]
public sealed class CatalogRequirements(UcpShop shop) : IClassFixture<UcpShop>
{
    private UcpClient Agent => shop.Client();

    [Fact]
    public async Task A_search_needs_at_least_one_input() =>
        (await Agent.PostAsync("/catalog/search", "{}")).Status.ShouldBe(400);

    [Fact]
    public async Task A_page_has_ten_products_unless_asked_otherwise()
    {
        var found = await Agent.PostAsync("/catalog/search", """{"query":"*"}""");
        found["products"]!.AsArray().Count.ShouldBe(10);
        found["pagination"]!["has_next_page"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task The_cursor_is_there_exactly_when_there_is_more_and_leads_to_the_rest()
    {
        var first = await Agent.PostAsync("/catalog/search", """{"query":"*"}""");
        var second = await Agent.PostAsync("/catalog/search", $$"""{"query":"*","cursor":"{{first["pagination"]!["cursor"]}}"}""");
        second["pagination"]!["has_next_page"]!.GetValue<bool>().ShouldBeFalse();
        second["pagination"]!["cursor"].ShouldBeNull();
        first["products"]!.AsArray().Concat(second["products"]!.AsArray()).Select(p => (string?)p!["id"]).Distinct().Count().ShouldBe(18);
    }

    [Fact]
    public async Task A_limit_below_one_is_refused() =>
        (await Agent.PostAsync("/catalog/search", """{"query":"*","pagination":{"limit":0}}""")).Status.ShouldBe(400);

    [Fact]
    public async Task Nothing_found_is_an_empty_list_without_messages()
    {
        var found = await Agent.PostAsync("/catalog/search", """{"query":"zeppelin"}""");
        found.Status.ShouldBe(200);
        found["products"]!.AsArray().ShouldBeEmpty();
        found["messages"].ShouldBeNull();
    }

    [Fact]
    public async Task A_look_up_takes_ids_of_products_and_of_variants()
    {
        var found = await Agent.PostAsync("/catalog/lookup", """{"ids":["rose","pot-blue-s"]}""");
        found["products"]!.AsArray().Select(p => (string?)p!["id"]).ShouldBe(["rose", "pot"]);
    }

    [Fact]
    public async Task An_id_named_twice_counts_once() =>
        (await Agent.PostAsync("/catalog/lookup", """{"ids":["rose","rose"]}"""))["products"]!.AsArray().Single()!["variants"]!.AsArray().Single()!["inputs"]!.AsArray().Count.ShouldBe(1);

    [Fact]
    public async Task Ids_of_one_product_give_it_once() =>
        (await Agent.PostAsync("/catalog/lookup", """{"ids":["pot","pot-blue-s","pot-red-s"]}"""))["products"]!.AsArray().Count.ShouldBe(1);

    [Fact]
    public async Task Every_variant_of_a_look_up_says_which_id_led_to_it() =>
        (await Agent.PostAsync("/catalog/lookup", """{"ids":["pot","pot-blue-s"]}"""))["products"]![0]!["variants"]!.AsArray().ShouldAllBe(v => v!["inputs"]!.AsArray().Count > 0);

    [Fact]
    public async Task Unknown_ids_make_a_look_up_shorter_not_wrong()
    {
        var found = await Agent.PostAsync("/catalog/lookup", """{"ids":["rose","nowhere"]}""");
        found.Status.ShouldBe(200);
        found["products"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Too_many_ids_are_refused_by_name()
    {
        var refused = await Agent.PostAsync("/catalog/lookup", $$"""{"ids":[{{string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"{i}\""))}}]}""");
        refused.Status.ShouldBe(400);
        ((string?)refused["code"]).ShouldBe("request_too_large");
    }

    [Fact]
    public async Task A_look_up_needs_an_id() =>
        (await Agent.PostAsync("/catalog/lookup", """{"ids":[]}""")).Status.ShouldBe(400);

    [Fact]
    public async Task A_product_that_is_not_there_is_an_outcome_with_an_error_envelope()
    {
        var refused = await Agent.PostAsync("/catalog/product", """{"id":"nowhere"}""");
        refused.Status.ShouldBe(200);
        ((string?)refused["ucp"]!["status"]).ShouldBe("error");
        refused.Codes.ShouldBe(["not_found"]);
    }

    [Fact]
    public async Task The_variant_that_was_asked_for_comes_first_and_its_options_are_selected()
    {
        var product = (await Agent.PostAsync("/catalog/product", """{"id":"pot-blue-s"}"""))["product"]!;
        ((string?)product["variants"]![0]!["id"]).ShouldBe("pot-blue-s");
        product["selected"]!.AsArray().Select(s => (string?)s!["id"]).ShouldBe(["blue", "s"]);
    }

    [Fact]
    public async Task Prices_are_whole_minor_units_with_a_currency()
    {
        foreach (var product in (await Agent.PostAsync("/catalog/search", """{"query":"*"}"""))["products"]!.AsArray())
            foreach (var variant in product!["variants"]!.AsArray())
            {
                variant!["price"]!["amount"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(0);
                ((string?)variant["price"]!["currency"]).ShouldBe("EUR");
            }
    }
}
