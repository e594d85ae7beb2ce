using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Tests.Requirements;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Ucp;

/// <summary>2026-04-08.</summary>
[Must("UCP", "checkout")]
public sealed class CheckoutTests(UcpShop shop) : IClassFixture<UcpShop>
{
    [Fact]
    public async Task The_least_request_makes_a_checkout_that_says_what_is_missing()
    {
        var checkout = await shop.Client().PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""");
        checkout.Status.ShouldBe(201, checkout.Raw);
        checkout.State.ShouldBe("incomplete");
        checkout.Codes.ShouldContain("field_required");
        checkout["fulfillment"]!["methods"]![0]!["destinations"].ShouldBeNull();
        ((string?)checkout["continue_url"]).ShouldBe($"{shop.BaseUrl}/checkout/{checkout.Id}");
        checkout["ucp"]!["payment_handlers"]!["dev.comptoir.test_payment"]![0]!["id"]!.GetValue<string>().ShouldBe("mock_payment_handler");
        checkout["ucp"]!["capabilities"]!.AsObject().Select(c => c.Key)
            .ShouldBe(["dev.ucp.shopping.checkout", "dev.ucp.shopping.fulfillment", "dev.ucp.shopping.discount", "dev.ucp.shopping.buyer_consent"]);
    }

    [Fact]
    public async Task The_shops_titles_and_prices_win_over_those_of_the_request_and_its_own_members_are_ignored()
    {
        var checkout = await shop.Client().PostAsync("/checkout-sessions", """
            { "id": "mine", "status": "completed", "totals": [], "links": [], "ucp": { "version": "2026-04-08" }, "risk": { "score": 1 },
              "line_items": [{ "id": "li_1", "quantity": 1, "item": { "id": "rose", "title": "Cheap", "price": 1 }, "totals": [] }] }
            """);
        checkout.Status.ShouldBe(201, checkout.Raw);
        checkout.Id.ShouldNotBe("mine");
        checkout.Total("total").ShouldBe(3500);
        ((string?)checkout.Line["item"]!["title"]).ShouldBe("Bouquet of roses");
    }

    [Fact]
    public async Task An_address_brings_the_options_of_its_country_and_choosing_one_brings_its_price()
    {
        var checkout = await shop.Client().ReadyCheckoutAsync();
        var group = checkout["fulfillment"]!["methods"]![0]!["groups"]![0]!;
        group["options"]!.AsArray().Select(o => (string?)o!["id"]).ShouldBe(["std", "exp-fr"], ignoreOrder: true);
        ((string?)group["selected_option_id"]).ShouldBe("std");
        checkout.Total("fulfillment").ShouldBe(500);
        checkout.Total("total").ShouldBe(4000);
    }

    [Fact]
    public async Task Discounts_are_negative_in_totals_positive_where_applied_and_those_on_lines_name_them()
    {
        var checkout = await shop.Client().PostAsync("/checkout-sessions", """
            { "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }, { "item": { "id": "tulip" }, "quantity": 2 }], "discounts": { "codes": ["TEN", "TULIP5"] } }
            """);
        checkout.Total("items_discount").ShouldBeLessThan(0);
        checkout.Total("discount").ShouldBeLessThan(0);
        var applied = checkout["discounts"]!["applied"]!.AsArray();
        applied.Sum(a => a!["amount"]!.GetValue<long>()).ShouldBe(-checkout.Total("items_discount") - checkout.Total("discount"));
        var byLine = applied.Single(a => (string?)a!["code"] == "TULIP5")!;
        ((string?)byLine["allocations"]![0]!["path"]).ShouldBe("$.line_items[1]");
        applied.Single(a => (string?)a!["code"] == "TEN")!["allocations"].ShouldBeNull();
        checkout["line_items"]!.AsArray().Sum(l => l!["totals"]!.AsArray().Where(t => (string?)t!["type"] == "items_discount").Sum(t => t!["amount"]!.GetValue<long>()))
            .ShouldBe(checkout.Total("items_discount"));
        checkout.Total("total").ShouldBe(checkout.Total("subtotal") + checkout.Total("items_discount") + checkout.Total("discount"));
    }

    [Fact]
    public async Task A_code_that_is_not_valid_is_kept_not_applied_and_told()
    {
        var checkout = await shop.Client().PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}],"discounts":{"codes":["NOPE"]}}""");
        checkout["discounts"]!["codes"]![0]!.GetValue<string>().ShouldBe("NOPE");
        checkout["discounts"]!["applied"]!.AsArray().ShouldBeEmpty();
        checkout.Codes.ShouldContain("discount_code_invalid");
    }

