using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.Search;
using Comptoir.ShopTools;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Comptoir.Protocols.Ucp;

/// <summary>
/// Tells agents what became of their orders. Each event carries the whole order in the release that the agent spoke, and is signed with the
/// shop's key as that release wants it: over the address, the sender, the event's id and time, and the body (RFC 9421), or, in January 2026,
/// over the body.
/// </summary>
internal sealed class UcpWebhookChannel(GuardedHttp http, ShopKeys keys, ProductSearch search, IOptions<UcpOptions> options, TimeProvider time, IServer server) : IOutboxChannel
{
    public string Kind => "webhook";

    public Task<OutboxMessage> RenderAsync(OutboxMessage message, Order? order, CancellationToken ct)
    {
        if (order is null || search.FindShop(message.ShopId) is not { } shop)
            return Task.FromResult(message with { State = OutboxState.Failed, LastError = "The order or the shop is gone." });
        var version = UcpVersions.OfChannel(order.Caller.Channel);
        var call = new UcpCall(new ShopContext(shop, order.Language, shop.Country, order.Caller), version, BaseUrl(), null);
        var body = UcpPresenter.For(version).OrderBody(order, call);
        if (UcpVersions.IsOld(version))
            body = new JsonObject { ["event_type"] = message.Topic, ["checkout_id"] = order.CheckoutId, ["order"] = body };
        return Task.FromResult(message with { Subject = message.Topic, Body = body.ToJsonString() });
    }

    public async Task<OutboxMessage> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        if (http.Parse(message.Target) is not { } target || message.Body is null)
            return message with { State = OutboxState.Failed, LastError = "The address may not be called." };
        var body = Encoding.UTF8.GetBytes(message.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Digest", ContentDigest.Of(body));
        request.Headers.TryAddWithoutValidation("UCP-Agent", $"profile=\"{BaseUrl()}/.well-known/ucp\"");
        request.Headers.TryAddWithoutValidation("Webhook-Id", message.Id);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", message.Id);
        request.Headers.TryAddWithoutValidation("Webhook-Timestamp", message.CreatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var key = await keys.SigningAsync(message.ShopId, ct);
        if (UcpVersions.IsOld(VersionOf(body))) request.Headers.TryAddWithoutValidation(DetachedJws.Header, DetachedJws.Sign(key, body));
        else Sign(request, target, body, key);
        try
        {
            using var response = await http.SendAsync(request, ct);
            if (response.StatusCode == HttpStatusCode.Gone) return message with { State = OutboxState.Failed, ReceiverGone = true, LastError = "The receiver answered 410: it wants no more events." };
            if (!response.IsSuccessStatusCode) throw new HttpRequestException($"The receiver answered {(int)response.StatusCode}.");
            return message with { State = OutboxState.Sent, SentAt = time.GetUtcNow(), LastError = null };
        }
        catch (HttpRequestException e) when (target.IsLoopback && e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            // on our own machine a refused connection is an answer: a trial receiver that is gone would be surprised by old events
            return message with { State = OutboxState.Failed, LastError = "Nobody listens at this address of this machine." };
        }
    }

    private void Sign(HttpRequestMessage request, Uri target, byte[] body, SigningKey key)
    {
        var signature = SignatureSigner.Sign(SignedMessage.To("POST", target, name => Header(request, name), body), key, time.GetUtcNow());
        request.Headers.TryAddWithoutValidation("Signature-Input", signature.Input);
        request.Headers.TryAddWithoutValidation("Signature", signature.Signature);
    }

    /// <summary>The release that an event was written in; it says so itself, so that it stays the same in every try.</summary>
    private static string VersionOf(byte[] body)
    {
        var order = JsonNode.Parse(body) is JsonObject event_ ? event_["order"] as JsonObject ?? event_ : [];
        return (string?)order["ucp"]?["version"] ?? UcpVersions.V2026_04_08;
    }

    private static StringValues Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) || request.Content!.Headers.TryGetValues(name, out values) ? values.ToArray() : StringValues.Empty;

    private string BaseUrl() => (options.Value.PublicUrl ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost")
        .Replace("://[::]", "://localhost", StringComparison.Ordinal).Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).TrimEnd('/');
}
