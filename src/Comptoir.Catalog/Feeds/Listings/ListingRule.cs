using System.Globalization;
using System.Text.RegularExpressions;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;

namespace Comptoir.Catalog.Feeds.Listings;

/// <summary>One published rule about a row.</summary>
/// <param name="Field">The column that it is about.</param>
/// <param name="Breach">What is wrong, for people; null: nothing.</param>
public sealed partial record ListingRule(string Field, Func<IReadOnlyDictionary<string, string>, string?> Breach)
{
    private static readonly string[] Placeholders = ["null", "none", "n/a", "na", "unknown", "undefined", "-"];

    public static ListingRule Required(string field) => new(field, row => row.ContainsKey(field) ? null : "is required");

    /// <summary>When a row has the column.</summary>
    public static ListingRule Of(string field, Func<string, string?> judge) => new(field, row => row.TryGetValue(field, out var value) ? judge(value) : null);

    public static ListingRule Length(string field, int most) => Of(field, v => v.Length > most ? $"is longer than {most} characters ({v.Length})" : null);

    public static ListingRule OneOf(string field, params string[] values) => Of(field, v => values.Contains(v, StringComparer.Ordinal) ? null : $"must be one of {string.Join(", ", values)}, not '{Short(v)}'");

    public static ListingRule Url(string field) => Of(field, v =>
        Uri.TryCreate(v, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && v.Length <= 2000 ? null : "must be an absolute https address");

    /// <summary>An address of a picture in a format that the service shows.</summary>
    public static ListingRule Image(string field, params string[] formats) => Of(field, v =>
        Uri.TryCreate(v, UriKind.Absolute, out var url) && Path.GetExtension(url.AbsolutePath).TrimStart('.').ToLowerInvariant() is var ending && (ending.Length == 0 || formats.Contains(ending)) ? null
        : $"must be a picture in one of the formats {string.Join(", ", formats)}");

    /// <summary>A number, a space and a currency, greater than zero.</summary>
    public static ListingRule Price(string field) => Of(field, v => Parse(v) is not { } price ? "must be an amount and a currency, such as 19.99 EUR" : price.Amount > 0 ? null : "must be more than zero");

    /// <summary>A reduced price in the currency of the usual one, and not above it.</summary>
    public static ListingRule NotAbove(string field, string other) => new(field, row =>
        row.TryGetValue(field, out var a) && row.TryGetValue(other, out var b) && Parse(a) is { } reduced && Parse(b) is { } usual && (reduced.Currency != usual.Currency || reduced.Amount > usual.Amount)
            ? $"must not be above {other}, and in its currency" : null);

    public static ListingRule GtinOf(string field) => Of(field, v => Gtin.Normalize(v) is null ? $"'{Short(v)}' is no GTIN (8, 12, 13 or 14 digits, the last a check digit)" : null);

    public static ListingRule Country(string field) => Of(field, v => v.Split(',').All(c => c.Length == 2 && c.All(char.IsAsciiLetterUpper)) ? null : "must be ISO 3166-1 alpha-2 codes, such as FR");

    /// <summary>No markup, and nothing that stands for no value.</summary>
    public static ListingRule PlainText(string field) => Of(field, v =>
        Placeholders.Contains(v.Trim().ToLowerInvariant()) ? $"'{Short(v)}' is a placeholder: leave the field out" : Markup().IsMatch(v) ? "must be plain text without HTML" : null);

    private static Money? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && Currencies.IsKnown(parts[1]) && decimal.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major) && Currencies.FromMajor(major, parts[1]) is { } minor
            ? new Money(minor, parts[1]) : null;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex("</?[a-zA-Z][^>]*>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Markup();
}
