using System.Globalization;
using System.Text.Json;
using Comptoir.Catalog.Products;

namespace Comptoir.Catalog.Feeds;

/// <summary>JSON objects with ordinary member names, one a product; tolerant of the usual variants of each name.</summary>
internal static class JsonObjects
{
    private static readonly HashSet<string> Known = new(
        [
            "id", "sku", "handle", "slug", "title", "name", "description", "short_description", "body", "body_html", "brand", "vendor", "supplier", "manufacturer",
            "category", "categories", "product_type", "type", "tags", "image", "images", "thumbnail", "img_high", "img_low", "img_500x500", "img_thumb", "price",
            "list_price", "compare_at_price", "stock", "quantity", "qty", "current_stock", "inventory", "gtin", "ean", "barcode", "upc", "rating", "reviews",
            "variants", "options", "attributes", "active", "url", "meta", "google_product_category", "tax_category", "date_released", "where_visible",
            "discountPercentage", "minimumOrderQuantity", "returnPolicy", "availabilityStatus", "shippingInformation", "warrantyInformation",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static RawProduct? Read(JsonElement o, long line)
    {
        if (o.ValueKind != JsonValueKind.Object) return null;
        var product = new RawProduct
        {
            Line = line,
            Id = Text(o, "id", "sku"),
            Handle = Text(o, "handle", "slug"),
            Title = Localized(o, "title", "name"),
            Description = Localized(o, "description", "body_html", "body", "short_description"),
            Brand = Text(o, "brand", "vendor", "supplier", "manufacturer"),
            GoogleCategory = Text(o, "google_product_category"),
            TaxCategory = Text(o, "tax_category"),
            Active = !(Find(o, "active") is { ValueKind: JsonValueKind.False }),
        };
        product.CategoryPath = Find(o, "categories", "category", "product_type", "type") is { } category
            ? category.ValueKind == JsonValueKind.Array ? Strings(category) : (Scalar(category) ?? "").Split(['>', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
        if (Find(o, "tags") is { } tags) product.Tags.AddRange(tags.ValueKind == JsonValueKind.Array ? Strings(tags) : (Scalar(tags) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        foreach (var name in new[] { "images", "image", "img_500x500", "img_high", "thumbnail" })
            if (product.Images.Count == 0 && Find(o, name) is { } images) product.Images.AddRange(images.ValueKind == JsonValueKind.Array ? Strings(images) : [Scalar(images) ?? ""]);
        Ratings(o, product);
        foreach (var member in o.EnumerateObject())
            if (!Known.Contains(member.Name)) Attribute(product, member.Name.StartsWith("attr_", StringComparison.Ordinal) ? member.Name[7..] : member.Name, member.Value);
        if (Find(o, "attributes") is { ValueKind: JsonValueKind.Object } attributes)
            foreach (var member in attributes.EnumerateObject()) Attribute(product, member.Name, member.Value);
        Variants(o, product, line);
        return product;
    }

    private static void Variants(JsonElement o, RawProduct product, long line)
    {
        if (Find(o, "variants") is { ValueKind: JsonValueKind.Array } variants && variants.GetArrayLength() > 0)
        {
            foreach (var v in variants.EnumerateArray())
                if (v.ValueKind == JsonValueKind.Object && Find(v, "options") is { ValueKind: JsonValueKind.Object } first)
                    foreach (var option in first.EnumerateObject())
                        if (!product.OptionNames.Contains(option.Name)) product.OptionNames.Add(option.Name);
            foreach (var v in variants.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Object))
            {
                var variant = Variant(v, line, Text(o, "price"));
                var chosen = Find(v, "options");
                variant.OptionValues.AddRange(product.OptionNames.Select(n => chosen is { ValueKind: JsonValueKind.Object } c ? Text(c, n) ?? "" : ""));
                product.Variants.Add(variant);
            }

            return;
        }

        product.Variants.Add(Variant(o, line, null));
    }

    private static RawVariant Variant(JsonElement o, long line, string? fallbackPrice) => new()
    {
        Line = line,
        Id = Text(o, "id", "sku"),
        Sku = Text(o, "sku"),
        Gtin = Find(o, "gtin", "ean", "barcode", "upc") is { } gtin ? gtin.ValueKind == JsonValueKind.Array ? Strings(gtin).FirstOrDefault() : Scalar(gtin) : null,
        Price = Text(o, "price") ?? fallbackPrice,
        ListPrice = Text(o, "list_price", "compare_at_price"),
        Quantity = long.TryParse(Text(o, "stock", "quantity", "qty", "current_stock", "inventory"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var q) ? q : null,
        Image = Text(o, "image"),
    };

    private static void Ratings(JsonElement o, RawProduct product)
    {
        if (Find(o, "rating") is { ValueKind: JsonValueKind.Number } rating && rating.TryGetDecimal(out var value)) product.Rating = value;
        if (Find(o, "reviews") is not { ValueKind: JsonValueKind.Array } reviews) return;
        product.RatingCount = reviews.GetArrayLength();
        foreach (var r in reviews.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object))
            if (Find(r, "rating") is { ValueKind: JsonValueKind.Number } stars && stars.TryGetInt32(out var given) && Text(r, "text", "comment", "body") is { } text)
                product.Reviews.Add(new(Text(r, "author", "reviewerName", "name") ?? "—", given, Text(r, "title"), text, DateTimeOffset.TryParse(Text(r, "date", "created_at"), CultureInfo.InvariantCulture, out var at) ? at : null));
    }

    private static void Attribute(RawProduct product, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False: product.Attributes[name] = value.GetBoolean(); break;
            case JsonValueKind.Number when value.TryGetDecimal(out var number): product.Attributes[name] = number; break;
            case JsonValueKind.String when value.GetString() is { Length: > 0 and <= 200 } text: product.Attributes[name] = text; break;
            case JsonValueKind.Array when Strings(value) is { Length: > 0 and <= 50 } list: product.Attributes[name] = list.ToList(); break;
            case JsonValueKind.Object when value.EnumerateObject().All(m => m.Value.ValueKind == JsonValueKind.Number):
                foreach (var part in value.EnumerateObject()) Attribute(product, part.Name, part.Value);
                break;
        }
    }

    private static JsonElement? Find(JsonElement o, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (o.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null) return value;
        return null;
    }

    private static string? Text(JsonElement o, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (o.TryGetProperty(name, out var value) && Scalar(value) is { Length: > 0 } text) return text;
        return null;
    }

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static string[] Strings(JsonElement array) =>
        [.. array.EnumerateArray().Select(e => Scalar(e) ?? (e.ValueKind == JsonValueKind.Object ? Text(e, "src", "url", "name") : null)).OfType<string>().Where(s => s.Length > 0)];

    private static LocalizedText Localized(JsonElement o, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!o.TryGetProperty(name, out var value)) continue;
            if (value.ValueKind == JsonValueKind.Object)
                return new(value.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.String).Select(m => new KeyValuePair<string, string>(m.Name, m.Value.GetString()!)));
            if (Scalar(value) is { Length: > 0 } text) return text;
        }

        return LocalizedText.Empty;
    }
}
