using System.Globalization;

namespace Comptoir.Catalog.Feeds;

/// <summary>Magento's product export: configurable rows name the simple rows that are their variants.</summary>
internal static class MagentoCsv
{
    public static bool Matches(IReadOnlyList<string> header) => header.Contains("sku") && header.Contains("product_type") && header.Contains("attribute_set_code");

    public static IEnumerable<RawProduct> Read(IEnumerable<CsvRow> rows)
    {
        var all = rows.ToList();
        var bySku = new Dictionary<string, CsvRow>(StringComparer.Ordinal);
        foreach (var row in all)
            if (row["sku"] is { } sku) bySku.TryAdd(sku, row);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var configurable = all.Where(r => r["product_type"] == "configurable").Select(r => (Row: r, Variations: Variations(r["configurable_variations"]))).ToList();
        foreach (var (_, variations) in configurable)
            foreach (var variation in variations)
                if (variation.TryGetValue("sku", out var sku)) used.Add(sku);
        foreach (var (row, variations) in configurable)
        {
            var product = Start(row);
            product.OptionNames.AddRange(variations.SelectMany(v => v.Keys).Where(k => k != "sku").Distinct(StringComparer.Ordinal));
            foreach (var variation in variations)
                if (bySku.TryGetValue(variation.GetValueOrDefault("sku", ""), out var simple))
                    product.Variants.Add(Variant(simple, product.OptionNames.Select(o => variation.GetValueOrDefault(o, ""))));
            if (product.Variants.Count == 0) product.Variants.Add(Variant(row, []));
            yield return product;
        }

        foreach (var row in all)
        {
            if (row["product_type"] is "configurable" or "bundle" or "grouped" || (row["sku"] is { } sku && used.Contains(sku))) continue;
            var product = Start(row);
            product.Variants.Add(Variant(row, []));
            yield return product;
        }
    }

    private static RawProduct Start(CsvRow row)
    {
        var product = new RawProduct
        {
            Line = row.Line,
            Id = row["sku"],
            Handle = row["url_key"],
            Title = row["name"] ?? "",
            Description = row.First("description", "short_description") ?? "",
            CategoryPath = DeepestCategory(row["categories"]),
            Active = row["product_online"] != "0",
        };
        foreach (var image in new[] { row["base_image"] }.Concat(row["additional_images"]?.Split(',') ?? []))
            if (image is not null) product.Images.Add(image);
        foreach (var (name, value) in Pairs(row["additional_attributes"], ','))
        {
            if (name is "has_options" or "required_options" or "size" or "color" || value.Length == 0) continue;
            product.Attributes[name] = value switch
            {
                "Yes" => true,
                "No" => false,
                _ when value.Contains('|', StringComparison.Ordinal) => value.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList(),
                _ => value,
            };
        }

        return product;
    }

    private static RawVariant Variant(CsvRow row, IEnumerable<string> options)
    {
        var special = row["special_price"];
        var variant = new RawVariant
        {
            Line = row.Line,
            Id = row["sku"],
            Sku = row["sku"],
            Price = special ?? row["price"],
            ListPrice = special is null ? null : row["price"],
            Quantity = decimal.TryParse(row["qty"], NumberStyles.Number, CultureInfo.InvariantCulture, out var quantity) && quantity is >= 0 and < 1e12m ? (long)quantity : null,
            Image = row["base_image"],
        };
        variant.OptionValues.AddRange(options);
        return variant;
    }

    private static List<Dictionary<string, string>> Variations(string? text) =>
        [.. (text ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(v => Pairs(v, ',').ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal))];

    /// <summary>Reads <c>a=1,b=2,3,c=4</c>: a part without an equals sign continues the value before it.</summary>
    private static List<(string Name, string Value)> Pairs(string? text, char separator)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var part in (text ?? "").Split(separator))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at > 0) pairs.Add((part[..at].Trim(), part[(at + 1)..].Trim()));
            else if (pairs.Count > 0) pairs[^1] = (pairs[^1].Name, pairs[^1].Value + separator + part);
        }

        return [.. pairs.DistinctBy(p => p.Name)];
    }

    private static string[] DeepestCategory(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SkipWhile(c => c == "Default Category").ToArray())
            .MaxBy(p => p.Length) ?? [];
}
