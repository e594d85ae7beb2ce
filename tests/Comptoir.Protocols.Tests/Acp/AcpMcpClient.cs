using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>An agent that speaks ACP over Streamable HTTP.</summary>
internal sealed class AcpMcpClient(UcpShop shop, string version = AcpVersions.V2026_04_17, string? bearer = "mcp-agent")
{
    private static readonly HttpClient Http = new();

    /// <summary>The structured content of a tool's result.</summary>
    public async Task<JsonObject> ToolAsync(string name, string? id, string? payload)
    {
        var answer = await CallAsync("tools/call", Arguments(name, id, payload, version));
        return (answer["result"]?["structuredContent"] as JsonObject).ShouldNotBeNull(answer.ToJsonString()).DeepClone().AsObject();
    }

    public static JsonObject Arguments(string name, string? id, string? payload, string version = AcpVersions.V2026_04_17, params (string Name, string Value)[] meta)
    {
        var about = new JsonObject { ["api_version"] = version, ["idempotency_key"] = $"{Guid.NewGuid()}" };
        foreach (var (member, value) in meta) about[member] = value;
        var arguments = new JsonObject { ["meta"] = about };
        if (id is not null) arguments["id"] = id;
        if (payload is not null) arguments["payload"] = JsonNode.Parse(payload);
        return new() { ["name"] = name, ["arguments"] = arguments };
    }

    public async Task<JsonObject> CallAsync(string method, JsonObject parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.BaseUrl + "/acp/mcp");
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
