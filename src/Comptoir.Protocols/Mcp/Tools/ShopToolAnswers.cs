using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Protocols.Ucp;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Mcp.Tools;

/// <summary>The shop tools for which UCP has no operation, in the forms that its catalogue uses.</summary>
internal sealed class ShopToolAnswers(AnswerPolicy policies, CompareProducts compare)
{
    public async Task<JsonObject> PoliciesAsync(ShopContext context, string baseUrl, string question, CancellationToken ct) => new()
    {
        ["passages"] = WireWriter.Array((await policies.RunAsync(context, question, ct)).Select(p => new JsonObject
        {
            ["policy_id"] = p.PolicyId,
            ["title"] = p.Title,
            ["text"] = p.Text,
            ["url"] = $"{baseUrl}/policies/{Uri.EscapeDataString(p.PolicyId)}",
            ["resource"] = ShopResources.UriOf(p.PolicyId),
        })),
    };

    public JsonObject Compare(ShopContext context, string baseUrl, IReadOnlyList<string> ids)
    {
        var unknown = ids.Distinct(StringComparer.Ordinal).Where(id => compare.Run(context, [id]).Products.Count == 0).ToList();
        var comparison = compare.Run(context, ids);
        return new JsonObject
        {
            ["products"] = WireWriter.Array(comparison.Products.Select(p => Card(p, baseUrl))),
            ["rows"] = WireWriter.Array(comparison.Rows.Select(r => new JsonObject
            {
                ["name"] = r.Name,
                ["values"] = new JsonArray([.. r.Values.Select(v => (JsonNode?)v)]),
                ["differs"] = r.Differs,
            })),
        }.Maybe("unknown_ids", WireWriter.Array(unknown).OrNothing());
    }

    private static JsonObject Card(ProductCard p, string baseUrl) => new JsonObject
    {
        ["id"] = p.ProductId,
        ["variant_id"] = p.VariantId,
        ["title"] = p.Title,
        ["price"] = Price(p.Price),
        ["available"] = p.Available > 0,
        ["url"] = $"{baseUrl}/products/{Uri.EscapeDataString(p.Handle)}",
    }
    .Maybe("variant", p.VariantLabel)
    .Maybe("brand", p.Brand)
    .Maybe("list_price", p.ListPrice is { } list ? Price(list) : null)
    .Maybe("image_url", WireWriter.Absolute(baseUrl, p.ImageUrl))
    .Maybe("rating", p.Rating is { } rating && p.RatingCount > 0 ? new JsonObject { ["value"] = rating, ["scale_max"] = 5, ["count"] = p.RatingCount } : null);

    private static JsonObject Price(Money m) => new() { ["amount"] = m.Amount, ["currency"] = m.Currency };
}
