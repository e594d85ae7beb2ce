using System.Text.Json.Nodes;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Acp.Requirements;

/// <summary>What ACP demands of the provider to which agents delegate payment and authentication.</summary>
public sealed class DelegationRequirements(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string Path = "/agentic_commerce/delegate_payment";
    private readonly AcpClient _agent = new(shop);

    [Fact, Must("ACP", "delegate_payment")]
    public async Task A_delegation_answers_201_with_an_id_a_moment_and_what_ties_it_to_its_request()
    {
        var reply = await _agent.PostAsync(Path, AcpClient.Delegation("chk_9"), "corr-1");
        reply.Status.ShouldBe(201);
        reply.Body!.ShouldHave("id", "created", "metadata");
        DateTimeOffset.TryParse(reply.Body.Text("created"), System.Globalization.CultureInfo.InvariantCulture, out _).ShouldBeTrue();
        (reply["metadata"].Text("merchant_id"), reply["metadata"].Text("idempotency_key")).ShouldBe(("flowers", "corr-1"));
        (await _agent.PostAsync(Path, AcpClient.Delegation("chk_9"))).Id.ShouldNotBe(reply.Id);
    }

    [Theory, Must("ACP", "delegate_payment")]
    [InlineData("type", "wallet")]
    [InlineData("card_number_type", "imaginary")]
    [InlineData("display_card_funding_type", "loan")]
    [InlineData("number", "4242424242424243")]
    [InlineData("exp_month", "13")]
    [InlineData("exp_year", "1999")]
    public async Task A_card_that_is_none_is_refused_by_the_name_of_its_member(string member, string value)
    {
        var body = JsonNode.Parse(AcpClient.Delegation("chk_9"))!;
        body["payment_method"]![member] = value;
        var reply = await _agent.PostAsync(Path, body.ToJsonString());
        reply.Status.ShouldBeOneOf(400, 422);
        reply.Body.Text("param").ShouldBe($"$.payment_method.{member}");
    }

    [Theory, Must("ACP", "delegate_payment")]
    [InlineData("reason", "\"recurring\"")]
    [InlineData("max_amount", "0")]
    [InlineData("max_amount", "-5")]
    [InlineData("max_amount", "1.5")]
    [InlineData("currency", "\"doubloon\"")]
    [InlineData("expires_at", "\"2001-01-01T00:00:00Z\"")]
    [InlineData("expires_at", "\"soon\"")]
    [InlineData("merchant_id", "\"another\"")]
    [InlineData("checkout_session_id", "null")]
    public async Task An_allowance_that_allows_nothing_is_refused_by_the_name_of_its_member(string member, string value)
    {
        var body = JsonNode.Parse(AcpClient.Delegation("chk_9"))!;
        body["allowance"]![member] = JsonNode.Parse(value);
        var reply = await _agent.PostAsync(Path, body.ToJsonString());
        reply.Status.ShouldBeOneOf(400, 422);
        reply.Body.Text("param").ShouldBe($"$.allowance.{member}");
    }

    [Fact, Must("ACP", "delegate_payment")]
    public async Task A_bearer_is_required() => (await new AcpClient(shop, bearer: null).PostAsync(Path, AcpClient.Delegation("chk_9"))).Status.ShouldBe(401);

    [Fact, Must("ACP", "delegate_payment")]
    public async Task No_answer_repeats_the_number_of_a_card()
    {
        foreach (var card in (string[])[AcpClient.Card, AcpClient.DeclinedCard, "4242424242424241"])
            (await _agent.PostAsync(Path, AcpClient.Delegation("chk_9", card))).Raw.ShouldNotContain(card);
    }

    [Theory, Must("ACP", "delegate_authentication")]
    [InlineData("merchant_id")]
    [InlineData("payment_method")]
    [InlineData("amount")]
    public async Task What_an_authentication_needs_is_demanded_by_name(string member)
    {
        var body = Authentication();
        body.AsObject().Remove(member);
        var reply = await _agent.PostAsync("/delegate_authentication", body.ToJsonString());
        reply.Status.ShouldBe(400, reply.Raw);
        reply.Body.Text("param")!.ShouldStartWith($"$.{member}");
    }

    [Theory, Must("ACP", "delegate_authentication")]
    [InlineData("payment_method", "type", "\"wallet\"")]
    [InlineData("amount", "value", "0")]
    [InlineData("amount", "value", "-1")]
    [InlineData("amount", "currency", "\"GOLD\"")]
    [InlineData("channel", "type", "\"app\"")]
    public async Task What_an_authentication_says_must_be_what_it_can_be(string part, string member, string value)
    {
        var body = Authentication();
        body[part]![member] = JsonNode.Parse(value);
        var reply = await _agent.PostAsync("/delegate_authentication", body.ToJsonString());
        (reply.Status, reply.Body.Text("param")).ShouldBe((400, $"$.{part}.{member}"), reply.Raw);
    }

    [Theory, Must("ACP", "delegate_authentication")]
    [InlineData("color_depth")]
    [InlineData("java_enabled")]
    [InlineData("screen_height")]
    [InlineData("screen_width")]
    [InlineData("timezone_offset")]
    public async Task A_browser_with_scripts_tells_all_about_itself(string member)
    {
        var body = Authentication();
        body["channel"]!["browser"]!.AsObject().Remove(member);
        var reply = await _agent.PostAsync("/delegate_authentication", body.ToJsonString());
        (reply.Status, reply.Body.Text("param")).ShouldBe((400, $"$.channel.browser.{member}"), reply.Raw);
    }

    [Fact, Must("ACP", "delegate_authentication")]
    public async Task An_authentication_is_reached_by_its_id_and_by_nobody_from_another_shop()
    {
        var started = await _agent.PostAsync("/delegate_authentication", Authentication().ToJsonString());
        started.Status.ShouldBe(201, started.Raw);
        var id = started.Body.Text("authentication_session_id").ShouldNotBeNull();
        (await _agent.GetAsync($"/delegate_authentication/{id}")).Status.ShouldBe(200);
        (await _agent.GetAsync("/delegate_authentication/auth_nobody")).Status.ShouldBe(404);
        (await _agent.PostAsync($"/delegate_authentication/{id}/authenticate", """{"fingerprint_completion":"maybe"}""")).Status.ShouldBe(400);
        (await _agent.PostAsync($"/delegate_authentication/{id}/authenticate", """{"fingerprint_completion":"Y"}""")).State.ShouldBe("authenticated");
    }

    private static JsonNode Authentication() => JsonNode.Parse("""
        { "merchant_id": "flowers", "payment_method": { "type": "card", "number": "4242424242424242", "exp_month": "11", "exp_year": "2099", "name": "Ada Byron" }, "amount": { "value": 4000, "currency": "EUR" },
          "channel": { "type": "browser", "browser": { "accept_header": "text/html", "ip_address": "203.0.113.7", "javascript_enabled": true, "language": "fr", "user_agent": "Browser/1", "color_depth": 24,
            "java_enabled": false, "screen_height": 900, "screen_width": 1440, "timezone_offset": -60 } } }
        """)!;
}
