using System.Text.Json.Nodes;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What 2026-01-11 and 2026-01-23 demand where they differ from later releases, held against answers of both.</summary>
[Must("UCP", "January's releases")]
public sealed class JanuaryRequirements(Tour tour) : IClassFixture<Tour>
{
    private static readonly string[] States = ["incomplete", "requires_escalation", "ready_for_complete", "complete_in_progress", "completed", "canceled"];

    private IEnumerable<Tour.Stop> Good => tour.January.Where(s => s.IsOutcome && s.Operation != "january_profile");

    private IEnumerable<JsonObject> Checkouts => Good.Where(s => s.Operation.EndsWith("_checkout", StringComparison.Ordinal)).Select(s => s.Reply.Body!);

    private IEnumerable<JsonObject> Orders => Good.Where(s => s.Operation == "get_order").Select(s => s.Reply.Body!);

    [Fact]
    public void Both_releases_were_asked() => Good.Select(s => s.Version).Distinct().ShouldBe([UcpVersions.V2026_01_11, UcpVersions.V2026_01_23], ignoreOrder: true);

    [Fact]
    public void Every_answer_of_January_names_its_release() => Good.All(s => s.Reply["ucp"].Text("version").ShouldBe(s.Version, s.Operation));

    [Fact]
    public void A_checkout_of_January_has_its_required_members() => Checkouts.All(c => c.ShouldHave("ucp", "id", "line_items", "status", "currency", "totals", "links"));

    [Fact]
    public void The_status_of_January_is_one_of_the_same_six() => Checkouts.All(c => States.ShouldContain(c.Text("status")!));

    [Fact]
    public void An_error_message_of_January_has_one_of_three_severities() => Checkouts.SelectMany(c => Tour.Objects(c, "messages")).Where(m => m.Text("type") == "error").All(m =>
    {
        m.ShouldHave("code", "content", "severity");
        m.Text("severity").ShouldBeOneOf("recoverable", "requires_buyer_input", "requires_buyer_review");
    });

    [Fact]
    public void An_escalation_of_January_has_an_address_to_go_on() => Checkouts.Where(c => c.Text("status") == "requires_escalation").All(c => Uri.TryCreate(c.Text("continue_url"), UriKind.Absolute, out _).ShouldBeTrue());

    [Fact]
    public void All_amounts_of_January_discounts_are_above_zero() => Checkouts.SelectMany(c => Tour.Objects(c, "totals")).Where(t => t.Text("type") is "discount" or "items_discount").All(t => t.Amount().ShouldBeGreaterThan(0));

    [Fact]
    public void The_items_discount_of_January_is_the_sum_of_its_lines() => Checkouts.Where(c => Tour.Objects(c, "totals").Any(t => t.Text("type") == "items_discount")).All(c =>
        Tour.Objects(c, "line_items").Sum(l => l["discount"]?.GetValue<long>() ?? 0).ShouldBe(Tour.Objects(c, "totals").Single(t => t.Text("type") == "items_discount").Amount()));

    [Fact]
    public void Allocations_of_January_add_up_to_their_discount() => Checkouts.SelectMany(c => Tour.Objects(c["discounts"], "applied")).Where(d => Tour.Objects(d, "allocations").Any()).All(d =>
        Tour.Objects(d, "allocations").Sum(a => a.Amount()).ShouldBe(d.Amount()));

    [Fact]
    public void A_rejected_code_of_January_comes_back_and_is_not_applied() => Checkouts.Where(c => c.Text("status") != "canceled" && c["discounts"]?["codes"] is JsonArray codes && codes.Any(x => (string?)x == "NOPE")).All(c =>
    {
        Tour.Objects(c["discounts"], "applied").ShouldNotContain(d => d.Text("code") == "NOPE");
        Tour.Objects(c, "messages").ShouldNotBeEmpty();
    });

    [Fact]
    public void A_completed_checkout_of_January_names_its_order() => Checkouts.Where(c => c.Text("status") == "completed").All(c => c["order"]!.AsObject().ShouldHave("id", "permalink_url"));

