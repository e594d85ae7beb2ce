using Comptoir.Ordering.Customers;

namespace Comptoir.Ordering.Discounts;

/// <summary>How many codes of which length a caller may send.</summary>
internal static class DiscountCodes
{
    private const int Most = 20;
    private const int Longest = 100;

    public static Refusal? Check(IReadOnlyList<string> codes, string language) =>
        codes.Count > Most ? new Refusal(RefusalKind.Invalid, "too_many_codes", Wording.TooMany(language, "codes", Most), "$.discounts.codes")
        : codes.Select((code, i) => InputLimits.CheckText(code, $"$.discounts.codes[{i}]", language, Longest)).FirstOrDefault(r => r is not null);

    public static IReadOnlyList<string> Clean(IReadOnlyList<string> codes) => [.. codes.Select(c => c.Trim()).Where(c => c.Length > 0)];
}
