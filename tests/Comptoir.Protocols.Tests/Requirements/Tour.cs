using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>One walk through the shop over REST in 2026-04-08 and in both of January's releases; what was answered on the way is what demands are held against.</summary>
public sealed class Tour : IAsyncLifetime
{
    /// <summary>One answer.</summary>
    /// <param name="Operation">UCP's name, for example <c>create_cart</c>.</param>
    public sealed record Stop(string Version, string Operation, UcpReply Reply)
    {
        /// <summary>The operation was done, whether or not its outcome was the wished one.</summary>
        public bool IsOutcome => Reply.Status is 200 or 201;

        public bool IsErrorEnvelope => (string?)Reply.Body?["ucp"]?["status"] == "error";
    }

    private readonly List<Stop> _stops = [];

    public UcpShop Shop { get; } = new();

    public UcpClient Agent => Shop.Client();

    public IReadOnlyList<Stop> All => _stops;

    /// <summary>Outcomes of 2026-04-08.</summary>
    public IEnumerable<Stop> Answers => _stops.Where(s => s.Version == UcpVersions.V2026_04_08 && s.IsOutcome && !s.Operation.EndsWith("profile", StringComparison.Ordinal));

    public IEnumerable<JsonObject> Of(params string[] operations) => Answers.Where(s => operations.Contains(s.Operation) && !s.IsErrorEnvelope).Select(s => s.Reply.Body!);

    public IEnumerable<JsonObject> Checkouts => Of("create_checkout", "get_checkout", "update_checkout", "complete_checkout", "cancel_checkout");

    public IEnumerable<JsonObject> Carts => Of("create_cart", "get_cart", "update_cart", "cancel_cart");

    public IEnumerable<JsonObject> Orders => Of("get_order");

    public IEnumerable<JsonObject> Products => Of("search_catalog", "lookup_catalog").SelectMany(a => Objects(a, "products")).Concat(Of("get_product").Select(a => a["product"]!.AsObject()));

    public IEnumerable<JsonObject> Messages => Answers.SelectMany(s => Objects(s.Reply.Body!, "messages"));

    public IEnumerable<JsonObject> Profiles => _stops.Where(s => s.Operation == "profile").Select(s => s.Reply.Body!);

    /// <summary>Checkouts and orders of January, as answered.</summary>
    public IEnumerable<Stop> January => _stops.Where(s => s.Version != UcpVersions.V2026_04_08);

    public static IEnumerable<JsonObject> Objects(JsonNode? from, string member) => (from?[member] as JsonArray ?? []).OfType<JsonObject>();

