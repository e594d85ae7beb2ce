using System.Globalization;

namespace Comptoir.Web.Console.Parts;

/// <summary>One line of CSV (RFC 4180) with its end. Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.</summary>
internal static class CsvLine
{
    public static string Of(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        var formula = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
        var harmless = formula ? "'" + text : text;
        return harmless.IndexOfAny([',', '"', '\n', '\r']) >= 0 ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }
}
