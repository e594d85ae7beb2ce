using System.Text.Json.Nodes;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Ucp;

[Must("UCP", "catalog")]
public sealed class CatalogTests(UcpShop shop) : IClassFixture<UcpShop>
{
    [Fact]
    public async Task A_search_gives_products_with_prices_variants_links_and_pictures()
    {
        var reply = await shop.Client().PostAsync("/catalog/search", """{"query":"roses"}""");
        reply.Status.ShouldBe(200, reply.Raw);
        var rose = reply["products"]!.AsArray().Single(p => (string?)p!["id"] == "rose")!;
        ((string?)rose["title"]).ShouldBe("Bouquet of roses");
        ((string?)rose["url"]).ShouldBe($"{shop.BaseUrl}/products/rose");
        rose["price_range"]!["min"]!["amount"]!.GetValue<long>().ShouldBe(3500);
        ((string?)rose["media"]![0]!["url"]).ShouldBe($"{shop.BaseUrl}/pictures/rose.svg");
        rose["categories"]!.AsArray().Select(c => (string?)c!["value"]).ShouldBe(["2802", "Plants"]);
        var variant = rose["variants"]![0]!;
        ((string?)variant["barcodes"]![0]!["value"]).ShouldBe("4006381333931");
        ((string?)variant["availability"]!["status"]).ShouldBe("in_stock");
        rose["rating"]!["count"]!.GetValue<int>().ShouldBe(12);
    }

