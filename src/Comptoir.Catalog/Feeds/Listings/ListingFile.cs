using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Comptoir.Catalog.Feeds.Listings;

/// <summary>Writes a shop's products as the feed of a service: JSON Lines, CSV, TSV or Google's XML, by the file's ending.</summary>
public static class ListingFile
{
    private const string GoogleNamespace = "http://base.google.com/ns/1.0";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The endings that can be written, for one service.</summary>
    public static bool Writes(ListingTarget target, string ending) => ending is ".jsonl" or ".csv" or ".tsv" || (ending == ".xml" && target.Name == "google");

    /// <param name="siteUrl">Scheme and host of the shop as shoppers reach it, without a trailing slash.</param>
    /// <returns>Rows written, and what breaks the service's rules.</returns>
    public static async Task<(int Rows, IReadOnlyList<ListingBreach> Breaches)> WriteAsync(ICatalogStore store, string shopId, ListingTarget target, string siteUrl, string language, Stream output, string ending, CancellationToken ct)
    {
        var shop = (await store.GetShopsAsync(ct)).FirstOrDefault(s => s.Id == shopId) ?? throw new FeedFormatException($"There is no shop '{shopId}'.");
        var stock = (await store.ReadStockAsync(shopId, null, ct)).ToLookup(s => s.VariantId, StringComparer.Ordinal);
        var check = new ListingCheck(target);
        await using var rows = Rows(target, output, ending);
        await rows.BeginAsync(shop.Name, siteUrl, language);
        var count = 0;
        await foreach (var product in store.ReadProductsAsync(shopId, ct))
        {
            if (!product.Active || product.IsGiftCard) continue;
            foreach (var listing in Listing.Of(product, shop, siteUrl, language, id => stock[id].Sum(s => s.Available)))
            {
                var row = target.Row(listing);
                check.Row(++count, row.ToDictionary(StringComparer.Ordinal));
                await rows.RowAsync(row);
            }
        }

        await rows.EndAsync();
        return (count, check.Breaches);
    }

    private static RowWriter Rows(ListingTarget target, Stream output, string ending) => ending switch
    {
        ".xml" => new XmlRows(output),
        ".jsonl" => new JsonRows(output),
        _ => new TextRows(output, ending == ".tsv" ? '\t' : ',', [.. target.Columns.Select(c => c.Name)]),
    };

    private abstract class RowWriter(Stream output) : IAsyncDisposable
    {
        protected StreamWriter Text { get; } = new(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };

        public virtual Task BeginAsync(string shop, string siteUrl, string language) => Task.CompletedTask;

        public abstract Task RowAsync(IReadOnlyList<KeyValuePair<string, string>> row);

        public virtual Task EndAsync() => Text.FlushAsync();

        public ValueTask DisposeAsync() => Text.DisposeAsync();
    }

    private sealed class JsonRows(Stream output) : RowWriter(output)
    {
        public override Task RowAsync(IReadOnlyList<KeyValuePair<string, string>> row) =>
            Text.WriteLineAsync(JsonSerializer.Serialize(row.ToDictionary(c => c.Key, c => c.Value is "true" or "false" ? (object)(c.Value == "true") : c.Value), Readable));
    }

    private sealed class TextRows(Stream output, char separator, IReadOnlyList<string> columns) : RowWriter(output)
    {
        public override Task BeginAsync(string shop, string siteUrl, string language) => Text.WriteLineAsync(string.Join(separator, columns));

        public override Task RowAsync(IReadOnlyList<KeyValuePair<string, string>> row)
        {
            var values = row.ToDictionary(StringComparer.Ordinal);
            return Text.WriteLineAsync(string.Join(separator, columns.Select(c => Cell(values.GetValueOrDefault(c, "")))));
        }

        /// <summary>RFC 4180; tab-separated files have no quoting, so tabs and lines become spaces there.</summary>
        private string Cell(string value) => separator == '\t' ? value.ReplaceLineEndings(" ").Replace('\t', ' ')
            : value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    /// <summary>RSS 2.0 with Google's namespace.</summary>
    private sealed class XmlRows(Stream output) : RowWriter(output)
    {
        private XmlWriter _xml = null!;

        public override async Task BeginAsync(string shop, string siteUrl, string language)
        {
            _xml = XmlWriter.Create(Text, new() { Async = true, Indent = true, CheckCharacters = false });
            await _xml.WriteStartDocumentAsync();
            await _xml.WriteStartElementAsync(null, "rss", null);
            await _xml.WriteAttributeStringAsync("xmlns", "g", null, GoogleNamespace);
            await _xml.WriteAttributeStringAsync(null, "version", null, "2.0");
            await _xml.WriteStartElementAsync(null, "channel", null);
            foreach (var (name, value) in new[] { ("title", shop), ("link", siteUrl + "/"), ("description", shop) }) await _xml.WriteElementStringAsync(null, name, null, value);
        }

        public override async Task RowAsync(IReadOnlyList<KeyValuePair<string, string>> row)
        {
            await _xml.WriteStartElementAsync(null, "item", null);
            foreach (var (name, value) in row)
                foreach (var one in name == "additional_image_link" ? value.Split(',') : [value])
                    await _xml.WriteElementStringAsync("g", name, GoogleNamespace, string.Concat(one.Where(XmlConvert.IsXmlChar)));
            await _xml.WriteEndElementAsync();
        }

        public override async Task EndAsync()
        {
            await _xml.WriteEndDocumentAsync();
            await _xml.FlushAsync();
            await base.EndAsync();
        }
    }
}
