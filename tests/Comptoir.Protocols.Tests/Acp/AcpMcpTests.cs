using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>ACP's MCP binding over Streamable HTTP.</summary>
[Must("ACP", "mcp")]
public sealed class AcpMcpTests(AcpShop both) : IClassFixture<AcpShop>
{
    private readonly UcpShop _shop = both.Shop;
    private readonly AcpMcpClient _mcp = new(both.Shop);

    [Fact]
    public async Task The_five_tools_are_there_and_discovery_says_so()
    {
        var tools = (await _mcp.CallAsync("tools/list", new()))["result"]!["tools"]!.AsArray();
        tools.Select(t => (string)t!["name"]!).ShouldBe(["create_checkout_session", "get_checkout_session", "update_checkout_session", "complete_checkout_session", "cancel_checkout_session"]);
        tools.ShouldAllBe(t => t!["inputSchema"] != null && t["outputSchema"] != null);
        (await new AcpClient(_shop).GetAsync("//.well-known/acp.json"))["transports"]!.AsArray().Select(t => (string)t!).ShouldBe(["rest", "mcp"]);
    }

    [Fact]
    public async Task A_purchase_over_tools_is_the_same_session_as_over_REST()
    {
        var created = await _mcp.ToolAsync("create_checkout_session", null, $$"""{ "line_items": [{ "id": "rose", "quantity": 2 }], "currency": "eur", "capabilities": {}, {{AcpClient.Lyon}} }""");
        var id = (string)created["id"]!;
        await _mcp.ToolAsync("update_checkout_session", id, """{ "selected_fulfillment_options": [{ "type": "shipping", "option_id": "std", "item_ids": [] }] }""");
        var rest = new AcpClient(_shop, bearer: "mcp-agent");
        (await rest.GetAsync($"/checkout_sessions/{id}")).State.ShouldBe("ready_for_payment");
        var paid = await _mcp.ToolAsync("complete_checkout_session", id, AcpClient.Payment(await rest.DelegateAsync(id)));
        ((string)paid["status"]!, (string)paid["order"]!["checkout_session_id"]!).ShouldBe(("completed", id));
        var cases = new SchemaCases("acp", "spec", AcpVersions.V2026_04_17, "json-schema");
        cases.Add("schema.agentic_checkout.json#/$defs/CheckoutSession", created);
        cases.Add("schema.agentic_checkout.json#/$defs/CheckoutSessionWithOrder", paid);
        cases.Add("schema.agentic_checkout.json#/$defs/CheckoutSessionWithOrder", await _mcp.ToolAsync("get_checkout_session", id, null));
        cases.Check();
    }

    [Fact]
    public async Task Errors_are_32000_with_the_protocols_own_error_as_data()
    {
        var unknown = (await _mcp.CallAsync("tools/call", AcpMcpClient.Arguments("get_checkout_session", "nowhere", null)))["error"]!;
        ((int)unknown["code"]!, (string)unknown["data"]!["type"]!, (string)unknown["data"]!["code"]!).ShouldBe((-32000, "invalid_request", "session_not_found"));
        var version = (await _mcp.CallAsync("tools/call", AcpMcpClient.Arguments("get_checkout_session", "x", null, "2020-01-01")))["error"]!;
        ((string)version["data"]!["code"]!).ShouldBe("unsupported_api_version");
        var nobody = (await new AcpMcpClient(_shop, bearer: null).CallAsync("tools/call", AcpMcpClient.Arguments("get_checkout_session", "x", null)))["error"]!;
        ((string)nobody["data"]!["code"]!).ShouldBe("unauthorized");
        var broken = (await _mcp.CallAsync("tools/call", AcpMcpClient.Arguments("update_checkout_session", "x", null)))["error"]!;
        ((int)broken["code"]!).ShouldBe(-32602);
    }
}
