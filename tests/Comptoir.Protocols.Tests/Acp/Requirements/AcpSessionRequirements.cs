using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Acp.Requirements;

/// <summary>What ACP demands of sessions beside their course: negotiation, traces, attribution, consent, amounts, errors.</summary>
public sealed class AcpSessionRequirements(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string Rose = """{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{}}""";
    private readonly AcpClient _agent = new(shop);

    private IOrderingStore Ordering => shop.Services.GetRequiredService<IOrderingStore>();

    [Fact, Must("ACP", "checkout")]
    public async Task All_amounts_are_whole_minor_units()
    {
        var ready = await _agent.ReadyAsync(extra: """, "discounts": { "codes": ["TEN"] } """);
        var amounts = ready["totals"]!.AsArray().Concat(ready["line_items"]!.AsArray().SelectMany(l => l!["totals"]!.AsArray())).Concat(ready["fulfillment_options"]!.AsArray().SelectMany(o => o!["totals"]!.AsArray())).ToList();
        amounts.All(a => a!["amount"]!.ToJsonString().ShouldMatch("^[0-9]+$"));
    }

    [Fact, Must("ACP", "checkout")]
    public async Task A_completion_answers_with_its_order_and_its_page()
    {
        var ready = await _agent.ReadyAsync();
        var paid = await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id));
        (paid.Status, paid.State).ShouldBe((200, "completed"));
        paid["order"]!.AsObject().ShouldHave("id", "checkout_session_id", "permalink_url");
        paid["order"].Text("checkout_session_id").ShouldBe(ready.Id);
    }

    [Fact, Must("ACP", "checkout")]
    public async Task A_session_that_waits_for_an_authentication_says_with_whom_and_how()
    {
        var id = await new AcpStates(shop, _agent).SessionAsync("authentication_required");
        (await _agent.GetAsync($"/checkout_sessions/{id}"))["authentication_metadata"]!.AsObject().ShouldHave("acquirer_details", "directory_server", "flow_preference");
    }

    [Fact, Must("ACP", "checkout")]
    public async Task Completing_it_without_the_result_is_refused_by_the_name_of_what_is_missing()
    {
        var id = await new AcpStates(shop, _agent).SessionAsync("authentication_required");
        var reply = await _agent.PayAsync(id, "success_token");
        (reply.Status, reply.Body.Text("type"), reply.Body.Text("code"), reply.Body.Text("param")).ShouldBe((400, "invalid_request", "requires_3ds", "$.authentication_result"));
    }

    [Fact, Must("ACP", "checkout")]
    public async Task Every_error_is_flat_with_type_code_and_message()
    {
        UcpReply[] refused =
        [
            await _agent.PostAsync("/checkout_sessions", "{"), await _agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"nowhere"}]}"""), await _agent.GetAsync("/checkout_sessions/nowhere"),
            await _agent.PostAsync("/checkout_sessions", Rose, null, ("API-Version", null)), await new AcpClient(shop, bearer: null).PostAsync("/checkout_sessions", Rose),
            await _agent.PostAsync("/agentic_commerce/delegate_payment", "{}"), await _agent.PostAsync("/delegate_authentication", "{}"), await _agent.GetAsync("/delegate_authentication/nowhere"),
        ];
        refused.All(r =>
        {
            r.Status.ShouldBeInRange(400, 499);
            r.Body!.ShouldHave("type", "code", "message");
            r.Body!.Select(m => m.Key).ShouldBeSubsetOf(["type", "code", "message", "param", "supported_versions"]);
        });
    }

    [Fact, Must("ACP", "checkout")]
    public async Task Markup_that_an_agent_sends_never_comes_back_as_markup()
    {
        var reply = await _agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"<script>x</script>"}],"currency":"eur","capabilities":{}}""");
        reply.Content?.ContentType?.MediaType.ShouldBe("application/json");
        var made = await _agent.PostAsync("/checkout_sessions", Rose[..^1] + ""","order_notes":"<b>now</b>"}""");
        made["messages"]!.AsArray().ToList().ForEach(m => (m.Text("content_type") == "markdown" && m.Text("content")!.Contains('<')).ShouldBeFalse());
    }

    [Theory, Must("ACP", "checkout")]
    [InlineData("std-nowhere")]
    [InlineData("exp-fr; drop")]
    public async Task An_option_that_is_not_among_those_offered_is_refused(string option)
    {
        var ready = await _agent.ReadyAsync();
        var reply = await _agent.PostAsync($"/checkout_sessions/{ready.Id}", $$"""{ "selected_fulfillment_options": [{ "type": "shipping", "option_id": "{{option}}", "item_ids": [] }] }""");
        var after = await _agent.GetAsync($"/checkout_sessions/{ready.Id}");
        after["selected_fulfillment_options"]!.AsArray().Select(o => o.Text("option_id")).ShouldBeSubsetOf(after["fulfillment_options"]!.AsArray().Select(o => o.Text("id")));
        (reply.Status >= 400 || reply.State != "ready_for_payment").ShouldBeTrue(reply.Raw);
    }

    [Fact, Must("ACP", "capabilities")]
    public async Task Every_session_says_what_both_sides_can_do_and_how_it_can_be_paid()
    {
        foreach (var state in (string[])["not_ready_for_payment", "ready_for_payment", "completed", "canceled"])
        {
            var capabilities = (await _agent.GetAsync($"/checkout_sessions/{await new AcpStates(shop, _agent).SessionAsync(state)}"))["capabilities"]!.AsObject();
            capabilities.ShouldHave("payment", "interventions");
            if (state.EndsWith("payment", StringComparison.Ordinal)) Tour.Objects(capabilities["payment"], "handlers").All(h => h.ShouldHave("id", "name", "version", "config"));
        }
    }

    [Fact, Must("ACP", "capabilities")]
    public async Task Interventions_are_the_intersection_of_both_sides()
    {
        async Task<IReadOnlyList<string>> BothAsync(string supported) =>
            [.. (await _agent.PostAsync("/checkout_sessions", $$"""{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{"interventions":{"supported":[{{supported}}]} } }"""))["capabilities"]!["interventions"]!["supported"]!.AsArray().Select(s => (string)s!)];
        (await BothAsync("")).ShouldBeEmpty();
        (await BothAsync("\"3ds\"")).ShouldBe(["3ds"]);
        (await BothAsync("\"biometric\"")).ShouldBeEmpty();
        (await BothAsync("\"biometric\",\"3ds\",\"telepathy\"")).ShouldBe(["3ds"]);
    }

    [Theory, Must("ACP", "capabilities")]
    [InlineData("""{"interventions":{"supported":["hologram"],"display_context":"hologram","max_redirects":7}}""")]
    [InlineData("""{"quantum":{"entangled":true}}""")]
    [InlineData("""{"extensions":["telepathy@2099-01-01",{"name":"levitation"}]}""")]
    [InlineData("""{"payment":{"handlers":[{"id":"unheard"}]}}""")]
    public async Task Capabilities_that_are_not_known_are_passed_over(string capabilities) =>
        (await _agent.PostAsync("/checkout_sessions", $$"""{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{{capabilities}} }""")).Status.ShouldBe(201);

    [Fact, Must("ACP", "capabilities")]
    public async Task What_an_agent_declares_opens_no_means_of_payment()
    {
        var created = await _agent.PostAsync("/checkout_sessions", $$"""
            { "line_items": [{ "id": "rose" }], "currency": "eur", {{AcpClient.Lyon}}, "capabilities": { "payment": { "handlers": [{ "id": "free_of_charge", "name": "com.example.free" }] } },
              "selected_fulfillment_options": [{ "type": "shipping", "option_id": "std", "item_ids": [] }] }
            """);
        created.Raw.ShouldNotContain("free_of_charge");
        (await _agent.PostAsync($"/checkout_sessions/{created.Id}/complete", AcpClient.Payment("success_token").Replace("mock_payment_handler", "free_of_charge", StringComparison.Ordinal))).Status.ShouldBe(400);
    }

    [Theory, Must("ACP", "intent_trace")]
    [InlineData("""{"intent_trace":{"reason_code":"price_sensitivity","metadata":{"a":"x","b":1.5,"c":true}}}""")]
    [InlineData("""{"intent_trace":{"reason_code":"price_sensitivity","metadata":{"a":[1]}}}""")]
    [InlineData("""{"intent_trace":{}}""")]
    [InlineData("""{"intent_trace":null,"unheard":1}""")]
    public async Task A_cancellation_succeeds_whatever_its_trace_is(string body)
    {
        var cancelled = await _agent.PostAsync($"/checkout_sessions/{(await _agent.ReadyAsync()).Id}/cancel", body);
        (cancelled.Status, cancelled.State).ShouldBe((200, "canceled"));
    }

    [Fact, Must("ACP", "intent_trace")]
    public async Task A_trace_is_kept_once_and_never_shown()
    {
        var (id, key) = ((await _agent.ReadyAsync()).Id, $"{Guid.NewGuid()}");
        const string body = """{"intent_trace":{"reason_code":"comparison","trace_summary":"Cheaper elsewhere"}}""";
        var first = await _agent.PostAsync($"/checkout_sessions/{id}/cancel", body, key);
        var version = (await Ordering.GetCheckoutAsync("flowers", id, default))!.Version;
        (await _agent.PostAsync($"/checkout_sessions/{id}/cancel", body, key)).Raw.ShouldBe(first.Raw);
        (await Ordering.GetCheckoutAsync("flowers", id, default))!.Version.ShouldBe(version);
        (first.Raw + (await _agent.GetAsync($"/checkout_sessions/{id}")).Raw).ShouldNotContain("Cheaper elsewhere");
    }

    [Theory, Must("ACP", "affiliate_attribution")]
    [InlineData("""{"token":"t"}""", 400)]
    [InlineData("""{"provider":"p"}""", 400)]
    [InlineData("""{"provider":"p","token":"t","metadata":{"a":{"b":1}}}""", 400)]
    [InlineData("""{"provider":"p","token":"t","metadata":{"a":1,"b":"x","c":false}}""", 201)]
    [InlineData("""{"provider":"p","publisher_id":"x"}""", 201)]
    public async Task An_attribution_has_a_provider_a_token_or_publisher_and_flat_metadata(string attribution, int status) =>
        (await _agent.PostAsync("/checkout_sessions", Rose[..^1] + $$""","affiliate_attribution":{{attribution}} }""")).Status.ShouldBe(status);

    [Fact, Must("ACP", "affiliate_attribution")]
    public async Task First_and_last_touch_are_both_kept_and_never_answered_nor_told_in_events()
    {
        var ready = await _agent.ReadyAsync(extra: """, "affiliate_attribution": { "provider": "first.example", "token": "atp_first_touch" } """);
        var paid = await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id), """, "affiliate_attribution": { "provider": "last.example", "token": "atp_last_touch" } """);
        paid.Status.ShouldBe(200, paid.Raw);
        var order = (await Ordering.GetOrderAsync("flowers", (string)paid["order"]!["id"]!, default))!;
        var kept = order.Carried!["acp"]!["attribution"]!;
        (kept["first"].Text("token"), kept["last"].Text("token")).ShouldBe(("atp_first_touch", "atp_last_touch"));
        var channel = shop.Services.GetServices<Comptoir.Ordering.Outbox.IOutboxChannel>().Single(c => c.Kind == order.Caller.WebhookKind);
        var told = await channel.RenderAsync(new() { Id = "m", ShopId = "flowers", Kind = channel.Kind, Topic = "order_placed", Target = "https://agent.example/hook" }, order, default);
        (paid.Raw + ready.Raw + (await _agent.GetAsync($"/checkout_sessions/{ready.Id}")).Raw + told.Body).ShouldNotContain("atp_");
    }

    [Theory, Must("ACP", "marketing_consent")]
    [InlineData("", null)]
    [InlineData("""{ "channel": "email", "opted_in": true }""", true)]
    [InlineData("""{ "channel": "email", "opted_in": false }""", false)]
    [InlineData("""{ "channel": "sms", "opted_in": true }""", null)]
    [InlineData("""{ "channel": "carrier_pigeon", "opted_in": true }""", null)]
    public async Task A_consent_counts_as_it_was_given_for_what_was_offered_and_for_nothing_else(string consent, bool? kept)
    {
        var ready = await _agent.ReadyAsync();
        ready["marketing_consent_options"]!.AsArray().Select(o => o.Text("channel")).ShouldBe(["email"]);
        var paid = await _agent.PayAsync(ready.Id, await _agent.DelegateAsync(ready.Id), $$""", "marketing_consents": [{{consent}}] """);
        (await Ordering.GetOrderAsync("flowers", (string)paid["order"]!["id"]!, default))!.Buyer!.Consent?.Marketing.ShouldBe(kept);
        if (kept is null) (await Ordering.GetOrderAsync("flowers", (string)paid["order"]!["id"]!, default))!.Buyer!.Consent?.Marketing.ShouldBeNull();
    }

    [Fact, Must("ACP", "discovery")]
    public async Task The_document_is_there_for_everybody_with_its_four_parts()
    {
        var reply = await new AcpClient(shop, bearer: null).GetAsync("//.well-known/acp.json", ("API-Version", null));
        reply.Status.ShouldBe(200);
        reply.Body!.ShouldHave("protocol", "api_base_url", "transports", "capabilities");
        reply["protocol"].Text("name").ShouldBe("acp");
        reply["protocol"].Text("version")!.ShouldMatch(@"^\d{4}-\d{2}-\d{2}$");
        var versions = reply["protocol"]!["supported_versions"]!.AsArray().Select(v => (string)v!).ToList();
        versions.ShouldBe(versions.Order(StringComparer.Ordinal));
        versions.ShouldContain(reply["protocol"].Text("version")!);
        reply["transports"]!.AsArray().Select(t => (string)t!).ShouldContain("rest");
        reply["capabilities"]!["services"]!.AsArray().Count.ShouldBeGreaterThan(0);
    }

    [Fact, Must("ACP", "discovery")]
    public async Task The_document_names_no_merchant_and_no_handlers()
    {
        var raw = (await new AcpClient(shop, bearer: null).GetAsync("//.well-known/acp.json?merchant_id=flowers", ("API-Version", null))).Raw;
        foreach (var word in (string[])["merchant_id", "\"flowers\"", "Flowers", "mock_payment_handler", "shop_pay"]) raw.ShouldNotContain(word);
    }

    [Fact, Must("ACP", "discovery")]
    public async Task Every_release_that_the_document_names_is_served()
    {
        foreach (var version in AcpVersions.Supported) (await new AcpClient(shop, version).PostAsync("/checkout_sessions", Rose)).Status.ShouldBe(201, version);
    }

    [Theory, Must("ACP", "orders")]
    [InlineData(AcpVersions.V2026_04_17, "order_create")]
    [InlineData(AcpVersions.V2026_01_30, "order_create")]
    public async Task An_event_carries_the_whole_order_with_its_type(string version, string type)
    {
        var agent = new AcpClient(shop, version);
        var ready = await agent.ReadyAsync();
        var paid = await agent.PayAsync(ready.Id, await agent.DelegateAsync(ready.Id));
        var order = (await Ordering.GetOrderAsync("flowers", (string)paid["order"]!["id"]!, default))!;
        var channel = shop.Services.GetServices<Comptoir.Ordering.Outbox.IOutboxChannel>().Single(c => c.Kind == order.Caller.WebhookKind);
        var told = JsonNode.Parse((await channel.RenderAsync(new() { Id = "m", ShopId = "flowers", Kind = channel.Kind, Topic = "order_placed", Target = "https://agent.example/hook" }, order, default)).Body!)!.AsObject();
        told.Text("type").ShouldBe(type);
        told["data"].Text("type").ShouldBe("order");
        told["data"]!.AsObject().ShouldHave("checkout_session_id", "permalink_url", "status");
        if (version == AcpVersions.V2026_01_30) told["data"]!.AsObject().Select(m => m.Key).ShouldBe(["type", "checkout_session_id", "permalink_url", "status", "refunds"], ignoreOrder: true);
        else told["data"]!.AsObject().ShouldHave("id", "line_items", "totals");
    }
}
