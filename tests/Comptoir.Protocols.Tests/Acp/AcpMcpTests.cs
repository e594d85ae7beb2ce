using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>ACP's MCP binding over Streamable HTTP.</summary>
public sealed class AcpMcpTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new();
    private readonly UcpShop _shop = new() { Mcp = true };

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_five_tools_are_there_and_discovery_says_so()
    {
        var tools = (await CallAsync("tools/list", new()))["result"]!["tools"]!.AsArray();
        tools.Select(t => (string)t!["name"]!).ShouldBe(["create_checkout_session", "get_checkout_session", "update_checkout_session", "complete_checkout_session", "cancel_checkout_session"]);
        tools.ShouldAllBe(t => t!["inputSchema"] != null && t["outputSchema"] != null);
        (await new AcpClient(_shop).GetAsync("//.well-known/acp.json"))["transports"]!.AsArray().Select(t => (string)t!).ShouldBe(["rest", "mcp"]);
    }

    [Fact]
    public async Task A_purchase_over_tools_is_the_same_session_as_over_REST()
    {
        var created = await ToolAsync("create_checkout_session", null, $$"""{ "line_items": [{ "id": "rose", "quantity": 2 }], "currency": "eur", "capabilities": {}, {{AcpClient.Lyon}} }""");
        var id = (string)created["id"]!;
        await ToolAsync("update_checkout_session", id, """{ "selected_fulfillment_options": [{ "type": "shipping", "option_id": "std", "item_ids": [] }] }""");
        var rest = new AcpClient(_shop, bearer: "mcp-agent");
        (await rest.GetAsync($"/checkout_sessions/{id}")).State.ShouldBe("ready_for_payment");
        var paid = await ToolAsync("complete_checkout_session", id, AcpClient.Payment(await rest.DelegateAsync(id)));
        ((string)paid["status"]!, (string)paid["order"]!["checkout_session_id"]!).ShouldBe(("completed", id));
        var cases = new SchemaCases("acp", "spec", AcpVersions.V2026_04_17, "json-schema");
        cases.Add("schema.agentic_checkout.json#/$defs/CheckoutSession", created);
        cases.Add("schema.agentic_checkout.json#/$defs/CheckoutSessionWithOrder", paid);
        cases.Add("schema.agentic_checkout.json#/$defs/CheckoutSessionWithOrder", await ToolAsync("get_checkout_session", id, null));
        cases.Check();
    }

    [Fact]
    public async Task Errors_are_32000_with_the_protocols_own_error_as_data()
    {
        var unknown = (await CallAsync("tools/call", Arguments("get_checkout_session", "nowhere", null)))["error"]!;
        ((int)unknown["code"]!, (string)unknown["data"]!["type"]!, (string)unknown["data"]!["code"]!).ShouldBe((-32000, "invalid_request", "session_not_found"));
        var version = (await CallAsync("tools/call", Arguments("get_checkout_session", "x", null, "2020-01-01")))["error"]!;
        ((string)version["data"]!["code"]!).ShouldBe("unsupported_api_version");
        var nobody = (await CallAsync("tools/call", Arguments("get_checkout_session", "x", null), bearer: null))["error"]!;
        ((string)nobody["data"]!["code"]!).ShouldBe("unauthorized");
        var broken = (await CallAsync("tools/call", Arguments("update_checkout_session", "x", null)))["error"]!;
        ((int)broken["code"]!).ShouldBe(-32602);
    }

    private async Task<JsonObject> ToolAsync(string name, string? id, string? payload)
    {
        var answer = await CallAsync("tools/call", Arguments(name, id, payload));
        return (answer["result"]?["structuredContent"] as JsonObject).ShouldNotBeNull(answer.ToJsonString()).DeepClone().AsObject();
    }

    private static JsonObject Arguments(string name, string? id, string? payload, string version = AcpVersions.V2026_04_17)
    {
        var arguments = new JsonObject { ["meta"] = new JsonObject { ["api_version"] = version, ["idempotency_key"] = $"{Guid.NewGuid()}" } };
        if (id is not null) arguments["id"] = id;
        if (payload is not null) arguments["payload"] = JsonNode.Parse(payload);
        return new() { ["name"] = name, ["arguments"] = arguments };
    }

    private async Task<JsonObject> CallAsync(string method, JsonObject parameters, string? bearer = "mcp-agent")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _shop.BaseUrl + "/acp/mcp");
        request.Content = new StringContent(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");
        if (bearer is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        using var response = await Http.SendAsync(request);
        var raw = await response.Content.ReadAsStringAsync();
        var json = raw.Split('\n').FirstOrDefault(l => l.StartsWith("data:", StringComparison.Ordinal))?["data:".Length..] ?? raw;
        return JsonNode.Parse(json)!.AsObject();
    }
}
