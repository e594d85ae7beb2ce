using System.Globalization;

namespace Comptoir.Ledger.Export;

/// <summary>Cells and rows of RFC 4180.</summary>
public static class Csv
{
    public static string Row(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>Quoted where needed; text that a spreadsheet would run as a formula gets an apostrophe before it. Numbers stay numbers.</summary>
    public static string Cell(string text)
    {
        var harmless = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? "'" + text : text;
        return harmless.IndexOfAny([',', '"', '\n', '\r']) >= 0 ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset? at) => at is { } moment ? moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture) : "";
}
