using System.Text.Json.Nodes;
using Comptoir.Protocols.Embedded;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Embedded;

/// <summary>The frame that shows the shop's checkout inside an application.</summary>
[Must("UCP", "embedded")]
public sealed class EmbeddedTests(UcpShop shop) : IClassFixture<UcpShop>
{
    [Fact]
    public async Task The_frame_is_only_for_known_origins_and_shows_the_shops_own_page()
    {
        var reply = await shop.Client().GetAsync("//checkout/chk_1?ec_version=2026-04-08&ec_color_scheme=dark");
        reply.Status.ShouldBe(200);
        reply.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'self' http://localhost:* ");
        reply.Raw.ShouldContain("src=\"/checkout/chk_1\"");
        reply.Raw.ShouldContain("data-colours=\"dark\"");
    }

    [Fact]
    public async Task What_the_address_says_cannot_leave_its_attribute()
    {
        var reply = await shop.Client().GetAsync("//checkout/%22%3E%3Cscript%3E?ec_version=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&ec_color_scheme=%22x");
        reply.Raw.ShouldNotContain("<script>");
        reply.Raw.ShouldNotContain("data-colours");
    }

    [Fact]
    public async Task The_state_is_the_checkout_as_UCP_writes_it()
    {
        var checkout = await shop.Client().PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""");
        var state = await shop.Client(agent: null).GetAsync($"//ucp/embedded/checkouts/{checkout.Id}");
        state.Id.ShouldBe(checkout.Id);
        state["totals"]!.ToJsonString().ShouldBe(checkout["totals"]!.ToJsonString());
        ((string?)(await shop.Client(agent: null).GetAsync("//ucp/embedded/checkouts/nothing"))["ucp"]!["status"]).ShouldBe("error");
    }

    [Fact]
    public async Task Checkouts_say_that_they_can_be_embedded_only_where_somebody_may()
    {
        const string body = """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""";
        var open = await shop.Client().PostAsync("/checkout-sessions", body);
        ((string?)open["ucp"]!["services"]!["dev.ucp.shopping"]![0]!["transport"]).ShouldBe("embedded");
        await using var closed = new UcpShop(o => o.AllowLoopback = false);
        await closed.InitializeAsync();
        (await closed.Client().PostAsync("/checkout-sessions", body))["ucp"]!["services"].ShouldBeNull();
    }

    [Fact]
    public async Task A_checkout_says_what_may_be_left_to_the_application_and_a_cart_that_nothing_is()
    {
        var checkout = await shop.Client().PostAsync("/checkout-sessions", OneRose);
        Delegations(checkout).ShouldBe(["payment.instruments_change", "payment.credential", "fulfillment.address_change", "window.open"]);
        var cart = await shop.Client().PostAsync("/carts", OneRose);
        Delegations(cart).ShouldBeEmpty();
        ((string?)cart["continue_url"]).ShouldBe($"{shop.BaseUrl}/cart/{cart.Id}");
    }

    [Theory]
    [InlineData("payment.credential,window.open", "[\u0022payment.credential\u0022,\u0022window.open\u0022]")]
    [InlineData("payment.instruments_change", "[]")]
    [InlineData("everything,<script>", "[]")]
    public async Task Of_what_an_application_asks_for_only_what_is_allowed_is_accepted(string asked, string accepted)
    {
        var reply = await shop.Client().GetAsync($"//checkout/chk_1?ec_version=2026-04-08&ec_delegate={Uri.EscapeDataString(asked)}");
        reply.Raw.ShouldContain($"data-delegate=\"{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(System.Text.RegularExpressions.Regex.Unescape(accepted))}\"");
    }

    [Fact]
    public async Task The_address_that_the_application_brings_replaces_the_old_one_and_the_way_of_delivery_stays()
    {
        var checkout = await shop.Client().ReadyCheckoutAsync();
        var method = checkout["fulfillment"]!["methods"]![0]!;
        method["destinations"] = new JsonArray { new JsonObject { ["id"] = "new", ["street_address"] = "12 quai des Célestins", ["postal_code"] = "69002", ["address_country"] = "FR" } };
        method["selected_destination_id"] = "new";
        method.AsObject().Remove("groups");
        var changed = await BringAsync(checkout.Id, "fulfillment", new JsonObject { ["fulfillment"] = new JsonObject { ["methods"] = new JsonArray { method.DeepClone() } } });
        changed.State.ShouldBe("ready_for_complete", changed.Raw);
        changed["fulfillment"]!["methods"]![0]!["destinations"]!.ToJsonString().ShouldContain("69002");
        ((string?)changed["fulfillment"]!["methods"]![0]!["groups"]![0]!["selected_option_id"]).ShouldBe("std");
        (await BringAsync(checkout.Id, "fulfillment", [])).Status.ShouldBe(400);
        (await BringAsync("nothing", "fulfillment", new JsonObject { ["fulfillment"] = new JsonObject() })).Codes.ShouldBe(["not_found"]);
    }

    [Fact]
    public async Task A_credential_that_the_application_brings_pays_exactly_the_total_that_it_was_told_and_is_never_shown()
    {
        var checkout = await shop.Client().ReadyCheckoutAsync();
        JsonObject Paying(string token, long total) => new()
        {
            ["payment"] = JsonNode.Parse(UcpClient.Payment("2026-04-08", token))!["payment"]!.DeepClone(),
            ["expected_total"] = total,
        };
        (await BringAsync(checkout.Id, "complete", Paying("success_token", 1))).Codes.ShouldContain("total_changed");
        (await BringAsync(checkout.Id, "complete", Paying("fail_token", 4000))).Codes.ShouldContain("payment_failed");
        var paid = await BringAsync(checkout.Id, "complete", Paying("success_token", 4000));
        paid.State.ShouldBe("completed", paid.Raw);
        paid.Raw.ShouldNotContain("success_token");
        (await shop.Client().GetAsync($"/checkout-sessions/{checkout.Id}")).State.ShouldBe("completed");
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    [InlineData(null)]
    public async Task Nobody_but_the_embedded_page_itself_brings_anything(string? from)
    {
        var checkout = await shop.Client().ReadyCheckoutAsync();
        foreach (var what in new[] { "fulfillment", "complete" })
            (await BringAsync(checkout.Id, what, new JsonObject { ["expected_total"] = 4000 }, from)).Status.ShouldBe(403);
        (await shop.Client().GetAsync($"/checkout-sessions/{checkout.Id}")).State.ShouldBe("ready_for_complete");
    }

    [Theory]
    [InlineData("https://agent.example", true)]
    [InlineData("https://agent.example:8443", true)]
    [InlineData("https://agent.example/", true)]
    [InlineData("https://agent.example/path", false)]
    [InlineData("https://agent.example; script-src *", false)]
    [InlineData("https://user@agent.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("*", false)]
    public void An_origin_is_a_scheme_a_host_and_a_port(string text, bool origin) => EmbeddedOrigins.IsOrigin(text).ShouldBe(origin);

    private const string OneRose = """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""";

    private Task<UcpReply> BringAsync(string checkout, string what, JsonObject body, string? from = "same-origin") =>
        shop.Client(agent: null).SendAsync(HttpMethod.Post, $"//ucp/embedded/checkouts/{checkout}/{what}", body.ToJsonString(), headers: from is null ? [] : [("Sec-Fetch-Site", from)]);

    private static IEnumerable<string> Delegations(UcpReply reply) =>
        reply["ucp"]!["services"]!["dev.ucp.shopping"]![0]!["config"]!["delegate"]!.AsArray().Select(d => (string)d!);
}
