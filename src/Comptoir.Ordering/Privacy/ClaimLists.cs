using System.Text.Json.Nodes;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Privacy;

/// <summary>The selling rules' lists of those whom a claim is true of: they name people by their e-mail addresses. Pure.</summary>
internal static class ClaimLists
{
    /// <summary>Stands where somebody was erased, so that the list does not become empty: an empty one takes everybody at their word.</summary>
    private const string Nobody = "nobody@erased.invalid";

    /// <summary>The claims whose list names the address, as an export shows them; empty: none.</summary>
    public static JsonArray Naming(SellingRules rules, string? email) =>
        [.. rules.Claims.Where(c => c.Buyers.Any(b => Is(b, email))).Select(c => (JsonNode)new JsonObject { ["claim"] = c.Name, ["email"] = email })];

    /// <summary>The rules as their next version without the address; null: no list names it.</summary>
    public static SellingRules? Without(SellingRules rules, string? email) => rules.Claims.Any(c => c.Buyers.Any(b => Is(b, email)))
        ? rules with { Version = rules.Version + 1, Claims = [.. rules.Claims.Select(c => c with { Buyers = [.. c.Buyers.Select(b => Is(b, email) ? Nobody : b).Distinct()] })] }
        : null;

    private static bool Is(string listed, string? email) => email is not null && listed.Equals(email, StringComparison.OrdinalIgnoreCase);
}
