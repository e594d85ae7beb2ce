using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Feeds;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
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

    [Fact]
    public async Task A_feed_that_one_shop_pushed_can_be_read_into_another()
    {
        var pushed = new JsonArray();
        await using var receiver = Receiver(app =>
        {
            app.MapPatch("/v1/feeds/{id}/products", async (HttpContext http, string id) =>
            {
                foreach (var product in (await JsonNode.ParseAsync(http.Request.Body))!["products"]!.AsArray()) pushed.Add(product!.DeepClone());
                return Results.Json(new { id, accepted = true });
            });
            app.MapGet("/v1/feeds/{id}/products", (HttpContext http, string id) => id == "feed_1" && http.Request.Headers.Authorization == "Bearer feed-key"
                ? Results.Content(new JsonObject { ["target_country"] = "FR", ["products"] = pushed.DeepClone() }.ToJsonString(), "application/json")
                : Results.Json(new { type = "invalid_request", code = "feed_not_found", message = "Feed not found" }, statusCode: 404));
        });
        await receiver.StartAsync(TestContext.Current.CancellationToken);
        await PushAsync(receiver, "flowers", "feed_1");
        using var http = new HttpClient { BaseAddress = new Uri(receiver.Urls.Single() + "/v1/") };
        var file = Path.Combine(Directory.CreateTempSubdirectory("feed-").FullName, "feed.json");
        await using (var to = File.Create(file)) await new AcpFeedClient(http, "feed-key").ReadAsync("feed_1", to, default);
        (await Should.ThrowAsync<HttpRequestException>(() => new AcpFeedClient(http, "feed-key").ReadAsync("feed_2", Stream.Null, default))).Message.ShouldContain("feed_not_found");

        var store = shop.Services.GetRequiredService<ICatalogStore>();
        await store.SaveShopAsync(new Shop { Id = "copy", Name = "Copy", Currency = "EUR", Country = "FR", Languages = ["en", "fr"] }, default);
        var report = await new FeedImport(store, TimeProvider.System).RunAsync(file, "copy", new(null, false, false), null, default);
        (report.Read, report.Refused).ShouldBe((18, 0), string.Join('\n', report.Problems));
        var products = new List<Product>();
        await foreach (var product in store.ReadProductsAsync("copy", default)) products.Add(product);
        var pot = products.Single(p => p.Id == "pot");
        (pot.Title.In("en"), pot.Variants.Count, pot.Options.Count).ShouldBe(("Clay pot", 3, 2));
        pot.Variants.Select(v => v.Offer.Price.Amount).Order().ShouldBe([1500, 1600, 2000]);
        products.Single(p => p.Id == "rose").Variants[0].Gtin.ShouldBe("4006381333931");
        var stock = await store.ReadStockAsync("copy", ["rose", "gardenia"], default);
        (stock.Where(s => s.VariantId == "rose").Sum(s => s.OnHand), stock.Where(s => s.VariantId == "gardenia").Sum(s => s.OnHand)).ShouldBe((1, 0));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
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
