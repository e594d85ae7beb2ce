using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Rules;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp.V2026_08_25;

/// <summary>What the shop takes back, from the rules that it decides returns by: one for everything, one for each line that is an exception.</summary>
internal static class ReturnPolicies
{
    private const string Type = "dev.ucp.shopping.policy.return";

    public static JsonArray Of(ShopFace shop, IReadOnlyList<LineItem> lines, string baseUrl, string language)
    {
        var (rules, french) = (shop.Returns, language == "fr");
        if (rules is null || lines.Count == 0) return [];
        var url = shop.Policies.Any(p => p.Id == "returns") ? $"{baseUrl}/policies/returns" : null;
        var policies = new JsonArray();
        if (rules.WindowDays > 0) policies.Add(Policy(General(rules, french), url));
        foreach (var (line, i) in lines.Select((l, i) => (l, i)))
            if (rules.Exclusions.FirstOrDefault(e => e.Id == line.VariantId || e.Id == line.ProductId || shop.CategoriesOf(line.ProductId).Contains(e.Id)) is { } excluded)
                policies.Add(Policy(Exception(excluded, french), url, $"$.line_items[{i}]"));
        return policies;
    }

    private static JsonObject Policy(string text, string? url, string? target = null) => new JsonObject
    {
        ["type"] = Type,
        ["description"] = new JsonObject { ["plain"] = text },
    }.Maybe("applies_to", target is null ? null : new JsonArray { target }).Maybe("url", url);

    private static string General(ReturnPolicy rules, bool french)
    {
        var days = french ? $"Retours acceptés dans les {rules.WindowDays} jours après la livraison." : $"Returns are accepted within {rules.WindowDays} days of delivery.";
        var postage = rules.BuyerPaysPostage ? french ? " Le renvoi est à votre charge." : " You pay for sending back." : french ? " Le renvoi est gratuit." : " Sending back is free.";
        var fee = rules.RestockingBasisPoints > 0 ? french ? $" Des frais de {rules.RestockingBasisPoints / 100m:0.##} % sont retenus." : $" A fee of {rules.RestockingBasisPoints / 100m:0.##}% is kept." : "";
        return days + postage + fee;
    }

    private static string Exception(ReturnExclusion excluded, bool french) => excluded.Lawful
        ? french ? "Ni repris ni échangé." : "Not taken back."
        : french ? "Pas repris par la boutique, sauf droit légal de rétractation." : "Not taken back by the shop, but for the legal right of withdrawal.";
}
