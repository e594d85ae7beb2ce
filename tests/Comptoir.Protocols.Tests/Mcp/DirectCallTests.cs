using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.Primitives;

namespace Comptoir.Protocols.Tests.Mcp;

/// <summary>Calls that are answered without the SDK are answered as the SDK would, and signed.</summary>
public sealed class DirectCallTests(McpShop shop) : IClassFixture<McpShop>
{
    [Theory]
    [InlineData("2025-11-25", """{"name":"search_catalog","arguments":{"catalog":{"query":"lamp <b>&\" é"}}}""")]
    [InlineData("2026-07-28", """{"name":"search_catalog","arguments":{"catalog":{"query":"lamp"}}}""")]
    [InlineData("2025-11-25", """{"name":"get_order","arguments":{"id":"ord_nobody"}}""")]
    [InlineData("2025-11-25", """{"name":"get_product","arguments":{"catalog":{"id":7}}}""")]
    [InlineData("2026-07-28", """{"name":"get_product","arguments":{}}""")]
    [InlineData("2025-11-25", """{"name":"compare_products"}""")]
    [InlineData("2026-07-28", """{"name":"complete_checkout","arguments":{"id":"x","checkout":{}}}""")]
    public async Task The_answer_is_the_one_that_the_SDK_gives(string version, string parameters)
    {
        var body = Call(version, parameters);
        var direct = await shop.PostAsync(body, r => Dress(r, version, parameters));
        var through = await shop.PostAsync(body, r =>
        {
            Dress(r, version, parameters);
            r.Headers.Add("Mcp-Param-Nothing", "1");
        });
        direct.Status.ShouldBe(through.Status);
        JsonNode.DeepEquals(direct.Message, through.Message).ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_whose_headers_tell_another_story_is_refused_by_the_SDK()
    {
        const string parameters = """{"name":"search_catalog","arguments":{"catalog":{"query":"lamp"}}}""";
        var (status, message) = await shop.PostAsync(Call("2026-07-28", parameters), r =>
        {
            Dress(r, "2026-07-28", parameters);
            r.Headers.Remove("Mcp-Name");
            r.Headers.Add("Mcp-Name", "get_order");
        });
        status.ShouldBe(400);
        ((int)message!["error"]!["code"]!).ShouldBe(-32020);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/event-stream, application/json")]
    public async Task A_completed_purchase_is_answered_with_the_shops_signature(string? accept)
    {
        await using var store = new Store();
        await store.InitializeAsync();
        var ready = await store.Shop.Client().ReadyCheckoutAsync();
        var profile = await store.Shop.Client().GetAsync("//.well-known/ucp");
        var arguments = new JsonObject
        {
            ["meta"] = new JsonObject { ["ucp-agent"] = new JsonObject { ["profile"] = UcpShop.Agent }, ["idempotency-key"] = "k1" },
            ["id"] = ready.Id,
            ["checkout"] = JsonNode.Parse(UcpClient.Payment("2026-04-08", "success_token")),
        };
        var call = Call("2025-11-25", new JsonObject { ["name"] = "complete_checkout", ["arguments"] = arguments }.ToJsonString());
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{store.Shop.BaseUrl}/mcp") { Content = new StringContent(call, Encoding.UTF8, "application/json") };
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        ((string)JsonNode.Parse(bytes)!["result"]!["structuredContent"]!["status"]!).ShouldBe("completed");
        StringValues Header(string name) => response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? values.ToArray() : default(StringValues);
        var message = SignedMessage.Answer((int)response.StatusCode, Header, bytes);
        SignatureVerifier.Verify(message, VerificationKey.ReadSet((JsonArray)profile["signing_keys"]!), SignatureVerifier.ComponentsOf(message), DateTimeOffset.UtcNow).Good.ShouldBeTrue();
    }

    private static string Call(string version, string parameters)
    {
        var asked = JsonNode.Parse(parameters)!.AsObject();
        if (version == "2026-07-28")
            asked["_meta"] = new JsonObject { ["io.modelcontextprotocol/protocolVersion"] = version, ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(), ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "t", ["version"] = "1" } };
        return new JsonObject { ["jsonrpc"] = "2.0", ["id"] = "é-1", ["method"] = "tools/call", ["params"] = asked }.ToJsonString();
    }

    private static void Dress(HttpRequestMessage request, string version, string parameters)
    {
        request.Headers.Add("MCP-Protocol-Version", version);
        if (version != "2026-07-28") return;
        request.Headers.Add("Mcp-Method", "tools/call");
        request.Headers.Add("Mcp-Name", (string)JsonNode.Parse(parameters)!["name"]!);
    }

    private sealed class Store : IAsyncDisposable
    {
        public UcpShop Shop { get; } = new() { Mcp = true };

        public ValueTask InitializeAsync() => Shop.InitializeAsync();

        public ValueTask DisposeAsync() => Shop.DisposeAsync();
    }
}
