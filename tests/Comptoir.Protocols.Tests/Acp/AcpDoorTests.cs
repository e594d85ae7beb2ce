using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering.Agents;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>Headers, keys, idempotency and hostile input.</summary>
[Must("ACP", "checkout")]
public sealed class AcpDoorTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string Rose = """{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{}}""";
    private readonly AcpClient _agent = new(shop);

    [Fact]
    public async Task The_discovery_document_needs_no_key_and_may_be_cached_for_an_hour()
    {
        var reply = await new AcpClient(shop, bearer: null).GetAsync("//.well-known/acp.json", ("API-Version", null));
        reply.Status.ShouldBe(200);
        reply.Headers.CacheControl!.MaxAge!.Value.TotalSeconds.ShouldBeGreaterThanOrEqualTo(3600);
        ((string)reply["protocol"]!["name"]!).ShouldBe("acp");
        reply["protocol"]!["supported_versions"]!.AsArray().Select(v => (string)v!).ShouldBe(["2026-01-30", "2026-04-17"]);
        reply["transports"]!.AsArray().Select(t => (string)t!).ShouldContain("rest");
        ((string)reply["api_base_url"]!).ShouldBe(shop.BaseUrl + "/acp");
    }

    [Fact]
    public async Task A_version_that_is_missing_or_not_served_is_refused_with_those_that_are()
    {
        var missing = await _agent.PostAsync("/checkout_sessions", Rose, null, ("API-Version", null));
        (missing.Status, (string)missing["code"]!).ShouldBe((400, "missing_api_version"));
        var unknown = await _agent.PostAsync("/checkout_sessions", Rose, null, ("API-Version", "2099-01-01"));
        (unknown.Status, (string)unknown["code"]!, unknown["supported_versions"]!.AsArray().Count).ShouldBe((400, "unsupported_api_version", 2));
        (await new AcpClient(shop, AcpVersions.V2026_01_30).PostAsync("/carts", Rose)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Every_POST_needs_a_key_and_what_it_told_is_echoed()
    {
        var missing = await _agent.SendAsync(HttpMethod.Post, "/checkout_sessions", Rose, null);
        (missing.Status, (string)missing["code"]!).ShouldBe((400, "idempotency_key_required"));
        var reply = await _agent.PostAsync("/checkout_sessions", Rose, "my-key", ("Request-Id", "req-7"));
        (reply.Headers.GetValues("Request-Id").Single(), reply.Headers.GetValues("Idempotency-Key").Single()).ShouldBe(("req-7", "my-key"));
        (await _agent.PostAsync("/checkout_sessions", Rose, new string('k', 256))).Status.ShouldBe(400);
        (await new AcpClient(shop, AcpVersions.V2026_01_30).SendAsync(HttpMethod.Post, "/checkout_sessions", Rose, null)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task The_same_key_with_the_same_body_gets_the_same_answer_and_with_another_422()
    {
        var key = $"{Guid.NewGuid()}";
        var first = await _agent.PostAsync("/checkout_sessions", Rose, key);
        var again = await _agent.PostAsync("/checkout_sessions", """{ "capabilities": {}, "currency": "eur", "line_items": [ { "id": "rose" } ] }""", key);
        (again.Status, again.Raw).ShouldBe((201, first.Raw));
        again.Headers.GetValues("Idempotent-Replayed").Single().ShouldBe("true");
        var other = await _agent.PostAsync("/checkout_sessions", Rose.Replace("rose", "tulip", StringComparison.Ordinal), key);
        (other.Status, (string)other["code"]!).ShouldBe((422, "idempotency_conflict"));
        (await new AcpClient(shop, bearer: "another").PostAsync("/checkout_sessions", Rose, key)).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task A_refusal_is_repeated_too_and_its_key_is_used_up()
    {
        var key = $"{Guid.NewGuid()}";
        var bad = Rose.Replace("rose", "nowhere", StringComparison.Ordinal);
        var first = await _agent.PostAsync("/checkout_sessions", bad, key);
        (first.Status, (string)first["code"]!).ShouldBe((400, "invalid_item_id"));
        var again = await _agent.PostAsync("/checkout_sessions", bad, key);
        (again.Status, again.Raw, again.Headers.Contains("Idempotent-Replayed")).ShouldBe((400, first.Raw, true));
        (await _agent.PostAsync("/checkout_sessions", Rose, key)).Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_completion_that_is_repeated_pays_once_and_one_that_still_runs_says_409()
    {
        var ready = await _agent.ReadyAsync();
        var (token, key) = (await _agent.DelegateAsync(ready.Id), $"{Guid.NewGuid()}");
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _agent.PayAsync(ready.Id, token, key: key)));
        foreach (var reply in both.Where(r => r.Status != 200)) (reply.Status, (string?)reply["code"], reply.Headers.Contains("Retry-After")).ShouldBe((409, "idempotency_in_flight", true), reply.Raw);
        var later = await _agent.PayAsync(ready.Id, token, key: key);
        (later.Status, later.Headers.Contains("Idempotent-Replayed")).ShouldBe((200, true));
        var slow = await _agent.ReadyAsync();
        var running = _agent.PayAsync(slow.Id, "slow_token", key: "slow-key");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var meanwhile = await _agent.PayAsync(slow.Id, "slow_token", key: "slow-key");
        (meanwhile.Status, (string)meanwhile["code"]!).ShouldBe((409, "idempotency_in_flight"));
        (await running).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_of_the_merchant_opens_and_a_revoked_one_does_not()
    {
        await using var closed = new UcpShop(o => o.OpenToAll = false);
        await closed.InitializeAsync();
        var keys = closed.Services.GetRequiredService<IAgentKeyStore>();
        var (secret, time) = (AgentKey.NewSecret(), TimeProvider.System);
        var key = AgentKey.Of(Ids.New("agk", time), "flowers", "ChatGPT", secret, time.GetUtcNow());
        (await keys.SaveAsync(key, default)).ShouldBeTrue();
        (await new AcpClient(closed, bearer: "guess").PostAsync("/checkout_sessions", Rose)).Status.ShouldBe(401);
        (await new AcpClient(closed, bearer: null).PostAsync("/checkout_sessions", Rose)).Status.ShouldBe(401);
        var agent = new AcpClient(closed, bearer: secret);
        var ready = await agent.ReadyAsync();
        (await agent.PayAsync(ready.Id, await agent.DelegateAsync(ready.Id))).State.ShouldBe("completed");
        (await keys.SaveAsync(key with { RevokedAt = time.GetUtcNow(), Version = 2 }, default)).ShouldBeTrue();
        (await agent.PostAsync("/checkout_sessions", Rose)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"line_items":[]}""", 400)]
    [InlineData("""{"line_items":"rose"}""", 400)]
    [InlineData("""{"line_items":[{"id":7}]}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose","quantity":-1}]}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose","quantity":99999999999999999999}]}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"currency":"doubloons"}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"currency":"usd"}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"buyer":{"email":"no address"}}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"fulfillment_details":{"address":"here"}}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"fulfillment_details":{"address":{"country":"France"}}}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"selected_fulfillment_options":[{"type":"shipping"}]}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"selected_fulfillment_options":[{"type":"pickup","option_id":"pickup:nowhere:x"}]}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"fulfillment_groups":[{"id":"g"}]}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"capabilities":7}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"capabilities":{"interventions":{"supported":[1]}}}""", 400)]
    [InlineData("""{"line_items":[{"id":"\ud800"}]}""", 400)]
    [InlineData("""{"line_items":[{"id":"rose"}],"a":1,"a":2}""", 400)]
    public async Task Hostile_bodies_get_the_protocols_own_error(string body, int status)
    {
        var reply = await _agent.PostAsync("/checkout_sessions", body);
        reply.Status.ShouldBe(status, reply.Raw);
        ((string)reply["type"]!).ShouldBe("invalid_request");
        ((string?)reply["message"]).ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"payment_data":{}}""")]
    [InlineData("""{"payment_data":{"handler_id":"mock_payment_handler"}}""")]
    [InlineData("""{"payment_data":{"handler_id":"nobody","instrument":{"type":"card","credential":{"type":"spt","token":"t"}}}}""")]
    [InlineData("""{"payment_data":{"purchase_order_number":"7"}}""")]
    [InlineData("""{"payment_data":{"handler_id":"mock_payment_handler","instrument":{"type":"card","credential":{"type":"spt","token":"success_token"}}},"authentication_result":{"outcome":"sure"}}""")]
    [InlineData("""{"payment_data":{"handler_id":"mock_payment_handler","instrument":{"type":"card","credential":{"type":"spt","token":"success_token"}}},"authentication_result":{"outcome":"authenticated"}}""")]
    [InlineData("""{"payment_data":{"handler_id":"mock_payment_handler","instrument":{"type":"card","credential":{"type":"spt","token":"success_token"}}},"buyer":{"email":"x"}}""")]
    public async Task A_hostile_completion_changes_nothing(string body)
    {
        var ready = await _agent.ReadyAsync();
        var before = await _agent.GetAsync($"/checkout_sessions/{ready.Id}");
        (await _agent.PostAsync($"/checkout_sessions/{ready.Id}/complete", body)).Status.ShouldBe(400);
        (await _agent.GetAsync($"/checkout_sessions/{ready.Id}")).Raw.ShouldBe(before.Raw);
    }

    [Theory]
    [InlineData("""{"payment_method":{"type":"card","card_number_type":"fpan","number":"4242424242424242","display_card_funding_type":"credit","metadata":{}}}""")]
    [InlineData("""{"payment_method":7,"allowance":[]}""")]
    [InlineData("""{"allowance":{"reason":"forever"}}""")]
    public async Task A_hostile_delegation_is_refused(string body)
    {
        var reply = await _agent.PostAsync("/agentic_commerce/delegate_payment", body);
        reply.Status.ShouldBeOneOf(400, 422);
        ((string)reply["code"]!).ShouldBe("invalid_card");
    }

    [Fact]
    public async Task A_signed_request_from_long_ago_is_refused()
    {
        (await _agent.PostAsync("/checkout_sessions", Rose, null, ("Timestamp", "2020-01-01T00:00:00Z"), ("Signature", "x"))).Status.ShouldBe(400);
        (await _agent.PostAsync("/checkout_sessions", Rose, null, ("Timestamp", "yesterday"))).Status.ShouldBe(400);
        (await _agent.PostAsync("/checkout_sessions", Rose, null, ("Timestamp", $"{DateTimeOffset.UtcNow:O}"))).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Messages_are_in_the_language_that_is_asked_for()
    {
        var reply = await new AcpClient(shop, language: "fr-FR").PostAsync("/checkout_sessions", Rose);
        ((string)reply["totals"]![0]!["display_text"]!, (string)reply["locale"]!).ShouldBe(("Articles", "fr"));
        ((string)reply.Line["name"]!).ShouldBe("Bouquet de roses");
    }

    [Fact]
    public async Task A_cart_that_was_cancelled_is_not_found()
    {
        var cart = await _agent.PostAsync("/carts", """{"line_items":[{"id":"rose","quantity":2}]}""");
        (await _agent.PutAsync($"/carts/{cart.Id}", """{"line_items":[{"id":"tulip"}]}""")).Total("total").ShouldBe(3000);
        (await _agent.PostAsync($"/carts/{cart.Id}/cancel")).Total("total").ShouldBe(3000);
        (await _agent.GetAsync($"/carts/{cart.Id}")).Status.ShouldBe(404);
        (await _agent.PutAsync($"/carts/{cart.Id}", """{"line_items":[{"id":"tulip"}]}""")).Status.ShouldBe(404);
        (await _agent.PostAsync($"/carts/{cart.Id}/cancel")).Status.ShouldBe(404);
    }
}
