using System.Globalization;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Acp.Psp;

/// <summary>Reads a card number and its expiry, and refuses what no card can have.</summary>
internal static class CardFields
{
    private const string Invalid = "invalid_card";

    /// <summary>Digits only; empty with a problem.</summary>
    public static string Number(WireReader read, JsonObject? card, string path)
    {
        var number = read.Text(card, "number", path, 40)?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        if (number.Length is >= 12 and <= 19 && number.All(char.IsAsciiDigit) && Luhn(number)) return number;
        read.Refuse(Invalid, $"{path}.number is no card number.", $"{path}.number");
        return "";
    }

    public static (int? Month, int? Year) Expiry(WireReader read, JsonObject? card, string path, DateTimeOffset now)
    {
        var (month, year) = (Part(read, card, "exp_month", path), Part(read, card, "exp_year", path));
        if (year is < 100) year += 2000;
        if (month is < 1 or > 12) read.Refuse(Invalid, $"{path}.exp_month must be 1 to 12.", $"{path}.exp_month");
        if (year is < 2000 or > 2100) read.Refuse(Invalid, $"{path}.exp_year is not a year.", $"{path}.exp_year");
        if (read.Problem is null && month is { } m && year is { } y && (y, m).CompareTo((now.Year, now.Month)) < 0) read.Refuse(Invalid, "The card has expired.", $"{path}.exp_year");
        return (month, year);
    }

    public static string? Brand(string number) => number switch
    {
        ['4', ..] => "visa",
        ['5', ..] or ['2', ..] => "mastercard",
        ['3', ..] => "amex",
        _ => null,
    };

    private static int? Part(WireReader read, JsonObject? card, string name, string path)
    {
        if (read.Text(card, name, path, 4) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        read.Refuse(Invalid, $"{path}.{name} must be digits.", $"{path}.{name}");
        return null;
    }

    /// <summary>ISO/IEC 7812-1, annex B.</summary>
    private static bool Luhn(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }
}
