using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Comptoir.EndToEnd.Tests;

/// <summary>An agent that knows nothing but the well-known address: discovers, searches and buys over UCP REST.</summary>
internal sealed class UcpClient(HttpClient http)
{
    private string? _endpoint;

    public async Task<JsonObject> SearchAsync(string query) =>
        await SendAsync(HttpMethod.Post, "/catalog/search", new JsonObject { ["query"] = query, ["pagination"] = new JsonObject { ["limit"] = 5 } });

    /// <summary>Buys one piece; gives the order's id.</summary>
    public async Task<string> BuyAsync(string itemId, string email = "agent@example.com")
    {
        var id = (await ReadyAsync(itemId, email))["id"]!.GetValue<string>();
        var checkout = await SendAsync(HttpMethod.Post, $"/checkout-sessions/{id}/complete", new JsonObject
        {
            ["payment"] = new JsonObject
            {
                ["instruments"] = new JsonArray(new JsonObject
                {
                    ["id"] = "instr_1",
                    ["handler_id"] = "mock_payment_handler",
                    ["type"] = "card",
                    ["selected"] = true,
                    ["credential"] = new JsonObject { ["type"] = "token", ["token"] = "success_token" },
                }),
            },
        });
        return checkout["order"]?["id"]?.GetValue<string>() ?? throw new InvalidOperationException(checkout.ToJsonString());
    }

    /// <summary>A checkout that lacks nothing but the payment.</summary>
    public async Task<JsonObject> ReadyAsync(string itemId, string email = "agent@example.com")
    {
        var checkout = await SendAsync(HttpMethod.Post, "/checkout-sessions", Checkout(itemId, email, null));
        var method = checkout["fulfillment"]!["methods"]![0]!;
        checkout = await SendAsync(HttpMethod.Put, $"/checkout-sessions/{checkout["id"]!.GetValue<string>()}", Checkout(itemId, email, method.AsObject()));
        return checkout["status"]!.GetValue<string>() == "ready_for_complete" ? checkout : throw new InvalidOperationException(checkout.ToJsonString());
    }

    public async Task<JsonObject> CreateCartAsync(string itemId) =>
        await SendAsync(HttpMethod.Post, "/carts", new JsonObject { ["line_items"] = new JsonArray(new JsonObject { ["item"] = new JsonObject { ["id"] = itemId }, ["quantity"] = 1 }) });

    public async Task<JsonObject> GetOrderAsync(string id) => await SendAsync(HttpMethod.Get, $"/orders/{id}", null);

    private static JsonObject Checkout(string itemId, string email, JsonObject? method)
    {
        var line = new JsonObject { ["item"] = new JsonObject { ["id"] = itemId }, ["quantity"] = 1 };
        var shipping = new JsonObject
        {
            ["type"] = "shipping",
            ["destinations"] = new JsonArray(new JsonObject
            {
                ["id"] = method?["destinations"]?[0]?["id"]?.GetValue<string>() ?? "home",
                ["street_address"] = "1 rue de la Paix",
                ["address_locality"] = "Paris",
                ["postal_code"] = "75002",
                ["address_country"] = "FR",
                ["first_name"] = "Ada",
                ["last_name"] = "Agent",
            }),
        };
        shipping["selected_destination_id"] = shipping["destinations"]![0]!["id"]!.GetValue<string>();
        if (method is not null)
        {
            var group = method["groups"]![0]!;
            shipping["id"] = method["id"]!.GetValue<string>();
            shipping["groups"] = new JsonArray(new JsonObject { ["id"] = group["id"]!.GetValue<string>(), ["selected_option_id"] = group["options"]![0]!["id"]!.GetValue<string>() });
        }

        return new JsonObject
        {
            ["line_items"] = new JsonArray(line),
            ["buyer"] = new JsonObject { ["email"] = email, ["first_name"] = "Ada", ["last_name"] = "Agent" },
            ["fulfillment"] = new JsonObject { ["methods"] = new JsonArray(shipping) },
        };
    }

    private async Task<JsonObject> SendAsync(HttpMethod verb, string path, JsonObject? body)
    {
        _endpoint ??= (await http.GetFromJsonAsync<JsonObject>("/.well-known/ucp"))!["ucp"]!["services"]!["dev.ucp.shopping"]!.AsArray()
            .First(s => s!["transport"]!.GetValue<string>() == "rest")!["endpoint"]!.GetValue<string>().TrimEnd('/');
        using var request = new HttpRequestMessage(verb, _endpoint + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("UCP-Agent", "profile=\"https://agent.example/profile.json\"");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.Add("Request-Id", Guid.NewGuid().ToString());
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var answer = response.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : null;
        return answer is not null && answer["ucp"]?["status"]?.GetValue<string>() != "error" ? answer : throw new InvalidOperationException($"{verb} {path}: {(int)response.StatusCode} {text}");
    }
}
