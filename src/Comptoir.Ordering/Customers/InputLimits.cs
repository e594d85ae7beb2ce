namespace Comptoir.Ordering.Customers;

/// <summary>What callers may write about people and places: one-line texts of bounded length, an e-mail address of the right shape, two-letter countries.</summary>
internal static class InputLimits
{
    public const int Text = 200;
    private const int LongestEmail = 254;

    public static Refusal? Check(Buyer? buyer, string path, string language) => buyer is null ? null
        : CheckText(buyer.FirstName, $"{path}.first_name", language)
            ?? CheckText(buyer.LastName, $"{path}.last_name", language)
            ?? CheckText(buyer.Phone, $"{path}.phone_number", language)
            ?? (string.IsNullOrWhiteSpace(buyer.Email) || IsEmail(buyer.Email.Trim()) ? null
                : new Refusal(RefusalKind.Invalid, "invalid_email", Wording.InvalidEmail(language), $"{path}.email"));

    public static Refusal? Check(Address address, string path, string language) =>
        CheckText(address.Id, $"{path}.id", language)
            ?? CheckText(address.FirstName, $"{path}.first_name", language)
            ?? CheckText(address.LastName, $"{path}.last_name", language)
            ?? CheckText(address.Street, $"{path}.street_address", language)
            ?? CheckText(address.Extended, $"{path}.extended_address", language)
            ?? CheckText(address.City, $"{path}.address_locality", language)
            ?? CheckText(address.Region, $"{path}.address_region", language)
            ?? CheckText(address.PostalCode, $"{path}.postal_code", language)
            ?? CheckText(address.Phone, $"{path}.phone_number", language)
            ?? CheckCountry(address.Country, $"{path}.address_country", language);

    public static Refusal? CheckCountry(string? country, string path, string language) =>
        string.IsNullOrWhiteSpace(country) || (country.Trim() is { Length: 2 } code && code.All(char.IsAsciiLetter)) ? null
        : new Refusal(RefusalKind.Invalid, "invalid_country", Wording.InvalidCountry(language), path);

    public static Refusal? CheckText(string? text, string path, string language, int most = Text) =>
        text is null ? null
        : text.Length > most ? new Refusal(RefusalKind.Invalid, "text_too_long", Wording.TooLong(language, path.Split('.')[^1], most), path)
        : text.Any(char.IsControl) ? new Refusal(RefusalKind.Invalid, "invalid_text", Wording.InvalidText(language, path.Split('.')[^1]), path)
        : null;

    /// <summary>One @ between a local part and a domain with a dot; nothing that could end a header or an address list.</summary>
    public static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (text.Length > LongestEmail || at is < 1 or > 64 || at != text.LastIndexOf('@')) return false;
        var domain = text[(at + 1)..];
        return domain.Contains('.', StringComparison.Ordinal) && domain[0] is not ('.' or '-') && domain[^1] is not ('.' or '-')
            && !domain.Contains("..", StringComparison.Ordinal)
            && text.All(c => c > ' ' && c != '\u007f' && !char.IsControl(c) && !char.IsWhiteSpace(c) && !"<>()[]\\,;:\"".Contains(c, StringComparison.Ordinal));
    }

    public static Buyer? Clean(Buyer? buyer) => buyer is null ? null
        : buyer with { FirstName = Trim(buyer.FirstName), LastName = Trim(buyer.LastName), Email = Trim(buyer.Email), Phone = Trim(buyer.Phone) };

    public static Address Clean(Address a) => new(
        Trim(a.Id), Trim(a.FirstName), Trim(a.LastName), Trim(a.Street), Trim(a.Extended), Trim(a.City), Trim(a.Region), Trim(a.PostalCode), CleanCountry(a.Country), Trim(a.Phone));

    public static string? CleanCountry(string? country) => Trim(country)?.ToUpperInvariant();

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
