using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Discounts;

/// <summary>What buyers claim to be: taken as true while they choose, proven before they pay.</summary>
internal static class Claims
{
    private const int Most = 20;
    private const int Longest = 200;

    /// <summary>What is kept of them.</summary>
    public static IReadOnlyList<string> Clean(IReadOnlyList<string> claims) => [.. claims.Where(c => c.Length is > 0 and <= Longest).Distinct(StringComparer.Ordinal).Take(Most)];

    /// <summary>Those that mean something in this shop.</summary>
    public static IReadOnlyList<string> Known(IReadOnlyList<string> claims, SellingRules rules) => [.. Clean(claims).Where(c => rules.Claims.Any(k => k.Name == c))];

    /// <summary>Claims that mean nothing here are no error: the caller is told.</summary>
    public static IEnumerable<Message> Notices(IReadOnlyList<string> claims, SellingRules rules, string language) =>
        Clean(claims).Select((claim, i) => rules.Claims.Any(k => k.Name == claim)
            ? null
            : new Message("warning", "eligibility_not_accepted", Wording.ClaimUnknown(language), $"$.context.eligibility[{i}]")).OfType<Message>();

    /// <summary>The first claim that is known here and not true of the buyer; null: none, the checkout may be paid.</summary>
    public static Refusal? Unproven(Checkout checkout, SellingRules rules)
    {
        var at = checkout.Claims.ToList().FindIndex(claim => rules.Claims.FirstOrDefault(k => k.Name == claim) is { Buyers.Count: > 0 } known && !IsTrueOf(checkout.Buyer?.Email, known));
        return at < 0 ? null : new(RefusalKind.NotReady, "eligibility_invalid", Wording.ClaimUnproven(checkout.Language), $"$.context.eligibility[{at}]");
    }

    /// <summary>The checkout once every claim was looked at.</summary>
    public static Checkout Proven(Checkout checkout) =>
        checkout.Discounts.Any(d => d.Provisional) ? checkout with { Discounts = [.. checkout.Discounts.Select(d => d with { Provisional = false })] } : checkout;

    private static bool IsTrueOf(string? email, EligibilityClaim claim) => email is not null && claim.Buyers.Any(b =>
        b.StartsWith('@') ? email.EndsWith(b, StringComparison.OrdinalIgnoreCase) : email.Equals(b, StringComparison.OrdinalIgnoreCase));
}
