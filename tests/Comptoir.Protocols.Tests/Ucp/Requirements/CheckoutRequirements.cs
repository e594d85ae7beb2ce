using System.Text.Json.Nodes;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Ucp.Requirements;

/// <summary>What 2026-04-08 demands of checkouts and their totals, a test for each demand.</summary>
[Must("UCP", "checkout")]
public sealed class CheckoutRequirements(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string OneRose = """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""";
    private const string Mixed = """{"line_items":[{"item":{"id":"rose"},"quantity":2},{"item":{"id":"tulip"},"quantity":1}],"discounts":{"codes":["TEN","TULIP5"]}}""";

    private static readonly string[] States = ["incomplete", "requires_escalation", "ready_for_complete", "complete_in_progress", "completed", "canceled"];

    private UcpClient Agent => shop.Client();

    [Fact]
    public async Task Create_is_a_POST_answered_with_201() =>
        (await Agent.PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(201);

    [Fact]
    public async Task Get_gives_the_present_state()
    {
        var created = await Agent.PostAsync("/checkout-sessions", OneRose);
        var got = await Agent.GetAsync($"/checkout-sessions/{created.Id}");
        (got.Status, got.Raw).ShouldBe((200, created.Raw));
    }

    [Fact]
    public async Task Update_replaces_the_whole_content()
    {
        var created = await Agent.PostAsync("/checkout-sessions", Mixed);
        var updated = await Agent.PutAsync($"/checkout-sessions/{created.Id}", OneRose);
        updated.Status.ShouldBe(200);
        updated["line_items"]!.AsArray().Count.ShouldBe(1);
        updated["discounts"].ShouldBeNull();
    }

    [Fact]
    public async Task Complete_answers_with_the_order()
    {
        var paid = await Agent.PayAsync((await Agent.ReadyCheckoutAsync()).Id);
        paid.State.ShouldBe("completed");
        ((string?)paid["order"]!["id"]).ShouldNotBeNullOrEmpty();
        ((string?)paid["order"]!["permalink_url"]).ShouldStartWith("http");
    }

    [Fact]
    public async Task Cancel_ends_a_checkout() =>
        (await Agent.PostAsync($"/checkout-sessions/{(await Agent.PostAsync("/checkout-sessions", OneRose)).Id}/cancel")).State.ShouldBe("canceled");

    [Fact]
    public async Task A_completed_checkout_never_changes_again()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        var paid = await Agent.PayAsync(checkout.Id);
        (await Agent.PutAsync($"/checkout-sessions/{checkout.Id}", OneRose)).Status.ShouldBe(409);
        (await Agent.PostAsync($"/checkout-sessions/{checkout.Id}/cancel")).Status.ShouldBe(409);
        (await Agent.PayAsync(checkout.Id)).Status.ShouldBe(409);
        (await Agent.GetAsync($"/checkout-sessions/{checkout.Id}")).Raw.ShouldBe(paid.Raw);
    }

    [Fact]
    public async Task Every_answer_has_the_required_members()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        foreach (var answer in new[] { checkout, await Agent.GetAsync($"/checkout-sessions/{checkout.Id}"), await Agent.PayAsync(checkout.Id, "fail_token"), await Agent.PayAsync(checkout.Id) })
            foreach (var member in (string[])["ucp", "id", "line_items", "status", "currency", "totals", "links"])
                answer[member].ShouldNotBeNull($"{member} in {answer.Raw}");
    }

    [Fact]
    public async Task The_status_is_one_of_six()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        string?[] seen = [(await Agent.PostAsync("/checkout-sessions", OneRose)).State, checkout.State, (await Agent.PayAsync(checkout.Id, "action_token")).State, (await Agent.PayAsync(checkout.Id)).State];
        seen.ShouldBe(["incomplete", "ready_for_complete", "requires_escalation", "completed"]);
        seen.ShouldBeSubsetOf(States);
    }

    [Fact]
    public async Task Line_items_are_required_on_create_and_update()
    {
        (await Agent.PostAsync("/checkout-sessions", "{}")).Status.ShouldBe(400);
        var created = await Agent.PostAsync("/checkout-sessions", OneRose);
        (await Agent.PutAsync($"/checkout-sessions/{created.Id}", "{}")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Currency_id_status_and_totals_need_not_and_do_not_come_from_the_platform()
    {
        var created = await Agent.PostAsync("/checkout-sessions", """{"id":"mine","status":"completed","totals":[{"type":"total","amount":1}],"line_items":[{"item":{"id":"rose","price":1},"quantity":1}]}""");
        created.Id.ShouldNotBe("mine");
        created.State.ShouldBe("incomplete");
        created.Total("total").ShouldBe(3500);
        ((string?)created["currency"]).ShouldBe("EUR");
    }

    [Fact]
    public async Task Payment_is_required_on_complete()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        (await Agent.PostAsync($"/checkout-sessions/{checkout.Id}/complete", "{}")).Status.ShouldBe(400);
        (await Agent.GetAsync($"/checkout-sessions/{checkout.Id}")).State.ShouldBe("ready_for_complete");
    }

    [Fact]
    public async Task An_escalation_says_where_the_buyer_goes_on_and_why()
    {
        var waiting = await Agent.PayAsync((await Agent.ReadyCheckoutAsync()).Id, "action_token");
        waiting.Status.ShouldBe(200);
        waiting.State.ShouldBe("requires_escalation");
        Uri.TryCreate((string?)waiting["continue_url"], UriKind.Absolute, out _).ShouldBeTrue();
        waiting["messages"]!.AsArray().ShouldContain(m => (string?)m!["severity"] == "requires_buyer_input");
    }

    [Fact]
    public async Task Credentials_are_never_echoed()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        var put = await Agent.PutAsync($"/checkout-sessions/{checkout.Id}", """{"line_items":[{"item":{"id":"rose"},"quantity":1}],"payment":{"instruments":[{"id":"i","handler_id":"mock_payment_handler","type":"card","credential":{"type":"token","token":"tell-nobody"}}]}}""");
        put.Raw.ShouldNotContain("tell-nobody");
        put.Raw.ShouldNotContain("\"credential\":");
        (await Agent.PayAsync(checkout.Id, "fail_token")).Raw.ShouldNotContain("fail_token");
    }

    [Fact]
    public async Task Only_handlers_that_are_offered_take_money()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        var refused = await Agent.PostAsync($"/checkout-sessions/{checkout.Id}/complete", """{"payment":{"instruments":[{"id":"i","handler_id":"nobody","type":"card","credential":{"type":"token","token":"success_token"}}]}}""");
        refused.State.ShouldNotBe("completed");
        (await Agent.GetAsync($"/checkout-sessions/{checkout.Id}")).State.ShouldBe("ready_for_complete");
    }

    [Fact]
    public async Task An_instrument_without_a_handler_is_taken_by_the_only_one_that_knows_its_type()
    {
        var checkout = await Agent.ReadyCheckoutAsync();
        (await Agent.PostAsync($"/checkout-sessions/{checkout.Id}/complete", """{"payment":{"instruments":[{"id":"i","type":"card","credential":{"type":"token","token":"success_token"}}]}}""")).State.ShouldBe("completed");
    }

    [Fact]
    public async Task What_is_sold_out_is_left_out_and_said()
    {
        var created = await Agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1},{"item":{"id":"gardenia"},"quantity":1}]}""");
        created.Status.ShouldBe(201);
        created["line_items"]!.AsArray().Select(l => (string?)l!["item"]!["id"]).ShouldBe(["rose"]);
        created.Codes.ShouldContain("item_unavailable");
    }

    [Fact]
    public async Task When_all_is_sold_out_there_is_no_checkout_but_an_error_envelope()
    {
        var refused = await Agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"gardenia"},"quantity":1}]}""");
        refused.Status.ShouldBe(200);
        ((string?)refused["ucp"]!["status"]).ShouldBe("error");
        refused["id"].ShouldBeNull();
        refused.Codes.ShouldBe(["out_of_stock"]);
    }

    [Fact]
    public async Task The_same_request_gives_the_same_totals()
    {
        var (a, b) = (await Agent.PostAsync("/checkout-sessions", Mixed), await Agent.PostAsync("/checkout-sessions", Mixed));
        a["totals"]!.ToJsonString().ShouldBe(b["totals"]!.ToJsonString());
    }

    [Fact]
    public async Task Attribution_changes_nothing()
    {
        var with = await Agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}],"attribution":{"campaign_id":"1"}}""");
        var without = await Agent.PostAsync("/checkout-sessions", OneRose);
        with["totals"]!.ToJsonString().ShouldBe(without["totals"]!.ToJsonString());
        with.State.ShouldBe(without.State);
    }

    [Fact]
    public async Task There_is_one_subtotal_and_one_total()
    {
        var totals = (await Agent.PostAsync("/checkout-sessions", Mixed))["totals"]!.AsArray();
        foreach (var type in (string[])["subtotal", "total"]) totals.Count(t => (string?)t!["type"] == type).ShouldBe(1);
    }

    [Fact]
    public async Task Discounts_are_below_zero_and_all_other_parts_are_not()
    {
        foreach (var entry in (await Agent.PostAsync("/checkout-sessions", Mixed))["totals"]!.AsArray())
        {
            var amount = entry!["amount"]!.GetValue<long>();
            ((string?)entry["type"] is "discount" or "items_discount" ? amount < 0 : amount >= 0).ShouldBeTrue(entry.ToJsonString());
        }
    }

    [Fact]
    public async Task The_parts_add_up_to_the_total()
    {
        var checkout = await Agent.ReadyCheckoutAsync(quantity: 3);
        checkout["totals"]!.AsArray().Where(t => (string?)t!["type"] != "total").Sum(t => t!["amount"]!.GetValue<long>()).ShouldBe(checkout.Total("total"));
    }

    [Fact]
    public async Task Sub_lines_add_up_to_their_entry()
    {
        var subtotal = (await Agent.PostAsync("/checkout-sessions", Mixed))["totals"]!.AsArray().Single(t => (string?)t!["type"] == "subtotal")!;
        subtotal["lines"]!.AsArray().Count.ShouldBe(2);
        subtotal["lines"]!.AsArray().Sum(l => l!["amount"]!.GetValue<long>()).ShouldBe(subtotal["amount"]!.GetValue<long>());
        subtotal["lines"]!.AsArray().ShouldAllBe(l => ((string?)l!["display_text"])!.Length > 0);
    }

    [Fact]
    public async Task A_method_names_its_type_its_lines_and_one_group_with_its_options()
    {
        var method = (await Agent.ReadyCheckoutAsync())["fulfillment"]!["methods"]!.AsArray().Single()!;
        ((string?)method["type"]).ShouldBe("shipping");
        method["line_item_ids"]!.AsArray().Count.ShouldBe(1);
        method["destinations"]!.AsArray().ShouldAllBe(d => d!["id"] != null);
        var group = method["groups"]!.AsArray().Single()!;
        group["line_item_ids"]!.AsArray().Count.ShouldBe(1);
        group["options"]!.AsArray().ShouldAllBe(o => o!["id"] != null && o["title"] != null && o["totals"] != null);
    }

    [Fact]
    public async Task Handlers_are_repeated_in_every_checkout_by_their_reverse_domain_names()
    {
        var handlers = (await Agent.PostAsync("/checkout-sessions", OneRose))["ucp"]!["payment_handlers"]!.AsObject();
        handlers.ShouldAllBe(h => h.Key.Contains('.') && h.Value!.AsArray().All(e => e!["id"] != null));
    }

    [Fact]
    public async Task Consent_is_kept_as_it_was_given()
    {
        var created = await Agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}],"buyer":{"email":"ada@example.com","consent":{"marketing":true,"analytics":false}}}""");
        created["buyer"]!["consent"]!.ToJsonString().ShouldBe("""{"analytics":false,"marketing":true}""");
    }

    [Theory]
    [InlineData(UcpVersions.V2026_01_11)]
    [InlineData(UcpVersions.V2026_01_23)]
    public async Task In_January_an_update_had_to_name_the_checkout_in_its_body(string version)
    {
        var agent = shop.Client(version);
        var created = await agent.PostAsync("/checkout-sessions", OneRose);
        (await agent.PutAsync($"/checkout-sessions/{created.Id}", OneRose)).Status.ShouldBe(400);
        (await agent.GetAsync($"/checkout-sessions/{created.Id}")).Raw.ShouldBe(created.Raw);
    }

    [Theory]
    [InlineData(UcpVersions.V2026_01_11)]
    [InlineData(UcpVersions.V2026_01_23)]
    public async Task In_January_discounts_were_positive_and_stood_on_their_line(string version)
    {
        var created = await shop.Client(version).PostAsync("/checkout-sessions", """{"currency":"EUR","line_items":[{"item":{"id":"tulip"},"quantity":2}],"discounts":{"codes":["TULIP5"]}}""");
        created.Total("items_discount").ShouldBe(300);
        created.Line["discount"]!.GetValue<long>().ShouldBe(300);
    }

    [Fact]
    public async Task The_second_release_has_the_registries_of_the_third_around_the_checkout_of_the_first()
    {
        var created = await shop.Client(UcpVersions.V2026_01_23).PostAsync("/checkout-sessions", OneRose);
        ((string?)created["ucp"]!["version"]).ShouldBe("2026-01-23");
        created["ucp"]!["capabilities"].ShouldBeOfType<JsonObject>().ShouldAllBe(c => (string?)c.Value![0]!["version"] == "2026-01-23");
        created["ucp"]!["payment_handlers"].ShouldBeOfType<JsonObject>();
        created["payment"].ShouldBeNull();
    }
}
