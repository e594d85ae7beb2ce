using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Acp;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Doors;

/// <summary>What came back through a door.</summary>
/// <param name="Document">The checkout or cart; null: none was answered.</param>
/// <param name="Raw">All that was answered.</param>
public sealed record DoorReply(JsonObject? Document, string Raw)
{
    public string Id => (string)(Document ?? throw new ShouldAssertException(Raw))["id"]!;

    public string? State => (string?)Document?["status"];

    public IReadOnlyList<string> Items => [.. (Document?["line_items"] as JsonArray ?? []).Select(l => (string)l!["item"]!["id"]!)];
}

/// <summary>One of the ways by which an agent reaches the shop; each says the same things in its own words.</summary>
public abstract class Door
{
    private static readonly HttpClient Http = new();

    /// <summary>Names for theories.</summary>
    public static string[] Names { get; } = ["UCP REST", "UCP REST 2026-01-23", "MCP", "A2A", "ACP REST", "ACP MCP"];

    public static Door Of(string name, UcpShop shop) => name switch
    {
        "UCP REST" => new UcpDoor(shop.Client()),
        "UCP REST 2026-01-23" => new UcpDoor(shop.Client(UcpVersions.V2026_01_23)),
        "MCP" => new McpDoor(shop),
        "A2A" => new A2aDoor(shop),
        "ACP REST" => new AcpDoor(new AcpClient(shop)),
        _ => new AcpMcpDoor(shop),
    };

    /// <summary>Every answer that this door gives about a product: found, looked up, shown. Empty where it has no catalogue.</summary>
    public virtual Task<IReadOnlyList<string>> LookAsync(string query, string id) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>A new cart; null where the door has none.</summary>
    public virtual Task<DoorReply>? CartAsync(params string[] items) => null;

    public virtual Task<DoorReply>? ReplaceCartAsync(string id, params string[] items) => null;

    public abstract Task<DoorReply> CreateAsync(params string[] items);

    /// <summary>The checkout with these items, an address and a delivery.</summary>
    public abstract Task<DoorReply> FillAsync(string id, params string[] items);

    public abstract Task<DoorReply> GetAsync(string id);

    public abstract Task<DoorReply> PayAsync(string id);

    protected static DoorReply Of(UcpReply reply) => new(reply.Status < 400 && reply.Body?["id"] is not null ? reply.Body : null, reply.Raw);

    protected static string Lines(IEnumerable<string> items) => "\"line_items\": [" + string.Join(",", items.Select(i => $$"""{ "item": { "id": "{{i}}" }, "quantity": 1 }""")) + "]";

    protected const string Delivery = """
        "currency": "EUR", "buyer": { "email": "ada@example.com" },
        "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{ "id": "d1", "street_address": "1 rue des Lilas", "address_locality": "Lyon", "postal_code": "69001", "address_country": "FR" }],
          "selected_destination_id": "d1", "groups": [{ "selected_option_id": "std" }] }] }
        """;

    protected static async Task<JsonObject> RpcAsync(string address, string method, JsonObject parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");
        request.Headers.TryAddWithoutValidation("UCP-Agent", $"profile=\"{UcpShop.Agent}\"");
        using var response = await Http.SendAsync(request);
        var raw = await response.Content.ReadAsStringAsync();
        return JsonNode.Parse(raw.Split('\n').FirstOrDefault(l => l.StartsWith("data:", StringComparison.Ordinal))?["data:".Length..] ?? raw)!.AsObject();
    }
}

internal sealed class UcpDoor(UcpClient agent) : Door
{
    private bool HasCatalogue => agent.Endpoint.EndsWith(UcpVersions.V2026_04_08, StringComparison.Ordinal);

    public override async Task<IReadOnlyList<string>> LookAsync(string query, string id) => !HasCatalogue ? [] :
    [
        (await agent.PostAsync("/catalog/search", $$"""{"query":"{{query}}"}""")).Raw,
        (await agent.PostAsync("/catalog/lookup", $$"""{"ids":["{{id}}"]}""")).Raw,
        (await agent.PostAsync("/catalog/product", $$"""{"id":"{{id}}"}""")).Raw,
    ];