    [Fact]
    public void Credentials_of_January_are_never_echoed() => tour.January.All(s =>
    {
        foreach (var token in (string[])["success_token", "fail_token", "action_token"]) s.Reply.Raw.ShouldNotContain(token);
    });

    [Fact]
    public void An_order_of_January_has_its_required_members_and_all_lines() => Orders.All(o =>
    {
        o.ShouldHave("ucp", "id", "checkout_id", "permalink_url", "line_items", "fulfillment", "totals");
        Tour.Objects(o, "line_items").All(l =>
        {
            l.ShouldHave("id", "item", "quantity", "totals", "status");
            l["quantity"]!.AsObject().ShouldHave("total", "fulfilled");
        });
    });

    [Fact]
    public void Adjustments_and_events_of_January_have_their_members() => Orders.All(o =>
    {
        Tour.Objects(o, "adjustments").All(a => a.ShouldHave("id", "type", "occurred_at", "status"));
        Tour.Objects(o["fulfillment"], "events").All(e => e.ShouldHave("id", "occurred_at", "type", "line_items"));
        Tour.Objects(o["fulfillment"], "expectations").All(e => e.ShouldHave("id", "line_items", "method_type", "destination"));
    });

    [Fact]
    public void What_January_refuses_is_400_with_a_detail() => tour.January.Where(s => s.Operation == "create_checkout" && s.Reply.Status >= 400).All(s => (s.Reply.Status, s.Reply.Body.Text("detail") is { Length: > 0 }).ShouldBe((400, true), s.Reply.Raw));

    [Fact]
    public void A_decline_of_January_is_402() => tour.January.Where(s => s.Operation == "complete_checkout" && s.Reply.Status >= 400).All(s => (s.Reply.Status, s.Reply.Body.Text("detail") is { Length: > 0 }).ShouldBe((402, true), s.Reply.Raw));

    [Theory, InlineData(UcpVersions.V2026_01_11), InlineData(UcpVersions.V2026_01_23)]
    public async Task Codes_of_January_replace_those_before_and_an_empty_list_clears_them(string version)
    {
        var agent = tour.Shop.Client(version);
        var created = await agent.PostAsync("/checkout-sessions", """{"currency":"EUR","line_items":[{"item":{"id":"tulip"},"quantity":1}],"discounts":{"codes":["TEN"]}}""");
        created["discounts"]!["applied"]!.AsArray().Select(d => d.Text("code")).ShouldBe(["TEN"]);
        string Body(string codes) => $$"""{"id":"{{created.Id}}","currency":"EUR","line_items":[{"item":{"id":"tulip"},"quantity":1}],"discounts":{"codes":[{{codes}}] } }""";
        var replaced = await agent.PutAsync($"/checkout-sessions/{created.Id}", Body("\"tulip5\""));
        replaced["discounts"]!["applied"]!.AsArray().Select(d => d.Text("code")!.ToUpperInvariant()).ShouldBe(["TULIP5"]);
        var cleared = await agent.PutAsync($"/checkout-sessions/{created.Id}", Body(""));
        Tour.Objects(cleared["discounts"], "applied").ShouldBeEmpty();
    }

    [Theory, InlineData(UcpVersions.V2026_01_11), InlineData(UcpVersions.V2026_01_23)]
    public async Task A_key_of_January_gives_its_answer_again_and_with_another_body_409(string version)
    {
        var (agent, key) = (tour.Shop.Client(version), $"{Guid.NewGuid()}");
        const string rose = """{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":1}]}""";
        var first = await agent.PostAsync("/checkout-sessions", rose, key);
        (await agent.PostAsync("/checkout-sessions", rose, key)).Raw.ShouldBe(first.Raw);
        (await agent.PostAsync("/checkout-sessions", rose.Replace("rose", "tulip", StringComparison.Ordinal), key)).Status.ShouldBe(409);
    }
}
