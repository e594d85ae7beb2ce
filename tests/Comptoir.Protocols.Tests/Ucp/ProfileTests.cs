using System.Text.Json.Nodes;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Ucp;

[Must("UCP", "overview: profile")]
public sealed class ProfileTests(UcpShop shop) : IClassFixture<UcpShop>
{
    [Fact]
    public async Task The_profile_shows_the_newer_release_and_where_the_older_is()
    {
        var profile = await shop.Client().GetAsync("//.well-known/ucp");
        profile.Status.ShouldBe(200);
        profile.Headers.CacheControl!.ToString().ShouldBe("public, max-age=300");
        var ucp = profile["ucp"]!;
        ((string?)ucp["version"]).ShouldBe("2026-04-08");
        ((string?)ucp["services"]!["dev.ucp.shopping"]![0]!["endpoint"]).ShouldBe($"{shop.BaseUrl}/ucp/2026-04-08");
        ucp["capabilities"]!.AsObject().Count.ShouldBe(9);
        ucp["payment_handlers"]!.AsObject().Select(h => h.Key).ShouldBe(["dev.comptoir.test_payment", "com.shopify.shop_pay"]);
        profile["signing_keys"]!.AsArray().Single()!.AsObject().Select(m => m.Key).ShouldBe(["kid", "kty", "crv", "x", "y", "use", "alg"]);
        var older = (string)ucp["supported_versions"]!["2026-01-11"]!;
        var leaf = await shop.Client().GetAsync("/" + new Uri(older).AbsolutePath);
        ((string?)leaf["ucp"]!["version"]).ShouldBe("2026-01-11");
        leaf["ucp"]!.AsObject().ContainsKey("supported_versions").ShouldBeFalse();
    }

    [Fact]
    public async Task Only_transports_that_are_there_are_named()
    {
        var profile = await shop.Client().GetAsync("//.well-known/ucp");
        profile["ucp"]!["services"]!["dev.ucp.shopping"]!.AsArray().Select(s => (string?)s!["transport"]).ShouldBe(["rest", "a2a", "embedded"]);
    }

    [Fact]
    public async Task The_older_release_has_its_own_shape_and_the_pages_about_handlers_are_there()
    {
        var profile = await shop.Client().GetAsync("//ucp/2026-01-11/profile");
        ((string?)profile["ucp"]!["services"]!["dev.ucp.shopping"]!["rest"]!["endpoint"]).ShouldBe($"{shop.BaseUrl}/ucp/2026-01-11");
        profile["ucp"]!["capabilities"]!.AsArray().Select(c => (string?)c!["name"]).ShouldBe(
            ["dev.ucp.shopping.checkout", "dev.ucp.shopping.order", "dev.ucp.shopping.fulfillment", "dev.ucp.shopping.discount", "dev.ucp.shopping.buyer_consent", "dev.ucp.common.identity_linking"]);
        var pay = profile["payment"]!["handlers"]!.AsArray().Single(h => (string?)h!["id"] == "shop_pay")!;
        ((string?)pay["config"]!["shop_id"]).ShouldBe("s1");
        foreach (var url in new[] { (string)pay["spec"]!, (string)pay["config_schema"]!, (string)pay["instrument_schemas"]![0]! })
            (await shop.Client().GetAsync("/" + new Uri(url).AbsolutePath)).Status.ShouldBe(200, url);
        (await shop.Client().GetAsync("//ucp/handlers/nobody")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Which_release_the_profile_shows_is_a_setting()
    {
        await using var older = new UcpShop(o => o.DefaultVersion = UcpVersions.V2026_01_11);
        await older.InitializeAsync();
        var profile = await older.Client().GetAsync("//.well-known/ucp");
        ((string?)profile["ucp"]!["version"]).ShouldBe("2026-01-11");
        profile["ucp"]!["supported_versions"]!.AsObject().Select(v => v.Key).ShouldBe(["2026-04-08", "2026-01-23"]);
    }

    [Fact]
    public async Task Behind_a_proxy_the_profile_names_the_public_address()
    {
        await using var proxied = new UcpShop(o => o.PublicUrl = "https://127.0.0.1/");
        await proxied.InitializeAsync();
        var profile = await proxied.Client().GetAsync("//.well-known/ucp");
        ((string?)profile["ucp"]!["services"]!["dev.ucp.shopping"]![0]!["endpoint"]).ShouldBe("https://127.0.0.1/ucp/2026-04-08");
    }

    [Fact]
    public async Task Every_address_that_the_profile_names_answers_its_operations()
    {
        var profile = await shop.Client().GetAsync("//.well-known/ucp");
        var endpoint = new Uri((string)profile["ucp"]!["services"]!["dev.ucp.shopping"]![0]!["endpoint"]!).AbsolutePath;
        foreach (var path in new JsonArray { "/catalog/search", "/catalog/lookup", "/catalog/product", "/carts", "/checkout-sessions" }.Select(p => (string)p!))
            (await shop.Client().SendAsync(HttpMethod.Post, "/" + endpoint + path, "{}", "k")).Status.ShouldBe(400, path);
    }
}
