using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Comptoir.Benchmarks.Protocols;

/// <summary>One client of a door: the four operations that a purchase is made of, as requests that are ready to be sent.</summary>
internal abstract class ShopTraffic(HttpClient http)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    protected HttpClient Http => http;

    public Task SearchAsync() => CallAsync("search_catalog", null, """{"query":"waterproof jacket","pagination":{"limit":3}}""");

    public async Task<string> CreateAsync(string item) => (string)(await CallAsync("create_checkout", null, Content(item, null)))["id"]!;

    /// <summary>Chooses the first delivery option.</summary>
    public Task UpdateAsync(string id, string item, string option) => CallAsync("update_checkout", id, Content(item, option));

    public async Task CompleteAsync(string id)
    {
        var done = await CallAsync("complete_checkout", id, """{"payment":{"instruments":[{"id":"i","handler_id":"mock_payment_handler","type":"card","selected":true,"credential":{"type":"token","token":"success_token"}}]}}""");
        if ((string?)done["status"] != "completed") throw new InvalidOperationException($"Not completed: {done.ToJsonString()}");
    }

    /// <summary>The options there are for an item, taken once.</summary>
    public async Task<string> OptionAsync(string item)
    {
        var checkout = await CallAsync("create_checkout", null, Content(item, null));
        return (string)checkout["fulfillment"]!["methods"]![0]!["groups"]![0]!["options"]![0]!["id"]!;
    }

    protected abstract Task<JsonObject> CallAsync(string operation, string? id, string body);

    protected async Task<JsonObject> SendAsync(HttpMethod method, string address, string body, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(method, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = Json;
        change(request);
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {address}: {(int)response.StatusCode} {Encoding.UTF8.GetString(bytes)}");
        ReadOnlySpan<byte> json = bytes;
        var data = json.LastIndexOf("data: {"u8);
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream" && data >= 0)
        {
            json = json[(data + 6)..];
            json = json[..json.IndexOf((byte)'\n')];
        }

        return (JsonObject)JsonNode.Parse(json)!;
    }

    private static string Content(string item, string? option)
    {
        var groups = option is null ? "" : $$""","groups":[{"selected_option_id":"{{option}}"}]""";
        return $$$"""
            {"line_items":[{"item":{"id":"{{{item}}}"},"quantity":1}],"buyer":{"email":"ada@example.com","first_name":"Ada","last_name":"Byron"},
             "fulfillment":{"methods":[{"type":"shipping","destinations":[{"id":"d","street_address":"1 rue des Lilas","address_locality":"Lyon","postal_code":"69001","address_country":"FR"}],"selected_destination_id":"d" {{{groups}}} }]}}
            """;
    }
}

/// <summary>UCP 2026-04-08 over REST.</summary>
internal sealed class RestTraffic(HttpClient http) : ShopTraffic(http)
{
    protected override Task<JsonObject> CallAsync(string operation, string? id, string body) =>
        SendAsync(operation == "update_checkout" ? HttpMethod.Put : HttpMethod.Post, operation switch
        {
            "search_catalog" => "/ucp/2026-04-08/catalog/search",
            "create_checkout" => "/ucp/2026-04-08/checkout-sessions",
            "update_checkout" => $"/ucp/2026-04-08/checkout-sessions/{id}",
            _ => $"/ucp/2026-04-08/checkout-sessions/{id}/complete",
        }, body, request =>
        {
            request.Headers.TryAddWithoutValidation("UCP-Agent", "profile=\"https://agent.example/profile\"");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        });
}

/// <summary>The same operations as tools of MCP.</summary>
internal sealed class McpTraffic(HttpClient http) : ShopTraffic(http)
{
    protected override async Task<JsonObject> CallAsync(string operation, string? id, string body)
    {
        var arguments = $$"""{"meta":{"idempotency-key":"{{Guid.NewGuid()}}"},{{(id is null ? "" : $"\"id\":\"{id}\",")}}"{{(operation == "search_catalog" ? "catalog" : "checkout")}}":{{body}}}""";
        var answer = await SendAsync(HttpMethod.Post, "/mcp", $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{operation}}}","arguments":{{{arguments}}}}}""", Accept);
        return answer["result"]?["structuredContent"] as JsonObject ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    /// <summary>As MCP demands it of its clients.</summary>
    public static void Accept(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
}

/// <summary>The simplest tool (<c>echo</c>) of the public reference server, in the session that it demands.</summary>
internal sealed class EchoTraffic(HttpClient http) : ShopTraffic(http)
{
    private string _session = "";

    public async Task OpenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}""", Encoding.UTF8, "application/json") };
        McpTraffic.Accept(request);
        using var response = await Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        _session = response.Headers.GetValues("Mcp-Session-Id").Single();
        await response.Content.ReadAsStringAsync();
        using var ready = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", Encoding.UTF8, "application/json") };
        Dress(ready);
        using var accepted = await Http.SendAsync(ready);
        accepted.EnsureSuccessStatusCode();
    }

    public Task EchoAsync() => CallAsync("echo", null, """{"message":"hello"}""");

    protected override async Task<JsonObject> CallAsync(string operation, string? id, string body)
    {
        var answer = await SendAsync(HttpMethod.Post, "/mcp", $$$"""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"{{{operation}}}","arguments":{{{body}}}}}""", Dress);
        return answer["result"] as JsonObject ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    private void Dress(HttpRequestMessage request)
    {
        McpTraffic.Accept(request);
        request.Headers.TryAddWithoutValidation("Mcp-Session-Id", _session);
        request.Headers.TryAddWithoutValidation("Mcp-Protocol-Version", "2025-11-25");
    }
}
