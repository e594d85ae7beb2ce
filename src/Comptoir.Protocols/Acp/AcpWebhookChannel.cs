using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.Acp.Answers;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Comptoir.Search;
using Comptoir.ShopTools;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Acp;

/// <summary>Tells agents what became of their orders: the whole order each time, signed anew at each attempt with the secret of the agent's key.</summary>
internal sealed class AcpWebhookChannel(GuardedHttp http, AcpKeys keys, IOrderingStore ordering, ProductSearch search, IServiceProvider services, IOptions<UcpOptions> options, TimeProvider time) : IOutboxChannel
{
    public string Kind => AcpKeys.WebhookKind;

    public Task<OutboxMessage> RenderAsync(OutboxMessage message, Order? order, CancellationToken ct)
    {
        if (order is null || search.FindShop(message.ShopId) is not { } shop)
            return Task.FromResult(message with { State = OutboxState.Failed, LastError = "The order or the shop is gone." });
        var call = new AcpCall(new ShopContext(shop, order.Language, shop.Country, order.Caller), AcpVersions.OfChannel(order.Caller.Channel), BaseUrl(), null);
        var body = new JsonObject
        {
            ["type"] = message.Topic == "order_placed" ? "order_create" : "order_update",
            ["data"] = call.IsOld ? AcpOrders.WriteOld(order, call) : AcpOrders.Write(order, call),
        };
        return Task.FromResult(message with { Subject = message.Topic, Body = body.ToJsonString() });
    }

    public async Task<OutboxMessage> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        if (http.Parse(message.Target) is not { } target || message.Body is null)
            return message with { State = OutboxState.Failed, LastError = "The address may not be called." };
        var order = message.OrderId is null ? null : await ordering.GetOrderAsync(message.ShopId, message.OrderId, ct);
        if (order is null || await keys.OfAsync(message.ShopId, order.Caller, ct) is not { RevokedAt: null, WebhookSecret: { } secret })
            return message with { State = OutboxState.Failed, LastError = "The agent's key is revoked, or has no secret to sign with." };

        var body = Encoding.UTF8.GetBytes(message.Body);
        var now = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(MerchantSignature.Header, MerchantSignature.Make(body, services.GetRequiredService<ISecretBox>().Reveal(secret), now));
        request.Headers.TryAddWithoutValidation("Request-Id", message.Id);
        request.Headers.TryAddWithoutValidation("Timestamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        using var response = await http.SendAsync(request, ct);
        if ((int)response.StatusCode == 410) return message with { State = OutboxState.Failed, ReceiverGone = true, LastError = "The receiver is gone for good (410)." };
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"The receiver answered {(int)response.StatusCode}.");
        return message with { State = OutboxState.Sent, SentAt = now, LastError = null };
    }

    private string BaseUrl() => (options.Value.PublicUrl ?? services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost")
        .Replace("://[::]", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).TrimEnd('/');
}
