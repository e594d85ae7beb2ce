using System.Text.Json.Nodes;
using Comptoir.Money.Tests.Places;

namespace Comptoir.Money.Tests.Traffic;

/// <summary>One buyer who is asked for each step, and who hears every answer as it is: for tests of one fault.</summary>
internal sealed class Shopper(HttpClient http, string agent)
{
    private int _key;

    /// <summary>A checkout that lacks nothing but its payment.</summary>
    public async Task<string> ReadyAsync(string address, string item = "cup")
    {
        var created = await SendAsync(address, HttpMethod.Post, "/checkout-sessions", Checkout(item, null), NewKey());
        var id = created.Json!["id"]!.GetValue<string>();
        var ready = await SendAsync(address, HttpMethod.Put, $"/checkout-sessions/{id}", Checkout(item, created.Json["fulfillment"]!["methods"]![0]!.AsObject()), NewKey());
        return ready.Json!["status"]!.GetValue<string>() == "ready_for_complete" ? id : throw new InvalidOperationException(ready.Text);
    }

    public Task<Answer> CompleteAsync(string address, string checkout, string key, string token = "success_token") =>
        SendAsync(address, HttpMethod.Post, $"/checkout-sessions/{checkout}/complete", Payment(token), key);

    public Task<Answer> GetAsync(string address, string path) => SendAsync(address, HttpMethod.Get, path, null, null);

    public string NewKey() => $"{agent}-{_key++}";

    public static string? Order(Answer answer) => answer.Json?["order"]?["id"]?.GetValue<string>();

    public static JsonObject Payment(string token) => new()
    {
        ["payment"] = new JsonObject
        {
            ["instruments"] = new JsonArray(new JsonObject
            {
                ["id"] = "instr_1",
                ["handler_id"] = TinyShop.Handler,
                ["type"] = "card",
                ["selected"] = true,
                ["credential"] = new JsonObject { ["type"] = "token", ["token"] = token },
            }),
        },
    };

    public static HttpClient Client() => new(new SocketsHttpHandler { MaxConnectionsPerServer = 100, AllowAutoRedirect = false, UseCookies = false });

    public async Task<Answer> SendAsync(string address, HttpMethod verb, string path, JsonObject? body, string? key)
    {
        using var request = new HttpRequestMessage(verb, $"{address}/ucp/2026-04-08{path}") { Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("UCP-Agent", $"profile=\"https://{agent}.example/profile.json\"");
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await http.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), false);
    }

    private static JsonObject Checkout(string item, JsonObject? method)
    {
        var destination = method?["destinations"]?[0]?["id"]?.GetValue<string>() ?? "home";
        var shipping = new JsonObject
        {
            ["type"] = "shipping",
            ["destinations"] = new JsonArray(new JsonObject { ["id"] = destination, ["street_address"] = "1 rue de la Paix", ["address_locality"] = "Paris", ["postal_code"] = "75002", ["address_country"] = "FR", ["last_name"] = "Byron" }),
            ["selected_destination_id"] = destination,
        };
        if (method?["groups"]?[0] is { } group)
        {
            shipping["id"] = method["id"]!.GetValue<string>();
            shipping["groups"] = new JsonArray(new JsonObject { ["id"] = group["id"]!.GetValue<string>(), ["selected_option_id"] = group["options"]![0]!["id"]!.GetValue<string>() });
        }

        return new JsonObject
        {
            ["line_items"] = new JsonArray(new JsonObject { ["item"] = new JsonObject { ["id"] = item }, ["quantity"] = 1 }),
            ["buyer"] = new JsonObject { ["email"] = "ada@example.com", ["last_name"] = "Byron" },
            ["fulfillment"] = new JsonObject { ["methods"] = new JsonArray(shipping) },
        };
    }
}