    [Fact]
    public async Task An_automatic_discount_says_so_and_has_no_code()
    {
        var checkout = await shop.Client().PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":30}]}""");
        var applied = checkout["discounts"]!["applied"]!.AsArray().Single()!.AsObject();
        applied["automatic"]!.GetValue<bool>().ShouldBeTrue();
        applied.ContainsKey("code").ShouldBeFalse();
    }

    [Fact]
    public async Task An_update_without_a_member_removes_what_it_was()
    {
        var checkout = await shop.Client().ReadyCheckoutAsync();
        var updated = await shop.Client().PutAsync($"/checkout-sessions/{checkout.Id}", """{"line_items":[{"item":{"id":"rose"},"quantity":2}]}""");
        updated.Status.ShouldBe(200, updated.Raw);
        updated["buyer"].ShouldBeNull();
        updated.State.ShouldBe("incomplete");
        updated.Line["quantity"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task A_line_keeps_its_id_over_an_update()
    {
        var checkout = await shop.Client().ReadyCheckoutAsync();
        var line = (string)checkout.Line["id"]!;
        var updated = await shop.Client().PutAsync($"/checkout-sessions/{checkout.Id}", $$"""{ "line_items": [{ "id": "{{line}}", "item": { "id": "rose" }, "quantity": 5 }] }""");
        ((string?)updated.Line["id"]).ShouldBe(line);
    }

    [Fact]
    public async Task Buyer_consent_context_and_attribution_come_back()
    {
        var checkout = await shop.Client().PostAsync("/checkout-sessions", """
            { "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }], "buyer": { "first_name": "Ada", "email": "ada@example.com", "consent": { "marketing": true, "analytics": false } },
              "context": { "intent": "a gift", "address_country": "FR" }, "attribution": { "campaign": "spring" } }
            """);
        var read = await shop.Client().GetAsync($"/checkout-sessions/{checkout.Id}");
        read["buyer"]!["consent"]!.ToJsonString().ShouldBe("""{"analytics":false,"marketing":true}""");
        ((string?)read["context"]!["intent"]).ShouldBe("a gift");
        ((string?)read["attribution"]!["campaign"]).ShouldBe("spring");
    }

    [Fact]
    public async Task Paying_makes_an_order_that_the_agent_can_read()
    {
        var agent = shop.Client();
        var checkout = await agent.ReadyCheckoutAsync();
        var paid = await agent.PayAsync(checkout.Id);
        paid.Status.ShouldBe(200, paid.Raw);
        paid.State.ShouldBe("completed");
        paid["continue_url"].ShouldBeNull();
        var orderId = (string)paid["order"]!["id"]!;
        ((string?)paid["order"]!["permalink_url"]).ShouldBe($"{shop.BaseUrl}/orders/{orderId}");
        ((string?)paid["order"]!["label"]).ShouldNotBeNullOrEmpty();

        var order = await agent.GetAsync($"/orders/{orderId}");
        order.Status.ShouldBe(200, order.Raw);
        ((string?)order["checkout_id"]).ShouldBe(checkout.Id);
        order["label"]!.GetValue<string>().ShouldBe((string?)paid["order"]!["label"]);
        order.Total("total").ShouldBe(4000);
        order.Line["quantity"]!.ToJsonString().ShouldBe("""{"original":1,"total":1,"fulfilled":0}""");
        ((string?)order["fulfillment"]!["expectations"]![0]!["description"]).ShouldBe("Standard delivery");
        ((string?)order["fulfillment"]!["expectations"]![0]!["destination"]!["address_locality"]).ShouldBe("Lyon");
        order["ucp"]!["capabilities"]!.AsObject().Select(c => c.Key).ShouldBe(["dev.ucp.shopping.order"]);
    }

    [Fact]
    public async Task A_credential_is_never_answered()
    {
        var agent = shop.Client();
        var checkout = await agent.ReadyCheckoutAsync();
        var paid = await agent.PayAsync(checkout.Id);
        paid.Raw.ShouldNotContain("success_token");
        (await agent.GetAsync($"/checkout-sessions/{checkout.Id}")).Raw.ShouldNotContain("success_token");
    }

    [Fact]
    public async Task A_declined_payment_is_an_outcome_and_the_checkout_stays_open()
    {
        var agent = shop.Client();
        var checkout = await agent.ReadyCheckoutAsync();
        var declined = await agent.PayAsync(checkout.Id, "fail_token");
        declined.Status.ShouldBe(200, declined.Raw);
        declined.Codes.ShouldBe(["payment_failed"]);
        declined.Id.ShouldBe(checkout.Id);
        declined["order"].ShouldBeNull();
        (await agent.PayAsync(checkout.Id)).State.ShouldBe("completed");
    }

    [Fact]
    public async Task A_payment_that_the_bank_wants_confirmed_hands_the_buyer_over()
    {
        var agent = shop.Client();
        var checkout = await agent.ReadyCheckoutAsync();
        var reply = await agent.PayAsync(checkout.Id, "action_token");
        reply.Status.ShouldBe(200, reply.Raw);
        reply.State.ShouldBe("requires_escalation");
        ((string?)reply["continue_url"]).ShouldStartWith($"{shop.BaseUrl}/pay/test/");
        ((string?)reply["messages"]!.AsArray().Single(m => (string?)m!["code"] == "payment_action_required")!["severity"]).ShouldBe("requires_buyer_input");
    }

    [Fact]
    public async Task Completing_without_an_address_tells_what_is_missing()
    {
        var agent = shop.Client();
        var checkout = await agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""");
        var reply = await agent.PayAsync(checkout.Id);
        reply.Status.ShouldBe(200, reply.Raw);
        reply.State.ShouldBe("incomplete");
        reply.Codes.ShouldContain("field_required");
        reply["order"].ShouldBeNull();
    }

    [Fact]
    public async Task A_wish_for_more_than_there_is_stays_a_checkout_that_cannot_be_completed()
    {
        var checkout = await shop.Client().PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":501}]}""");
        checkout.Status.ShouldBe(201, checkout.Raw);
        checkout.State.ShouldBe("incomplete");
        checkout.Codes.ShouldContain("out_of_stock");
    }

    [Fact]
    public async Task When_nothing_that_is_wished_for_is_there_no_checkout_is_made()
    {
        var reply = await shop.Client().PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"gardenia"},"quantity":1},{"item":{"id":"pot-red-l"},"quantity":1}]}""");
        reply.Status.ShouldBe(200, reply.Raw);
        ((string?)reply["ucp"]!["status"]).ShouldBe("error");
        reply.Codes.ShouldBe(["out_of_stock"]);
        reply["id"].ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_that_is_not_known_changes_nothing_and_is_told()
    {
        var reply = await shop.Client().PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}],"context":{"eligibility":["com.example.gold"]}}""");
        reply.Codes.ShouldContain("eligibility_not_accepted");
        reply.Total("total").ShouldBe(3500);
    }

    [Fact]
    public async Task A_cancelled_checkout_is_final()
    {
        var agent = shop.Client();
        var checkout = await agent.ReadyCheckoutAsync();
        (await agent.PostAsync($"/checkout-sessions/{checkout.Id}/cancel")).State.ShouldBe("canceled");
        (await agent.PostAsync($"/checkout-sessions/{checkout.Id}/cancel")).Status.ShouldBe(409);
        (await agent.PutAsync($"/checkout-sessions/{checkout.Id}", """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""")).Status.ShouldBe(409);
        (await agent.PayAsync(checkout.Id)).Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_completed_checkout_is_final()
    {
        var agent = shop.Client();
        var checkout = await agent.ReadyCheckoutAsync();
        await agent.PayAsync(checkout.Id);
        (await agent.PostAsync($"/checkout-sessions/{checkout.Id}/cancel")).Status.ShouldBe(409);
        (await agent.PutAsync($"/checkout-sessions/{checkout.Id}", """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""")).Status.ShouldBe(409);
        (await agent.PayAsync(checkout.Id)).Status.ShouldBe(409);
        (await agent.GetAsync($"/checkout-sessions/{checkout.Id}")).State.ShouldBe("completed");
    }

    [Fact]
    public async Task An_agent_sees_neither_checkouts_nor_orders_of_another()
    {
        var agent = shop.Client();
        var checkout = await agent.ReadyCheckoutAsync();
        var orderId = (string)(await agent.PayAsync(checkout.Id))["order"]!["id"]!;
        var other = shop.Client(agent: "https://other.invalid/profile");
        (await other.GetAsync($"/checkout-sessions/{checkout.Id}")).Codes.ShouldBe(["not_found"]);
        (await other.PostAsync($"/checkout-sessions/{checkout.Id}/cancel")).Codes.ShouldBe(["not_found"]);
        (await other.PayAsync(checkout.Id)).Codes.ShouldBe(["not_found"]);
        (await other.GetAsync($"/orders/{orderId}")).Codes.ShouldBe(["not_found"]);
    }

    [Fact]
    public async Task What_was_shipped_and_refunded_shows_in_the_order_with_signs()
    {
        var agent = shop.Client();
        var checkout = await agent.ReadyCheckoutAsync(quantity: 2);
        var orderId = (string)(await agent.PayAsync(checkout.Id))["order"]!["id"]!;
        var orders = shop.Services.GetRequiredService<OrderService>();
        var line = (string)checkout.Line["id"]!;
        (await orders.ShipAsync("flowers", orderId, [new(line, 1)], "Colissimo", "8R123", new("test", "console"), default)).Ok.ShouldBeTrue();
        var partial = await agent.GetAsync($"/orders/{orderId}");
        ((string?)partial.Line["status"]).ShouldBe("partial");
        ((string?)partial["fulfillment"]!["events"]![0]!["tracking_number"]).ShouldBe("8R123");

        (await orders.RefundAsync("flowers", orderId, "refund", [new(line, 2)], null, false, null, new("test", "console"), null, default)).Ok.ShouldBeTrue();
        var refunded = await agent.GetAsync($"/orders/{orderId}");
        refunded.Line["quantity"]!["total"]!.GetValue<int>().ShouldBe(0);
        ((string?)refunded.Line["status"]).ShouldBe("removed");
        refunded["adjustments"]![0]!["line_items"]![0]!["quantity"]!.GetValue<int>().ShouldBe(-2);
        refunded["adjustments"]![0]!["totals"]![0]!["amount"]!.GetValue<long>().ShouldBeLessThan(0);
    }

    [Fact]
    public async Task Messages_and_labels_are_in_the_buyers_language()
    {
        var checkout = await shop.Client().In("fr").PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":501}]}""");
        ((string?)checkout["totals"]![0]!["display_text"]).ShouldBe("Sous-total");
        ((string?)checkout["messages"]!.AsArray().First(m => (string?)m!["code"] == "out_of_stock")!["content"]).ShouldStartWith("Stock insuffisant");
        ((string?)(await shop.Client().In("fr").GetAsync("/checkout-sessions/chk_none"))["messages"]![0]!["content"]).ShouldBe("Ce paiement n’existe pas.");
    }
}
