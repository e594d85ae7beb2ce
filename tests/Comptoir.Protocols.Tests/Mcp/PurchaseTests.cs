using System.Text.Json.Nodes;
using Comptoir.Protocols.Mcp.Tools;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Mcp;

/// <summary>Whole purchases, made with the official SDK's client.</summary>
[Must("UCP", "mcp")]
public sealed class PurchaseTests(McpShop shop) : IClassFixture<McpShop>
{
    private static object Address => new { id = "home", street_address = "2 rue du Bac", address_locality = "Paris", postal_code = "75007", address_country = "FR" };

    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-11-25")]
    [InlineData("2025-06-18")]
    public async Task A_buyer_without_a_profile_searches_fills_a_cart_pays_and_reads_the_order(string version)
    {
        await using var client = await shop.ConnectAsync(version);
        client.NegotiatedProtocolVersion.ShouldBe(version);

        var found = await client.Call("search_catalog", new { catalog = new { query = "desk lamp" } });
        var variant = (string)found["products"]![0]!["variants"]![0]!["id"]!;
        variant.ShouldBe("desk");

        var cart = await client.Call("create_cart", new { cart = new { line_items = new[] { new { item = new { id = variant }, quantity = 2 } } } });
        Total(cart).ShouldBe(9800);

        var checkout = await client.Call("create_checkout", new { checkout = new { cart_id = (string)cart["id"]! } });
        var id = (string)checkout["id"]!;
        checkout = await client.Call("update_checkout", new { id, checkout = Content("ada@example.org") });
        var method = checkout["fulfillment"]!["methods"]![0]!;
        var option = (string)method["groups"]![0]!["options"]![0]!["id"]!;
        checkout = await client.Call("update_checkout", new { id, checkout = Content("ada@example.org", option) });
        ((string)checkout["status"]!).ShouldBe("ready_for_complete");
        Total(checkout).ShouldBe(10290);

        var key = Guid.NewGuid().ToString();
        var done = await client.Call("complete_checkout", new { meta = McpCalls.Meta(key), id, checkout = Payment("success_token") });
        ((string)done["status"]!).ShouldBe("completed");
        var again = await client.Call("complete_checkout", new { meta = McpCalls.Meta(key), id, checkout = Payment("success_token") });
        var order = (string)done["order"]!["id"]!;
        ((string)again["order"]!["id"]!).ShouldBe(order);

        var placed = await client.Call("get_order", new { id = order });
        ((string)placed["checkout_id"]!).ShouldBe(id);
        Total(placed).ShouldBe(10290);
    }

    [Fact]
    public async Task A_declined_card_is_a_result_that_says_so_and_leaves_the_checkout_open()
    {
        await using var client = await shop.ConnectAsync();
        var id = await ReadyAsync(client);
        var answer = await client.Call("complete_checkout", new { meta = McpCalls.Meta(Guid.NewGuid().ToString()), id, checkout = Payment("fail_token") });
        answer["messages"]!.AsArray().ShouldContain(m => (string?)m!["code"] == "payment_failed");
        ((string)(await client.Call("get_checkout", new { id }))["status"]!).ShouldBe("ready_for_complete");
    }

    [Fact]
    public async Task An_unknown_checkout_is_a_result_with_ucp_status_error()
    {
        await using var client = await shop.ConnectAsync();
        var answer = await client.Call("get_checkout", new { id = "chk_nobody" });
        ((string)answer["ucp"]!["status"]!).ShouldBe("error");
        ((string)answer["messages"]![0]!["code"]!).ShouldBe("not_found");
    }

    [Fact]
    public async Task What_one_agent_made_another_does_not_see()
    {
        await using var client = await shop.ConnectAsync();
        var mine = await client.Call("create_checkout", new { meta = Named(), checkout = new { line_items = Lines() } });
        var id = (string)mine["id"]!;
        ((string)(await client.Call("get_checkout", new { meta = Named(), id }))["id"]!).ShouldBe(id);
        ((string)(await client.Call("get_checkout", new { id }))["ucp"]!["status"]!).ShouldBe("error");
    }

    [Fact]
    public async Task A_repeated_creation_with_the_same_key_creates_once()
    {
        await using var client = await shop.ConnectAsync();
        var arguments = new { meta = McpCalls.Meta("0198c9b2-0000-7000-8000-000000000001", McpShop.Agent), cart = new { line_items = Lines() } };
        var first = await client.Call("create_cart", arguments);
        ((string)(await client.Call("create_cart", arguments))["id"]!).ShouldBe((string)first["id"]!);
    }

