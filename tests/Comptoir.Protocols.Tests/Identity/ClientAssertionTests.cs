using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Ap2;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Identity;

/// <summary>RFC 7523 and Client ID Metadata Documents: platforms that prove themselves by a key and that nobody entered; one test a requirement.</summary>
public sealed class ClientAssertionTests : IAsyncLifetime
{
    private const string Client = "https://platform.example/client.json";
    private const string Plain = "https://plain.example/client.json";
    private const string Liar = "https://liar.example/client.json";

    private readonly SigningKey _key = SigningKey.Create();
    private readonly UcpShop _world;
    private readonly LinkingShop _shop;
    private int _count;

    public ClientAssertionTests()
    {
        _world = new(o =>
        {
            o.PinnedProfiles[Client] = $$"""{ "ucp": { "version": "2026-04-08" }, "client_id": "{{Client}}", "client_name": "Helper\u202e", "redirect_uris": ["{{LinkingShop.Callback}}"], "token_endpoint_auth_method": "private_key_jwt", "jwks": { "keys": [{{_key.PublicJwk.ToJsonString()}}] } }""";
            o.PinnedProfiles[Plain] = $$"""{ "ucp": { "version": "2026-04-08" }, "client_id": "{{Plain}}", "redirect_uris": ["{{LinkingShop.Callback}}"] }""";
            o.PinnedProfiles[Liar] = $$"""{ "ucp": { "version": "2026-04-08" }, "client_id": "{{Plain}}", "redirect_uris": ["https://liar.example/back"] }""";
        });
        _shop = new(_world);
    }

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task CIMD_the_metadata_says_that_documents_and_private_key_jwt_are_taken()
    {
        var metadata = await _shop.DocumentAsync("/.well-known/oauth-authorization-server");
        ((bool?)metadata["client_id_metadata_document_supported"]).ShouldBe(true);
        metadata["token_endpoint_auth_methods_supported"]!.ToJsonString().ShouldContain("private_key_jwt");
        metadata["token_endpoint_auth_signing_alg_values_supported"]!.ToJsonString().ShouldContain("ES256");
    }

    [Fact]
    public async Task CIMD_a_client_that_its_document_describes_is_known_by_its_host_and_links_an_account()
    {
        var found = (await _shop.Links.FindClientAsync("flowers", Client, LinkingShop.Ct)).ShouldNotBeNull();
        (found.Name, found.ProvesByKey, found.RedirectUris[0]).ShouldBe(("Helper · platform.example", true, LinkingShop.Callback));
        var (code, verifier) = await _shop.CodeAsync(found, await _shop.CustomerAsync());
        var (status, body) = await RedeemAsync(code, verifier, Assertion());
        status.ShouldBe(200, body.ToJsonString());
        (await _shop.CallAsync(HttpMethod.Get, "/orders", (string?)body["access_token"])).Status.ShouldBe(200);
    }

    [Fact]
    public async Task CIMD_a_document_that_names_another_client_id_describes_nobody() =>
        (await _shop.Links.FindClientAsync("flowers", Liar, LinkingShop.Ct)).ShouldBeNull();

    [Theory]
    [InlineData("http://platform.example/client.json")]
    [InlineData("https://platform.example")]
    [InlineData("https://platform.example/")]
    [InlineData("https://platform.example/a/../client.json")]
    [InlineData("https://platform.example/client.json#x")]
    [InlineData("https://user@platform.example/client.json")]
    [InlineData("https://10.0.0.1/client.json")]
    [InlineData("file:///etc/passwd")]
    public async Task CIMD_a_client_id_that_is_no_plain_https_address_of_a_document_is_unknown(string id) =>
        (await _shop.Links.FindClientAsync("flowers", id, LinkingShop.Ct)).ShouldBeNull();

