using System.Globalization;

namespace Comptoir.Catalog.Feeds;

/// <summary>Shopify's product export: consecutive rows with one handle are the variants and pictures of one product.</summary>
internal static class ShopifyCsv
{
    public static bool Matches(IReadOnlyList<string> header) => header.Contains("Handle") && header.Contains("Variant Price");

    public static IEnumerable<RawProduct> Read(IEnumerable<CsvRow> rows)
    {
        RawProduct? current = null;
        foreach (var row in rows)
        {
            var handle = row["Handle"];
            if (current is null || handle is null || handle != current.Handle)
            {
                if (current is not null) yield return current;
                current = Start(row, handle);
            }

            Add(current, row);
        }

        if (current is not null) yield return current;
    }

    private static RawProduct Start(CsvRow row, string? handle)
    {
        var product = new RawProduct
        {
            Line = row.Line,
            Id = handle,
            Handle = handle,
            Title = row["Title"] ?? "",
            Description = row["Body (HTML)"] ?? "",
            Brand = row["Vendor"],
            CategoryPath = row["Type"] is { } type ? [type] : [],
            GoogleCategory = row.First("Google Shopping / Google Product Category", "Product Category"),
            Active = row["Published"] is not "false" && row["Status"] is not ("draft" or "archived"),
        };
        if (row["Tags"] is { } tags) product.Tags.AddRange(tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        for (var i = 1; i <= 3; i++)
            if (row[$"Option{i} Name"] is { } name && name != "Title") product.OptionNames.Add(name);
        if (row["Google Shopping / Gender"] is { } gender) product.Attributes["gender"] = gender;
        return product;
    }

    private static void Add(RawProduct product, CsvRow row)
    {
        if (row["Image Src"] is { } image) product.Images.Add(image);
        if (row["Variant Price"] is null && row["Variant SKU"] is null && row["Option1 Value"] is null) return;
        var variant = new RawVariant
        {
            Line = row.Line,
            Sku = row["Variant SKU"],
            Gtin = row["Variant Barcode"]?.TrimStart('\''),
            Price = row["Variant Price"],
            ListPrice = row["Variant Compare At Price"],
            Quantity = long.TryParse(row["Variant Inventory Qty"], NumberStyles.Integer, CultureInfo.InvariantCulture, out var quantity) ? quantity : null,
            Image = row["Variant Image"],
        };
        for (var i = 1; i <= product.OptionNames.Count; i++) variant.OptionValues.Add(row[$"Option{i} Value"] ?? "");
        product.Variants.Add(variant);
    }
}
