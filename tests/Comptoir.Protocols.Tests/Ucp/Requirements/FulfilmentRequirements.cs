using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Products;
using Comptoir.Ordering;
using Comptoir.Ordering.Rules;
using Comptoir.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Ucp.Requirements;

/// <summary>What 2026-04-08 demands of fulfilment methods and groups, a test for each demand, in a shop whose pots travel apart.</summary>
public sealed class FulfilmentRequirements : IAsyncLifetime
{
    private const string Splitter = "https://splitter.example/profile";
    private const string Two = """[{ "item": { "id": "rose" }, "quantity": 1 }, { "item": { "id": "pot-blue-s" }, "quantity": 1 }]""";
    private const string Lyon = """{ "id": "d1", "street_address": "1 rue des Lilas", "address_locality": "Lyon", "postal_code": "69001", "address_country": "FR" }""";

    private readonly UcpShop _shop = new(o => o.PinnedProfiles[Splitter] = Splits());

    private UcpClient Splitting => _shop.Client(agent: Splitter);

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        var ordering = _shop.Services.GetRequiredService<IOrderingStore>();
        var rules = await ordering.GetRulesAsync("flowers", default);
        await ordering.SaveRulesAsync("flowers", rules with { Version = rules.Version + 1, Shipping = [.. rules.Shipping, new ShippingRate("pot-box", new LocalizedText("Box for pots", "Caisse à pots"), "standard", [], 900, Goods: ["pot"])] }, default);
        var catalog = _shop.Services.GetRequiredService<ICatalogStore>();
        var search = _shop.Services.GetRequiredService<ProductSearch>();
        await catalog.SaveShopAsync(search.FindShop("flowers")! with { Locations = [new Location("main", "Main"), new Location("lyon", "Lyon", Pickup: true, "2 quai Saint-Vincent", "Lyon", "69001", "FR")] }, default);
        await search.LoadAsync(null, default);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_platform_without_supports_multi_group_gets_a_single_group_per_method()
    {
        var checkout = await CreateAsync(_shop.Client(), """[{ "selected_option_id": "std" }]""");
        var group = Methods(checkout).Single()["groups"]!.AsArray().ShouldHaveSingleItem()!;
        group["line_item_ids"]!.AsArray().Count.ShouldBe(2);
        checkout.State.ShouldBe("ready_for_complete", checkout.Raw);
        checkout.Total("fulfillment").ShouldBe(500 + 900);
    }

    [Fact]
    public async Task A_platform_with_supports_multi_group_gets_the_groups_that_travel_apart_each_with_its_options()
    {
        var checkout = await CreateAsync(Splitting, """[{ "selected_option_id": "exp-fr" }, { "selected_option_id": "pot-box" }]""");
        var groups = Methods(checkout).Single()["groups"]!.AsArray();
        groups.Select(g => string.Join(',', g!["options"]!.AsArray().Select(o => (string)o!["id"]!))).ShouldBe(["std,exp-fr", "pot-box"]);
        groups.SelectMany(g => g!["line_item_ids"]!.AsArray()).Count().ShouldBe(2);
        checkout.State.ShouldBe("ready_for_complete", checkout.Raw);
        checkout.Total("fulfillment").ShouldBe(1500 + 900);
    }

    [Fact]
    public async Task An_update_names_groups_by_their_id_and_a_group_without_a_choice_is_pointed_at()
    {
        var checkout = await CreateAsync(Splitting, """[{ "selected_option_id": "std" }, { "selected_option_id": "pot-box" }]""");
        var method = Methods(checkout).Single();
        var (first, second) = ((string)method["groups"]![0]!["id"]!, (string)method["groups"]![1]!["id"]!);
        var updated = await UpdateAsync(checkout, method, $$"""[{ "id": "{{second}}", "selected_option_id": "pot-box" }, { "id": "{{first}}", "selected_option_id": "exp-fr" }]""");
        updated.Total("fulfillment").ShouldBe(2400, updated.Raw);
        var undecided = await UpdateAsync(checkout, method, $$"""[{ "id": "{{first}}", "selected_option_id": "std" }]""");
        undecided.State.ShouldBe("incomplete");
        undecided["messages"]!.AsArray().Select(m => (string?)m!["path"]).ShouldContain("$.fulfillment.methods[0].groups[1].selected_option_id");
    }

