using System.Text.Json.Nodes;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Extensions;

/// <summary>Writes a product as a list shows it: one variant, its price, whether it can be had.</summary>
internal static class CardWriter
{
    public static JsonObject Of(ProductCard p, string baseUrl) => new JsonObject
    {
        ["id"] = p.ProductId,
        ["variant_id"] = p.VariantId,
        ["title"] = p.Title,
        ["price"] = ExtensionAnswers.Price(p.Price),
        ["available"] = p.Available > 0,
        ["url"] = $"{baseUrl}/products/{Uri.EscapeDataString(p.Handle)}",
    }
    .Maybe("variant", p.VariantLabel)
    .Maybe("brand", p.Brand)
    .Maybe("list_price", p.ListPrice is { } list ? ExtensionAnswers.Price(list) : null)
    .Maybe("image_url", WireWriter.Absolute(baseUrl, p.ImageUrl))
    .Maybe("rating", p.Rating is { } rating && p.RatingCount > 0 ? new JsonObject { ["value"] = rating, ["scale_max"] = 5, ["count"] = p.RatingCount } : null);
}
