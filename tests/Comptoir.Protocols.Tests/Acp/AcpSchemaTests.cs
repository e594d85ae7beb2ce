using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>Every answer of every operation in every state against the released JSON Schemas, judged by ajv (tests/contract).</summary>
public sealed class AcpSchemaTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string Checkout = "schema.agentic_checkout.json#/$defs/";
    private const string Session = Checkout + "CheckoutSession";
    private const string WithOrder = Checkout + "CheckoutSessionWithOrder";
    private const string Error = Checkout + "Error";

    [Theory, InlineData(AcpVersions.V2026_04_17), InlineData(AcpVersions.V2026_01_30)]
    public async Task Every_answer_about_sessions_is_what_the_schemas_say(string version)
    {
        var agent = new AcpClient(shop, version);
        var cases = new SchemaCases("acp", "spec", version, "json-schema");
        cases.Add(Session, await agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{}}"""));
        cases.Add(Session, await new AcpClient(shop, version, language: "fr").PostAsync("/checkout_sessions", """
            {"line_items":[{"id":"gardenia"},{"id":"tulip","quantity":2,"unit_amount":1}],"currency":"EUR","capabilities":{"extensions":["discount"],"interventions":{"supported":["3ds","biometric"]}},
             "discounts":{"codes":["TEN","TULIP5","NOPE"]},"buyer":{"email":"ada@example.com"},"metadata":{"a":1},"locale":"fr-FR","timezone":"Europe/Paris"}
            """));
        cases.Add(Session, await agent.PostAsync("/checkout_sessions", """
            {"line_items":[{"id":"rose"},{"id":"tulip"}],"currency":"eur","capabilities":{},
             "fulfillment_groups":[{"id":"g1","item_ids":["rose"],"destination_type":"shipping","fulfillment_details":{"address":{"name":"A B","line_one":"1 rue","city":"Lyon","state":"","country":"FR","postal_code":"69001"}}},
               {"id":"g2","item_ids":["tulip"],"destination_type":"shipping","fulfillment_details":{"address":{"name":"C D","line_one":"2 rue","city":"Paris","state":"","country":"FR","postal_code":"75001"}}}]}
            """));
        var ready = await agent.ReadyAsync(quantity: 2, extra: """, "discounts": { "codes": ["TEN"] }, "order_notes": "Ring twice" """);
        cases.Add(Session, ready);
        cases.Add(Error, await agent.PayAsync(ready.Id, await agent.DelegateAsync(ready.Id, AcpClient.DeclinedCard)));
        cases.Add(Session, await agent.GetAsync($"/checkout_sessions/{ready.Id}"));
        cases.Add(Error, await agent.PayAsync(ready.Id, await agent.DelegateAsync(ready.Id, AcpClient.ConfirmedCard)));
        var asked = await agent.GetAsync($"/checkout_sessions/{ready.Id}");
        asked.State.ShouldBe(version == AcpVersions.V2026_04_17 ? "authentication_required" : "requires_escalation", asked.Raw);
        cases.Add(Session, asked);
        var paid = await agent.PayAsync(ready.Id, await agent.DelegateAsync(ready.Id), """, "authentication_result": { "outcome": "not_supported" } """);
        cases.Add(Error, paid);
        paid = await agent.PayAsync(ready.Id, await agent.DelegateAsync(ready.Id));
        paid.Status.ShouldBe(200, paid.Raw);
        cases.Add(WithOrder, paid);
        cases.Add(WithOrder, await agent.GetAsync($"/checkout_sessions/{ready.Id}"));
        var orderId = (string)paid["order"]!["id"]!;
        await ShipAndRefundAsync(orderId, (string)ready.Line["id"]!);
        cases.Add(WithOrder, await agent.GetAsync($"/checkout_sessions/{ready.Id}"));

        var other = await agent.ReadyAsync("tulip", interventions: "");
        cases.Add(Error, await agent.PayAsync(other.Id, await agent.DelegateAsync(other.Id, AcpClient.ConfirmedCard)));
        var escalated = await agent.GetAsync($"/checkout_sessions/{other.Id}");
        escalated.State.ShouldBe("requires_escalation");
        cases.Add(Session, escalated);
        cases.Add(Session, await agent.PostAsync($"/checkout_sessions/{other.Id}/cancel", """{"intent_trace":{"reason_code":"shipping_cost"}}"""));
        cases.Add(Error, await agent.PostAsync($"/checkout_sessions/{other.Id}/cancel"));
        cases.Add(Error, await agent.GetAsync("/checkout_sessions/nowhere"));
        cases.Add(Error, await agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"nowhere"}],"currency":"eur","capabilities":{}}"""));
        cases.Add(Error, await agent.PostAsync("/checkout_sessions", "{"));
        cases.Add(Error, await new AcpClient(shop, version, bearer: null).PostAsync("/checkout_sessions", "{}"));
        cases.Check();
    }

    [Fact]
    public async Task Every_answer_about_carts_and_discovery_is_what_the_schemas_say()
    {
        var agent = new AcpClient(shop);
        var cases = new SchemaCases("acp", "spec", AcpVersions.V2026_04_17, "json-schema");
        cases.Add(Checkout + "DiscoveryResponse", await agent.GetAsync("//.well-known/acp.json"));
        var cart = await agent.PostAsync("/carts", """{"line_items":[{"id":"rose","quantity":2},{"id":"gardenia"}],"buyer":{"email":"ada@example.com"},"locale":"fr"}""");
        cart.Status.ShouldBe(201, cart.Raw);
        cases.Add("schema.cart.json#/$defs/Cart", cart);
        cases.Add("schema.cart.json#/$defs/Cart", await agent.GetAsync($"/carts/{cart.Id}"));
        cases.Add("schema.cart.json#/$defs/Cart", await agent.PutAsync($"/carts/{cart.Id}", """{"line_items":[{"id":"tulip"}]}"""));
        cases.Add("schema.cart.json#/$defs/Cart", await agent.PostAsync($"/carts/{cart.Id}/cancel"));
        cases.Add(Error, await agent.GetAsync($"/carts/{cart.Id}"));
        cases.Add(Error, await agent.PostAsync("/carts", """{"line_items":[]}"""));
        cases.Add(Error, await agent.PostAsync("/carts", """{"line_items":[{"id":"rose"}]}""", null, ("API-Version", "2024-01-01")));
        cases.Check();
    }

    [Fact]
    public async Task Every_answer_of_the_payment_provider_is_what_the_schemas_say()
    {
        var agent = new AcpClient(shop);
        var cases = new SchemaCases("acp", "spec", AcpVersions.V2026_04_17, "json-schema");
        const string payment = "schema.delegate_payment.json#/$defs/";
        const string authentication = "schema.delegate_authentication.json#/$defs/";
        cases.Add(payment + "DelegatePaymentResponse", await agent.PostAsync("/agentic_commerce/delegate_payment", AcpClient.Delegation("chk_1")));
        cases.Add(payment + "Error", await agent.PostAsync("/agentic_commerce/delegate_payment", AcpClient.Delegation("chk_1", "4242424242424241")));
        cases.Add(payment + "Error", await agent.PostAsync("/agentic_commerce/delegate_payment", "{}"));
        cases.Add(payment + "Error", await agent.SendAsync(HttpMethod.Post, "/agentic_commerce/delegate_payment", AcpClient.Delegation("chk_1"), null));
        var bank = new BankVisit(agent);
        var asked = await bank.StartAsync(AcpClient.ConfirmedCard, 4000);
        cases.Add(authentication + "DelegateAuthenticationSession", asked);
        cases.Add(authentication + "DelegateAuthenticationSession", await bank.AuthenticateAsync(asked));
        cases.Add(authentication + "DelegateAuthenticationSession", await bank.StartAsync(AcpClient.Card, 4000));
        cases.Add(authentication + "DelegateAuthenticationSession", await bank.StartAsync("4000000000000341", 4000));
        cases.Add(authentication + "Error", await bank.StartAsync("4000000000000069", 4000));
        cases.Add(authentication + "Error", await agent.PostAsync("/delegate_authentication", "{}"));

        // the schema of a session with its result cannot be met by anything (allOf over a closed base): judged in its two halves
        await bank.ConfirmAsync(asked);
        var done = await agent.GetAsync($"/delegate_authentication/{(string)asked["authentication_session_id"]!}");
        done.State.ShouldBe("authenticated");
        cases.Add(authentication + "AuthenticationResult", done["authentication_result"]!.AsObject());
        done.Body!.Remove("authentication_result");
        cases.Add(authentication + "DelegateAuthenticationSession", done);
        cases.Check();
    }

    [Fact]
    public async Task The_order_in_a_webhook_is_what_the_schema_says()
    {
        var agent = new AcpClient(shop);
        var ready = await agent.ReadyAsync(quantity: 2);
        var paid = await agent.PayAsync(ready.Id, await agent.DelegateAsync(ready.Id));
        var orderId = (string)paid["order"]!["id"]!;
        var cases = new SchemaCases("acp", "spec", AcpVersions.V2026_04_17, "json-schema");
        cases.Add(Checkout + "Order", await WebhookAsync(orderId));
        await ShipAndRefundAsync(orderId, (string)ready.Line["id"]!);
        cases.Add(Checkout + "Order", await WebhookAsync(orderId));
        cases.Check();
    }

    private async Task ShipAndRefundAsync(string orderId, string line)
    {
        var orders = shop.Services.GetRequiredService<OrderService>();
        (await orders.ShipAsync("flowers", orderId, [new(line, 1)], "Colissimo", "8R123", new("test", "console"), default)).Ok.ShouldBeTrue();
        (await orders.RefundAsync("flowers", orderId, "refund", [new(line, 1)], null, false, "Wilted", new("test", "console"), null, default)).Ok.ShouldBeTrue();
    }

    private async Task<JsonObject> WebhookAsync(string orderId)
    {
        var order = (await shop.Services.GetRequiredService<IOrderingStore>().GetOrderAsync("flowers", orderId, default))!;
        var channel = shop.Services.GetServices<IOutboxChannel>().Single(c => c.Kind == order.Caller.WebhookKind);
        var message = await channel.RenderAsync(new OutboxMessage { Id = "m", ShopId = "flowers", Kind = channel.Kind, Topic = "order_shipped", Target = "https://agent.example/hook" }, order, default);
        var body = JsonNode.Parse(message.Body!)!.AsObject();
        ((string)body["type"]!).ShouldBe("order_update");
        return body["data"]!.AsObject();
    }
}
