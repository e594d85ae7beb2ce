using System.Text.Json.Nodes;
using Comptoir.Protocols.Extensions;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Mcp.Tools;

/// <summary>Shop tools that only MCP has, in the forms that UCP's catalogue uses.</summary>
internal sealed class ShopToolAnswers(CompareProducts compare)
{
    public JsonObject Compare(ShopContext context, string baseUrl, IReadOnlyList<string> ids)
    {
        var unknown = ids.Distinct(StringComparer.Ordinal).Where(id => compare.Run(context, [id]).Products.Count == 0).ToList();
        var comparison = compare.Run(context, ids);
        return new JsonObject
        {
            ["products"] = WireWriter.Array(comparison.Products.Select(p => CardWriter.Of(p, baseUrl))),
            ["rows"] = WireWriter.Array(comparison.Rows.Select(r => new JsonObject
            {
                ["name"] = r.Name,
                ["values"] = new JsonArray([.. r.Values.Select(v => (JsonNode?)v)]),
                ["differs"] = r.Differs,
            })),
        }.Maybe("unknown_ids", WireWriter.Array(unknown).OrNothing());
    }
}
