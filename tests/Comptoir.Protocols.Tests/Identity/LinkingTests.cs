using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Identity;

/// <summary>Identity linking of UCP 2026-04-08: one test a requirement.</summary>
[Must("UCP", "identity-linking")]
public sealed class LinkingTests(UcpShop world) : IClassFixture<UcpShop>
{
    private readonly LinkingShop _shop = new(world);

    [Fact]
    public async Task The_metadata_names_the_endpoints_and_promises_only_what_is_done()
    {
        var metadata = await _shop.DocumentAsync("/.well-known/oauth-authorization-server");
        ((string?)metadata["issuer"]).ShouldBe(world.BaseUrl);
        ((string?)metadata["token_endpoint"]).ShouldBe(world.BaseUrl + "/oauth2/token");
        metadata["code_challenge_methods_supported"]!.ToJsonString().ShouldBe("""["S256"]""");
        ((bool?)metadata["authorization_response_iss_parameter_supported"]).ShouldBe(true);
        metadata["scopes_supported"]!.AsArray().Select(s => (string?)s).ShouldBe(LinkScopes.All);
        metadata["token_endpoint_auth_methods_supported"]!.AsArray().Select(s => (string?)s).ShouldContain("none");
        var resource = await _shop.DocumentAsync("/.well-known/oauth-protected-resource");
        ((string?)resource["resource"]).ShouldBe(world.BaseUrl);
        ((string?)resource["authorization_servers"]![0]).ShouldBe(world.BaseUrl);
    }

    [Fact]
    public async Task The_profile_declares_the_scopes_that_gate_operations()
    {
        var profile = await _shop.DocumentAsync("/.well-known/ucp");
        var entry = profile["ucp"]!["capabilities"]!["dev.ucp.common.identity_linking"]![0]!;
        entry["config"]!["scopes"]!.AsObject().Select(s => s.Key).ShouldBe([LinkScopes.ReadOrders, LinkScopes.ManageOrders]);
        ((string?)entry["schema"]).ShouldBe("https://ucp.dev/2026-04-08/schemas/common/identity_linking.json");
    }

