namespace Comptoir.Catalog.Products;

/// <summary>Global Trade Item Numbers (GS1 General Specifications): 8, 12, 13 or 14 digits, the last a check digit modulo 10.</summary>
public static class Gtin
{
    /// <summary>The digits without spaces and hyphens when they are a valid GTIN; null otherwise.</summary>
    public static string? Normalize(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 32) return null;
        var digits = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (digits.Length is not (8 or 12 or 13 or 14) || !digits.All(char.IsAsciiDigit)) return null;
        var sum = 0;
        for (var i = 0; i < digits.Length - 1; i++)
            sum += (digits[^(i + 2)] - '0') * (i % 2 == 0 ? 3 : 1);
        return (10 - sum % 10) % 10 == digits[^1] - '0' ? digits : null;
    }
}
