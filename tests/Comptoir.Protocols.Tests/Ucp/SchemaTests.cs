using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Ucp;

/// <summary>Every kind of answer against the JSON Schemas of its release, judged by ajv (tests/contract).</summary>
public sealed class SchemaTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string TwoLines = """
        { "currency": "EUR", "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }, { "item": { "id": "tulip" }, "quantity": 2 }], "discounts": { "codes": ["TEN", "TULIP5", "NOPE"] },
          "buyer": { "first_name": "Ada", "email": "ada@example.com", "consent": { "marketing": true } } }
        """;

    [Fact]
    public async Task Answers_of_2026_04_08_are_what_its_schemas_say()
    {
        var agent = shop.Client();
        var cases = new SchemaCases("ucp", "2026-04-08");
        cases.Add("discovery/profile_schema.json#/$defs/business_profile", await agent.GetAsync("//.well-known/ucp"));
        cases.Add("discovery/profile_schema.json#/$defs/business_profile", await agent.GetAsync("//ucp/2026-04-08/profile"));
        cases.Add("schemas/shopping/catalog_search.json#/$defs/search_response", await agent.PostAsync("/catalog/search", """{"query":"pot","pagination":{"limit":2}}"""));
        cases.Add("schemas/shopping/catalog_search.json#/$defs/search_response", await agent.PostAsync("/catalog/search", """{"filters":{"categories":["candles"]}}"""));
        cases.Add("schemas/shopping/catalog_lookup.json#/$defs/lookup_response", await agent.PostAsync("/catalog/lookup", """{"ids":["pot","pot-blue-s","rose","nowhere"]}"""));
        cases.Add("schemas/shopping/catalog_lookup.json#/$defs/get_product_response", await agent.PostAsync("/catalog/product", """{"id":"pot","selected":[{"name":"Colour","label":"Red"}]}"""));
        cases.Add("schemas/shopping/types/error_response.json", await agent.PostAsync("/catalog/product", """{"id":"nowhere"}"""));

        var cart = await agent.PostAsync("/carts", TwoLines);
        cases.Add("schemas/shopping/discount.json#/$defs/dev.ucp.shopping.cart", cart);
        cases.Add("schemas/shopping/cart.json", await agent.PostAsync($"/carts/{cart.Id}/cancel"));
        cases.Add("schemas/shopping/types/error_response.json", await agent.GetAsync($"/carts/{cart.Id}"));

        cases.AddCheckout04(await agent.PostAsync("/checkout-sessions", TwoLines));
        cases.AddCheckout04(await agent.In("fr").PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"gardenia"},"quantity":1},{"item":{"id":"rose"},"quantity":1}],"context":{"eligibility":["com.example.gold"]}}"""));
        cases.Add("schemas/shopping/types/error_response.json", await agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"nowhere"},"quantity":1}]}"""));
        var ready = await agent.ReadyCheckoutAsync(quantity: 2);
        cases.AddCheckout04(ready);
        cases.AddCheckout04(await agent.PayAsync(ready.Id, "fail_token"));
        cases.AddCheckout04(await agent.PayAsync(ready.Id, "action_token"));
        var paid = await agent.PayAsync(ready.Id);
        cases.AddCheckout04(paid);
        cases.AddCheckout04(await agent.PostAsync($"/checkout-sessions/{(await agent.ReadyCheckoutAsync()).Id}/cancel"));

        var orderId = (string)paid["order"]!["id"]!;
        await ShipAndRefundAsync(orderId, (string)ready.Line["id"]!);
        cases.Add("schemas/shopping/order.json", await agent.GetAsync($"/orders/{orderId}"));
        cases.Add("schemas/shopping/order.json", await WebhookAsync(orderId));
        cases.Check();
    }

    [Theory]
    [InlineData(UcpVersions.V2026_01_11)]
    [InlineData(UcpVersions.V2026_01_23)]
    public async Task Answers_of_January_2026_are_what_its_schemas_say(string version)
    {
        var agent = shop.Client(version);
        var cases = new SchemaCases("ucp", version);
        cases.Add("discovery/profile_schema.json", await agent.GetAsync($"//ucp/{version}/profile"));
        cases.AddCheckout01(await agent.PostAsync("/checkout-sessions", TwoLines));
        var ready = await agent.ReadyCheckoutAsync(quantity: 2);
        cases.AddCheckout01(ready);
        var paid = await agent.PayAsync(ready.Id);
        cases.AddCheckout01(paid);
        cases.AddCheckout01(await agent.PostAsync($"/checkout-sessions/{(await agent.ReadyCheckoutAsync()).Id}/cancel"));
        var orderId = (string)paid["order"]!["id"]!;
        await ShipAndRefundAsync(orderId, (string)ready.Line["id"]!);
        cases.Add("schemas/shopping/order.json", await agent.GetAsync($"/orders/{orderId}"));
        cases.Add("schemas/shopping/order.json", (await WebhookAsync(orderId, version))["order"]!.AsObject());
        cases.Check();
    }

    [Fact]
    public async Task The_judge_refuses_an_answer_that_lacks_a_member()
    {
        var cart = await shop.Client().PostAsync("/carts", TwoLines);
        cart.Body!.Remove("currency");
        var cases = new SchemaCases("ucp", "2026-04-08");
        cases.Add("schemas/shopping/cart.json", cart);
        cases.SkipWithoutJudge();
        Should.Throw<ShouldAssertException>(cases.Check).Message.ShouldContain("currency");
    }

    private async Task ShipAndRefundAsync(string orderId, string line)
    {
        var orders = shop.Services.GetRequiredService<OrderService>();
        (await orders.ShipAsync("flowers", orderId, [new(line, 1)], "Colissimo", "8R123", new("test", "console"), default)).Ok.ShouldBeTrue();
        (await orders.RefundAsync("flowers", orderId, "refund", [new(line, 1)], null, false, "Wilted", new("test", "console"), null, default)).Ok.ShouldBeTrue();
    }

    /// <summary>What the webhook channel would send about an order whose agent spoke that release.</summary>
    private async Task<JsonObject> WebhookAsync(string orderId, string version = UcpVersions.V2026_04_08)
    {
        var order = (await shop.Services.GetRequiredService<IOrderingStore>().GetOrderAsync("flowers", orderId, default))!;
        order.Caller.Channel.ShouldBe(UcpVersions.Channel(version));
        var channel = shop.Services.GetServices<IOutboxChannel>().Single(c => c.Kind == "webhook");
        var message = await channel.RenderAsync(new OutboxMessage { Id = "m", ShopId = "flowers", Kind = "webhook", Topic = "order_shipped", Target = "https://agent.example/hook" }, order, default);
        return JsonNode.Parse(message.Body!)!.AsObject();
    }
}

file static class CheckoutCases
{
    public static void AddCheckout04(this SchemaCases cases, UcpReply reply)
    {
        foreach (var extension in new[] { "fulfillment", "discount", "buyer_consent" })
            cases.Add($"schemas/shopping/{extension}.json#/$defs/dev.ucp.shopping.checkout", reply);
    }

    public static void AddCheckout01(this SchemaCases cases, UcpReply reply)
    {
        foreach (var extension in new[] { "fulfillment", "discount", "buyer_consent" })
            cases.Add($"schemas/shopping/{extension}.json#/$defs/checkout", reply);
    }
}
