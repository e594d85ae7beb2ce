using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Comptoir.Web.ShopPages;

/// <summary>The product for machines that read pages: schema.org in JSON-LD.</summary>
internal static class ProductSchema
{
    /// <summary>A data block; System.Text.Json escapes angle brackets, so that no text can end it.</summary>
    public static MarkupString Of(ProductModel model) =>
        new($"<script type=\"application/ld+json\">{Json(model).ToJsonString()}</script>");

    internal static JsonObject Json(ProductModel model)
    {
        var (visit, product) = (model.Visit, model.Detail.Product);
        var address = $"{visit.BaseUrl}/products/{Uri.EscapeDataString(product.Handle)}";
        var json = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Product",
            ["name"] = product.Title.In(visit.Language),
            ["description"] = product.Description.In(visit.Language),
            ["sku"] = model.Variant.Sku ?? model.Variant.Id,
            ["url"] = address,
            ["image"] = new JsonArray([.. product.Media.Concat(model.Variant.Media).Where(m => m.Type == "image").Select(m => (JsonNode)Absolute(visit, m.Url)).Take(5)]),
            ["offers"] = new JsonArray([.. product.Variants.Take(50).Select(v => (JsonNode)OfferOf(visit, v, address, model.Detail.Available.GetValueOrDefault(v.Id)))]),
        };
        if (product.Brand is { } brand) json["brand"] = new JsonObject { ["@type"] = "Brand", ["name"] = brand };
        if (model.Variant.Gtin is { } gtin) json["gtin"] = gtin;
        if (product.Rating is { Count: > 0 } rating)
            json["aggregateRating"] = new JsonObject { ["@type"] = "AggregateRating", ["ratingValue"] = rating.Value, ["reviewCount"] = rating.Count };
        return json;
    }

    private static JsonObject OfferOf(Visit visit, Variant variant, string address, long available) => new()
    {
        ["@type"] = "Offer",
        ["sku"] = variant.Sku ?? variant.Id,
        ["price"] = Currencies.ToMajor(variant.Offer.Price.Amount, variant.Offer.Price.Currency),
        ["priceCurrency"] = variant.Offer.Price.Currency,
        ["availability"] = available > 0 ? "https://schema.org/InStock" : "https://schema.org/OutOfStock",
        ["itemCondition"] = "https://schema.org/NewCondition",
        ["url"] = $"{address}?variant={Uri.EscapeDataString(variant.Id)}",
    };

    private static string Absolute(Visit visit, string url) => url.StartsWith('/') ? visit.BaseUrl + url : url;
}
