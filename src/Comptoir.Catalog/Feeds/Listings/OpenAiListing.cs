using System.Globalization;

namespace Comptoir.Catalog.Feeds.Listings;

/// <summary>What ChatGPT ingests: OpenAI's product feed for file uploads (developers.openai.com/commerce/specs/file-upload/products).</summary>
internal static class OpenAiListing
{
    private const string Search = "is_eligible_search";
    private const string Checkout = "is_eligible_checkout";

    private static readonly string[] Pictures = ["jpg", "jpeg", "png", "webp", "gif"];

    public static ListingTarget Target { get; } = new(
        "openai",
        "item_id",
        [
            new(Search, _ => "true"),
            new(Checkout, l => l.InStock ? "true" : "false"),
            new("item_id", l => l.Id),
            ListingColumn.Gtin,
            new("mpn", l => l.Sku),
            ListingColumn.Title,
            ListingColumn.Description,
            new("url", l => l.Url),
            new("brand", l => l.Brand ?? l.Shop.Name),
            new("product_category", l => l.Category),
            new("image_url", l => l.Images.FirstOrDefault()),
            ListingColumn.MoreImages("additional_image_urls"),
            ListingColumn.Price,
            ListingColumn.SalePrice,
            ListingColumn.Availability,
            new("group_id", l => l.Group),
            new("listing_has_variations", l => l.Group is null ? "false" : "true"),
            ListingColumn.Color,
            ListingColumn.Size,
            new("seller_name", l => l.Shop.Name),
            new("seller_url", l => l.SiteUrl + "/"),
            new("seller_privacy_policy", l => l.SiteUrl + "/policies/privacy"),
            new("seller_tos", l => l.SiteUrl + "/policies/terms"),
            new("return_policy", l => l.SiteUrl + "/policies/returns"),
            new("target_countries", l => l.Shop.Country),
            new("store_country", l => l.Shop.Country),
            new("star_rating", l => l.Rating is { Count: > 0 } r ? r.Value.ToString("0.##", CultureInfo.InvariantCulture) : null),
            new("review_count", l => l.Rating is { Count: > 0 } r ? r.Count.ToString(CultureInfo.InvariantCulture) : null),
        ],
        [
            .. new[] { Search, Checkout, "item_id", "title", "description", "url", "brand", "image_url", "price", "availability", "seller_name" }.Select(ListingRule.Required),
            ListingRule.OneOf(Search, "true", "false"),
            ListingRule.OneOf(Checkout, "true", "false"),
            new(Checkout, row => row.GetValueOrDefault(Checkout) == "true" && row.GetValueOrDefault(Search) != "true" ? $"may be true only where {Search} is" : null),
            .. new[] { "seller_privacy_policy", "seller_tos" }.Select(f => new ListingRule(f, row => row.GetValueOrDefault(Checkout) == "true" && !row.ContainsKey(f) ? $"is required where {Checkout} is true" : null)),
            ListingRule.Length("item_id", 100),
            ListingRule.Length("title", 150),
            ListingRule.Length("description", 5000),
            ListingRule.Length("brand", 70),
            ListingRule.Length("mpn", 70),
            ListingRule.Length("group_id", 70),
            ListingRule.Length("seller_name", 70),
            .. new[] { "title", "description", "brand", "seller_name" }.Select(ListingRule.PlainText),
            .. new[] { "url", "image_url", "seller_url", "seller_privacy_policy", "seller_tos", "return_policy" }.Select(ListingRule.Url),
            ListingRule.Image("image_url", Pictures),
            ListingRule.Price("price"),
            ListingRule.Price("sale_price"),
            ListingRule.NotAbove("sale_price", "price"),
            ListingRule.OneOf("availability", "in_stock", "out_of_stock", "pre_order", "backorder", "unknown"),
            new("availability_date", row => row.GetValueOrDefault("availability") == "pre_order" && !row.ContainsKey("availability_date") ? "is required where availability is pre_order" : null),
            ListingRule.GtinOf("gtin"),
            ListingRule.Country("target_countries"),
            ListingRule.Country("store_country"),
        ]);
}
