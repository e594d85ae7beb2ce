using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Comptoir.Protocols.Tests.Ucp;

/// <summary>The channel against a real receiver; when messages are sent is the outbox's matter.</summary>
[Must("UCP", "order")]
public sealed class WebhookTests : IClassFixture<UcpShop>, IAsyncLifetime
{
    private readonly ConcurrentQueue<(IHeaderDictionary Headers, string Body)> _received = new();
    private readonly UcpShop _shop;
    private WebApplication _platform = null!;
    private int _status = 200;

    public WebhookTests(UcpShop shop) => _shop = shop;

    private string Webhook => $"{_platform.Urls.Single()}/hook?who=me";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _platform = builder.Build();
        _platform.MapGet("/new", () => Results.Content(UcpShop.Profile(Webhook), "application/json"));
        _platform.MapGet("/old", () => Results.Content($$$"""{"ucp":{"version":"2026-01-11","capabilities":[{"name":"dev.ucp.shopping.order","version":"2026-01-11","config":{"webhook_url":"{{{Webhook}}}"}}]}}""", "application/json"));
        _platform.MapGet("/inside", () => Results.Content(UcpShop.Profile("http://192.168.0.1/hook"), "application/json"));
        _platform.MapPost("/hook", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            _received.Enqueue((new HeaderDictionary(request.Headers.ToDictionary(h => h.Key, h => h.Value)), await reader.ReadToEndAsync()));
            return Results.StatusCode(_status);
        });
        await _platform.StartAsync();
    }

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task The_newer_release_sends_the_whole_order_with_its_id_time_and_digest()
    {
        var (order, message) = await OrderAsync(UcpVersions.V2026_04_08, "/new");
        (await SendAsync(message, order)).State.ShouldBe(OutboxState.Sent);
        _received.TryDequeue(out var got).ShouldBeTrue();
        var body = JsonNode.Parse(got.Body)!;
        ((string?)body["id"]).ShouldBe(order.Id);
        ((string?)body["permalink_url"]).ShouldBe($"{_shop.BaseUrl}/orders/{order.Id}");
        body["line_items"]!.AsArray().Count.ShouldBe(1);
        got.Headers["Webhook-Id"].ToString().ShouldBe(message.Id);
        long.Parse(got.Headers["Webhook-Timestamp"].ToString(), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(message.CreatedAt.ToUnixTimeSeconds());
        got.Headers["UCP-Agent"].ToString().ShouldBe($"profile=\"{_shop.BaseUrl}/.well-known/ucp\"");
        got.Headers["Content-Digest"].ToString().ShouldBe($"sha-256=:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(got.Body)))}:");
        got.Headers["Signature-Input"].ToString().ShouldContain("\"@query\" \"ucp-agent\" \"idempotency-key\" \"webhook-id\" \"webhook-timestamp\" \"content-digest\" \"content-type\"");
    }

    [Fact]
    public async Task The_older_release_sends_what_happened_with_the_order()
    {
        var (order, message) = await OrderAsync(UcpVersions.V2026_01_11, "/old");
        await SendAsync(message, order);
        _received.TryDequeue(out var got).ShouldBeTrue();
        var body = JsonNode.Parse(got.Body)!;
        ((string?)body["event_type"]).ShouldBe("order_placed");
        ((string?)body["checkout_id"]).ShouldBe(order.CheckoutId);
        ((string?)body["order"]!["fulfillment"]!["expectations"]![0]!["destination"]!["address_country"]).ShouldBe("FR");
    }

    [Theory]
    [InlineData(UcpVersions.V2026_01_11)]
    [InlineData(UcpVersions.V2026_01_23)]
    public async Task An_event_of_January_2026_carries_a_detached_signature_over_its_bytes_and_none_of_the_later_kind(string version)
    {
        var (order, message) = await OrderAsync(version, "/old");
        await SendAsync(message, order);
        _received.TryDequeue(out var got).ShouldBeTrue();
        var parts = got.Headers["Request-Signature"].ToString().Split('.');
        parts.Length.ShouldBe(3);
        parts[1].ShouldBeEmpty("the payload is the body itself");
        var header = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0]))!;
        header["crit"]!.ToJsonString().ShouldBe("""["b64"]""");
        var profile = await _shop.Client().SendAsync(HttpMethod.Get, "//.well-known/ucp", null);
        var key = VerificationKey.ReadSet(profile["signing_keys"]).Single(k => k.Id == (string?)header["kid"]);
        bool Verified(string body) => key.Verify(Encoding.UTF8.GetBytes($"{parts[0]}.{body}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]));
        Verified(got.Body).ShouldBeTrue();
        Verified(got.Body.Replace("order_placed", "order_canceled", StringComparison.Ordinal)).ShouldBeFalse();
        got.Headers.ContainsKey("Signature").ShouldBeFalse();
    }

    [Fact]
    public async Task A_receiver_that_fails_gets_the_same_bytes_again()
    {
        var (order, message) = await OrderAsync(UcpVersions.V2026_04_08, "/new");
        var channel = Channel();
        var rendered = await channel.RenderAsync(message, order, default);
        _status = 500;
        await Should.ThrowAsync<HttpRequestException>(() => channel.SendAsync(rendered, default));
        _status = 200;
        (await channel.SendAsync(rendered, default)).State.ShouldBe(OutboxState.Sent);
        _received.Select(r => (r.Body, r.Headers["Webhook-Id"].ToString(), r.Headers["Webhook-Timestamp"].ToString())).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_event_is_signed_with_a_key_of_the_profile_that_it_names_and_cannot_be_changed_or_sent_elsewhere()
    {
        var (order, message) = await OrderAsync(UcpVersions.V2026_04_08, "/new");
        await SendAsync(message, order);
        _received.TryDequeue(out var got).ShouldBeTrue();
        var profile = await _shop.Client().SendAsync(HttpMethod.Get, "//.well-known/ucp", null);
        var keys = VerificationKey.ReadSet(profile["signing_keys"]);
        var hook = new Uri(Webhook);
        var sent = new SignedMessage(n => got.Headers.FirstOrDefault(h => h.Key.Equals(n, StringComparison.OrdinalIgnoreCase)).Value, Encoding.UTF8.GetBytes(got.Body)) { Method = "POST", Scheme = "http", Authority = hook.Authority, Path = hook.AbsolutePath, Query = hook.Query };
        string[] covered = ["@method", "@authority", "@path", "@query", "ucp-agent", "webhook-id", "webhook-timestamp", "content-digest", "content-type"];
        SignatureVerdict Verify(SignedMessage m) => SignatureVerifier.Verify(m, keys, covered, TimeProvider.System.GetUtcNow());
        Verify(sent).Code.ShouldBeNull();
        Verify(sent with { Authority = "other.example" }).Code.ShouldBe("signature_invalid");
        Verify(sent with { Body = Encoding.UTF8.GetBytes(got.Body + " ") }).Code.ShouldBe("digest_mismatch");
        got.Headers["Webhook-Timestamp"] = "1";
        Verify(sent).Code.ShouldBe("signature_invalid");
    }

    [Fact]
    public async Task A_receiver_that_answers_410_is_told_nothing_more()
    {
        var (order, message) = await OrderAsync(UcpVersions.V2026_04_08, "/new");
        _status = 410;
        (await SendAsync(message, order)).ShouldSatisfyAllConditions(m => m.State.ShouldBe(OutboxState.Failed), m => m.ReceiverGone.ShouldBeTrue());
    }

    [Fact]
    public async Task An_address_that_may_not_be_called_is_never_written_down()
    {
        var agent = _shop.Client(agent: $"{_platform.Urls.Single()}/inside");
        var checkout = await agent.ReadyCheckoutAsync();
        var orderId = (string)(await agent.PayAsync(checkout.Id))["order"]!["id"]!;
        (await Waiting()).ShouldNotContain(m => m.OrderId == orderId);
        (await Channel().SendAsync(new OutboxMessage { Id = "m", ShopId = "flowers", Kind = "webhook", Topic = "order_placed", Target = "http://192.168.0.1/hook", Body = "{}" }, default)).State.ShouldBe(OutboxState.Failed);
    }

    [Fact]
    public async Task A_trial_receiver_that_is_gone_is_not_tried_again()
    {
        var message = new OutboxMessage { Id = "m", ShopId = "flowers", Kind = "webhook", Topic = "order_placed", Target = "http://127.0.0.1:1/hook", Body = "{}" };
        (await Channel().SendAsync(message, default)).State.ShouldBe(OutboxState.Failed);
    }

    private async Task<(Order Order, OutboxMessage Message)> OrderAsync(string version, string profile)
    {
        var agent = _shop.Client(version, $"{_platform.Urls.Single()}{profile}");
        var checkout = await agent.ReadyCheckoutAsync();
        var paid = await agent.PayAsync(checkout.Id);
        paid.State.ShouldBe("completed", paid.Raw);
        var orderId = (string)paid["order"]!["id"]!;
        var order = (await _shop.Services.GetRequiredService<IOrderingStore>().GetOrderAsync("flowers", orderId, default))!;
        return (order, (await Waiting()).Single(m => m.OrderId == orderId));
    }

    private async Task<OutboxMessage> SendAsync(OutboxMessage message, Order order) =>
        await Channel().SendAsync(await Channel().RenderAsync(message, order, default), default);

    private Task<IReadOnlyList<OutboxMessage>> Waiting() =>
        _shop.Services.GetRequiredService<IOrderingStore>().ListOutboxAsync("flowers", "webhook", 100, 0, default);

    private IOutboxChannel Channel() => _shop.Services.GetServices<IOutboxChannel>().Single(c => c.Kind == "webhook");
}
