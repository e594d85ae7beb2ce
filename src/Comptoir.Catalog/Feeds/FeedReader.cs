using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog.Feeds;

/// <summary>
/// Reads a product feed, plain or gzipped: Shopify CSV, Magento CSV, any CSV with title and price columns, JSON Lines, a JSON array
/// (or an object that holds one; also ACP's products), or Comptoir's own export. Streams where the format allows it.
/// </summary>
public sealed class FeedReader : IDisposable
{
    /// <summary>Half a character (a lone surrogate) shows only when the text is taken out of the JSON.</summary>
    private const string NotUnicode = "Holds text that is not Unicode.";

    private readonly string _path;
    private readonly string _file;
    private readonly Shop _shop;
    private readonly FileStream _raw;
    private readonly Stream _content;
    private readonly FeedVocabulary _vocabulary;
    private readonly FeedMapper _mapper;
    private readonly Action<FeedProblem> _report;

    /// <param name="mediaBase">Put before relative image paths; null: relative images are left out.</param>
    /// <param name="report">Called for everything that cannot be used.</param>
    public FeedReader(string path, Shop shop, DateTimeOffset readAt, string? mediaBase, Action<FeedProblem> report)
    {
        _path = path;
        _file = Path.GetFileName(path);
        _shop = shop;
        _report = report;
        _raw = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        _content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(_raw, CompressionMode.Decompress) : _raw;
        _vocabulary = new(shop);
        _mapper = new(shop, _vocabulary, new Provenance(_file, readAt), _file, mediaBase, report);
    }

    /// <summary>Bytes of the file read so far, for progress.</summary>
    public long Position => _raw.CanRead ? _raw.Position : Length;

    /// <summary>Size of the file in bytes.</summary>
    public long Length => _raw.CanRead ? _raw.Length : 0;

    /// <summary>The shop with the categories and attributes that the feed brought; null when it brought none.</summary>
    public Shop? GrownShop => _exported ?? (_vocabulary.Grown ? _vocabulary.Shop() : null);

    private Shop? _exported;

    /// <exception cref="FeedFormatException">The file is none of the known formats.</exception>
    public IEnumerable<FeedEntry> Read()
    {
        var name = _path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? _path[..^3] : _path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" or ".TSV" or ".TXT" => Csv(),
            ".JSONL" or ".NDJSON" => JsonLines(Text()),
            ".JSON" => Json(Text()),
            var other => throw new FeedFormatException($"{_file}: '{other}' is not a known feed format. Known: .csv .tsv .jsonl .ndjson .json, each also with .gz."),
        };
    }

    public void Dispose()
    {
        _content.Dispose();
        _raw.Dispose();
    }

    private StreamReader Text() => new(_content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16);

    private IEnumerable<FeedEntry> Csv()
    {
        var rows = new CsvRows(_content, _file, _report);
        using var all = rows.Read().GetEnumerator();
        if (!all.MoveNext()) yield break;
        var products = ShopifyCsv.Matches(rows.Header) ? ShopifyCsv.Read(From(all))
            : MagentoCsv.Matches(rows.Header) ? MagentoCsv.Read(From(all))
            : PlainFields.Matches(rows.Header) ? PlainFields.Read(From(all))
            : throw new FeedFormatException($"{_file}: no column is a title (title, name) and a price (price). Columns: {string.Join(", ", rows.Header.Take(20))}.");
        foreach (var raw in products)
            if (_mapper.Map(raw) is { } entry) yield return entry;
    }

    private static IEnumerable<CsvRow> From(IEnumerator<CsvRow> rows)
    {
        do yield return rows.Current;
        while (rows.MoveNext());
    }

    private IEnumerable<FeedEntry> JsonLines(StreamReader text)
    {
        for (var (line, number) = (text.ReadLine(), 1L); line is not null; (line, number) = (text.ReadLine(), number + 1))
            if (!string.IsNullOrWhiteSpace(line) && ReadJsonLine(line, number) is { } entry) yield return entry;
    }

    private FeedEntry? ReadJsonLine(string line, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return ReadObject(document.RootElement, number);
        }
        catch (JsonException e)
        {
            _report(new(_file, number, e.Path, $"Not readable as JSON: {e.Message.Split(". ")[0]}.", Refused: true));
            return null;
        }
        catch (InvalidOperationException)
        {
            _report(new(_file, number, null, NotUnicode, Refused: true));
            return null;
        }
    }

    private FeedEntry? ReadObject(JsonElement element, long line)
    {
        if (element.ValueKind == JsonValueKind.Object && (element.TryGetProperty("shop", out _) || element.TryGetProperty("product", out _)))
        {
            var exported = element.Deserialize(CatalogJson.Default.Of<FeedLine>())!;
            if (ExportedLine.Fault(exported, _shop) is { } fault)
            {
                _report(new(_file, line, fault.Field, fault.Message, Refused: true));
                return null;
            }

            if (exported.Shop is not null) _exported = exported.Shop;
            return exported.Product is { } product ? new(line, product, exported.Stock ?? [], exported.Reviews ?? []) : null;
        }

        if ((AcpProducts.Matches(element) ? AcpProducts.Read(element, line) : JsonObjects.Read(element, line)) is { } raw) return _mapper.Map(raw);
        _report(new(_file, line, null, "Not an object.", Refused: true));
        return null;
    }

    private IEnumerable<FeedEntry> Json(StreamReader text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text.ReadToEnd());
        }
        catch (JsonException e)
        {
            throw new FeedFormatException($"{_file}: not readable as JSON (line {e.LineNumber + 1}): {e.Message.Split(". ")[0]}.");
        }

        using (document)
        {
            var root = document.RootElement;
            var array = root.ValueKind == JsonValueKind.Array ? root
                : root.ValueKind == JsonValueKind.Object && root.EnumerateObject().FirstOrDefault(m => m.Value.ValueKind == JsonValueKind.Array) is { Value.ValueKind: JsonValueKind.Array } member ? member.Value
                : throw new FeedFormatException($"{_file}: neither an array of products nor an object that holds one.");
            var number = 0;
            foreach (var element in array.EnumerateArray())
            {
                number++;
                FeedEntry? entry = null;
                try
                {
                    entry = ReadObject(element, number);
                }
                catch (JsonException e)
                {
                    _report(new(_file, number, e.Path, "Not readable as a product.", Refused: true));
                }
                catch (InvalidOperationException)
                {
                    _report(new(_file, number, null, NotUnicode, Refused: true));
                }

                if (entry is not null) yield return entry;
            }
        }
    }
}

/// <summary>The file is not a feed that can be read at all; the message says why, for people.</summary>
public sealed class FeedFormatException(string message) : Exception(message);
