using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Mcp;

/// <summary>Which errors of the protocol there are, and with which code.</summary>
[Must("UCP", "mcp")]
public sealed class ToolErrorTests(McpShop shop) : IClassFixture<McpShop>
{
    private static readonly object Lines = new[] { new { item = new { id = "desk" }, quantity = 1 } };

    [Theory]
    [InlineData("""{"name":"no_such_tool","arguments":{}}""", "unknown_tool")]
    [InlineData("""{"name":"get_checkout"}""", "invalid_request")]
    [InlineData("""{"name":"get_checkout","arguments":{"id":7}}""", "invalid_request")]
    [InlineData("""{"name":"search_catalog","arguments":{"catalog":"lamps"}}""", "invalid_request")]
    [InlineData("""{"name":"search_catalog","arguments":{"catalog":{}}}""", "invalid_request")]
    [InlineData("""{"name":"search_catalog","arguments":{"meta":[],"catalog":{"query":"lamp"}}}""", "invalid_request")]
    [InlineData("""{"name":"search_catalog","arguments":{"meta":{"ucp-agent":"me"},"catalog":{"query":"lamp"}}}""", "invalid_request")]
    [InlineData("""{"name":"create_cart","arguments":{"cart":{"line_items":[{"item":{"id":"desk"},"quantity":0}]}}}""", "invalid_quantity")]
    [InlineData("""{"name":"create_cart","arguments":{"meta":{"idempotency-key":" "},"cart":{"line_items":[]}}}""", "invalid_request")]
    [InlineData("""{"name":"compare_products","arguments":{"ids":["desk"]}}""", "invalid_request")]
    [InlineData("""{"name":"compare_products","arguments":{"ids":["desk",3]}}""", "invalid_request")]
    [InlineData("""{"name":"search_shop_policies_and_faqs","arguments":{"query":"  "}}""", "invalid_request")]
    public async Task Arguments_that_are_not_as_described_are_invalid_params(string parameters, string code)
    {
        var error = await ErrorAsync(shop, parameters);
        ((int)error["code"]!).ShouldBe(-32602);
        ((string)error["data"]!["code"]!).ShouldBe(code);
        ((string)error["data"]!["content"]!).ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("complete_checkout")]
    [InlineData("cancel_checkout")]
    [InlineData("cancel_cart")]
    public async Task Buying_and_ending_are_refused_without_a_key(string tool)
    {
        var error = await ErrorAsync(shop, $$$$"""{"name":"{{{{tool}}}}","arguments":{"id":"x","checkout":{}}}""");
        ((int)error["code"]!).ShouldBe(-32602);
        ((string)error["data"]!["code"]!).ShouldBe("idempotency_key_required");
    }

    [Theory]
    [InlineData("ftp://agent.example/profile", "invalid_profile_url")]
    [InlineData(McpShop.FutureAgent, "version_unsupported")]
    public async Task A_profile_that_cannot_be_agreed_with_is_an_error_of_negotiation(string profile, string code)
    {
        var error = await ErrorAsync(shop, $$$$"""{"name":"search_catalog","arguments":{"meta":{"ucp-agent":{"profile":"{{{{profile}}}}"}},"catalog":{"query":"lamp"}}}""");
        ((int)error["code"]!).ShouldBe(-32001);
        ((string)error["data"]!["code"]!).ShouldBe(code);
    }

    [Fact]
    public async Task Without_a_capability_in_common_the_answer_is_a_result_of_status_error()
    {
        var (_, message) = await shop.PostAsync(McpCalls.ToolCall("search_catalog", new { meta = Named(McpShop.OldAgent), catalog = new { query = "lamp" } }));
        ((string)message!["result"]!["structuredContent"]!["ucp"]!["status"]!).ShouldBe("error");
        ((string)message["result"]!["structuredContent"]!["messages"]![0]!["code"]!).ShouldBe("capabilities_incompatible");
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_a_conflict()
    {
        object Arguments(int quantity) => new { meta = McpCalls.Meta("0198c9b2-0000-7000-8000-0000000000aa", McpShop.Agent), cart = new { line_items = new[] { new { item = new { id = "desk" }, quantity } } } };
        await shop.PostAsync(McpCalls.ToolCall("create_cart", Arguments(1)));
        var (_, message) = await shop.PostAsync(McpCalls.ToolCall("create_cart", Arguments(2)));
        ((int)message!["error"]!["code"]!).ShouldBe(-32000);
    }

    [Fact]
    public async Task Where_agents_must_sign_to_check_out_others_may_still_search_and_fill_carts()
    {
        var key = SigningKey.Create();
        await using var strict = new McpShop(o =>
        {
            o.OpenToAll = false;
            o.PinnedProfiles[McpShop.Agent] = Ucp.UcpShop.Profile([key]);
        });
        await strict.InitializeAsync();

        var (_, refused) = await strict.PostAsync(McpCalls.ToolCall("create_checkout", new { checkout = new { line_items = Lines } }));
        ((int)refused!["error"]!["code"]!).ShouldBe(-32000);
        ((string)refused["error"]!["data"]!["code"]!).ShouldBe("signature_missing");
        (await strict.PostAsync(McpCalls.ToolCall("search_catalog", new { catalog = new { query = "lamp" } }))).Message!["result"].ShouldNotBeNull();
        (await strict.PostAsync(McpCalls.ToolCall("create_cart", new { cart = new { line_items = Lines } }))).Message!["result"].ShouldNotBeNull();
        var checkout = McpCalls.ToolCall("create_checkout", new { meta = Named(McpShop.Agent), checkout = new { line_items = Lines } });
        (await strict.PostAsync(checkout)).Message!["error"].ShouldNotBeNull();
        (await SendAsync(strict, checkout, key))["result"].ShouldNotBeNull();
        ((string?)(await SendAsync(strict, checkout, SigningKey.Create()))["error"]!["data"]!["code"]).ShouldBe("key_not_found");
    }

    /// <summary>A tool call whose HTTP request is signed, as UCP's MCP binding has it.</summary>
    private static async Task<JsonObject> SendAsync(McpShop shop, string json, SigningKey key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.Endpoint) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        Ucp.UcpClient.Sign(request, System.Text.Encoding.UTF8.GetBytes(json), key);
        var raw = await (await http.SendAsync(request)).Content.ReadAsStringAsync();
        return JsonNode.Parse(raw[raw.IndexOf('{')..])!.AsObject();
    }

    private static Dictionary<string, object> Named(string profile) => new() { ["ucp-agent"] = new { profile } };

    private static async Task<JsonObject> ErrorAsync(McpShop shop, string parameters)
    {
        var (status, message) = await shop.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{parameters}}}""");
        status.ShouldBe(200);
        return message!["error"].ShouldBeOfType<JsonObject>();
    }

    [Fact]
    public async Task A_token_that_counts_for_nothing_is_told_so_instead_of_being_left_aside()
    {
        var call = McpCalls.ToolCall("get_order", new { meta = McpCalls.Meta("0198c9b2-0000-7000-8000-00000000000a", McpShop.Agent), id = "ord_none" });
        var (_, message) = await shop.PostAsync(call, r => r.Headers.TryAddWithoutValidation("Authorization", "Bearer made-up"));
        message!.ToJsonString().ShouldContain("identity_required");
    }
}
