using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Identity;

[Must("UCP", "identity-linking")]
public sealed class AuthorizationReadingTests
{
    private const string Issuer = "https://shop.example";
    private static readonly string Challenge = new('c', 43);

    private static readonly LinkClient Client = new() { ShopId = "s", Id = "app", Name = "Helper", RedirectUris = ["https://helper.example/back"] };

    [Fact]
    public void A_sound_request_is_read()
    {
        var reading = Read(Client);
        reading.Request.ShouldNotBeNull(reading.Description).Scopes.ShouldBe([LinkScopes.ReadOrders]);
        reading.Request.State.ShouldBe("xyz");
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "everything", "invalid_scope")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "too-short", "invalid_request")]
    [InlineData("resource", "https://another.example", "invalid_target")]
    [InlineData("resource", "https://shop.example.evil.example", "invalid_target")]
    public void What_is_wrong_with_it_is_told_to_the_platform(string member, string? value, string error)
    {
        var reading = Read(Client, (member, value));
        (reading.Request, reading.Error, reading.RedirectUri, reading.State).ShouldBe((null, error, "https://helper.example/back", "xyz"));
    }

    [Theory]
    [InlineData("https://helper.example/back/")]
    [InlineData("https://helper.example/back?x=1")]
    [InlineData("https://helper.example.evil.example/back")]
    [InlineData("http://helper.example/back")]
    [InlineData(null)]
    public void Nobody_is_sent_to_an_address_that_was_not_registered(string? redirect) =>
        Read(Client, ("redirect_uri", redirect)).RedirectUri.ShouldBeNull();

    [Fact]
    public void Nobody_is_sent_anywhere_by_a_platform_that_is_unknown_or_stopped()
    {
        Read(null).RedirectUri.ShouldBeNull();
        Read(Client with { StoppedAt = DateTimeOffset.UnixEpoch }).RedirectUri.ShouldBeNull();
    }

    [Fact]
    public void A_member_that_comes_twice_is_refused() =>
        AuthorizationReading.Of(n => n == "scope" ? [LinkScopes.ReadOrders, LinkScopes.ManageOrders] : Members()[n] is { } v ? [v] : [], Client, Issuer).Error.ShouldBe("invalid_request");

    [Fact]
    public void Only_a_confidential_client_that_asks_for_the_old_scope_alone_may_leave_out_the_challenge()
    {
        var confidential = Client with { SecretHash = "x" };
        (string, string?)[] without = [("code_challenge", null), ("code_challenge_method", null), ("scope", LinkScopes.CheckoutSession)];
        Read(confidential, without).Request.ShouldNotBeNull();
        Read(Client, without).Error.ShouldBe("invalid_request");
        Read(confidential, [.. without[..2], ("scope", $"{LinkScopes.CheckoutSession} {LinkScopes.ReadOrders}")]).Error.ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("http://127.0.0.1:7777/cb", "http://127.0.0.1:1/cb", true)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:50000/cb", true)]
    [InlineData("http://[::1]:7777/cb", "http://[::1]:8/cb", true)]
    [InlineData("http://127.0.0.1:7777/cb", "http://127.0.0.1:1/other", false)]
    [InlineData("http://127.0.0.1:7777/cb", "https://127.0.0.1:1/cb", false)]
    [InlineData("http://127.0.0.1:7777/cb", "http://127.0.0.1:1@evil.example/cb", false)]
    [InlineData("http://127.0.0.1:7777/cb", "http://127.0.0.1.evil.example/cb", false)]
    [InlineData("http://localhost:7777/cb", "http://localhost:1/cb", false)]
    [InlineData("https://helper.example:1/cb", "https://helper.example:2/cb", false)]
    public void Only_the_port_of_a_loopback_address_may_differ(string registered, string given, bool same) =>
        RedirectAddress.Matches(registered, given).ShouldBe(same);

    [Theory]
    [InlineData("https://helper.example/back", true)]
    [InlineData("http://127.0.0.1/cb", true)]
    [InlineData("com.example.helper:/back", true)]
    [InlineData("http://helper.example/back", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("https://helper.example/back#x", false)]
    [InlineData("https://user@helper.example/back", false)]
    [InlineData("/back", false)]
    public void Only_addresses_that_are_safe_to_send_a_code_to_are_registered(string address, bool allowed) =>
        RedirectAddress.MayBeRegistered(address).ShouldBe(allowed);

    private static Dictionary<string, string?> Members() => new()
    {
        ["response_type"] = "code",
        ["client_id"] = "app",
        ["redirect_uri"] = "https://helper.example/back",
        ["scope"] = LinkScopes.ReadOrders,
        ["state"] = "xyz",
        ["code_challenge"] = Challenge,
        ["code_challenge_method"] = "S256",
        ["resource"] = Issuer + "/mcp",
    };

    private static AuthorizationReading Read(LinkClient? client, params (string Name, string? Value)[] changes)
    {
        var members = Members();
        foreach (var (name, value) in changes) members[name] = value;
        return AuthorizationReading.Of(n => members[n] is { } value ? [value] : [], client, Issuer);
    }
}
