using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Ucp;

/// <summary>Whatever is sent, the answer is a clear one in the release's own form and nothing is lost.</summary>
[Must("UCP", "rest")]
public sealed class BadInputTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private const string OneRose = """{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":1}]}""";

    public static TheoryData<string> Versions => [UcpVersions.V2026_04_08, UcpVersions.V2026_01_11];

    [Theory]
    [InlineData("{\"line_items\":")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"line_items\":[],\"line_items\":[]}")]
    [InlineData("{\"a\":\"\\ud800\",\"line_items\":[{\"item\":{\"id\":\"\\ud800\"},\"quantity\":1}]}")]
    [InlineData("{\"context\":{\"intent\":\"\\udc00\"},\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}]}")]
    [InlineData("{\"attribution\":{\"\\ud800\":1},\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}]}")]
    [InlineData("{\"line_items\":{}}")]
    [InlineData("{\"line_items\":[1]}")]
    [InlineData("{\"line_items\":[{\"item\":\"rose\",\"quantity\":1}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":7},\"quantity\":1}]}")]
    [InlineData("{\"line_items\":[{\"item\":{},\"quantity\":1}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"}}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":0}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":-3}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1.5}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":\"1\"}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":100000}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1e30}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":99999999999999999999}]}")]
    [InlineData("{\"currency\":\"XXX\",\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}]}")]
    [InlineData("{\"currency\":\"USD\",\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}],\"context\":{\"currency\":\"euro\"}}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}],\"buyer\":{\"email\":\"nobody\"}}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}],\"buyer\":[]}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}],\"discounts\":{\"codes\":\"TEN\"}}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}],\"fulfillment\":{\"methods\":[{\"type\":\"teleport\"}]}}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}],\"fulfillment\":{\"methods\":[{\"type\":\"shipping\",\"destinations\":[{\"address_country\":\"France\"}]}]}}")]
    [InlineData("{\"line_items\":[{\"item\":{\"id\":\"rose\"},\"quantity\":1}],\"payment\":{\"instruments\":[{\"id\":\"i\"}]}}")]
    public async Task A_broken_request_is_400_in_the_form_of_its_release(string body)
    {
        foreach (var version in UcpVersions.Supported)
        {
            var reply = await shop.Client(version).PostAsync("/checkout-sessions", body);
            reply.Status.ShouldBe(400, $"{version} {body}: {reply.Raw}");
            ((string?)reply[UcpVersions.IsOld(version) ? "detail" : "content"]).ShouldNotBeNullOrEmpty();
            ((string?)reply["code"]).ShouldNotBeNullOrEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Very_deep_JSON_is_400(string version) =>
        (await shop.Client(version).PostAsync("/checkout-sessions", string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100))).Status.ShouldBe(400);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_body_over_256_KB_is_413_whether_its_length_is_told_or_not(string version)
    {
        var body = "{\"x\":\"" + new string('x', 257 * 1024) + "\"}";
        (await shop.Client(version).PostAsync("/checkout-sessions", body)).Status.ShouldBe(413);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.Client(version).Endpoint + "/checkout-sessions");
        request.Headers.TryAddWithoutValidation("UCP-Agent", $"profile=\"{UcpShop.Agent}\"");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"long-{version}");
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StreamContent(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)));
        request.Content.Headers.ContentType = new("application/json");
        using var response = await http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(413);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_415(string type)
    {
        foreach (var version in UcpVersions.Supported)
            (await shop.Client(version).SendAsync(HttpMethod.Post, "/checkout-sessions", OneRose, "k", type)).Status.ShouldBe(415);
    }

    [Fact]
    public async Task JSON_with_a_charset_is_JSON() =>
        (await shop.Client().SendAsync(HttpMethod.Post, "/checkout-sessions", OneRose, "charset", "application/json; charset=utf-8")).Status.ShouldBe(201);

    [Fact]
    public async Task The_newer_release_demands_an_idempotency_key_where_it_says_so()
    {
        var reply = await shop.Client().SendAsync(HttpMethod.Post, "/checkout-sessions", OneRose);
        reply.Status.ShouldBe(400);
        ((string?)reply["code"]).ShouldBe("idempotency_key_required");
        (await shop.Client().SendAsync(HttpMethod.Post, "/catalog/search", """{"query":"rose"}""")).Status.ShouldBe(200);
        (await shop.Client().SendAsync(HttpMethod.Post, "/checkout-sessions", OneRose, new string('k', 256))).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("profile=\"\"")]
    [InlineData("profile=\"/relative\"")]
    [InlineData("profile=\"http://agent.example/profile\"")]
    [InlineData("profile=\"ftp://agent.example/profile\"")]
    [InlineData("profile=\"https://user:secret@agent.example/profile\"")]
    [InlineData("profile=\"https://agent.example")]
    [InlineData("garbage=")]
    public async Task The_newer_release_demands_an_agents_profile(string? agent)
    {
        var reply = await shop.Client(agent: agent).PostAsync("/checkout-sessions", OneRose);
        reply.Status.ShouldBe(400, reply.Raw);
        ((string?)reply["code"]).ShouldBe("invalid_profile_url");
    }

    [Fact]
    public async Task An_unknown_version_is_422_and_an_older_one_is_served()
    {
        var unknown = await shop.Client(agent: $"profile=\"{UcpShop.Agent}\"; version=\"2099-01-01\"").PostAsync("/checkout-sessions", OneRose);
        unknown.Status.ShouldBe(422);
        ((string?)unknown["code"]).ShouldBe("version_unsupported");
        (await shop.Client(agent: $"profile=\"{UcpShop.Agent}\"; version=\"2026-01-23\"").PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task An_unknown_item_is_an_outcome_in_the_newer_release()
    {
        var reply = await shop.Client().PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"nowhere"},"quantity":1}]}""");
        reply.Status.ShouldBe(200);
        ((string?)reply["ucp"]!["status"]).ShouldBe("error");
        reply.Codes.ShouldBe(["not_found"]);
        reply.Body!.Select(m => m.Key).ShouldBe(["ucp", "messages"]);
    }

    [Theory]
    [InlineData("{}", "payment_required")]
    [InlineData("""{"payment":{"instruments":[]}}""", "payment_required")]
    [InlineData("""{"payment":{"instruments":[{"id":"i","type":"points"}]}}""", "invalid_request")]
    [InlineData("""{"payment":{"instruments":[{"id":"i","handler_id":"nobody","type":"card"}]}}""", "unknown_payment_handler")]
    public async Task Completing_without_a_means_to_pay_is_400_and_the_checkout_stays_open(string body, string code)
    {
        var agent = shop.Client();
        var checkout = await agent.ReadyCheckoutAsync();
        var reply = await agent.PostAsync($"/checkout-sessions/{checkout.Id}/complete", body);
        reply.Status.ShouldBe(400, reply.Raw);
        ((string?)reply["code"]).ShouldBe(code);
        (await agent.PayAsync(checkout.Id)).State.ShouldBe("completed");
    }

    [Theory]
    [InlineData("/checkout-sessions/%00")]
    [InlineData("/checkout-sessions/..%2f..%2fetc")]
    [InlineData("/checkout-sessions/'%20or%201=1")]
    [InlineData("/orders/🌹")]
    public async Task A_hostile_id_is_unknown_like_any_other(string path) =>
        (await shop.Client().GetAsync(path)).Status.ShouldBeOneOf(200, 400, 404);

    [Fact]
    public async Task A_very_long_id_is_unknown() =>
        (await shop.Client().GetAsync("/carts/" + new string('c', 4000))).Codes.ShouldBe(["not_found"]);

    [Fact]
    public async Task Markup_in_what_a_buyer_says_comes_back_as_text()
    {
        var reply = await shop.Client().PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":1}],"buyer":{"first_name":"<script>alert(1)</script>"}}""");
        reply.Status.ShouldBe(201, reply.Raw);
        ((string?)reply["buyer"]!["first_name"]).ShouldBe("<script>alert(1)</script>");
        reply.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task The_request_id_comes_back()
    {
        var reply = await shop.Client().SendAsync(HttpMethod.Get, "/carts/none", null, headers: ("Request-Id", "req-42"));
        reply.Headers.GetValues("Request-Id").ShouldBe(["req-42"]);
    }

    [Fact]
    public async Task A_refusal_leaves_nothing_behind_that_a_right_request_would_trip_over()
    {
        var agent = shop.Client();
        (await agent.PostAsync("/checkout-sessions", """{"line_items":[{"item":{"id":"rose"},"quantity":0}]}""", "same-key")).Status.ShouldBe(400);
        (await agent.PostAsync("/checkout-sessions", OneRose, "same-key")).Status.ShouldBe(201);
    }
}