    public async ValueTask InitializeAsync()
    {
        await Shop.InitializeAsync();
        await WalkAsync(Agent, UcpVersions.V2026_04_08);
        foreach (var version in new[] { UcpVersions.V2026_01_11, UcpVersions.V2026_01_23 }) await WalkJanuaryAsync(Shop.Client(version), version);
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    private async Task WalkAsync(UcpClient agent, string version)
    {
        async Task<UcpReply> On(string operation, Task<UcpReply> reply)
        {
            _stops.Add(new(version, operation, await reply));
            return await reply;
        }

        await On("profile", agent.GetAsync("//.well-known/ucp"));
        await On("leaf_profile", agent.GetAsync("//ucp/2026-04-08/profile"));
        await On("search_catalog", agent.PostAsync("/catalog/search", """{"query":"pot"}"""));
        await On("search_catalog", agent.PostAsync("/catalog/search", """{"query":"zeppelin"}"""));
        await On("search_catalog", agent.PostAsync("/catalog/search", """{"filters":{"categories":["candles"],"price":{"max":99}},"context":{"currency":"USD"},"pagination":{"limit":3}}"""));
        await On("lookup_catalog", agent.PostAsync("/catalog/lookup", """{"ids":["pot","pot-blue-s","rose","nowhere"]}"""));
        await On("get_product", agent.PostAsync("/catalog/product", """{"id":"pot-blue-s"}"""));
        await On("get_product", agent.PostAsync("/catalog/product", """{"id":"nowhere"}"""));

        var cart = await On("create_cart", agent.PostAsync("/carts", TwoLines));
        await On("get_cart", agent.GetAsync($"/carts/{cart.Id}"));
        await On("update_cart", agent.PutAsync($"/carts/{cart.Id}", OneRose));
        await On("cancel_cart", agent.PostAsync($"/carts/{cart.Id}/cancel"));
        await On("get_cart", agent.GetAsync($"/carts/{cart.Id}"));
        await On("create_cart", agent.PostAsync("/carts", """{"line_items":[{"item":{"id":"gardenia"},"quantity":1},{"item":{"id":"rose"},"quantity":1}]}"""));

        var open = await On("create_checkout", agent.PostAsync("/checkout-sessions", TwoLines));
        await On("update_checkout", agent.PutAsync($"/checkout-sessions/{open.Id}", OneRose));
        await On("cancel_checkout", agent.PostAsync($"/checkout-sessions/{open.Id}/cancel"));
        await On("create_checkout", agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}],"context":{"eligibility":["com.example.member","com.example.unheard"]}}"""));
        await On("create_checkout", agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"nowhere"},"quantity":1}]}"""));
        await On("create_checkout", agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"gardenia"},"quantity":1}]}"""));
        await On("get_checkout", agent.GetAsync("/checkout-sessions/nowhere"));
        var ready = await On("create_checkout", agent.ReadyCheckoutAsync(quantity: 3));
        await On("complete_checkout", agent.PayAsync(ready.Id, "fail_token"));
        await On("complete_checkout", agent.PayAsync(ready.Id, "action_token"));
        await On("get_checkout", agent.GetAsync($"/checkout-sessions/{ready.Id}"));
        var paid = await On("complete_checkout", agent.PayAsync(ready.Id));
        var order = (string)paid["order"]!["id"]!;
        await On("get_order", agent.GetAsync($"/orders/{order}"));
        await ShipAndRefundAsync(order, (string)ready.Line["id"]!);
        await On("get_order", agent.GetAsync($"/orders/{order}"));
        await On("get_order", agent.GetAsync("/orders/nowhere"));

        await On("create_cart", agent.PostAsync("/carts", "{"));
        await On("create_checkout", agent.SendAsync(HttpMethod.Post, "/checkout-sessions", OneRose, "k", "text/plain"));
        await On("create_checkout", agent.PostAsync("/checkout-sessions", OneRose, "taken"));
        await On("create_checkout", agent.PostAsync("/checkout-sessions", TwoLines, "taken"));
        await On("search_catalog", Shop.Client(agent: "http://plain.example/profile").PostAsync("/catalog/search", """{"query":"rose"}"""));
        await On("lookup_catalog", agent.PostAsync("/catalog/lookup", $$"""{"ids":[{{string.Join(",", Enumerable.Range(0, 51).Select(i => $"\"{i}\""))}}]}"""));
    }

    private async Task WalkJanuaryAsync(UcpClient agent, string version)
    {
        async Task<UcpReply> On(string operation, Task<UcpReply> reply)
        {
            _stops.Add(new(version, operation, await reply));
            return await reply;
        }

        await On("january_profile", agent.GetAsync($"//ucp/{version}/profile"));
        var open = await On("create_checkout", agent.PostAsync("/checkout-sessions", TwoLines));
        await On("cancel_checkout", agent.PostAsync($"/checkout-sessions/{open.Id}/cancel"));
        await On("create_checkout", agent.PostAsync("/checkout-sessions", """{"currency":"EUR","line_items":[{"item":{"id":"nowhere"},"quantity":1}]}"""));
        await On("create_checkout", agent.PostAsync("/checkout-sessions", """{"currency":"EUR","line_items":[{"item":{"id":"gardenia"},"quantity":1}]}"""));
        var ready = await On("create_checkout", agent.ReadyCheckoutAsync(quantity: 2));
        await On("complete_checkout", agent.PayAsync(ready.Id, "fail_token"));
        await On("complete_checkout", agent.PayAsync(ready.Id, "action_token"));
        await On("get_checkout", agent.GetAsync($"/checkout-sessions/{ready.Id}"));
        var paid = await On("complete_checkout", agent.PayAsync(ready.Id));
        var order = (string)paid["order"]!["id"]!;
        await ShipAndRefundAsync(order, (string)ready.Line["id"]!);
        await On("get_order", agent.GetAsync($"/orders/{order}"));
    }

    private async Task ShipAndRefundAsync(string order, string line)
    {
        var orders = Shop.Services.GetRequiredService<OrderService>();
        (await orders.ShipAsync("flowers", order, [new(line, 1)], "Colissimo", "8R123", new("test", "console"), default)).Ok.ShouldBeTrue();
        (await orders.RefundAsync("flowers", order, "refund", [new(line, 1)], null, false, "Wilted", new("test", "console"), null, default)).Ok.ShouldBeTrue();
    }

    private const string OneRose = """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""";

    private const string TwoLines = """
        { "currency": "EUR", "line_items": [{ "item": { "id": "rose" }, "quantity": 2 }, { "item": { "id": "tulip" }, "quantity": 1 }], "discounts": { "codes": ["TEN", "TULIP5", "NOPE"] },
          "buyer": { "first_name": "Ada", "email": "ada@example.com", "consent": { "marketing": true } } }
        """;
}

/// <summary>What tests of demands say often.</summary>
internal static class Demands
{
    /// <summary>Holds for each, and there is at least one.</summary>
    public static void All<T>(this IEnumerable<T> things, Action<T> holds)
    {
        var all = things.ToList();
        all.ShouldNotBeEmpty("nothing was there to be held against the demand");
        foreach (var thing in all) holds(thing);
    }

    public static void ShouldHave(this JsonObject o, params string[] members) => members.Where(m => o[m] is null).ShouldBeEmpty(o.ToJsonString());

    public static string? Text(this JsonNode? o, string member) => (o as JsonObject)?[member] is JsonValue v && v.TryGetValue(out string? text) ? text : null;

    public static long Amount(this JsonNode? o, string member = "amount") => o![member]!.GetValue<long>();
}
