using System.Globalization;

namespace Comptoir.Catalog.Feeds;

/// <summary>
/// Tables with plain columns (Google Merchant names and their usual variants, English or French): one row a variant,
/// rows with one <c>item_group_id</c> belong together.
/// </summary>
internal static class PlainFields
{
    private static readonly string[] OptionColumns = ["color", "colour", "couleur", "size", "taille", "material", "matière", "pattern"];

    private static readonly HashSet<string> Known = new(
        [
            "id", "sku", "item_group_id", "handle", "slug", "url_key", "title", "name", "titre", "nom", "description", "body", "price", "prix", "sale_price",
            "list_price", "compare_at_price", "brand", "vendor", "manufacturer", "marque", "supplier", "category", "categorie", "catégorie", "product_type", "type",
            "google_product_category", "tags", "image", "image_link", "image_url", "additional_image_link", "gtin", "ean", "barcode", "upc", "quantity", "qty",
            "stock", "inventory", "availability", "link", "url", "rating", "tax_category", "condition", "mpn", "currency", .. OptionColumns,
        ],
        StringComparer.OrdinalIgnoreCase);

    public static bool Matches(IReadOnlyList<string> header)
    {
        bool Any(params string[] names) => header.Any(h => names.Contains(h, StringComparer.OrdinalIgnoreCase));
        return Any("title", "name", "titre", "nom") && Any("price", "prix", "sale_price");
    }

    public static IEnumerable<RawProduct> Read(IEnumerable<CsvRow> rows)
    {
        RawProduct? group = null;
        string? groupId = null;
        foreach (var row in rows)
        {
            var id = row["item_group_id"];
            if (id is not null && id == groupId)
            {
                group!.Variants.Add(Variant(row, group.OptionNames));
                continue;
            }

            if (group is not null) yield return group;
            (group, groupId) = (Start(row, id), id);
        }

        if (group is not null) yield return group;
    }

    private static RawProduct Start(CsvRow row, string? groupId)
    {
        var product = new RawProduct
        {
            Line = row.Line,
            Id = groupId ?? row.First("id", "sku"),
            Handle = row.First("handle", "slug", "url_key"),
            Title = row.First("title", "name", "titre", "nom") ?? "",
            Description = row.First("description", "body") ?? "",
            Brand = row.First("brand", "vendor", "manufacturer", "marque", "supplier"),
            CategoryPath = (row.First("product_type", "category", "catégorie", "categorie", "type") ?? "").Split(['>', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            GoogleCategory = row["google_product_category"],
            TaxCategory = row["tax_category"],
            Rating = decimal.TryParse(row["rating"], NumberStyles.Number, CultureInfo.InvariantCulture, out var rating) ? rating : null,
        };
        product.Tags.AddRange((row["tags"] ?? "").Split([',', ';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        foreach (var column in new[] { "image_link", "image_url", "image", "additional_image_link" })
            product.Images.AddRange((row[column] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        foreach (var (name, value) in row.Fields)
            if (!Known.Contains(name) && value.Length is > 0 and <= 200) product.Attributes[name] = value;
        var options = OptionColumns.Where(c => row[c] is not null).ToList();
        if (groupId is not null) product.OptionNames.AddRange(options);
        else foreach (var option in options) product.Attributes[option] = row[option]!;
        product.Variants.Add(Variant(row, product.OptionNames));
        return product;
    }

    private static RawVariant Variant(CsvRow row, List<string> options)
    {
        var sale = row["sale_price"];
        var price = row.First("price", "prix");
        var variant = new RawVariant
        {
            Line = row.Line,
            Id = row.First("id", "sku"),
            Sku = row.First("sku", "mpn"),
            Gtin = row.First("gtin", "ean", "barcode", "upc"),
            Price = sale ?? price,
            ListPrice = sale is not null ? price : row.First("list_price", "compare_at_price"),
            Quantity = Quantity(row),
            Image = row.First("image_link", "image_url", "image"),
        };
        variant.OptionValues.AddRange(options.Select(o => row[o] ?? ""));
        return variant;
    }

    private static long? Quantity(CsvRow row)
    {
        if (long.TryParse(row.First("quantity", "qty", "stock", "inventory"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var quantity)) return quantity;
        return row["availability"]?.Replace('_', ' ').ToLowerInvariant() switch { "out of stock" => 0, _ => null };
    }
}
