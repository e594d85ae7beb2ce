using System.Net;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Tests.Ucp;

[Must("UCP", "overview: negotiation")]
public sealed class TrustTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_public_addresses_are_called(string address, bool allowed) =>
        PublicAddress.IsPublic(IPAddress.Parse(address)).ShouldBe(allowed);

    [Theory]
    [InlineData("https://agent.example/profile", true, true)]
    [InlineData("http://agent.example/profile", false, false)]
    [InlineData("http://localhost:8285/profile", false, true)]
    [InlineData("http://127.0.0.1/profile", false, true)]
    [InlineData("http://127.0.0.1.evil.example/profile", false, false)]
    [InlineData("https://user:pass@agent.example/", false, false)]
    [InlineData("file:///etc/passwd", false, false)]
    [InlineData("gopher://x/", false, false)]
    [InlineData("//agent.example/", false, false)]
    public void Addresses_are_https_or_this_machine_where_allowed(string url, bool strict, bool loopback)
    {
        using var closed = new GuardedHttp(Options.Create(new UcpOptions()));
        using var open = new GuardedHttp(Options.Create(new UcpOptions { AllowLoopback = true }));
        closed.Allows(url).ShouldBe(strict);
        open.Allows(url).ShouldBe(loopback);
    }

    [Theory]
    [InlineData("https://127.0.0.1:9/")]
    [InlineData("https://localhost:9/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[::1]:9/")]
    public async Task A_name_that_leads_inside_is_not_called(string url)
    {
        using var http = new GuardedHttp(Options.Create(new UcpOptions()));
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        (await Should.ThrowAsync<HttpRequestException>(() => http.SendAsync(request, default))).ToString().ShouldContain("not public");
    }

    [Theory]
    [InlineData("profile=\"https://a.example/p\"", "https://a.example/p", null)]
    [InlineData("profile=\"https://a.example/p\"; version=\"2026-01-11\"", "https://a.example/p", "2026-01-11")]
    [InlineData("version=2026-01-11, profile=\"https://a.example/a,b;c\"", "https://a.example/a,b;c", "2026-01-11")]
    [InlineData("profile=\"a\\\"b\"", "a\"b", null)]
    [InlineData("Profile=\"x\", profile=\"y\"", "x", null)]
    [InlineData("profile=\"never closed", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    [InlineData(";;,,==", null, null)]
    public void The_agent_header_is_a_dictionary(string? header, string? profile, string? version) =>
        AgentHeader.Parse(header).ShouldBe(new AgentHeader(profile, version));
}
