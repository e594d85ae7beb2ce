using System.Text;

namespace Comptoir.Capital.Deals;

/// <summary>A row of a CSV file.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>CSV as RFC 4180 has it: quoted cells may hold commas, quotes and lines; lines that begin with # before the heading are comments.</summary>
public static class CsvTable
{
    /// <summary>The heading and the rows; the heading is null for a file without one.</summary>
    /// <exception cref="InvalidDataException">A quote is never closed.</exception>
    public static (CsvRow? Heading, IReadOnlyList<CsvRow> Rows) Read(string text, int mostRows)
    {
        var rows = new List<CsvRow>();
        CsvRow? heading = null;
        var (at, line) = (text.StartsWith('\uFEFF') ? 1 : 0, 1);
        while (at < text.Length)
        {
            var first = line;
            if (text[at] == '#')
            {
                var end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end + 1;
                line++;
                continue;
            }

            var cells = Cells(text, ref at, ref line);
            if (cells is [""]) continue;
            if (heading is null)
            {
                heading = new(first, cells);
                continue;
            }

            if (rows.Count >= mostRows) throw new InvalidDataException($"The file has more than {mostRows} rows.");
            rows.Add(new(first, cells));
        }

        return (heading, rows);
    }

    /// <summary>One line with its end. Text that a spreadsheet would run as a formula gets an apostrophe before it.</summary>
    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        var formula = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r'
            && !decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out _);
        var harmless = formula ? "'" + text : text;
        return harmless.IndexOfAny([',', '"', '\n', '\r']) >= 0 ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }

    private static List<string> Cells(string text, ref int at, ref int line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        var opened = line;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (quoted)
            {
                if (c == '\n') line++;
                if (c != '"') cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0) quoted = true;
            else if (c == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && at + 1 < text.Length && text[at + 1] == '\n') at++;
                at++;
                line++;
                cells.Add(cell.ToString());
                return cells;
            }
            else cell.Append(c);
        }

        if (quoted) throw new InvalidDataException($"The quote that opens in line {opened} is never closed.");
        cells.Add(cell.ToString());
        return cells;
    }
}
