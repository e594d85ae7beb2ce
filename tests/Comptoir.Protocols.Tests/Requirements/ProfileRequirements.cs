using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What UCP demands of the shop's profile.</summary>
[Must("UCP", "overview: profile")]
public sealed class ProfileRequirements : IClassFixture<ProfileRequirements.Public>
{
    /// <summary>The shop as the public reaches it: over https, behind a proxy.</summary>
    public sealed class Public : IAsyncLifetime
    {
        public UcpShop Shop { get; } = new(o => o.PublicUrl = "https://127.0.0.1");

        public ValueTask InitializeAsync() => Shop.InitializeAsync();

        public ValueTask DisposeAsync() => Shop.DisposeAsync();
    }

    private static readonly Regex ReverseDomain = new(@"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9_-]*){2,}$");
    private readonly UcpShop _shop;

    public ProfileRequirements(Public site) => _shop = site.Shop;

    public static TheoryData<string> Pages => new("//.well-known/ucp", "//ucp/2026-04-08/profile", "//ucp/2026-01-23/profile", "//ucp/2026-01-11/profile");

    [Theory, MemberData(nameof(Pages))]
    public async Task A_profile_is_answered_with_200_and_without_a_redirect(string page)
    {
        var reply = await _shop.Client(agent: null).GetAsync(page);
        (reply.Status, reply.Headers.Location).ShouldBe((200, null));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_profile_may_be_kept_by_everybody_for_at_least_a_minute(string page)
    {
        var caching = (await _shop.Client(agent: null).GetAsync(page)).Headers.CacheControl!;
        (caching.Public, caching.MaxAge >= TimeSpan.FromMinutes(1), caching.Private, caching.NoStore, caching.NoCache).ShouldBe((true, true, false, false, false));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Services_and_capabilities_have_reverse_domain_names(string page) => (await NamesAsync(page)).All(n => ReverseDomain.IsMatch(n).ShouldBeTrue(n));

    [Theory, MemberData(nameof(Pages))]
    public async Task Every_capability_names_its_version_its_specification_and_its_schema(string page) => (await CapabilitiesAsync(page)).All(c => c.Entry.ShouldHave("version", "spec", "schema"));

    [Theory, MemberData(nameof(Pages))]
    public async Task Specification_and_schema_are_at_the_home_of_the_name(string page) => (await CapabilitiesAsync(page)).All(c =>
    {
        var home = string.Join('.', c.Name.Split('.').Take(2).Reverse());
        foreach (var address in new[] { c.Entry.Text("spec")!, c.Entry.Text("schema")! })
            (new Uri(address).Scheme, new Uri(address).Host == home || new Uri(address).Host.EndsWith("." + home, StringComparison.Ordinal) || new Uri(address).Host == "127.0.0.1").ShouldBe(("https", true), $"{c.Name}: {address}");
    });

    [Theory, MemberData(nameof(Pages))]
    public async Task Versions_are_dates(string page)
    {
        var ucp = (await PageAsync(page))["ucp"]!.AsObject();
        var versions = (ucp["supported_versions"] as JsonObject ?? []).Select(v => v.Key).Append(ucp.Text("version")!).Concat((await CapabilitiesAsync(page)).Select(c => c.Entry.Text("version")!));
        versions.All(v => v.ShouldMatch(@"^\d{4}-\d{2}-\d{2}$"));
    }

    [Fact]
    public async Task Every_endpoint_is_an_absolute_https_address() =>
        Tour.Objects((await PageAsync("//.well-known/ucp"))["ucp"]!["services"], "dev.ucp.shopping").Where(s => s["endpoint"] is not null).All(s => new Uri(s.Text("endpoint")!).Scheme.ShouldBe("https"));

    [Fact]
    public async Task Every_other_release_has_a_profile_of_its_own_that_names_no_further_ones()
    {
        var ucp = (await PageAsync("//.well-known/ucp"))["ucp"]!;
        ucp["supported_versions"]!.AsObject().Select(v => v.Key).ShouldBe([UcpVersions.V2026_01_23, UcpVersions.V2026_01_11], ignoreOrder: true);
        foreach (var (version, address) in ucp["supported_versions"]!.AsObject())
        {
            var leaf = (await PageAsync("/" + new Uri((string)address!).AbsolutePath))["ucp"]!.AsObject();
            (leaf.Text("version"), leaf.ContainsKey("supported_versions")).ShouldBe((version, false));
        }
    }

    [Fact]
    public async Task Keys_are_public_JWKs_with_an_id_of_a_curve_that_everybody_verifies() => Tour.Objects(await PageAsync("//.well-known/ucp"), "signing_keys").All(k =>
    {
        k.ShouldHave("kid", "kty", "crv", "x", "y");
        (k.Text("kty"), k.Text("crv"), k["d"]).ShouldBe(("EC", "P-256", null));
    });

    [Fact]
    public async Task An_extension_names_what_it_extends() => (await CapabilitiesAsync("//.well-known/ucp")).Where(c => c.Name is "dev.ucp.shopping.fulfillment" or "dev.ucp.shopping.discount" or "dev.ucp.shopping.buyer_consent" or "dev.ucp.shopping.ap2_mandate")
        .All(c => c.Entry["extends"].ShouldNotBeNull(c.Name));

    [Fact]
    public async Task The_operations_that_need_a_linked_account_are_listed_by_scope()
    {
        var linking = (await CapabilitiesAsync("//.well-known/ucp")).Single(c => c.Name == "dev.ucp.common.identity_linking").Entry;
        linking["config"]!["scopes"]!.AsObject().All(s => s.Key.ShouldMatch(@"^[a-z0-9._-]+:[a-z][a-z0-9_]*$"));
    }

    [Theory]
    [InlineData("/catalog/search", "catalog.search")]
    [InlineData("/catalog/lookup", "catalog.lookup")]
    [InlineData("/catalog/product", "catalog.lookup")]
    [InlineData("/carts", "cart")]
    [InlineData("/checkout-sessions", "checkout")]
    public async Task What_a_capability_promises_is_there(string path, string capability)
    {
        (await NamesAsync("//.well-known/ucp")).ShouldContain($"dev.ucp.shopping.{capability}");
        (await _shop.Client().PostAsync(path, "{}")).Status.ShouldBe(400, "not 404: the operation is there and misses its input");
    }

    private async Task<JsonObject> PageAsync(string page) => (await _shop.Client(agent: null).GetAsync(page)).Body!;

    private async Task<IReadOnlyList<string>> NamesAsync(string page) =>
        [.. (await PageAsync(page))["ucp"]!["services"]!.AsObject().Select(s => s.Key), .. (await CapabilitiesAsync(page)).Select(c => c.Name)];

    /// <summary>2026-01-11 lists them, later releases register them.</summary>
    private async Task<IReadOnlyList<(string Name, JsonObject Entry)>> CapabilitiesAsync(string page) => (await PageAsync(page))["ucp"]!["capabilities"] switch
    {
        JsonArray list => [.. list.OfType<JsonObject>().Select(c => (c.Text("name")!, c))],
        JsonObject registry => [.. registry.SelectMany(c => c.Value!.AsArray().OfType<JsonObject>().Select(e => (c.Key, e)))],
        _ => [],
    };
}
