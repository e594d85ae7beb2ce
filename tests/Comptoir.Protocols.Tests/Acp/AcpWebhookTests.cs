using System.Text;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Agents;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Comptoir.Protocols.Tests.Acp;

[Must("ACP", "orders")]
public sealed class AcpWebhookTests(UcpShop shop) : IClassFixture<UcpShop>
{
    [Fact]
    public void The_signature_is_the_HMAC_of_time_dot_body()
    {
        // computed with: printf '1709123456.{"a":1}' | openssl dgst -sha256 -hmac secret
        MerchantSignature.Make("""{"a":1}"""u8.ToArray(), "secret", DateTimeOffset.FromUnixTimeSeconds(1709123456))
            .ShouldBe("t=1709123456,v1=70846dafc8bec3032796fa2f7519e50624036b40798e41f7c3d2ee77acb1ee27");
    }

    [Fact]
    public async Task An_agent_with_an_address_hears_of_its_order_signed_with_its_own_secret_and_of_refunds()
    {
        var heard = new List<(string Body, string Signature, string Request)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var receiver = builder.Build();
        receiver.MapPost("/hook", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            heard.Add((await reader.ReadToEndAsync(), http.Request.Headers[MerchantSignature.Header].ToString(), http.Request.Headers["Request-Id"].ToString()));
        });
        await receiver.StartAsync(TestContext.Current.CancellationToken);

        var secret = AgentKey.NewSecret();
        var key = AgentKey.Of(Ids.New("agk", TimeProvider.System), "flowers", "ChatGPT", secret, DateTimeOffset.UtcNow) with
        {
            WebhookUrl = receiver.Urls.Single() + "/hook",
            WebhookSecret = shop.Services.GetRequiredService<ISecretBox>().Protect("whsec_1"),
        };
        await shop.Services.GetRequiredService<IAgentKeyStore>().SaveAsync(key, default);
        var agent = new AcpClient(shop, bearer: secret);
        var ready = await agent.ReadyAsync();
        var paid = await agent.PayAsync(ready.Id, await agent.DelegateAsync(ready.Id));
        paid.Status.ShouldBe(200, paid.Raw);
        var orderId = (string)paid["order"]!["id"]!;
        var orders = shop.Services.GetRequiredService<OrderService>();
        (await orders.RefundAsync("flowers", orderId, "refund", [new((string)ready.Line["id"]!, 1)], null, false, "Wilted", new("test", "console"), null, default)).Ok.ShouldBeTrue();

        var store = shop.Services.GetRequiredService<IOrderingStore>();
        var channel = shop.Services.GetServices<IOutboxChannel>().Single(c => c.Kind == AcpKeys.WebhookKind);
        foreach (var waiting in (await store.ListOutboxAsync("flowers", AcpKeys.WebhookKind, 10, 0, default)).Where(m => m.OrderId == orderId).OrderBy(m => m.CreatedAt))
        {
            var message = await channel.RenderAsync(waiting, await store.GetOrderAsync("flowers", orderId, default), default);
            (await channel.SendAsync(message, default)).State.ShouldBe(OutboxState.Sent);
            var (body, signature, request) = heard[^1];
            request.ShouldBe(waiting.Id);
            var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(signature[2..signature.IndexOf(',', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture));
            signature.ShouldBe(MerchantSignature.Make(Encoding.UTF8.GetBytes(body), "whsec_1", at));
            (DateTimeOffset.UtcNow - at).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(5));
        }

        heard.Count.ShouldBeGreaterThanOrEqualTo(2);
        heard[0].Body.ShouldContain("\"type\":\"order_create\"");
        heard[^1].Body.ShouldContain("\"type\":\"order_update\"");
        heard[^1].Body.ShouldContain("amount_refunded");
    }
}
