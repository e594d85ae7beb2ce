using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Shops;

namespace Comptoir.Protocols.Acp.Feeds;

/// <param name="FeedId">The receiver's id of the feed.</param>
public sealed record FeedPush(string FeedId, int Products);

/// <summary>The shop as a client of an agent's ACP feed API: makes a feed once, and sends products in portions; a repetition replaces them by id.</summary>
/// <param name="http">With the receiver's base address, which ends in a slash.</param>
public sealed class AcpFeedClient(HttpClient http, string key)
{
    private const int Portion = 100;
    private const int LongestAnswer = 300;

    /// <param name="siteUrl">Scheme and host of the shop as shoppers reach it, without a trailing slash.</param>
    /// <param name="feedId">Null: a new feed is made for the shop's country.</param>
    /// <exception cref="HttpRequestException">The receiver refused, or did not answer as the API says.</exception>
    public async Task<FeedPush> PushAsync(ICatalogStore store, Shop shop, string siteUrl, string language, string? feedId, CancellationToken ct)
    {
        feedId ??= Id(await SendAsync(HttpMethod.Post, "feeds", new() { ["target_country"] = shop.Country }, ct));
        var stock = (await store.ReadStockAsync(shop.Id, null, ct)).ToLookup(s => s.VariantId, StringComparer.Ordinal);
        var (portion, count) = (new JsonArray(), 0);
        await foreach (var product in store.ReadProductsAsync(shop.Id, ct))
        {
            if (!product.Active || product.IsGiftCard) continue;
            portion.Add(AcpFeedProduct.Of(product, shop, siteUrl, language, id => stock[id].Sum(s => s.Available)));
            count++;
            if (portion.Count < Portion) continue;
            await UpsertAsync(feedId, portion, ct);
            portion = [];
        }

        if (portion.Count > 0) await UpsertAsync(feedId, portion, ct);
        return new(feedId, count);
    }

    private async Task UpsertAsync(string feedId, JsonArray products, CancellationToken ct) =>
        await SendAsync(HttpMethod.Patch, $"feeds/{Uri.EscapeDataString(feedId)}/products", new() { ["products"] = products }, ct);

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation("API-Version", AcpVersions.V2026_04_17);
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"The receiver answered {(int)answer.StatusCode}: {(text.Length <= LongestAnswer ? text : text[..LongestAnswer])}");
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new HttpRequestException("The receiver's answer is no JSON object.");
        }
        catch (JsonException)
        {
            throw new HttpRequestException("The receiver's answer is no JSON.");
        }
    }

    private static string Id(JsonObject feed) => SessionMemory.Text(feed["id"]) is { Length: > 0 } id ? id : throw new HttpRequestException("The receiver made a feed without an id.");
}
