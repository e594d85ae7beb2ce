using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Acp;

[Must("ACP", "checkout")]
public sealed class AcpSessionTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private readonly AcpClient _agent = new(shop);

    private IOrderingStore Ordering => shop.Services.GetRequiredService<IOrderingStore>();

    [Fact]
    public async Task A_session_goes_from_items_over_address_and_option_to_an_order_that_is_in_the_books()
    {
        var created = await _agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"rose","quantity":2}],"currency":"eur","capabilities":{"interventions":{"supported":[]}}}""");
        created.Status.ShouldBe(201, created.Raw);
        created.State.ShouldBe("not_ready_for_payment");
        created.Codes.ShouldContain("missing");
        ((string)created["currency"]!).ShouldBe("eur");
        created.Total("items_base_amount").ShouldBe(7000);

        var placed = await _agent.PostAsync($"/checkout_sessions/{created.Id}", $"{{ {AcpClient.Lyon} }}");
        placed["fulfillment_options"]!.AsArray().Select(o => (string)o!["id"]!).ShouldBe(["std", "exp-fr"]);
        placed.State.ShouldBe("not_ready_for_payment");
        ((int)placed.Line["quantity"]!).ShouldBe(2);

        var ready = await _agent.PostAsync($"/checkout_sessions/{created.Id}", """{"selected_fulfillment_options":[{"type":"shipping","option_id":"exp-fr","item_ids":["rose"]}],"discounts":{"codes":["TEN"]}}""");
        ready.State.ShouldBe("ready_for_payment", ready.Raw);
        (ready.Total("discount"), ready.Total("fulfillment"), ready.Total("total")).ShouldBe((700, 1500, 7800));
        ((string)ready["selected_fulfillment_options"]![0]!["option_id"]!).ShouldBe("exp-fr");
        ((string)ready["discounts"]!["applied"]![0]!["code"]!).ShouldBe("TEN");
        ((long)ready["discounts"]!["applied"]![0]!["allocations"]![0]!["amount"]!).ShouldBe(700);

        var paid = await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id, most: 7800));
        paid.Status.ShouldBe(200, paid.Raw);
        paid.State.ShouldBe("completed");
        ((string)paid["order"]!["checkout_session_id"]!).ShouldBe(ready.Id);
        var order = (await Ordering.GetOrderAsync("flowers", (string)paid["order"]!["id"]!, default))!;
        (order.Captured, order.Caller.Channel, order.Payments[0].Display?.LastDigits).ShouldBe((7800, "acp", "4242"));
        var sale = await shop.Services.GetRequiredService<ILedgerStore>().CheckHeadAsync("flowers", default);
        sale.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_a_quantity_is_not_said_an_item_named_twice_counts_twice_and_lines_of_an_answer_are_understood()
    {
        var twice = await _agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"rose"},{"id":"rose"}],"currency":"eur","capabilities":{}}""");
        ((int)twice.Line["quantity"]!).ShouldBe(2);
        var older = await _agent.PostAsync("/checkout_sessions", """{"items":[{"id":"tulip","quantity":3}]}""");
        ((int)older.Line["quantity"]!).ShouldBe(3);
        var back = await _agent.PostAsync($"/checkout_sessions/{older.Id}", $$"""{"line_items":[{"id":"{{(string)older.Line["id"]!}}","item":{"id":"tulip"},"quantity":5,"totals":[]}]}""");
        ((int)back.Line["quantity"]!).ShouldBe(5);
        ((string)back.Line["id"]!).ShouldBe((string)older.Line["id"]!);
    }

    [Fact]
    public async Task What_an_update_leaves_out_stays_and_null_clears_it()
    {
        var ready = await _agent.ReadyAsync(extra: """, "discounts": { "codes": ["TEN"] } """);
        var kept = await _agent.PostAsync($"/checkout_sessions/{ready.Id}", "{}");
        (kept.State, kept.Total("discount"), (string)kept["buyer"]!["email"]!).ShouldBe(("ready_for_payment", 350, "ada@example.com"));
        var cleared = await _agent.PostAsync($"/checkout_sessions/{ready.Id}", """{"discounts":null,"fulfillment_details":null}""");
        (cleared.State, cleared.Total("discount")).ShouldBe(("not_ready_for_payment", 0));
        cleared["fulfillment_details"].ShouldBeNull();
    }

    [Fact]
    public async Task Each_group_has_its_own_address_and_option()
    {
        var session = await _agent.PostAsync("/checkout_sessions", $$"""
            { "line_items": [{ "id": "rose" }, { "id": "tulip" }], "currency": "eur", "capabilities": {},
              "fulfillment_groups": [
                { "id": "g1", "item_ids": ["rose"], "destination_type": "shipping", "fulfillment_details": { "address": { "name": "A B", "line_one": "1 rue", "city": "Lyon", "state": "", "country": "FR", "postal_code": "69001" } } },
                { "id": "g2", "item_ids": ["tulip"], "destination_type": "shipping", "fulfillment_details": { "address": { "name": "C D", "line_one": "2 Weg", "city": "Bonn", "state": "", "country": "DE", "postal_code": "53111" } } }] }
            """);
        session["fulfillment_options"]!.AsArray().Select(o => (string)o!["id"]!).ShouldBe(["std", "exp-fr", "exp-intl"], ignoreOrder: true);
        var chosen = await _agent.PostAsync($"/checkout_sessions/{session.Id}", """
            { "selected_fulfillment_options": [{ "type": "shipping", "option_id": "exp-fr", "item_ids": ["rose"] }, { "type": "shipping", "option_id": "std", "item_ids": ["tulip"] }] }
            """);
        chosen.State.ShouldBe("ready_for_payment", chosen.Raw);
        chosen.Total("fulfillment").ShouldBe(2000);
        chosen["selected_fulfillment_options"]!.AsArray().Select(o => ((string)o!["option_id"]!, (string)o["item_ids"]![0]!)).ShouldBe([("exp-fr", "rose"), ("std", "tulip")]);
    }

    [Fact]
    public async Task A_declined_card_is_an_error_and_the_session_says_so_and_can_be_paid_by_another()
    {
        var ready = await _agent.ReadyAsync();
        var declined = await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id, AcpClient.DeclinedCard));
        (declined.Status, (string)declined["code"]!, (string)declined["type"]!).ShouldBe((402, "payment_declined", "processing_error"));
        var after = await _agent.GetAsync($"/checkout_sessions/{ready.Id}");
        after.State.ShouldBe("ready_for_payment");
        after.Codes.ShouldContain("payment_declined");
        (await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id))).State.ShouldBe("completed");
    }

    [Fact]
    public async Task A_cancelled_or_completed_session_cannot_be_cancelled_405_nor_changed_409()
    {
        var ready = await _agent.ReadyAsync();
        (await _agent.PostAsync($"/checkout_sessions/{ready.Id}/cancel")).State.ShouldBe("canceled");
        (await _agent.PostAsync($"/checkout_sessions/{ready.Id}/cancel")).Status.ShouldBe(405);
        (await _agent.PostAsync($"/checkout_sessions/{ready.Id}", "{}")).Status.ShouldBe(409);
        (await _agent.PayAsync(ready.Id, "success_token")).Status.ShouldBe(409);
    }

    [Theory]
    [InlineData("""{"intent_trace":{"reason_code":"shipping_cost","trace_summary":"Ten euros are too much","metadata":{"target":0}}}""", "shipping_cost")]
    [InlineData("""{"intent_trace":{"reason_code":"boredom"}}""", "other")]
    [InlineData("""{"intent_trace":{"reason_code":"comparison","metadata":{"nested":{"a":1}}}}""", "comparison")]
    [InlineData("""{"intent_trace":"because"}""", null)]
    [InlineData(null, null)]
    public async Task An_intent_trace_is_kept_never_shown_and_never_stands_in_the_way(string? body, string? kept)
    {
        var ready = await _agent.ReadyAsync();
        var cancelled = await _agent.PostAsync($"/checkout_sessions/{ready.Id}/cancel", body);
        cancelled.Status.ShouldBe(200, cancelled.Raw);
        cancelled.Raw.ShouldNotContain("intent_trace");
        var trace = (await Ordering.GetCheckoutAsync("flowers", ready.Id, default))!.Carried?["acp"]?["intent_trace"];
        ((string?)trace?["reason_code"]).ShouldBe(kept);
        if (kept == "comparison") trace!["metadata"].ShouldBeNull();
    }

    [Fact]
    public async Task First_and_last_attribution_are_kept_with_the_order_and_never_answered()
    {
        var ready = await _agent.ReadyAsync(extra: """, "affiliate_attribution": { "provider": "impact.com", "token": "atp_first", "touchpoint": "first" } """);
        var paid = await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id), """, "affiliate_attribution": { "provider": "impact.com", "publisher_id": "pub_last" }, "order_notes": "Ring twice" """);
        paid.Status.ShouldBe(200, paid.Raw);
        (paid.Raw + (await _agent.GetAsync($"/checkout_sessions/{ready.Id}")).Raw).ShouldNotContain("atp_first");
        var kept = (await Ordering.GetOrderAsync("flowers", (string)paid["order"]!["id"]!, default))!.Carried!["acp"]!;
        ((string)kept["attribution"]!["first"]!["token"]!).ShouldBe("atp_first");
        ((string)kept["attribution"]!["last"]!["publisher_id"]!).ShouldBe("pub_last");
        ((string)kept["order_notes"]!).ShouldBe("Ring twice");
    }

    [Theory]
    [InlineData("""{ "token": "t" }""", "$.affiliate_attribution.provider")]
    [InlineData("""{ "provider": "p" }""", "$.affiliate_attribution")]
    [InlineData("""{ "provider": "p", "token": "t", "metadata": { "a": [1] } }""", "$.affiliate_attribution.metadata")]
    public async Task Attribution_needs_a_provider_and_a_token_or_publisher_and_flat_metadata(string attribution, string param)
    {
        var reply = await _agent.PostAsync("/checkout_sessions", $$"""{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{},"affiliate_attribution":{{attribution}}}""");
        (reply.Status, (string)reply["param"]!).ShouldBe((400, param));
    }

    [Fact]
    public async Task Consent_counts_only_for_what_was_offered_and_stays_as_it_was_when_nothing_is_said()
    {
        var ready = await _agent.ReadyAsync();
        ready["marketing_consent_options"]!.AsArray().Select(o => (string)o!["channel"]!).ShouldBe(["email"]);
        var silent = await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id));
        (await OrderOf(silent)).Buyer!.Consent.ShouldBeNull();
        var other = await _agent.ReadyAsync();
        var yes = await _agent.PayAsync(other.Id, await _agent.DelegateAsync(other.Id), """, "marketing_consents": [{ "channel": "email", "opted_in": true }, { "channel": "sms", "opted_in": true }] """);
        (await OrderOf(yes)).Buyer!.Consent!.Marketing.ShouldBe(true);
    }

    [Fact]
    public async Task Capabilities_are_what_both_sides_have()
    {
        var none = await _agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{"interventions":{"supported":["biometric","telepathy"]}}}""");
        none["capabilities"]!["interventions"]!["supported"]!.AsArray().ShouldBeEmpty();
        none["capabilities"]!["extensions"].ShouldBeNull();
        var all = await _agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{"interventions":{"supported":["3ds"]},"extensions":["discount@2026-01-27","loyalty"]}}""");
        all["capabilities"]!["interventions"]!["supported"]!.AsArray().Select(s => (string)s!).ShouldBe(["3ds"]);
        all["capabilities"]!["extensions"]!.AsArray().Select(e => (string)e!["name"]!).ShouldBe(["discount"]);
        all["capabilities"]!["payment"]!["handlers"]![0]!["config"]!["merchant_id"]!.GetValue<string>().ShouldBe("flowers");
    }

    [Fact]
    public async Task Codes_that_are_not_taken_are_listed_with_their_reason()
    {
        var reply = await _agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{},"coupons":["NOPE"],"discounts":{"codes":["ten"]}}""");
        var rejected = reply["discounts"]!["rejected"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)rejected["code"]!, (string)rejected["reason"]!).ShouldBe(("NOPE", "discount_code_invalid"));
        reply["messages"]!.AsArray().ShouldContain(m => (string?)m!["code"] == "discount_code_invalid" && (string?)m["type"] == "warning");
    }

    [Fact]
    public async Task Another_agent_sees_nothing_of_a_session()
    {
        var ready = await _agent.ReadyAsync();
        var other = new AcpClient(shop, bearer: "somebody-else");
        (await other.GetAsync($"/checkout_sessions/{ready.Id}")).Status.ShouldBe(404);
        (await other.PostAsync($"/checkout_sessions/{ready.Id}", "{}")).Status.ShouldBe(404);
        (await other.PayAsync(ready.Id, "success_token")).Status.ShouldBe(404);
        (await other.PostAsync($"/checkout_sessions/{ready.Id}/cancel")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_session_that_is_read_after_shipping_and_refund_tells_the_whole_order()
    {
        var ready = await _agent.ReadyAsync(quantity: 2);
        var paid = await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id));
        var (order, line) = ((string)paid["order"]!["id"]!, (string)ready.Line["id"]!);
        var orders = shop.Services.GetRequiredService<OrderService>();
        (await orders.ShipAsync("flowers", order, [new(line, 2)], "Colissimo", "8R123", new("test", "console"), default)).Ok.ShouldBeTrue();
        (await orders.RefundAsync("flowers", order, "refund", [new(line, 1)], null, false, "Wilted", new("test", "console"), null, default)).Ok.ShouldBeTrue();
        var told = (await _agent.GetAsync($"/checkout_sessions/{ready.Id}"))["order"]!;
        ((string)told["fulfillments"]![0]!["tracking_number"]!).ShouldBe("8R123");
        ((string)told["adjustments"]![0]!["type"]!, (long)told["adjustments"]![0]!["amount"]! > 0).ShouldBe(("refund", true));
        told["totals"]!.AsArray().ShouldContain(t => (string)t!["type"]! == "amount_refunded");
        var old = (await new AcpClient(shop, AcpVersions.V2026_01_30).GetAsync($"/checkout_sessions/{ready.Id}"))["order"]!;
        old["fulfillments"].ShouldBeNull();
        ((string)old["status"]!).ShouldBe("shipped");
    }

    private async Task<Order> OrderOf(UcpReply paid) => (await Ordering.GetOrderAsync("flowers", (string)paid["order"]!["id"]!, default))!;
}
