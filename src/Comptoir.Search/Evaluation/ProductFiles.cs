using System.Globalization;
using System.Text.Json;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;

namespace Comptoir.Search.Evaluation;

/// <summary>
/// Reads products to be searched: JSON Lines with any fields (a title or name, a description, brand, category and price are known by
/// their usual names; the rest become attributes), CSV with a heading, or lines of id, tab, title and optionally a description.
/// </summary>
internal static class ProductFiles
{
    private static readonly string[] IdNames = ["id", "docid", "doc_id", "product_id", "product_uid", "sku"];
    private static readonly string[] TitleNames = ["title", "product_title", "name", "product_name"];
    private static readonly string[] DescriptionNames = ["description", "short_description", "product_description", "body", "text", "summary"];
    private static readonly string[] BrandNames = ["brand", "supplier", "manufacturer", "product_brand", "vendor"];
    private static readonly string[] CategoryNames = ["category", "category_id", "product_category", "product_class"];
    private static readonly string[] CodeNames = ["ean", "gtin", "upc", "barcode"];

    public static IEnumerable<Product> Read(string path)
    {
        List<string>? heading = null;
        foreach (var line in JudgedFiles.Lines(path))
        {
            if (line[0] == '{')
            {
                using var json = JsonDocument.Parse(line);
                if (FromJson(json.RootElement) is { } product) yield return product;
                continue;
            }

            if (line.Contains('\t'))
            {
                var cells = line.Split('\t');
                if (heading is null && IdNames.Contains(cells[0].ToLowerInvariant()))
                {
                    heading = [.. cells.Select(c => c.ToLowerInvariant())];
                    continue;
                }

                var fields = heading is null
                    ? [new("id", cells[0]), new("title", cells[1]), .. cells.Length > 2 ? [new("description", cells[2])] : Array.Empty<KeyValuePair<string, string>>()]
                    : heading.Zip(cells, (n, c) => new KeyValuePair<string, string>(n, c)).ToList();
                if (FromFields(fields) is { } product) yield return product;
                continue;
            }

            var row = JudgedFiles.SplitCsv(line);
            if (heading is null) heading = row.ConvertAll(c => c.Trim().ToLowerInvariant());
            else if (FromFields([.. heading.Zip(row, (n, c) => new KeyValuePair<string, string>(n, c))]) is { } product) yield return product;
        }
    }

    private static Product? FromFields(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var texts = fields.Where(f => !string.IsNullOrWhiteSpace(f.Value)).ToList();
        return Make(texts, name => [new TextValue(texts.First(t => t.Key == name).Value)]);
    }

    private static Product? FromJson(JsonElement json)
    {
        var texts = new List<KeyValuePair<string, string>>();
        foreach (var field in json.EnumerateObject())
            if (Text(field.Value) is { Length: > 0 } text) texts.Add(new(field.Name, text));
        return Make(texts, name => Value(json.GetProperty(name)));
    }

    private static Product? Make(List<KeyValuePair<string, string>> fields, Func<string, IEnumerable<AttributeValue>> valueOf)
    {
        string? First(string[] names) => names.SelectMany(n => fields.Where(f => string.Equals(f.Key, n, StringComparison.OrdinalIgnoreCase))).Select(f => f.Value).FirstOrDefault();
        if (First(IdNames) is not { } id) return null;
        string[] known = [.. IdNames, .. TitleNames, .. DescriptionNames, .. BrandNames, .. CategoryNames, .. CodeNames, "price", "currency"];
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var (name, text) in fields)
        {
            if (known.Contains(name, StringComparer.OrdinalIgnoreCase) || IsNoText(name, text)) continue;
            foreach (var value in valueOf(name)) attributes[Plain(name)] = value;
        }

        var descriptions = DescriptionNames.SelectMany(n => fields.Where(f => string.Equals(f.Key, n, StringComparison.OrdinalIgnoreCase))).Select(f => f.Value).Distinct();
        var code = First(CodeNames);
        _ = decimal.TryParse(First(["price"]), NumberStyles.Number, CultureInfo.InvariantCulture, out var price);
        return new Product
        {
            Id = id,
            Handle = id,
            Title = First(TitleNames) ?? "",
            Description = string.Join('\n', descriptions),
            Brand = First(BrandNames),
            CategoryId = First(CategoryNames),
            Attributes = attributes,
            Variants = [new Variant { Id = id, Gtin = code, Offer = new Offer(new Money((long)Math.Clamp(price * 100, 0, long.MaxValue / 2), "EUR")) }],
            Source = new Provenance("evaluation", DateTimeOffset.UnixEpoch),
        };
    }

    // addresses, dates and the like are no words of a product
    private static bool IsNoText(string name, string text) =>
        text.StartsWith("http", StringComparison.OrdinalIgnoreCase) || name.Contains("url", StringComparison.OrdinalIgnoreCase) || name.StartsWith("img", StringComparison.OrdinalIgnoreCase) || name.StartsWith("date", StringComparison.OrdinalIgnoreCase);

    // dynamic fields of search servers: attr_t_product_colour
    private static string Plain(string name) => name.StartsWith("attr_", StringComparison.Ordinal) && name.Length > 7 && name[6] == '_' ? name[7..] : name;

    private static IEnumerable<AttributeValue> Value(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False: yield return new BooleanValue(value.GetBoolean()); break;
            case JsonValueKind.Number when value.TryGetDecimal(out var number): yield return new NumberValue(number); break;
            default:
                if (Text(value) is { Length: > 0 } text) yield return new TextValue(text);
                break;
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(Text)),
        _ => null,
    };
}
