using System.Net;
using System.Text.Json.Nodes;
using Comptoir.Web.Tests.ShopFront;

namespace Comptoir.Web.Tests.Security;

public sealed class LimitTests : IAsyncLifetime
{
    private const int Few = 4;

    private readonly ShopWorld _world = new()
    {
        Settings =
        {
            ["Limits:Local"] = "true", ["Limits:Pages"] = "4", ["Limits:Chat"] = "4", ["Limits:Ucp"] = "4", ["Limits:Mcp"] = "4", ["Limits:SignIn"] = "4", ["Limits:Console"] = "4",
            ["Proxies:Known:0"] = "127.0.0.0/8",
        },
    };

    private static CancellationToken Ct => ShopWorld.Ct;

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("GET", "/search?q=x", "text/html")]
    [InlineData("POST", "/api/chat", "application/problem+json")]
    [InlineData("POST", "/account/sign-in", "text/html")]
    [InlineData("GET", "/console/orders", "application/problem+json")]
    [InlineData("GET", "/ucp/2026-04-08/catalog/search", "application/json", "content")]
    [InlineData("GET", "/ucp/2026-01-11/products", "application/json", "detail")]
    [InlineData("POST", "/mcp", "application/json", "error")]
    public async Task Each_door_refuses_who_is_too_fast_in_its_own_form_and_says_when_to_come_back(string method, string path, string type, string? member = null)
    {
        using var caller = Caller("203.0.113.7");
        for (var i = 0; i < Few; i++) (await SendAsync(caller, method, path)).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        var refused = await SendAsync(caller, method, path);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        refused.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        if (member is not null) JsonNode.Parse(await refused.Content.ReadAsStringAsync(Ct))![member].ShouldNotBeNull();

        using var other = Caller("203.0.113.8");
        (await SendAsync(other, method, path)).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task One_door_does_not_close_with_another_and_pictures_are_free()
    {
        using var caller = Caller("2001:db8:1:2::1");
        for (var i = 0; i <= Few; i++) await caller.GetAsync("/search?q=x", Ct);
        (await caller.GetAsync("/search?q=x", Ct)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await SendAsync(caller, "POST", "/api/chat")).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        (await caller.GetAsync("/assets/none.css", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var neighbour = Caller("2001:db8:1:2:ffff::9");
        (await neighbour.GetAsync("/search?q=x", Ct)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task What_a_known_proxy_says_counts_and_only_the_last_stranger_in_its_chain()
    {
        using var caller = Caller("198.51.100.1");
        for (var i = 0; i <= Few; i++) await caller.GetAsync("/search?q=x", Ct);
        // who writes the header himself stands behind what the proxy adds
        using var liar = Caller("8.8.8.8, 198.51.100.1");
        (await liar.GetAsync("/search?q=x", Ct)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task On_https_cookies_are_secure_and_the_browser_is_told_to_stay_there()
    {
        using var secure = Caller("203.0.113.9");
        secure.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        secure.DefaultRequestHeaders.Host = "shop.example";
        var page = await secure.GetAsync("/?lang=fr", Ct);
        page.Headers.GetValues("Strict-Transport-Security").Single().ShouldStartWith("max-age=");
        page.Headers.GetValues("Set-Cookie").ShouldAllBe(c => c.Contains("secure", StringComparison.OrdinalIgnoreCase) && c.Contains("httponly", StringComparison.OrdinalIgnoreCase) && c.Contains("samesite", StringComparison.OrdinalIgnoreCase));
        using var plain = Caller("203.0.113.10");
        (await plain.GetAsync("/", Ct)).Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    private HttpClient Caller(string address)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _world.Address };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient caller, string method, string path) => caller.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Ct);
}