    [Fact]
    public async Task An_answer_about_the_catalogue_names_only_the_capability_it_belongs_to()
    {
        var reply = await shop.Client().PostAsync("/catalog/search", """{"query":"roses"}""");
        reply["ucp"]!["capabilities"]!.AsObject().Select(c => c.Key).ShouldBe(["dev.ucp.shopping.catalog.search"]);
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_list_and_no_message()
    {
        var reply = await shop.Client().PostAsync("/catalog/search", """{"query":"zzz_no_such_product_zzz"}""");
        reply.Status.ShouldBe(200);
        reply["products"]!.AsArray().ShouldBeEmpty();
        reply["messages"].ShouldBeNull();
    }

    [Fact]
    public async Task Pages_are_of_ten_unless_asked_and_the_cursor_goes_on_until_all_were_seen()
    {
        var first = await shop.Client().PostAsync("/catalog/search", """{"filters":{"categories":["candles"]}}""");
        first["products"]!.AsArray().Count.ShouldBe(10);
        first["pagination"]!["has_next_page"]!.GetValue<bool>().ShouldBeTrue();
        first["pagination"]!["total_count"]!.GetValue<int>().ShouldBe(14);
        var cursor = (string)first["pagination"]!["cursor"]!;
        var second = await shop.Client().PostAsync("/catalog/search", $$$"""{"filters":{"categories":["candles"]},"pagination":{"cursor":"{{{cursor}}}"}}""");
        second["products"]!.AsArray().Count.ShouldBe(4);
        second["pagination"]!["has_next_page"]!.GetValue<bool>().ShouldBeFalse();
        Ids(first).Concat(Ids(second)).Distinct().Count().ShouldBe(14);
    }

    [Theory]
    [InlineData("candles")]
    [InlineData("Candles")]
    [InlineData("Bougies")]
    public async Task A_category_is_known_by_its_id_and_its_names(string category)
    {
        var reply = await shop.Client().PostAsync("/catalog/search", $$$"""{"filters":{"categories":["{{{category}}}"]},"pagination":{"limit":1}}""");
        reply["pagination"]!["total_count"]!.GetValue<int>().ShouldBe(14);
    }

    [Fact]
    public async Task A_price_filter_in_the_shops_currency_holds_and_in_another_is_left_out_with_a_warning()
    {
        var held = await shop.Client().PostAsync("/catalog/search", """{"filters":{"price":{"min":3400}},"context":{"currency":"EUR"}}""");
        Ids(held).ShouldBe(["rose"]);
        var leftOut = await shop.Client().PostAsync("/catalog/search", """{"query":"tulips","filters":{"price":{"min":3400}},"context":{"currency":"USD"}}""");
        Ids(leftOut).ShouldContain("tulip");
        leftOut.Codes.ShouldBe(["price_filter_ignored"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"query":""}""")]
    [InlineData("""{"query":7}""")]
    [InlineData("""{"query":"x","pagination":{"limit":0}}""")]
    [InlineData("""{"query":"x","pagination":{"limit":"ten"}}""")]
    [InlineData("""{"query":"x","pagination":{"cursor":"made-up"}}""")]
    [InlineData("""{"query":"x","filters":{"price":{"max":-1}}}""")]
    [InlineData("""{"query":"x","filters":[]}""")]
    [InlineData("""{"query":"x","context":{"currency":"XXX"}}""")]
    public async Task A_search_that_makes_no_sense_is_refused_with_a_code_and_a_text(string body)
    {
        var reply = await shop.Client().PostAsync("/catalog/search", body);
        reply.Status.ShouldBe(400, reply.Raw);
        ((string?)reply["code"]).ShouldNotBeNullOrEmpty();
        ((string?)reply["content"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_lookup_ties_each_variant_to_the_ids_that_asked_for_it_and_gives_each_product_once()
    {
        var reply = await shop.Client().PostAsync("/catalog/lookup", """{"ids":["pot","pot-blue-s","rose","rose","SKU-tulip","nowhere"]}""");
        reply.Status.ShouldBe(200, reply.Raw);
        Ids(reply).ShouldBe(["pot", "rose", "tulip"]);
        var inputs = reply["products"]![0]!["variants"]!.AsArray().ToDictionary(v => (string)v!["id"]!, v => (string)v!["inputs"]![0]!["match"]!);
        inputs.ShouldBe(new Dictionary<string, string> { ["pot-red-s"] = "featured", ["pot-blue-s"] = "exact" });
        ((string)reply["products"]![2]!["variants"]![0]!["inputs"]![0]!["id"]!).ShouldBe("SKU-tulip");
        reply.Codes.ShouldBe(["not_found"]);
    }

    [Theory]
    [InlineData("{}", "invalid_request")]
    [InlineData("""{"ids":[]}""", "invalid_request")]
    [InlineData("""{"ids":"rose"}""", "invalid_request")]
    [InlineData("""{"ids":[1]}""", "invalid_request")]
    public async Task A_lookup_without_ids_is_refused(string body, string code)
    {
        var reply = await shop.Client().PostAsync("/catalog/lookup", body);
        reply.Status.ShouldBe(400);
        ((string?)reply["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task A_lookup_of_too_many_ids_is_too_large()
    {
        var reply = await shop.Client().PostAsync("/catalog/lookup", new JsonObject { ["ids"] = new JsonArray([.. Enumerable.Range(0, 51).Select(i => (JsonNode)$"id{i}")]) }.ToJsonString());
        reply.Status.ShouldBe(400);
        ((string?)reply["code"]).ShouldBe("request_too_large");
    }

    [Fact]
    public async Task A_product_asked_by_variant_features_that_variant_and_says_which_values_can_be_had()
    {
        var reply = await shop.Client().PostAsync("/catalog/product", """{"id":"pot-red-s"}""");
        var pot = reply["product"]!;
        ((string?)pot["variants"]![0]!["id"]).ShouldBe("pot-red-s");
        pot["variants"]!.AsArray().Count.ShouldBe(3);
        pot["selected"]!.AsArray().Select(s => (string?)s!["label"]).ShouldBe(["Red", "Small"]);
        ((string?)pot["variants"]![0]!["title"]).ShouldBe("Red / Small");
    }

    [Fact]
    public async Task Choosing_an_option_leaves_the_variants_that_have_it_and_marks_what_does_not_exist()
    {
        var reply = await shop.Client().PostAsync("/catalog/product", """{"id":"pot","selected":[{"name":"Colour","label":"Blue"}]}""");
        var pot = reply["product"]!;
        pot["variants"]!.AsArray().Select(v => (string?)v!["id"]).ShouldBe(["pot-blue-s"]);
        var sizes = pot["options"]![1]!["values"]!.AsArray();
        sizes.Select(v => (v!["exists"]!.GetValue<bool>(), v["available"]!.GetValue<bool>())).ShouldBe([(true, true), (false, false)]);
    }

    [Fact]
    public async Task Choices_that_do_not_go_together_give_way_in_the_order_of_preference()
    {
        var byColour = await shop.Client().PostAsync("/catalog/product", """{"id":"pot","selected":[{"name":"Size","label":"Large"},{"name":"Colour","label":"Blue"}],"preferences":["Colour"]}""");
        byColour["product"]!["selected"]!.AsArray().Select(s => (string?)s!["label"]).ShouldBe(["Blue", "Small"]);
        var bySize = await shop.Client().PostAsync("/catalog/product", """{"id":"pot","selected":[{"name":"Colour","label":"Blue"},{"name":"Size","label":"Large"}],"preferences":["Size"]}""");
        bySize["product"]!["selected"]!.AsArray().Select(s => (string?)s!["label"]).ShouldBe(["Red", "Large"]);
    }

    [Fact]
    public async Task An_unknown_product_is_an_outcome_not_a_transport_error()
    {
        var reply = await shop.Client().PostAsync("/catalog/product", """{"id":"nowhere"}""");
        reply.Status.ShouldBe(200);
        ((string?)reply["ucp"]!["status"]).ShouldBe("error");
        reply.Codes.ShouldBe(["not_found"]);
    }

    [Fact]
    public async Task The_header_chooses_the_language_and_the_context_outranks_it()
    {
        var french = await shop.Client().In("fr-FR, en;q=0.5").PostAsync("/catalog/product", """{"id":"pot"}""");
        ((string?)french["product"]!["title"]).ShouldBe("Pot en terre cuite");
        ((string?)french["product"]!["options"]![0]!["name"]).ShouldBe("Couleur");
        var english = await shop.Client().In("fr-FR, en;q=0.5").PostAsync("/catalog/product", """{"id":"pot","context":{"language":"en-GB"}}""");
        ((string?)english["product"]!["title"]).ShouldBe("Clay pot");
    }

    [Fact]
    public async Task A_search_in_french_answers_in_french()
    {
        var reply = await shop.Client().PostAsync("/catalog/search", """{"query":"tulipes","context":{"language":"fr-CA"}}""");
        ((string?)reply["products"]![0]!["title"]).ShouldBe("Botte de tulipes");
    }

    private static IReadOnlyList<string> Ids(UcpReply reply) => [.. reply["products"]!.AsArray().Select(p => (string)p!["id"]!)];
}
