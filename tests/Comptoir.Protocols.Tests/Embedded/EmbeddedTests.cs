using Comptoir.Protocols.Embedded;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Embedded;

/// <summary>The frame that shows the shop's checkout inside an application.</summary>
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
}
