using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Tests.Acp;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What UCP demands of its MCP binding, as bare JSON-RPC over Streamable HTTP.</summary>
[Must("UCP", "mcp")]
public sealed class McpRequirements(AcpShop both) : IClassFixture<AcpShop>
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task The_thirteen_operations_are_tools_under_their_names()
    {
        var names = (await CallAsync("tools/list", new()))["result"]!["tools"]!.AsArray().Select(t => t.Text("name")).ToList();
        foreach (var name in (string[])["search_catalog", "lookup_catalog", "get_product", "create_cart", "get_cart", "update_cart", "cancel_cart", "create_checkout", "get_checkout", "update_checkout", "complete_checkout", "cancel_checkout", "get_order"])
            names.ShouldContain(name);
    }

    [Fact]
    public async Task An_answer_names_its_request()
    {
        var answer = await CallAsync("tools/call", Tool("search_catalog", """{"catalog":{"query":"rose"}}"""));
        (answer.Text("jsonrpc"), answer.Amount("id")).ShouldBe(("2.0", 7));
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_an_error_of_JSON_RPC() => (await CallAsync("tools/levitate", new()))["error"].Amount("code").ShouldBe(-32601);

    [Fact]
    public async Task A_search_by_tool_has_ten_products_and_a_cursor_that_leads_on()
    {
        var first = Content(await CallAsync("tools/call", Tool("search_catalog", """{"catalog":{"filters":{"categories":["candles"]}}}""")));
        Ids(first).Count.ShouldBe(10);
        var cursor = first["pagination"].Text("cursor").ShouldNotBeNull();
        var second = Content(await CallAsync("tools/call", Tool("search_catalog", $$"""{"catalog":{"filters":{"categories":["candles"]},"pagination":{"cursor":"{{cursor}}"} } }""")));
        Ids(second).Intersect(Ids(first)).ShouldBeEmpty();
        second["pagination"]!["has_next_page"]!.GetValue<bool>().ShouldBeFalse();

        static List<string?> Ids(JsonObject page) => [.. page["products"]!.AsArray().Select(p => p.Text("id"))];
    }

    [Fact]
    public async Task Too_many_ids_are_invalid_params()
    {
        var ids = string.Join(",", Enumerable.Range(0, 51).Select(i => $"\"{i}\""));
        (await CallAsync("tools/call", Tool("lookup_catalog", $$"""{"catalog":{"ids":[{{ids}}]} }""")))["error"].Amount("code").ShouldBe(-32602);
    }

    [Theory]
    [InlineData("get_product", """{"catalog":{"id":"nowhere"}}""")]
    [InlineData("get_cart", """{"id":"nowhere"}""")]
    [InlineData("get_checkout", """{"id":"nowhere"}""")]
    [InlineData("get_order", """{"id":"nowhere"}""")]
    public async Task What_is_not_there_is_a_result_with_the_error_envelope(string tool, string arguments)
    {
        var content = Content(await CallAsync("tools/call", Tool(tool, arguments)));
        content["ucp"].Text("status").ShouldBe("error");
        Tour.Objects(content, "messages").ShouldContain(m => m.Text("code") == "not_found");
    }

    [Theory]
    [InlineData("create_cart", """{"cart":{"line_items":"rose"}}""")]
    [InlineData("create_checkout", """{"checkout":7}""")]
    [InlineData("get_cart", "{}")]
    [InlineData("lookup_catalog", """{"catalog":{"ids":[]}}""")]
    [InlineData("levitate", "{}")]
    public async Task Arguments_that_the_schema_refuses_are_invalid_params(string tool, string arguments) =>
        (await CallAsync("tools/call", Tool(tool, arguments)))["error"].Amount("code").ShouldBe(-32602);

    [Fact]
    public async Task A_lookup_by_tool_says_which_id_led_to_each_variant()
    {
        var content = Content(await CallAsync("tools/call", Tool("lookup_catalog", """{"catalog":{"ids":["pot-blue-s","rose","nowhere"]}}""")));
        Tour.Objects(content, "products").SelectMany(p => Tour.Objects(p, "variants")).All(v => Tour.Objects(v, "inputs").ShouldNotBeEmpty());
        Tour.Objects(content, "products").Select(p => p.Text("id")).ShouldBe(["pot", "rose"], ignoreOrder: true);
    }

    private static JsonObject Tool(string name, string arguments)
    {
        var said = JsonNode.Parse(arguments)!.AsObject();
        said["meta"] = new JsonObject { ["idempotency-key"] = $"{Guid.NewGuid()}" };
        return new() { ["name"] = name, ["arguments"] = said };
    }

    private static JsonObject Content(JsonObject answer) => (answer["result"]?["structuredContent"] as JsonObject).ShouldNotBeNull(answer.ToJsonString());

    private async Task<JsonObject> CallAsync(string method, JsonObject parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, both.Shop.BaseUrl + "/mcp") { Content = new StringContent(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 7, ["method"] = method, ["params"] = parameters }.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");
        using var response = await Http.SendAsync(request);
        var raw = await response.Content.ReadAsStringAsync();
        return JsonNode.Parse(raw.Split('\n').FirstOrDefault(l => l.StartsWith("data:", StringComparison.Ordinal))?["data:".Length..] ?? raw)!.AsObject();
    }
}