    public override Task<DoorReply>? CartAsync(params string[] items) => HasCatalogue ? SendAsync(HttpMethod.Post, "/carts", $"{{ {Lines(items)} }}") : null;

    public override Task<DoorReply>? ReplaceCartAsync(string id, params string[] items) => HasCatalogue ? SendAsync(HttpMethod.Put, $"/carts/{id}", $"{{ {Lines(items)} }}") : null;

    public override Task<DoorReply> CreateAsync(params string[] items) => SendAsync(HttpMethod.Post, "/checkout-sessions", $"{{ \"currency\": \"EUR\", {Lines(items)} }}");

    public override Task<DoorReply> FillAsync(string id, params string[] items) => SendAsync(HttpMethod.Put, $"/checkout-sessions/{id}", $"{{ \"id\": \"{id}\", {Lines(items)}, {Delivery} }}");

    public override Task<DoorReply> GetAsync(string id) => SendAsync(HttpMethod.Get, $"/checkout-sessions/{id}", null);

    public override async Task<DoorReply> PayAsync(string id) => Of(await agent.PayAsync(id));

    private async Task<DoorReply> SendAsync(HttpMethod method, string path, string? body) => Of(await agent.SendAsync(method, path, body, Guid.NewGuid().ToString("N")));
}

internal sealed class McpDoor(UcpShop shop) : Door
{
    public override async Task<IReadOnlyList<string>> LookAsync(string query, string id) =>
    [
        (await CallAsync("search_catalog", $$"""{ "catalog": { "query": "{{query}}" } }""")).Raw,
        (await CallAsync("lookup_catalog", $$"""{ "catalog": { "ids": ["{{id}}"] } }""")).Raw,
        (await CallAsync("get_product", $$"""{ "catalog": { "id": "{{id}}" } }""")).Raw,
    ];

    public override Task<DoorReply> CartAsync(params string[] items) => CallAsync("create_cart", $$"""{ "cart": { {{Lines(items)}} } }""");

    public override Task<DoorReply> ReplaceCartAsync(string id, params string[] items) => CallAsync("update_cart", $$"""{ "id": "{{id}}", "cart": { {{Lines(items)}} } }""");

    public override Task<DoorReply> CreateAsync(params string[] items) => CallAsync("create_checkout", $$"""{ "checkout": { {{Lines(items)}} } }""");

    public override Task<DoorReply> FillAsync(string id, params string[] items) => CallAsync("update_checkout", $$"""{ "id": "{{id}}", "checkout": { {{Lines(items)}}, {{Delivery}} } }""");

    public override Task<DoorReply> GetAsync(string id) => CallAsync("get_checkout", $$"""{ "id": "{{id}}" }""");

    public override Task<DoorReply> PayAsync(string id) => CallAsync("complete_checkout", $$"""{ "id": "{{id}}", "checkout": {{UcpClient.Payment(UcpVersions.V2026_04_08, "success_token")}} }""");

    private async Task<DoorReply> CallAsync(string tool, string arguments)
    {
        var said = JsonNode.Parse(arguments)!.AsObject();
        said["meta"] = new JsonObject { ["idempotency-key"] = $"{Guid.NewGuid()}" };
        var answer = await RpcAsync(shop.BaseUrl + "/mcp", "tools/call", new() { ["name"] = tool, ["arguments"] = said });
        return new(answer["result"]?["structuredContent"] is JsonObject content && content["id"] is not null ? content : null, answer.ToJsonString());
    }
}

internal sealed class A2aDoor(UcpShop shop) : Door
{
    public override async Task<IReadOnlyList<string>> LookAsync(string query, string id) => [(await SayAsync(null, $$"""{ "action": "search_catalog", "query": "{{query}}" }""")).Raw];

    public override Task<DoorReply> CreateAsync(params string[] items) => SayAsync(null, $$"""{ "action": "create_checkout", {{Lines(items)}} }""");

