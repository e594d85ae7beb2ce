using System.Text.Json.Nodes;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Mcp.Tools;

/// <summary>
/// Shortens what a model reads. Ten jackets in twenty-five sizes and colours, each with the jacket's description, would fill the
/// conversation and cost its owner more than the jacket earns; a search needs what tells products apart.
/// </summary>
internal static class Brevity
{
    private const int MostVariants = 3;

    /// <summary>Keeps the best fitting variants of each product; where a variant repeats its product's description, its title takes that place.</summary>
    public static UcpAnswer Shorten(UcpAnswer answer)
    {
        foreach (var product in (answer.Body["products"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (product["variants"] is not JsonArray variants) continue;
            while (variants.Count > MostVariants) variants.RemoveAt(variants.Count - 1);
            foreach (var variant in variants.OfType<JsonObject>())
                if (JsonNode.DeepEquals(variant["description"], product["description"])) variant["description"] = new JsonObject { ["plain"] = variant["title"]?.DeepClone() };
        }

        return answer;
    }
}
