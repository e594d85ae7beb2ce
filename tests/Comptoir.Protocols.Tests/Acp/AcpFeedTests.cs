using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Acp.Feeds;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>The shop as a client of an agent's feed API, against a receiver that listens for real.</summary>
[Must("ACP", "feeds")]
public sealed class AcpFeedTests(UcpShop shop) : IClassFixture<UcpShop>
{
    [Fact]
    public async Task Products_are_pushed_into_a_new_feed_in_the_form_of_the_schema()
    {
        var (made, upserts) = (new List<string>(), new List<JsonObject>());
        await using var receiver = Receiver(app =>
        {
            app.MapPost("/v1/feeds", async (HttpContext http) =>
            {
                made.Add($"{http.Request.Headers.Authorization} {http.Request.Headers["API-Version"]} {await JsonNode.ParseAsync(http.Request.Body)}");
                return Results.Json(new { id = "feed_1", target_country = "FR" }, statusCode: 201);
            });
            app.MapPatch("/v1/feeds/{id}/products", async (HttpContext http, string id) =>
            {
                upserts.Add((await JsonNode.ParseAsync(http.Request.Body))!.AsObject());
                return Results.Json(new { id, accepted = true });
            });
        });
        await receiver.StartAsync(TestContext.Current.CancellationToken);
        var pushed = await PushAsync(receiver, "flowers", null);
        pushed.ShouldBe(new FeedPush("feed_1", 18));
        made.ShouldHaveSingleItem().ShouldContain("Bearer feed-key 2026-04-17");
        upserts.Sum(u => u["products"]!.AsArray().Count).ShouldBe(18);
        upserts[0]["products"]!.AsArray().Single(p => (string)p!["id"]! == "pot")!["variants"]!.AsArray().Count.ShouldBe(3);
        var cases = new SchemaCases("acp", "spec", AcpVersions.V2026_04_17, "json-schema");
        foreach (var upsert in upserts) cases.Add("schema.feed.json#/$defs/UpsertProductsRequest", upsert);
        cases.Check();
    }

    [Fact]
    public async Task A_receiver_that_refuses_is_quoted()
    {
        await using var receiver = Receiver(app => app.MapPatch("/v1/feeds/{id}/products", () => Results.Json(new { type = "invalid_request", code = "feed_not_found", message = "Feed not found" }, statusCode: 404)));
        await receiver.StartAsync(TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<HttpRequestException>(() => PushAsync(receiver, "flowers", "feed_9"))).Message.ShouldContain("feed_not_found");
    }

    private async Task<FeedPush> PushAsync(WebApplication receiver, string shopId, string? feed)
    {
        using var http = new HttpClient { BaseAddress = new Uri(receiver.Urls.Single() + "/v1/") };
        var store = shop.Services.GetRequiredService<ICatalogStore>();
        return await new AcpFeedClient(http, "feed-key").PushAsync(store, (await store.GetShopsAsync(default)).Single(s => s.Id == shopId), "https://flowers.example", "en", feed, default);
    }

    private static WebApplication Receiver(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        map(app);
        return app;
    }
}
