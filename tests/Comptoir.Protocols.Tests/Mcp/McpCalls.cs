using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Tests.Mcp;

/// <summary>Calls as tests write them: with the client of the SDK, or as bare HTTP where a client would not send such a thing.</summary>
internal static class McpCalls
{
    /// <summary>Calls a tool and gives its structured content.</summary>
    public static async Task<JsonObject> Call(this McpClient client, string tool, object arguments)
    {
        var result = await client.CallToolAsync(tool, Arguments(arguments), cancellationToken: TestContext.Current.CancellationToken);
        result.IsError.ShouldNotBe(true);
        return (JsonObject)JsonNode.Parse(result.StructuredContent!.Value.GetRawText())!;
    }

    public static Dictionary<string, object?> Arguments(object arguments) =>
        JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);

    public static object Meta(string key, string? profile = null) => profile is null
        ? new Dictionary<string, object> { ["idempotency-key"] = key }
        : new Dictionary<string, object> { ["idempotency-key"] = key, ["ucp-agent"] = new { profile } };

    /// <summary>Posts a body as MCP 2025-11-25 would, and gives the status and the JSON-RPC message that came back (null when none did).</summary>
    public static async Task<(int Status, JsonObject? Message)> PostAsync(this McpShop shop, string body, Action<HttpRequestMessage>? change = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.Endpoint) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Accept.ParseAdd("text/event-stream");
        change?.Invoke(request);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var json = text.Split('\n').Select(l => l.StartsWith("data: ", StringComparison.Ordinal) ? l[6..] : l).LastOrDefault(l => l.TrimStart().StartsWith('{'));
        return ((int)response.StatusCode, json is null ? null : JsonNode.Parse(json) as JsonObject);
    }

    public static string Rpc(string method, object? parameters = null) =>
        new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = JsonSerializer.SerializeToNode(parameters ?? new { }) }.ToJsonString();

    public static string ToolCall(string name, object arguments) => Rpc("tools/call", new { name, arguments });

    public static string Text(this CallToolResult result) => result.Content.OfType<TextContentBlock>().Single().Text;
}
