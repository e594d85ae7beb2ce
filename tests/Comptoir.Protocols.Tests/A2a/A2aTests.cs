using System.Text.Json.Nodes;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.A2a;

/// <summary>Another agent buys by messages.</summary>
[Must("UCP", "a2a")]
public sealed class A2aTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private UcpClient Agent => shop.Client();

    [Fact]
    public async Task The_card_is_where_the_profile_says_and_names_the_extension_with_its_capabilities()
    {
        var profile = await Agent.GetAsync("//.well-known/ucp");
        var endpoint = profile["ucp"]!["services"]!["dev.ucp.shopping"]!.AsArray().Single(s => (string?)s!["transport"] == "a2a")!["endpoint"]!.GetValue<string>();
        var card = await Agent.GetAsync("/" + new Uri(endpoint).AbsolutePath);
        card.Status.ShouldBe(200);
        ((string?)card["url"]).ShouldBe($"{shop.BaseUrl}/a2a");
        var extension = card["capabilities"]!["extensions"]!.AsArray().Single()!;
        ((string?)extension["uri"]).ShouldBe("https://ucp.dev/2026-04-08/specification/reference");
        extension["params"]!["capabilities"]!.AsObject().Select(c => c.Key).ShouldContain("dev.ucp.shopping.checkout");
    }

    [Fact]
    public async Task A_conversation_begins_with_nothing_fills_a_checkout_and_pays_it()
    {
        var empty = Checkout(await SayAsync(null, """{"action":"create_checkout"}"""));
        ((string?)empty["status"]).ShouldBe("incomplete");
        var context = (string)empty["id"]!;
        var filled = Checkout(await SayAsync(context, """{"action":"add_to_checkout","product_id":"rose","quantity":2}"""));
        filled["line_items"]![0]!["quantity"]!.GetValue<int>().ShouldBe(2);
        ((string?)filled["id"]).ShouldBe(context);
        var more = Checkout(await SayAsync(context, """{"action":"add_to_checkout","product_id":"rose","quantity":1}"""));
        more["line_items"]!.AsArray().Single()!["quantity"]!.GetValue<int>().ShouldBe(3);
        var less = Checkout(await SayAsync(context, """{"action":"remove_from_checkout","product_id":"rose","quantity":2}"""));
        less["line_items"]!.AsArray().Single()!["quantity"]!.GetValue<int>().ShouldBe(1);
        var ready = Checkout(await SayAsync(context, """
            {"action":"update_checkout","buyer":{"email":"ada@example.com"},"fulfillment":{"methods":[{"type":"shipping","destinations":[{"id":"d1","street_address":"1 rue des Lilas","address_locality":"Lyon","postal_code":"69001","address_country":"FR"}],"selected_destination_id":"d1","groups":[{"selected_option_id":"std"}]}]}}
            """));
        ((string?)ready["status"]).ShouldBe("ready_for_complete");
        var paid = Checkout(await SayAsync(context, """{"action":"complete_checkout","a2a.ucp.checkout.payment":{"id":"i","handler_id":"mock_payment_handler","type":"card","credential":{"type":"token","token":"success_token"}}}"""));
        ((string?)paid["status"]).ShouldBe("completed");
        ((string?)paid["order"]!["permalink_url"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_message_that_is_sent_again_is_done_once()
    {
        var context = (string)Checkout(await SayAsync(null, """{"action":"add_to_checkout","product_id":"tulip"}"""))["id"]!;
        var first = Checkout(await SayAsync(context, """{"action":"add_to_checkout","product_id":"tulip"}""", "same"));
        var second = Checkout(await SayAsync(context, """{"action":"add_to_checkout","product_id":"tulip"}""", "same"));
        second.ToJsonString().ShouldBe(first.ToJsonString());
        second["line_items"]![0]!["quantity"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task After_an_order_the_next_thing_is_a_new_checkout()
    {
        var context = (string)Checkout(await SayAsync(null, """{"action":"add_to_checkout","product_id":"rose"}"""))["id"]!;
        ((string?)Checkout(await SayAsync(context, """{"action":"cancel_checkout"}"""))["status"]).ShouldBe("canceled");
        ((string?)Checkout(await SayAsync(context, """{"action":"add_to_checkout","product_id":"tulip"}"""))["id"]).ShouldNotBe(context);
    }

    [Fact]
    public async Task Words_are_a_search()
    {
        var reply = await SendAsync("""{"jsonrpc":"2.0","id":1,"method":"message/send","params":{"message":{"role":"user","kind":"message","messageId":"t","parts":[{"kind":"text","text":"tulips"}]}}}""");
        ((string)reply["result"]!["parts"]![0]!["text"]!).ShouldContain("tulip");
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"message/stream","params":{}}""", -32601)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"message/send"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"message/send","params":{"message":{"parts":[]}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"message/send","params":{"message":{"parts":[{"kind":"data","data":{"action":"fly"}}]}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"message/send","params":{"message":{"parts":[{"kind":"data","data":{"action":"complete_checkout"}}]}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"message/send","params":{"message":{"parts":[{"kind":"data","data":{"action":"add_to_checkout","product_id":["x"]}}]}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"message/send","params":{"message":{"parts":[{"kind":"data","data":{"action":"add_to_checkout","product_id":"rose","quantity":"many"}}]}}}""", -32602)]
    [InlineData("[", -32700)]
    public async Task What_makes_no_sense_is_a_JSON_RPC_error(string request, int code)
    {
        var reply = await SendAsync(request);
        reply["error"]!["code"]!.GetValue<int>().ShouldBe(code);
    }

    private static JsonObject Checkout(JsonObject reply)
    {
        reply["result"].ShouldNotBeNull(reply.ToJsonString());
        return reply["result"]!["parts"]!.AsArray().Single()!["data"]!["a2a.ucp.checkout"]!.AsObject();
    }

    private Task<JsonObject> SayAsync(string? context, string data, string? messageId = null) => SendAsync(new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["id"] = 1,
        ["method"] = "message/send",
        ["params"] = new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["role"] = "user",
                ["kind"] = "message",
                ["messageId"] = messageId ?? Guid.NewGuid().ToString(),
                ["contextId"] = context,
                ["parts"] = new JsonArray { new JsonObject { ["kind"] = "data", ["data"] = JsonNode.Parse(data) } },
            },
        },
    }.ToJsonString());

    private async Task<JsonObject> SendAsync(string request)
    {
        var reply = await Agent.SendAsync(HttpMethod.Post, "//a2a", request);
        reply.Status.ShouldBe(200, reply.Raw);
        return reply.Body!;
    }
}
