using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What 2026-04-08 demands of products in answers.</summary>
[Must("UCP", "catalog")]
public sealed class CatalogueShapeRequirements(Tour tour) : IClassFixture<Tour>
{
    private IEnumerable<JsonObject> Variants => tour.Products.SelectMany(p => Tour.Objects(p, "variants"));

    [Fact]
    public void A_search_answers_with_products_and_says_whether_there_are_more() => tour.Of("search_catalog").All(a =>
    {
        a.ShouldHave("ucp", "products", "pagination");
        var more = a["pagination"]!["has_next_page"]!.GetValue<bool>();
        (a["pagination"]!["cursor"] is not null).ShouldBe(more);
    });

    [Fact]
    public void A_look_up_answers_with_products() => tour.Of("lookup_catalog").All(a => a.ShouldHave("ucp", "products"));

    [Fact]
    public void A_product_that_is_asked_for_is_one_object() => tour.Of("get_product").All(a => a["product"].ShouldBeOfType<JsonObject>());

    [Fact]
    public void A_product_has_an_id_a_title_a_description_a_range_of_prices_and_variants() => tour.Products.All(p =>
    {
        p.ShouldHave("id", "title", "description", "price_range", "variants");
        p["price_range"]!.AsObject().ShouldHave("min", "max");
        p["price_range"]!["min"].Amount().ShouldBeLessThanOrEqualTo(p["price_range"]!["max"].Amount());
        Tour.Objects(p, "variants").ShouldNotBeEmpty();
    });

    [Fact]
    public void A_variant_has_an_id_a_title_a_description_and_a_price() => Variants.All(v => v.ShouldHave("id", "title", "description", "price"));

    [Fact]
    public void A_price_is_a_whole_amount_not_below_zero_in_an_ISO_currency() => Variants.All(v =>
    {
        v["price"].Amount().ShouldBeGreaterThanOrEqualTo(0);
        v["price"].Text("currency")!.ShouldMatch("^[A-Z]{3}$");
    });

    [Fact]
    public void A_variant_says_whether_it_can_be_had() => Variants.All(v => v["availability"]!["available"].ShouldNotBeNull());

    [Fact]
    public void A_variant_of_a_product_with_options_names_its_value_of_each() => tour.Products.Where(p => Tour.Objects(p, "options").Any()).All(p =>
        Tour.Objects(p, "variants").All(v => Tour.Objects(v, "options").Select(o => o.Text("name")).ShouldBe(Tour.Objects(p, "options").Select(o => o.Text("name")))));

    [Fact]
    public void Every_variant_of_a_look_up_says_what_asked_for_it() => tour.Of("lookup_catalog").SelectMany(a => Tour.Objects(a, "products")).SelectMany(p => Tour.Objects(p, "variants")).All(v =>
        Tour.Objects(v, "inputs").All(i => i.ShouldHave("id", "match")));

    [Fact]
    public void A_product_is_named_once_in_an_answer() => tour.Of("search_catalog", "lookup_catalog").All(a => Tour.Objects(a, "products").Select(p => p.Text("id")).ShouldBeUnique());

    [Fact]
    public async Task Of_an_option_that_is_chosen_twice_the_first_choice_counts()
    {
        var reply = await tour.Agent.PostAsync("/catalog/product", """{"id":"pot","selected":[{"name":"Colour","label":"Blue"},{"name":"Colour","label":"Red"}]}""");
        Tour.Objects(reply["product"], "selected").Single(s => s.Text("name") == "Colour").Text("label").ShouldBe("Blue");
    }

    [Fact]
    public async Task A_cursor_that_is_not_ours_is_refused() =>
        (await tour.Agent.PostAsync("/catalog/search", """{"query":"rose","pagination":{"cursor":"made-up"}}""")).Status.ShouldBe(400);

    [Fact]
    public async Task What_the_context_claims_binds_nothing()
    {
        var plain = await tour.Agent.PostAsync("/catalog/product", """{"id":"rose"}""");
        var claimed = await tour.Agent.PostAsync("/catalog/product", """{"id":"rose","context":{"eligibility":["com.example.staff"],"intent":"free of charge"}}""");
        claimed["product"]!["price_range"]!.ToJsonString().ShouldBe(plain["product"]!["price_range"]!.ToJsonString());
    }
}
