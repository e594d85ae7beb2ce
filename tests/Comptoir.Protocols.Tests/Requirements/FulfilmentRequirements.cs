using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What 2026-04-08 demands of delivery in a checkout.</summary>
[Must("UCP", "fulfillment")]
public sealed class FulfilmentRequirements(Tour tour) : IClassFixture<Tour>
{
    private IEnumerable<JsonObject> Methods => tour.Checkouts.SelectMany(c => Tour.Objects(c["fulfillment"], "methods"));

    private IEnumerable<JsonObject> Groups => Methods.SelectMany(m => Tour.Objects(m, "groups"));

    private IEnumerable<JsonObject> Options => Groups.SelectMany(g => Tour.Objects(g, "options"));

    [Fact]
    public void A_method_has_an_id_a_type_and_the_lines_that_it_delivers() => Methods.All(m => m.ShouldHave("id", "type", "line_item_ids"));

    [Fact]
    public void A_method_ships_or_is_collected() => Methods.All(m => m.Text("type").ShouldBeOneOf("shipping", "pickup"));

    [Fact]
    public void A_group_has_an_id_and_its_lines() => Groups.All(g => g.ShouldHave("id", "line_item_ids"));

    [Fact]
    public void An_option_has_an_id_a_title_and_totals() => Options.All(o => o.ShouldHave("id", "title", "totals"));

    [Fact]
    public void The_title_of_an_option_tells_it_from_its_siblings() => Groups.Where(g => Tour.Objects(g, "options").Any()).All(g =>
        Tour.Objects(g, "options").Select(o => o.Text("title")).ShouldBeUnique());

    [Fact]
    public void The_description_of_an_option_does_not_repeat_its_title_or_price() =>
        Options.Where(o => o["description"] is not null).ToList().ForEach(o => o.Text("description")!.ShouldNotContain(o.Text("title")!));

    [Fact]
    public void The_price_of_an_option_is_in_its_totals() => Options.All(o => Tour.Objects(o, "totals").Count(t => t.Text("type") == "total").ShouldBe(1));

    [Fact]
    public void A_destination_to_ship_to_has_an_id() => Methods.Where(m => m.Text("type") == "shipping").SelectMany(m => Tour.Objects(m, "destinations")).All(d => d.ShouldHave("id"));

    [Fact]
    public void What_is_selected_is_among_what_is_offered() => Methods.Where(m => m["selected_destination_id"] is not null).All(m =>
    {
        Tour.Objects(m, "destinations").ShouldContain(d => d.Text("id") == m.Text("selected_destination_id"));
        foreach (var group in Tour.Objects(m, "groups").Where(g => g["selected_option_id"] is not null))
            Tour.Objects(group, "options").ShouldContain(o => o.Text("id") == group.Text("selected_option_id"));
    });

    [Fact]
    public void Every_line_is_in_one_group_of_its_method() => Methods.Where(m => Tour.Objects(m, "groups").Any()).All(m =>
        Tour.Objects(m, "groups").SelectMany(g => g["line_item_ids"]!.AsArray()).Select(l => (string)l!).Order().ShouldBe(m["line_item_ids"]!.AsArray().Select(l => (string)l!).Order()));

    [Fact]
    public async Task A_platform_that_takes_only_one_group_gets_one_for_all_lines()
    {
        var reply = await tour.Agent.PostAsync("/checkout-sessions", """
            { "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }, { "item": { "id": "tulip" }, "quantity": 2 }],
              "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{ "id": "d1", "street_address": "1 rue des Lilas", "address_locality": "Lyon", "postal_code": "69001", "address_country": "FR" }], "selected_destination_id": "d1" }] } }
            """);
        var group = Tour.Objects(reply["fulfillment"]!["methods"]![0], "groups").ShouldHaveSingleItem();
        group["line_item_ids"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Choosing_an_option_brings_exactly_its_price_into_the_totals()
    {
        var ready = await tour.Agent.ReadyCheckoutAsync();
        var group = ready["fulfillment"]!["methods"]![0]!["groups"]![0]!;
        var chosen = Tour.Objects(group, "options").Single(o => o.Text("id") == group.Text("selected_option_id"));
        ready.Total("fulfillment").ShouldBe(Tour.Objects(chosen, "totals").Single(t => t.Text("type") == "total").Amount());
    }

    [Fact]
    public async Task An_option_that_is_not_offered_cannot_be_chosen()
    {
        var reply = await tour.Agent.PostAsync("/checkout-sessions", """
            { "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }],
              "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{ "id": "d1", "street_address": "1 Weg", "address_locality": "Bonn", "postal_code": "53111", "address_country": "DE" }],
                "selected_destination_id": "d1", "groups": [{ "selected_option_id": "exp-fr" }] }] } }
            """);
        reply.State.ShouldNotBe("ready_for_complete");
        reply.Raw.ShouldNotContain("\"selected_option_id\":\"exp-fr\"");
    }

    [Theory]
    [InlineData("teleport")]
    [InlineData("")]
    public async Task A_method_of_no_known_type_is_refused_by_name(string type)
    {
        var reply = await tour.Agent.PostAsync("/checkout-sessions", $$"""{ "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }], "fulfillment": { "methods": [{ "type": "{{type}}" }] } }""");
        reply.Status.ShouldBe(400, reply.Raw);
        reply.Raw.ShouldContain("methods[0].type");
    }
}