    [Fact]
    public async Task The_totals_of_a_split_checkout_add_up_and_its_order_expects_each_group()
    {
        var checkout = await CreateAsync(Splitting, """[{ "selected_option_id": "std" }, { "selected_option_id": "pot-box" }]""");
        checkout.Total("total").ShouldBe(checkout.Total("subtotal") + 1400);
        var paid = await Splitting.PayAsync(checkout.Id);
        paid.State.ShouldBe("completed", paid.Raw);
        var order = await Splitting.GetAsync($"/orders/{(string)paid["order"]!["id"]!}");
        order["fulfillment"]!["expectations"]!.AsArray().Select(e => (string?)e!["description"]).ShouldBe(["Standard delivery", "Box for pots"]);
    }

    [Fact]
    public async Task Goods_can_be_collected_beside_goods_that_are_sent()
    {
        var reply = await Splitting.PostAsync("/checkout-sessions", $$"""
            { "line_items": {{Two}}, "buyer": { "email": "ada@example.com" }, "fulfillment": { "methods": [
                { "type": "shipping", "line_item_ids": ["rose"], "destinations": [{{Lyon}}], "selected_destination_id": "d1", "groups": [{ "selected_option_id": "std" }] },
                { "type": "pickup", "line_item_ids": ["pot-blue-s"], "selected_destination_id": "lyon", "groups": [{ "selected_option_id": "pickup" }] }] } }
            """);
        reply.State.ShouldBe("ready_for_complete", reply.Raw);
        Methods(reply).Select(m => (string?)m["type"]).ShouldBe(["shipping", "pickup"]);
        reply.Total("fulfillment").ShouldBe(500, "what is collected is not sent");
    }

    [Fact]
    public async Task Goods_can_go_to_two_addresses_each_at_its_own_price()
    {
        var reply = await Splitting.PostAsync("/checkout-sessions", $$"""
            { "line_items": {{Two}}, "buyer": { "email": "ada@example.com" }, "fulfillment": { "methods": [
                { "type": "shipping", "line_item_ids": ["rose"], "destinations": [{{Lyon}}], "selected_destination_id": "d1", "groups": [{ "selected_option_id": "std" }] },
                { "type": "shipping", "line_item_ids": ["pot-blue-s"], "destinations": [{ "id": "d2", "street_address": "88 Queensway", "address_locality": "Hong Kong", "address_country": "HK" }], "selected_destination_id": "d2", "groups": [{ "selected_option_id": "pot-box" }] }] } }
            """);
        reply.State.ShouldBe("ready_for_complete", reply.Raw);
        reply.Total("fulfillment").ShouldBe(1400);
    }

    [Fact]
    public async Task The_profile_says_which_destinations_and_combinations_are_possible()
    {
        var profile = await _shop.Client().SendAsync(HttpMethod.Get, "//.well-known/ucp", null);
        var config = profile["ucp"]!["capabilities"]!["dev.ucp.shopping.fulfillment"]![0]!["config"]!;
        ((bool?)config["allows_multi_destination"]!["shipping"]).ShouldBe(true);
        config["allows_method_combinations"]!.ToJsonString().ShouldBe("""[["shipping","pickup"]]""");
    }

    private static string Splits()
    {
        var profile = JsonNode.Parse(UcpShop.Profile())!;
        profile["ucp"]!["capabilities"]!["dev.ucp.shopping.fulfillment"]![0]!["config"] = new JsonObject { ["supports_multi_group"] = true };
        return profile.ToJsonString();
    }

    private static Task<UcpReply> CreateAsync(UcpClient agent, string groups) => agent.PostAsync("/checkout-sessions", $$"""
        { "line_items": {{Two}}, "buyer": { "email": "ada@example.com" },
          "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{{Lyon}}], "selected_destination_id": "d1", "groups": {{groups}} }] } }
        """);

    private Task<UcpReply> UpdateAsync(UcpReply checkout, JsonNode method, string groups) => Splitting.PutAsync($"/checkout-sessions/{checkout.Id}", $$"""
        { "line_items": {{checkout["line_items"]!.ToJsonString()}}, "buyer": { "email": "ada@example.com" },
          "fulfillment": { "methods": [{ "id": "{{(string)method["id"]!}}", "type": "shipping", "line_item_ids": {{method["line_item_ids"]!.ToJsonString()}}, "destinations": [{{Lyon}}], "selected_destination_id": "d1", "groups": {{groups}} }] } }
        """);

    private static IReadOnlyList<JsonNode> Methods(UcpReply reply) => [.. reply["fulfillment"]!["methods"]!.AsArray().Select(m => m!)];
}