    [Fact]
    public async Task CIMD_a_client_without_keys_needs_no_more_than_PKCE()
    {
        var found = (await _shop.Links.FindClientAsync("flowers", Plain, LinkingShop.Ct))!;
        var (code, verifier) = await _shop.CodeAsync(found, await _shop.CustomerAsync());
        (await _shop.RedeemAsync(found, code, verifier)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task CIMD_a_client_that_the_merchant_stopped_stays_stopped_whatever_its_document_says()
    {
        var found = (await _shop.Links.FindClientAsync("flowers", Plain, LinkingShop.Ct))!;
        await _shop.CodeAsync(found, await _shop.CustomerAsync());
        var stored = (await _shop.Store.GetClientAsync("flowers", Plain, LinkingShop.Ct)).ShouldNotBeNull();
        (await _shop.Store.SaveClientAsync(stored with { StoppedAt = DateTimeOffset.UtcNow, Version = stored.Version + 1 }, LinkingShop.Ct)).ShouldBeTrue();
        (await _shop.Links.FindClientAsync("flowers", Plain, LinkingShop.Ct))!.StoppedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task RFC7523_a_client_with_a_key_cannot_do_without_its_assertion()
    {
        var (code, verifier) = await CodeAsync();
        var (status, body) = await _shop.PostAsync("/oauth2/token", [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", LinkingShop.Callback), ("client_id", Client), ("code_verifier", verifier)]);
        (status, (string?)body["error"]).ShouldBe((401, "invalid_client"));
    }

    [Fact]
    public async Task RFC7523_an_assertion_is_good_once()
    {
        var assertion = Assertion();
        var (code, verifier) = await CodeAsync();
        (await RedeemAsync("wrong", verifier, assertion)).Body["error"]!.ToString().ShouldBe("invalid_grant");
        var (status, body) = await RedeemAsync(code, verifier, assertion);
        (status, (string?)body["error"]).ShouldBe((401, "invalid_client"));
    }

    [Theory]
    [InlineData("iss", "\"https://other.example/client.json\"")]
    [InlineData("sub", "\"https://other.example/client.json\"")]
    [InlineData("aud", "\"https://another-shop.example\"")]
    [InlineData("aud", "null")]
    [InlineData("exp", "1")]
    [InlineData("exp", "99999999999")]
    [InlineData("exp", "\"soon\"")]
    [InlineData("exp", "null")]
    [InlineData("nbf", "99999999999")]
    [InlineData("iat", "99999999999")]
    [InlineData("jti", "null")]
    [InlineData("jti", "7")]
    public async Task RFC7523_an_assertion_with_a_wrong_claim_proves_nothing(string claim, string value)
    {
        var (code, verifier) = await CodeAsync();
        var (status, body) = await RedeemAsync(code, verifier, Assertion(c => c[claim] = JsonNode.Parse(value)));
        (status, (string?)body["error"]).ShouldBe((401, "invalid_client"));
    }

    [Fact]
    public async Task RFC7523_an_assertion_signed_with_another_key_or_changed_or_of_another_type_proves_nothing()
    {
        var (code, verifier) = await CodeAsync();
        var good = Assertion();
        foreach (var bad in new[] { Assertion(key: SigningKey.Create()), good[..^4] + "AAAA", "a.b.c", "", good.Split('.')[0] + ".e30." + good.Split('.')[2] })
            (await RedeemAsync(code, verifier, bad)).Status.ShouldBe(401, bad);
        (await RedeemAsync(code, verifier, good, "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")).Status.ShouldBe(401);
        (await RedeemAsync(code, verifier, good)).Status.ShouldBe(200);
    }

    private async Task<(string Code, string Verifier)> CodeAsync() =>
        await _shop.CodeAsync((await _shop.Links.FindClientAsync("flowers", Client, LinkingShop.Ct))!, await _shop.CustomerAsync());

    private string Assertion(Action<JsonObject>? change = null, SigningKey? key = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Client, ["sub"] = Client, ["aud"] = _world.BaseUrl, ["iat"] = now, ["exp"] = now + 120, ["jti"] = $"j{_count++}-{Guid.NewGuid():N}" };
        change?.Invoke(claims);
        return Jws.Sign(key ?? _key, Encoding.UTF8.GetBytes(claims.ToJsonString()));
    }

    private Task<(int Status, JsonObject Body)> RedeemAsync(string code, string verifier, string assertion, string type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer") => _shop.PostAsync("/oauth2/token",
    [
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", LinkingShop.Callback), ("code_verifier", verifier), ("client_assertion_type", type), ("client_assertion", assertion),
    ]);
}
