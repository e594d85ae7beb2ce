using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Comptoir.Protocols.Tests.Ucp;

[Must("UCP", "overview: negotiation")]
public sealed class NegotiationTests : IClassFixture<NegotiationTests.Platform>, IClassFixture<UcpShop>
{
    private const string OneRose = """{"line_items":[{"item":{"id":"rose"},"quantity":1}]}""";
    private readonly Platform _platform;
    private readonly UcpShop _shop;

    public NegotiationTests(Platform platform, UcpShop shop) => (_platform, _shop) = (platform, shop);

    [Fact]
    public async Task An_answer_names_only_what_both_sides_have()
    {
        var url = _platform.Serve(UcpShop.Profile(capabilities: ["checkout", "fulfillment", "order"]));
        var reply = await _shop.Client(agent: url).PostAsync("/checkout-sessions", OneRose);
        reply.Status.ShouldBe(201, reply.Raw);
        reply["ucp"]!["capabilities"]!.AsObject().Select(c => c.Key).ShouldBe(["dev.ucp.shopping.checkout", "dev.ucp.shopping.fulfillment"]);
    }

    [Theory]
    [InlineData("discount")]
    [InlineData("catalog.search")]
    public async Task Without_what_the_operation_needs_nothing_is_done(string capability)
    {
        var url = _platform.Serve(UcpShop.Profile(capabilities: [capability]));
        var reply = await _shop.Client(agent: url).PostAsync("/checkout-sessions", OneRose);
        reply.Status.ShouldBe(200, reply.Raw);
        ((string?)reply["ucp"]!["status"]).ShouldBe("error");
        reply.Codes.ShouldBe(["capabilities_incompatible"]);
    }

    [Fact]
    public async Task A_profile_without_a_list_of_capabilities_gets_all_of_the_shops()
    {
        var url = _platform.Serve("""{"ucp":{"version":"2026-04-08","services":{},"payment_handlers":{}}}""");
        (await _shop.Client(agent: url).PostAsync("/checkout-sessions", OneRose))["ucp"]!["capabilities"]!.AsObject().Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ucp":{"version":7}}""")]
    [InlineData("""{"ucp":{"version":"tomorrow"}}""")]
    [InlineData("""{"ucp":{"version":"2026-04-08","capabilities":"all"}}""")]
    public async Task What_is_no_profile_is_malformed(string document)
    {
        var reply = await _shop.Client(agent: _platform.Serve(document)).PostAsync("/checkout-sessions", OneRose);
        reply.Status.ShouldBe(422, reply.Raw);
        ((string?)reply["code"]).ShouldBe("profile_malformed");
    }

    [Fact]
    public async Task A_platform_newer_than_the_shop_is_told_so()
    {
        var reply = await _shop.Client(agent: _platform.Serve(UcpShop.Profile(version: "2099-01-01"))).PostAsync("/checkout-sessions", OneRose);
        reply.Status.ShouldBe(422, reply.Raw);
        ((string?)reply["code"]).ShouldBe("version_unsupported");
    }

    [Fact]
    public async Task A_profile_that_cannot_be_had_stops_nobody()
    {
        var reply = await _shop.Client(agent: "http://127.0.0.1:1/profile").PostAsync("/checkout-sessions", OneRose);
        reply.Status.ShouldBe(201, reply.Raw);
        reply["ucp"]!["capabilities"]!.AsObject().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Where_profiles_are_required_one_that_cannot_be_had_is_424()
    {
        await using var strict = new UcpShop(o => o.RequireReachableProfiles = true);
        await strict.InitializeAsync();
        var reply = await strict.Client(agent: "http://127.0.0.1:1/profile").PostAsync("/checkout-sessions", OneRose);
        reply.Status.ShouldBe(424, reply.Raw);
        ((string?)reply["code"]).ShouldBe("profile_unreachable");
        (await strict.Client().PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var target = _platform.Serve(UcpShop.Profile(capabilities: ["discount"]));
        (await _shop.Client(agent: _platform.Redirect(target)).PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_profile_that_is_too_long_is_not_read()
    {
        var url = _platform.Serve("""{"ucp":{"version":"tomorrow"},"x":" """ + new string('x', 300_000) + "\"}");
        (await _shop.Client(agent: url).PostAsync("/checkout-sessions", OneRose)).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_profile_is_fetched_once_for_many_calls()
    {
        var url = _platform.Serve(UcpShop.Profile());
        for (var i = 0; i < 5; i++) await _shop.Client(agent: url).GetAsync("/carts/none");
        _platform.Fetches(url).ShouldBe(1);
    }

    [Fact]
    public async Task The_older_release_lists_wishes_and_does_not_narrow()
    {
        var url = _platform.Serve("""{"ucp":{"version":"2026-01-11","capabilities":[{"name":"dev.ucp.shopping.order","version":"2026-01-11"}]}}""");
        (await _shop.Client(UcpVersions.V2026_01_11, url).PostAsync("/checkout-sessions", """{"currency":"EUR","line_items":[{"item":{"id":"rose"},"quantity":1}]}""")).Status.ShouldBe(201);
    }

    /// <summary>A server of profiles on this machine.</summary>
    public sealed class Platform : IAsyncLifetime
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (string Document, string? Location, int Fetches)> _pages = new();
        private WebApplication _app = null!;
        private int _next;

        public async ValueTask InitializeAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.MapGet("/{name}", (string name) =>
            {
                var page = _pages.AddOrUpdate(name, _ => default, (_, p) => p with { Fetches = p.Fetches + 1 });
                return page.Location is { } to ? Results.Redirect(to) : Results.Content(page.Document, "application/json");
            });
            await _app.StartAsync();
        }

        public string Serve(string document) => Add((document, null, 0));

        public string Redirect(string to) => Add(("", to, 0));

        public int Fetches(string url) => _pages[new Uri(url).AbsolutePath.Trim('/')].Fetches;

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private string Add((string, string?, int) page)
        {
            var name = $"profile-{Interlocked.Increment(ref _next)}";
            _pages[name] = page;
            return $"{_app.Urls.Single()}/{name}";
        }
    }
}