    [Fact]
    public async Task A_code_gives_tokens_once_and_coming_again_it_ends_what_it_gave()
    {
        var (client, customer) = (await _shop.ClientAsync(), await _shop.CustomerAsync());
        var (code, verifier) = await _shop.CodeAsync(client, customer);
        var (status, body) = await _shop.RedeemAsync(client, code, verifier);
        status.ShouldBe(200);
        ((string?)body["token_type"]).ShouldBe("Bearer");
        ((string?)body["scope"]).ShouldBe($"{LinkScopes.ReadOrders} {LinkScopes.ManageOrders}");
        var token = (string)body["access_token"]!;
        (await _shop.CallAsync(HttpMethod.Get, "/orders", token)).Status.ShouldBe(200);
        var (again, refused) = await _shop.RedeemAsync(client, code, verifier);
        (again, (string?)refused["error"]).ShouldBe((400, "invalid_grant"));
        (await _shop.CallAsync(HttpMethod.Get, "/orders", token)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("without")]
    [InlineData("wrong")]
    [InlineData("short")]
    public async Task A_code_without_its_verifier_is_an_invalid_grant(string how)
    {
        var client = await _shop.ClientAsync();
        var (code, verifier) = await _shop.CodeAsync(client, await _shop.CustomerAsync());
        var (status, body) = await _shop.RedeemAsync(client, code, how switch { "without" => null, "wrong" => verifier + "x", _ => "x" });
        (status, (string?)body["error"]).ShouldBe((400, "invalid_grant"));
    }

    [Fact]
    public async Task The_return_address_of_the_token_request_is_that_of_the_authorization_but_for_a_loopback_port()
    {
        var client = await _shop.ClientAsync(redirects: [LinkingShop.Callback, "http://127.0.0.1:7777/cb"]);
        var customer = await _shop.CustomerAsync();
        var (code, verifier) = await _shop.CodeAsync(client, customer);
        ((string?)(await _shop.RedeemAsync(client, code, verifier, LinkingShop.Callback + "/")).Body["error"]).ShouldBe("invalid_grant");
        var (native, proof) = await _shop.CodeAsync(client, customer, "http://127.0.0.1:7711/cb");
        (await _shop.RedeemAsync(client, native, proof, "http://127.0.0.1:7929/cb")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_confidential_client_proves_itself_by_its_secret_and_by_nothing_else()
    {
        var (client, customer) = (await _shop.ClientAsync(secret: true), await _shop.CustomerAsync());
        var (code, verifier) = await _shop.CodeAsync(client, customer);
        (string, string)[] form = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", LinkingShop.Callback), ("code_verifier", verifier)];
        string Basic(string secret) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{Uri.EscapeDataString(secret)}"));
        var wrong = await _shop.PostAsync("/oauth2/token", form, Basic(LinkingShop.Secret + "-wrong"));
        (wrong.Status, (string?)wrong.Body["error"]).ShouldBe((401, "invalid_client"));
        ((string?)(await _shop.PostAsync("/oauth2/token", [.. form, ("client_id", client.Id)])).Body["error"]).ShouldBe("invalid_client");
        ((string?)(await _shop.PostAsync("/oauth2/token", form, "Basic %%%")).Body["error"]).ShouldBe("invalid_client");
        (await _shop.PostAsync("/oauth2/token", form, Basic(LinkingShop.Secret))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_code_of_another_platform_is_an_invalid_grant()
    {
        var (mine, theirs) = (await _shop.ClientAsync(), await _shop.ClientAsync());
        var (code, verifier) = await _shop.CodeAsync(mine, await _shop.CustomerAsync());
        ((string?)(await _shop.RedeemAsync(theirs, code, verifier)).Body["error"]).ShouldBe("invalid_grant");
        (await _shop.RedeemAsync(mine, code, verifier)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_coming_again_it_ends_the_link()
    {
        var (client, customer) = (await _shop.ClientAsync(), await _shop.CustomerAsync());
        var (_, first) = await _shop.LinkAsync(client, customer);
        var (status, body) = await _shop.RefreshAsync(client, first);
        status.ShouldBe(200);
        var (access, second) = ((string)body["access_token"]!, (string)body["refresh_token"]!);
        (await _shop.CallAsync(HttpMethod.Get, "/orders", access)).Status.ShouldBe(200);
        ((string?)(await _shop.RefreshAsync(client, first)).Body["error"]).ShouldBe("invalid_grant");
        (await _shop.CallAsync(HttpMethod.Get, "/orders", access)).Status.ShouldBe(401);
        ((string?)(await _shop.RefreshAsync(client, second)).Body["error"]).ShouldBe("invalid_grant");
        (await _shop.Links.ListAsync(customer, LinkingShop.Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Revoking_the_refresh_token_ends_its_access_tokens_and_another_platform_cannot_do_it()
    {
        var (client, other) = (await _shop.ClientAsync(), await _shop.ClientAsync());
        var (access, refresh) = await _shop.LinkAsync(client, await _shop.CustomerAsync());
        (await _shop.PostAsync("/oauth2/revoke", [("token", refresh), ("client_id", other.Id)])).Status.ShouldBe(200);
        (await _shop.CallAsync(HttpMethod.Get, "/orders", access)).Status.ShouldBe(200);
        (await _shop.PostAsync("/oauth2/revoke", [("token", refresh), ("client_id", client.Id)])).Status.ShouldBe(200);
        var after = await _shop.CallAsync(HttpMethod.Get, "/orders", access);
        after.Status.ShouldBe(401);
        after.Headers.WwwAuthenticate.ToString().ShouldContain("error=\"invalid_token\"");
        (await _shop.PostAsync("/oauth2/revoke", [("token", "unknown"), ("client_id", client.Id)])).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_gated_operation_without_a_token_answers_identity_required_with_a_challenge()
    {
        var reply = await _shop.CallAsync(HttpMethod.Get, "/orders", null);
        reply.Status.ShouldBe(401);
        reply.Codes.ShouldBe(["identity_required"]);
        var challenge = reply.Headers.WwwAuthenticate.ToString();
        challenge.ShouldStartWith($"Bearer realm=\"{world.BaseUrl}\"");
        challenge.ShouldContain($"resource_metadata=\"{world.BaseUrl}/.well-known/oauth-protected-resource\"");
        challenge.ShouldNotContain("error=");
        new Uri((string)reply["continue_url"]!).Query.ShouldBeEmpty("it is no prepared authorization request");
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("revoked")]
    [InlineData("foreign_client")]
    [InlineData("made up")]
    public async Task A_token_that_does_not_count_is_an_invalid_token(string kind)
    {
        var minted = await new UcpClient(world.BaseUrl, UcpVersions.V2026_04_08, UcpShop.Agent).SendAsync(HttpMethod.Post, "//testing/oauth/mint", new JsonObject { ["kind"] = kind }.ToJsonString());
        var token = kind == "made up" ? "made-up" : (string)minted["access_token"]!;
        foreach (var path in (string[])["/orders", "/orders/ord_none"])
        {
            var reply = await _shop.CallAsync(HttpMethod.Get, path, token);
            reply.Status.ShouldBe(401, path);
            reply.Codes.ShouldBe(["identity_required"]);
            reply.Headers.WwwAuthenticate.ToString().ShouldContain("error=\"invalid_token\"");
        }
    }

    [Fact]
    public async Task A_token_without_the_scope_answers_insufficient_scope_with_the_full_set()
    {
        var (access, _) = await _shop.LinkAsync(await _shop.ClientAsync(), await _shop.CustomerAsync(), LinkScopes.ReadOrders);
        var reply = await _shop.CallAsync(HttpMethod.Post, "/orders/ord_none/cancel", access);
        reply.Status.ShouldBe(403);
        reply.Codes.ShouldBe(["insufficient_scope"]);
        reply.Headers.WwwAuthenticate.ToString().ShouldContain($"error=\"insufficient_scope\", scope=\"{LinkScopes.ReadOrders} {LinkScopes.ManageOrders}\"");
    }

    [Fact]
    public async Task A_customers_orders_are_open_to_a_linked_platform_wherever_they_were_placed_and_to_no_other()
    {
        var (customer, stranger) = (await _shop.CustomerAsync(), await _shop.CustomerAsync());
        var agent = new UcpClient(world.BaseUrl, UcpVersions.V2026_04_08, "https://other-agent.example/profile");
        var order = (string)(await agent.PayAsync((await agent.ReadyCheckoutAsync(buyer: customer.Email)).Id))["order"]!["id"]!;
        var client = await _shop.ClientAsync();
        var (access, _) = await _shop.LinkAsync(client, customer);
        (await _shop.CallAsync(HttpMethod.Get, $"/orders/{order}", access)).Id.ShouldBe(order);
        (await _shop.CallAsync(HttpMethod.Get, "/orders", access))["orders"]![0]!["id"]!.GetValue<string>().ShouldBe(order);
        (await _shop.CallAsync(HttpMethod.Get, $"/orders/{order}", null)).Codes.ShouldBe(["not_found"]);
        var (buys, _) = await _shop.LinkAsync(client, customer, LinkScopes.ManageCheckouts);
        (await _shop.CallAsync(HttpMethod.Get, $"/orders/{order}", buys)).Codes.ShouldBe(["not_found"], "reading orders was not allowed");
        var (theirs, _) = await _shop.LinkAsync(client, stranger);
        (await _shop.CallAsync(HttpMethod.Get, $"/orders/{order}", theirs)).Codes.ShouldBe(["not_found"]);
        (await _shop.CallAsync(HttpMethod.Post, $"/orders/{order}/cancel", theirs)).Status.ShouldBe(404);
        (await _shop.CallAsync(HttpMethod.Post, $"/orders/{order}/cancel", access)).Status.ShouldBe(200);
        (await world.Services.GetRequiredService<OrderService>().GetAsync("flowers", order, LinkingShop.Ct)).Value!.Status.ShouldBe(OrderStatus.Canceled);
    }

    [Fact]
    public async Task A_token_beside_another_platforms_profile_is_refused()
    {
        var client = await _shop.ClientAsync(profile: UcpShop.Agent);
        var (access, _) = await _shop.LinkAsync(client, await _shop.CustomerAsync());
        (await _shop.CallAsync(HttpMethod.Get, "/orders", access)).Status.ShouldBe(200);
        (await _shop.CallAsync(HttpMethod.Get, "/orders", access, "https://intruder.example/platform.json")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_checkout_with_a_token_belongs_to_the_customer_only_when_buying_was_allowed()
    {
        var (client, customer) = (await _shop.ClientAsync(), await _shop.CustomerAsync());
        foreach (var (scope, owner) in new[] { (LinkScopes.ManageCheckouts, customer.Id), (LinkScopes.ReadOrders, null) })
        {
            var (access, _) = await _shop.LinkAsync(client, customer, scope);
            var reply = await new UcpClient(world.BaseUrl, UcpVersions.V2026_04_08, UcpShop.Agent)
                .SendAsync(HttpMethod.Post, "/checkout-sessions", """{ "line_items": [{ "item": { "id": "rose" }, "quantity": 1 }] }""", Guid.NewGuid().ToString(), headers: ("Authorization", "Bearer " + access));
            reply.Status.ShouldBe(201, reply.Raw);
            (await world.Services.GetRequiredService<Comptoir.Ordering.IOrderingStore>().GetCheckoutAsync("flowers", reply.Id, LinkingShop.Ct))!.Caller.CustomerId.ShouldBe(owner);
        }
    }

    [Fact]
    public async Task A_platform_that_the_merchant_stopped_can_do_nothing_more()
    {
        var (client, customer) = (await _shop.ClientAsync(), await _shop.CustomerAsync());
        var (access, refresh) = await _shop.LinkAsync(client, customer);
        (await _shop.Store.SaveClientAsync(client with { Version = 2, StoppedAt = DateTimeOffset.UtcNow }, LinkingShop.Ct)).ShouldBeTrue();
        (await _shop.CallAsync(HttpMethod.Get, "/orders", access)).Status.ShouldBe(401);
        ((string?)(await _shop.RefreshAsync(client, refresh)).Body["error"]).ShouldBe("invalid_client");
    }

    [Theory]
    [InlineData("grant_type=password&client_id={0}", "unsupported_grant_type")]
    [InlineData("client_id={0}", "unsupported_grant_type")]
    [InlineData("grant_type=authorization_code&client_id={0}", "invalid_grant")]
    [InlineData("grant_type=refresh_token&client_id={0}&client_id={0}", "invalid_request")]
    [InlineData("grant_type=refresh_token&client_id=nobody", "invalid_client")]
    public async Task A_broken_token_request_gets_the_code_of_OAuth(string form, string error)
    {
        var client = await _shop.ClientAsync();
        var members = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, client.Id).Split('&').Select(m => m.Split('=')).Select(m => (m[0], m[1]));
        var (status, body) = await _shop.PostAsync("/oauth2/token", members);
        status.ShouldBeInRange(400, 401);
        ((string?)body["error"]).ShouldBe(error);
    }
}
