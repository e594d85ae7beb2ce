using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Ucp;

/// <summary>2026-01-11.</summary>
[Must("UCP", "January's releases")]
public sealed class OlderCheckoutTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private UcpClient Agent => shop.Client(UcpVersions.V2026_01_11);

    [Fact]
    public async Task A_checkout_has_the_shape_of_that_release()
    {
        var checkout = await Agent.PostAsync("/checkout-sessions", """
            { "id": "x", "currency": "EUR", "line_items": [{ "item": { "id": "rose", "title": "Wrong" }, "quantity": 2 }],
              "payment": { "instruments": [], "selected_instrument_id": "instr_1", "handlers": [] }, "discounts": { "codes": ["TEN"] } }
            """);
        checkout.Status.ShouldBe(201, checkout.Raw);
        checkout["ucp"]!["capabilities"]!.AsArray().Select(c => (string?)c!["name"]).ShouldContain("dev.ucp.shopping.checkout");
        checkout["ucp"]!.AsObject().ContainsKey("status").ShouldBeFalse();
        checkout["payment"]!["handlers"]!.AsArray().Select(h => (string?)h!["id"]).ShouldBe(["mock_payment_handler", "shop_pay"]);
        checkout.Total("discount").ShouldBe(700);
        checkout.Total("total").ShouldBe(6300);
        checkout["fulfillment"].ShouldBeNull();
    }

    [Fact]
    public async Task An_update_keeps_what_it_does_not_name()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        var updated = await Agent.PutAsync($"/checkout-sessions/{checkout.Id}", $$"""{ "id": "{{checkout.Id}}", "currency": "EUR", "line_items": [{ "id": "{{checkout.Line["id"]}}", "item": { "id": "rose" }, "quantity": 3 }], "payment": { "instruments": [] } }""");
        updated.Status.ShouldBe(200, updated.Raw);
        ((string?)updated["buyer"]!["email"]).ShouldBe("ada@example.com");
        updated.State.ShouldBe("ready_for_complete");
        updated.Total("total").ShouldBe(3 * 3500 + 500);
    }

    [Fact]
    public async Task Paying_with_payment_data_completes_and_the_order_is_at_the_servers_root_for_agents_only()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        var paid = await Agent.PayAsync(checkout.Id);
        paid.Status.ShouldBe(200, paid.Raw);
        paid.State.ShouldBe("completed");
        var orderId = (string)paid["order"]!["id"]!;
        var order = await Agent.GetAsync($"//orders/{orderId}");
        order.Status.ShouldBe(200, order.Raw);
        order.Id.ShouldBe(orderId);
        order.Line["quantity"]!.ToJsonString().ShouldBe("""{"total":1,"fulfilled":0}""");
        (await shop.Client(UcpVersions.V2026_01_11, agent: null).GetAsync($"//orders/{orderId}")).Raw.ShouldBe("<p>a page</p>");
    }

    [Theory]
    [InlineData("""{"currency":"EUR","line_items":[{"item":{"id":"gardenia"},"quantity":1}]}""", "Insufficient stock")]
    [InlineData("""{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":10001}]}""", "stock")]
    [InlineData("""{"currency":"EUR","line_items":[{"item":{"id":"nowhere"},"quantity":1}]}""", "not found")]
    [InlineData("""{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":0}]}""", "quantity")]
    [InlineData("""{"currency":"EUR","line_items":[{"item":{"id":"rose"}}]}""", "quantity")]
    [InlineData("""{"currency":"EUR"}""", "line_items")]
    [InlineData("""{"currency":"USD","line_items":[{"item":{"id":"rose"},"quantity":1}]}""", "USD")]
    public async Task What_cannot_be_had_is_refused_with_a_detail(string body, string says)
    {
        var reply = await Agent.PostAsync("/checkout-sessions", body);
        reply.Status.ShouldBe(400, reply.Raw);
        ((string?)reply["detail"])!.ShouldContain(says);
    }

    [Fact]
    public async Task Asking_for_more_than_there_is_leaves_the_checkout_as_it_was()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        var refused = await Agent.PutAsync($"/checkout-sessions/{checkout.Id}", $$"""{"id":"{{checkout.Id}}","currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":501}]}""");
        refused.Status.ShouldBe(400, refused.Raw);
        (await Agent.GetAsync($"/checkout-sessions/{checkout.Id}")).Raw.ShouldBe(checkout.Raw);
    }

    [Fact]
    public async Task A_declined_payment_is_402_and_completing_too_early_is_400()
    {
        var ready = await Agent.ReadyCheckoutAsync();
        var declined = await Agent.PayAsync(ready.Id, "fail_token");
        declined.Status.ShouldBe(402, declined.Raw);
        ((string?)declined["detail"]).ShouldNotBeNullOrEmpty();
        var early = await Agent.PostAsync("/checkout-sessions", """{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":1}]}""");
        var refused = await Agent.PayAsync(early.Id);
        refused.Status.ShouldBe(400, refused.Raw);
        ((string?)refused["detail"])!.ShouldContain("Fulfillment address and option must be selected");
    }

    [Fact]
    public async Task The_fixed_sentences_stay_English_for_a_French_buyer()
    {
        var reply = await Agent.In("fr").PostAsync("/checkout-sessions", """{"currency":"EUR","line_items":[{"item":{"id":"nowhere"},"quantity":1}]}""");
        ((string?)reply["detail"])!.ShouldContain("not found");
        ((string?)reply["detail"])!.ShouldContain("introuvable");
    }

    [Fact]
    public async Task Unknown_and_final_checkouts_are_404_and_409()
    {
        (await Agent.GetAsync("/checkout-sessions/chk_none")).Status.ShouldBe(404);
        var checkout = await Agent.ReadyCheckoutAsync();
        (await Agent.PostAsync($"/checkout-sessions/{checkout.Id}/cancel")).State.ShouldBe("canceled");
        (await Agent.PostAsync($"/checkout-sessions/{checkout.Id}/cancel")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task There_are_no_carts_and_no_catalogue()
    {
        (await Agent.PostAsync("/carts", """{"line_items":[]}""")).Status.ShouldBe(404);
        (await Agent.PostAsync("/catalog/search", """{"query":"x"}""")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Neither_a_key_nor_an_agent_is_demanded()
    {
        var reply = await shop.Client(UcpVersions.V2026_01_11, agent: null).SendAsync(HttpMethod.Post, "/checkout-sessions", """{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":1}]}""");
        reply.Status.ShouldBe(201, reply.Raw);
    }

    [Theory]
    [InlineData("2026-01-11", 201)]
    [InlineData("2026-01-23", 201)]
    [InlineData("2099-01-01", 400)]
    [InlineData("draft", 400)]
    public async Task A_version_after_ours_is_refused(string version, int status)
    {
        var agent = shop.Client(UcpVersions.V2026_01_11, $"profile=\"...\"; version=\"{version}\"");
        (await agent.PostAsync("/checkout-sessions", """{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":1}]}""")).Status.ShouldBe(status);
    }
}
