using System.Net;
using System.Text;

namespace Comptoir.Protocols.Tests.Mcp;

/// <summary>What reaches MCP at all, and in which releases it answers.</summary>
public sealed class TransportTests(McpShop shop) : IClassFixture<McpShop>
{
    private static readonly string List = McpCalls.Rpc("tools/list");

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("[::1]:8080", 200)]
    [InlineData("192.168.1.20", 200)]
    [InlineData("tea.example.org", 200)]
    [InlineData("TEA.example.org:8443", 200)]
    [InlineData("shops.example.org", 200)]
    [InlineData("rebound.attacker.example", 403)]
    [InlineData("localhost.attacker.example", 403)]
    [InlineData("127.0.0.1.attacker.example", 403)]
    public async Task Only_names_of_this_server_are_answered(string host, int status) =>
        (await shop.PostAsync(List, r => r.Headers.Host = host)).Status.ShouldBe(status);

    [Theory]
    [InlineData("http://localhost:6274", 200)]
    [InlineData("https://assistant.example", 200)]
    [InlineData("https://attacker.example", 403)]
    [InlineData("http://tea.example.org", 403)] // a page of another shop than the one called
    [InlineData("null", 403)]
    [InlineData("file://localhost/page.html", 403)]
    public async Task Web_pages_of_other_origins_are_turned_away(string origin, int status) =>
        (await shop.PostAsync(List, r => r.Headers.Add("Origin", origin))).Status.ShouldBe(status);

    [Theory]
    [InlineData("https://tea.example.org")]
    [InlineData("http://tea.example.org")]
    public async Task A_page_of_the_called_shop_itself_may_call(string origin) =>
        (await shop.PostAsync(List, r =>
        {
            r.Headers.Host = "tea.example.org";
            r.Headers.Add("Origin", origin);
        })).Status.ShouldBe(200);

    [Fact]
    public async Task A_request_beyond_256_KB_is_refused_also_when_its_length_is_not_told()
    {
        var large = McpCalls.ToolCall("search_catalog", new { catalog = new { query = new string('x', 300 * 1024) } });
        (await shop.PostAsync(large)).Status.ShouldBe(413);
        (await shop.PostAsync(large, r => r.Headers.TransferEncodingChunked = true)).Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"tools/list"}]""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":5}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_cart","arguments":[]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_cart","_meta":"x"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"id":2,"method":"tools/list"}""")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"tools/list"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"tools/list"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":7}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":5,"capabilities":{},"clientInfo":{"name":"a","version":"1"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"roots":7},"clientInfo":{"name":"a","version":"1"}}}""")]
    public async Task What_is_no_message_gets_a_JSON_RPC_error_and_status_400(string body)
    {
        foreach (var version in (string[])["2025-11-25", "2026-07-28"])
        {
            var (status, message) = await shop.PostAsync(body, r => r.Headers.Add("MCP-Protocol-Version", version));
            status.ShouldBe(400);
            message!["error"].ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("tools/call")]
    [InlineData("prompts/get")]
    [InlineData("resources/read")]
    public async Task What_names_nothing_to_call_or_read_is_invalid_and_the_refusal_names_the_request(string method)
    {
        var (status, message) = await shop.PostAsync("{\"jsonrpc\":\"2.0\",\"id\":\"a-7\",\"method\":\"" + method + "\",\"params\":{\"arguments\":{}}}");
        status.ShouldBe(400);
        ((int)message!["error"]!["code"]!).ShouldBe(-32602);
        ((string)message["id"]!).ShouldBe("a-7");
    }

    [Fact]
    public async Task Nesting_without_end_is_refused_before_it_is_read()
    {
        var deep = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_catalog","arguments":{"catalog":""" + string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5003);
        (await shop.PostAsync(deep)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Half_a_character_in_an_argument_is_refused_politely()
    {
        var (status, message) = await shop.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_catalog","arguments":{"catalog":{"query":"\ud800"}}}}""");
        status.ShouldBe(400);
        ((int)message!["error"]!["code"]!).ShouldBe(-32700);
    }

    [Fact]
    public async Task Nobody_gets_a_session_so_that_nothing_is_lost_when_the_server_restarts()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.Endpoint)
        {
            Content = new StringContent(McpCalls.Rpc("initialize", new { protocolVersion = "2025-11-25", capabilities = new { }, clientInfo = new { name = "test", version = "1" } }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("Mcp-Session-Id").ShouldBeFalse();
        (await shop.PostAsync(List)).Message!["result"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task There_is_no_stream_to_open_and_no_session_to_end(string method)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), shop.Endpoint);
        request.Headers.Accept.ParseAdd("text/event-stream");
        (await http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Lists_may_be_kept_by_clients_that_know_how_and_older_ones_are_not_told()
    {
        (await shop.PostAsync(List)).Message!["result"]!["ttlMs"].ShouldBeNull();
        var (_, message) = await shop.PostAsync(
            McpCalls.Rpc("tools/list", new { _meta = new Dictionary<string, object> { ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28", ["io.modelcontextprotocol/clientCapabilities"] = new { }, ["io.modelcontextprotocol/clientInfo"] = new { name = "test", version = "1" } } }),
            r =>
            {
                r.Headers.Add("MCP-Protocol-Version", "2026-07-28");
                r.Headers.Add("Mcp-Method", "tools/list");
            });
        ((int)message!["result"]!["ttlMs"]!).ShouldBe(300_000);
        ((string)message["result"]!["cacheScope"]!).ShouldBe("public");
    }
}
