namespace Comptoir.Catalog.Feeds.Listings;

/// <summary>What Google Merchant Center and those who read its format ingest (support.google.com/merchants/answer/7052112).</summary>
internal static class GoogleListing
{
    private static readonly string[] Pictures = ["jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff"];

    public static ListingTarget Target { get; } = new(
        "google",
        "id",
        [
            new("id", l => l.Id),
            ListingColumn.Title,
            ListingColumn.Description,
            new("link", l => l.Url),
            new("image_link", l => l.Images.FirstOrDefault()),
            ListingColumn.MoreImages("additional_image_link"),
            ListingColumn.Availability,
            ListingColumn.Price,
            ListingColumn.SalePrice,
            new("google_product_category", l => l.GoogleCategory),
            new("product_type", l => l.Category),
            new("brand", l => l.Brand),
            ListingColumn.Gtin,
            new("mpn", l => l.Brand is null ? null : l.Sku),
            new("identifier_exists", l => l.Gtin is null && (l.Brand is null || l.Sku is null) ? "no" : null),
            new("condition", _ => "new"),
            new("item_group_id", l => l.Group),
            ListingColumn.Color,
            ListingColumn.Size,
        ],
        [
            .. new[] { "id", "title", "description", "link", "image_link", "availability", "price" }.Select(ListingRule.Required),
            ListingRule.Length("id", 50),
            ListingRule.Length("title", 150),
            ListingRule.Length("description", 5000),
            ListingRule.Length("brand", 70),
            ListingRule.Length("mpn", 70),
            ListingRule.Length("item_group_id", 50),
            ListingRule.Length("color", 100),
            ListingRule.Length("size", 100),
            .. new[] { "title", "description", "brand" }.Select(ListingRule.PlainText),
            ListingRule.Url("link"),
            ListingRule.Url("image_link"),
            ListingRule.Image("image_link", Pictures),
            ListingRule.OneOf("availability", "in_stock", "out_of_stock", "preorder", "backorder"),
            new("availability_date", row => row.GetValueOrDefault("availability") is "preorder" or "backorder" && !row.ContainsKey("availability_date") ? "is required where availability is preorder or backorder" : null),
            ListingRule.Price("price"),
            ListingRule.Price("sale_price"),
            ListingRule.NotAbove("sale_price", "price"),
            ListingRule.OneOf("condition", "new", "refurbished", "used"),
            ListingRule.OneOf("identifier_exists", "yes", "no"),
            ListingRule.GtinOf("gtin"),
            new("gtin", row => row.ContainsKey("gtin") || row.ContainsKey("mpn") || row.GetValueOrDefault("identifier_exists") == "no" ? null : "is required, or mpn with brand, unless identifier_exists is no"),
            new("brand", row => row.ContainsKey("mpn") && !row.ContainsKey("brand") ? "is required with mpn" : null),
        ]);
}