    [Fact]
    public async Task A_cancelled_cart_is_gone()
    {
        await using var client = await shop.ConnectAsync();
        var id = (string)(await client.Call("create_cart", new { cart = new { line_items = Lines() } }))["id"]!;
        var changed = await client.Call("update_cart", new { id, cart = new { line_items = new[] { new { item = new { id = "night" }, quantity = 3 } } } });
        Total(changed).ShouldBe(5970);
        await client.Call("cancel_cart", new { meta = McpCalls.Meta(Guid.NewGuid().ToString()), id });
        ((string)(await client.Call("get_cart", new { id }))["ucp"]!["status"]!).ShouldBe("error");
    }

    [Fact]
    public async Task A_cancelled_checkout_says_so()
    {
        await using var client = await shop.ConnectAsync();
        var id = await ReadyAsync(client);
        var answer = await client.Call("cancel_checkout", new { meta = McpCalls.Meta(Guid.NewGuid().ToString()), id });
        ((string)answer["status"]!).ShouldBe("canceled");
    }

    [Fact]
    public async Task Every_answer_fits_the_output_schema_of_its_tool_and_is_repeated_as_text()
    {
        await using var client = await shop.ConnectAsync();
        var id = await ReadyAsync(client);
        var done = await client.Call("complete_checkout", new { meta = McpCalls.Meta(Guid.NewGuid().ToString()), id, checkout = Payment("success_token") });
        (string Tool, object Arguments)[] calls =
        [
            ("search_catalog", new { catalog = new { query = "lamp" } }),
            ("lookup_catalog", new { catalog = new { ids = new[] { "desk", "no-such" } } }),
            ("get_product", new { catalog = new { id = "night" } }),
            ("get_product", new { catalog = new { id = "no-such" } }),
            ("create_cart", new { cart = new { line_items = Lines() } }),
            ("get_cart", new { id = "no-such" }),
            ("create_checkout", new { checkout = new { line_items = Lines() } }),
            ("create_checkout", new { checkout = new { line_items = new[] { new { item = new { id = "sold-out" }, quantity = 1 } } } }),
            ("get_checkout", new { id }),
            ("get_order", new { id = (string)done["order"]!["id"]! }),
            ("get_order", new { id = "no-such" }),
            ("search_shop_policies_and_faqs", new { query = "how long can I return a lamp?" }),
            ("compare_products", new { ids = new[] { "desk", "night", "no-such" } }),
        ];
        foreach (var (tool, arguments) in calls)
        {
            var result = await client.CallToolAsync(tool, McpCalls.Arguments(arguments));
            SchemaCheck.Faults(ToolList.All.Single(t => t.Name == tool).OutputSchema!.Value, result.StructuredContent!.Value).ShouldBeEmpty(tool);
            JsonNode.DeepEquals(JsonNode.Parse(result.Text()), JsonNode.Parse(result.StructuredContent!.Value.GetRawText())).ShouldBeTrue(tool);
        }
    }

    private static async Task<string> ReadyAsync(ModelContextProtocol.Client.McpClient client)
    {
        var checkout = await client.Call("create_checkout", new { checkout = Content("ada@example.org") });
        var id = (string)checkout["id"]!;
        var option = (string)checkout["fulfillment"]!["methods"]![0]!["groups"]![0]!["options"]![0]!["id"]!;
        var ready = await client.Call("update_checkout", new { id, checkout = Content("ada@example.org", option) });
        ((string)ready["status"]!).ShouldBe("ready_for_complete");
        return id;
    }

    private static object[] Lines() => [new { item = new { id = "desk" }, quantity = 2 }];

    private static object Content(string email, string? option = null) => new
    {
        line_items = Lines(),
        buyer = new { first_name = "Ada", last_name = "Martin", email },
        fulfillment = new
        {
            methods = new[]
            {
                new { type = "shipping", destinations = new[] { Address }, selected_destination_id = "home", groups = option is null ? [] : new[] { new { selected_option_id = option } } },
            },
        },
    };

    private static object Payment(string token) => new
    {
        payment = new { instruments = new[] { new { id = "card-1", handler_id = "mock_payment_handler", type = "card", selected = true, credential = new { type = "token", token } } } },
    };

    private static Dictionary<string, object> Named() => new() { ["ucp-agent"] = new { profile = McpShop.Agent } };

    private static long Total(JsonObject resource) => (long)resource["totals"]!.AsArray().Single(t => (string?)t!["type"] == "total")!["amount"]!;
}
