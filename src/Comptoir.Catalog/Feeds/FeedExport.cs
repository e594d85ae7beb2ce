using System.Text.Json;

namespace Comptoir.Catalog.Feeds;

/// <summary>Writes a shop's catalogue as JSON Lines that <see cref="FeedReader"/> reads back: the shop, then one product a line with its stock and reviews.</summary>
public static class FeedExport
{
    /// <returns>Products written.</returns>
    public static async Task<int> WriteAsync(ICatalogStore store, string shopId, Stream output, IProgress<int>? progress, CancellationToken ct)
    {
        var shop = (await store.GetShopsAsync(ct)).FirstOrDefault(s => s.Id == shopId) ?? throw new FeedFormatException($"There is no shop '{shopId}'.");
        var stock = (await store.ReadStockAsync(shopId, null, ct)).ToLookup(s => s.VariantId, StringComparer.Ordinal);
        await WriteLineAsync(new FeedLine { Shop = shop });
        var count = 0;
        await foreach (var product in store.ReadProductsAsync(shopId, ct))
        {
            var reviews = await store.GetReviewsAsync(shopId, product.Id, ct);
            await WriteLineAsync(new FeedLine { Product = product, Stock = [.. product.Variants.SelectMany(v => stock[v.Id])], Reviews = reviews.Count > 0 ? reviews : null });
            if (++count % 500 == 0) progress?.Report(count);
        }

        progress?.Report(count);
        return count;

        async Task WriteLineAsync(FeedLine line)
        {
            await JsonSerializer.SerializeAsync(output, line, CatalogJson.Default.Of<FeedLine>(), ct);
            output.WriteByte((byte)'\n');
        }
    }
}