    public override Task<DoorReply> FillAsync(string id, params string[] items) => SayAsync(id, $$"""{ "action": "update_checkout", {{Lines(items)}}, {{Delivery}} }""");

    public override Task<DoorReply> GetAsync(string id) => SayAsync(id, """{ "action": "get_checkout" }""");

    public override Task<DoorReply> PayAsync(string id) => SayAsync(id, """{ "action": "complete_checkout", "a2a.ucp.checkout.payment": { "id": "i", "handler_id": "mock_payment_handler", "type": "card", "credential": { "type": "token", "token": "success_token" } } }""");

    private async Task<DoorReply> SayAsync(string? context, string data)
    {
        var answer = await RpcAsync(shop.BaseUrl + "/a2a", "message/send", new()
        {
            ["message"] = new JsonObject
            {
                ["role"] = "user",
                ["kind"] = "message",
                ["messageId"] = $"{Guid.NewGuid()}",
                ["contextId"] = context,
                ["parts"] = new JsonArray { new JsonObject { ["kind"] = "data", ["data"] = JsonNode.Parse(data) } },
            },
        });
        var part = (answer["result"]?["parts"] as JsonArray)?.Select(p => p?["data"]?["a2a.ucp.checkout"]).OfType<JsonObject>().FirstOrDefault();
        return new(part?["id"] is null ? null : part, answer.ToJsonString());
    }
}

internal sealed class AcpDoor(AcpClient agent) : Door
{
    public override async Task<DoorReply> CartAsync(params string[] items) => Of(await agent.PostAsync("/carts", $"{{ {AcpLines(items)} }}"));

    public override async Task<DoorReply> ReplaceCartAsync(string id, params string[] items) => Of(await agent.PutAsync($"/carts/{id}", $"{{ {AcpLines(items)} }}"));

    public override async Task<DoorReply> CreateAsync(params string[] items) => Of(await agent.PostAsync("/checkout_sessions", Created(items)));

    public override async Task<DoorReply> FillAsync(string id, params string[] items) => Of(await agent.PostAsync($"/checkout_sessions/{id}", Filled(items)));

    public override async Task<DoorReply> GetAsync(string id) => Of(await agent.GetAsync($"/checkout_sessions/{id}"));

    public override async Task<DoorReply> PayAsync(string id) => Of(await agent.PayAsync(id, "success_token"));

    public static string Created(IEnumerable<string> items) => $"{{ {AcpLines(items)}, \"currency\": \"eur\", \"capabilities\": {{}} }}";

    public static string Filled(IEnumerable<string> items) => $$"""{ {{AcpLines(items)}}, "buyer": { "email": "ada@example.com" }, {{AcpClient.Lyon}}, "selected_fulfillment_options": [{ "type": "shipping", "option_id": "std", "item_ids": [] }] }""";

    private static string AcpLines(IEnumerable<string> items) => "\"line_items\": [" + string.Join(",", items.Select(i => $$"""{ "id": "{{i}}", "quantity": 1 }""")) + "]";
}

internal sealed class AcpMcpDoor(UcpShop shop) : Door
{
    private readonly AcpMcpClient _mcp = new(shop);

    public override Task<DoorReply> CreateAsync(params string[] items) => CallAsync("create", null, AcpDoor.Created(items));

    public override Task<DoorReply> FillAsync(string id, params string[] items) => CallAsync("update", id, AcpDoor.Filled(items));

    public override Task<DoorReply> GetAsync(string id) => CallAsync("get", id, null);

    public override Task<DoorReply> PayAsync(string id) => CallAsync("complete", id, AcpClient.Payment("success_token"));

    private async Task<DoorReply> CallAsync(string operation, string? id, string? payload)
    {
        var answer = await _mcp.CallAsync("tools/call", AcpMcpClient.Arguments($"{operation}_checkout_session", id, payload, AcpVersions.V2026_04_17));
        return new(answer["result"]?["structuredContent"] as JsonObject, answer.ToJsonString());
    }
}
