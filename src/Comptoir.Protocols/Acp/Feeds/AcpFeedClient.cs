using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Shops;

namespace Comptoir.Protocols.Acp.Feeds;

/// <param name="FeedId">The receiver's id of the feed.</param>
public sealed record FeedPush(string FeedId, int Products);

/// <summary>
/// A client of ACP's feed API: a shop makes a feed once and sends products in portions, which a repetition replaces by id; a feed's products
/// can be read back, also another merchant's.
/// </summary>
/// <param name="http">With the receiver's base address, which ends in a slash.</param>
public sealed class AcpFeedClient(HttpClient http, string key)
{
    private const int Portion = 100;
    private const int LongestAnswer = 300;

    /// <summary>Bytes of a feed that are read at most.</summary>
    public const long LargestFeed = 1L << 30;

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

    /// <summary>Copies all products of a feed, as the API answers them, so that <c>FeedReader</c> can read them.</summary>
    /// <exception cref="HttpRequestException">The receiver refused, or sent more than <see cref="LargestFeed"/> bytes.</exception>
    public async Task ReadAsync(string feedId, Stream to, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"feeds/{Uri.EscapeDataString(feedId)}/products");
        using var answer = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var (chunk, copied, read) = (new byte[64 * 1024], 0L, 0);
        while ((read = await body.ReadAsync(chunk, ct)) > 0)
        {
            if ((copied += read) > LargestFeed) throw new HttpRequestException($"The feed is larger than {LargestFeed >> 20} MB.");
            await to.WriteAsync(chunk.AsMemory(0, read), ct);
        }
    }

    private async Task UpsertAsync(string feedId, JsonArray products, CancellationToken ct) =>
        await SendAsync(HttpMethod.Patch, $"feeds/{Uri.EscapeDataString(feedId)}/products", new() { ["products"] = products }, ct);

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        using var answer = await SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new HttpRequestException("The receiver's answer is no JSON object.");
        }
        catch (JsonException)
        {
            throw new HttpRequestException("The receiver's answer is no JSON.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption until, CancellationToken ct)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation("API-Version", AcpVersions.V2026_04_17);
        var answer = await http.SendAsync(request, until, ct);
        if (answer.IsSuccessStatusCode) return answer;
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(ct);
            throw new HttpRequestException($"The receiver answered {(int)answer.StatusCode}: {(text.Length <= LongestAnswer ? text : text[..LongestAnswer])}");
        }
    }

    private static string Id(JsonObject feed) => SessionMemory.Text(feed["id"]) is { Length: > 0 } id ? id : throw new HttpRequestException("The receiver made a feed without an id.");
}
