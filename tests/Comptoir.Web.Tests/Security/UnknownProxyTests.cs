using System.Net;
using Comptoir.Web.Security;
using Comptoir.Web.Tests.ShopFront;
using Microsoft.Extensions.Configuration;

namespace Comptoir.Web.Tests.Security;

public sealed class UnknownProxyTests
{
    [Fact]
    public async Task Who_is_no_known_proxy_cannot_hide_behind_forwarded_headers()
    {
        var world = new ShopWorld { Settings = { ["Limits:Pages"] = "4" } };
        await world.InitializeAsync();
        try
        {
            using var client = new HttpClient { BaseAddress = world.Address };
            for (var i = 0; i < 10; i++)
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "/search?q=x");
                request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
                request.Headers.Add("X-Forwarded-Proto", "https");
                request.Headers.Host = "shop.example";
                var response = await client.SendAsync(request, ShopWorld.Ct);
                response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
                response.StatusCode.ShouldBe(i < 4 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests);
            }
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/99")]
    [InlineData("")]
    public void A_proxy_that_is_no_address_stops_the_start(string entry) =>
        Should.Throw<ArgumentException>(() => Proxies.From(new ConfigurationBuilder().AddInMemoryCollection([new("Proxies:Known:0", entry)]).Build())).Message.ShouldContain("Proxies:Known");
}
