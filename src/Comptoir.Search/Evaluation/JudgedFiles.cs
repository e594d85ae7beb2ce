using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Comptoir.Search.Evaluation;

/// <summary>
/// Reads queries and judgments. Queries: lines of id, tab, text. Judgments: lines of query id, product id and grade with tabs; TREC's four
/// columns; or CSV with a heading that names query, docid (or product) and rating (or grade). Any file may end in .gz.
/// </summary>
internal static class JudgedFiles
{
    public static IEnumerable<JudgedQuery> Queries(string path)
    {
        foreach (var line in Lines(path))
        {
            var tab = line.IndexOf('\t');
            if (tab <= 0) throw new FormatException($"'{Path.GetFileName(path)}' is no list of queries: each line is an id, a tab and the text.");
            var rest = line[(tab + 1)..];
            var end = rest.IndexOf('\t');
            yield return new JudgedQuery(line[..tab], end < 0 ? rest : rest[..end]);
        }
    }

    public static IEnumerable<(string Query, string Product, double Grade)> Judgments(string path)
    {
        int[]? columns = null;
        foreach (var line in Lines(path))
        {
            if (columns is null && line.Contains(',') && !line.Contains('\t'))
            {
                columns = Heading(SplitCsv(line), path);
                continue;
            }

            string[] fields;
            if (columns is not null)
            {
                var cells = SplitCsv(line);
                if (cells.Count <= columns.Max()) continue;
                fields = [cells[columns[0]], cells[columns[1]], cells[columns[2]]];
            }
            else
            {
                fields = line.Contains('\t') ? line.Split('\t') : line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                // TREC has an unused second column
                if (fields.Length == 4) fields = [fields[0], fields[2], fields[3]];
            }

            if (fields.Length != 3 || !double.TryParse(fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var grade))
                throw new FormatException($"'{Path.GetFileName(path)}' is no list of judgments: '{(line.Length > 60 ? line[..60] : line)}' is not query, product, grade.");
            yield return (fields[0], fields[1], grade);
        }
    }

    public static IEnumerable<string> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0) yield return line;
    }

    public static List<string> SplitCsv(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
                else quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }

    private static int[] Heading(List<string> names, string path)
    {
        int Find(params string[] wanted) => names.FindIndex(n => wanted.Contains(n.Trim().ToLowerInvariant()));
        int[] columns = [Find("query", "query_id", "qid"), Find("docid", "doc_id", "product", "product_id", "id"), Find("rating", "grade", "label", "relevance", "final_rating")];
        return columns.Min() >= 0 ? columns : throw new FormatException($"The heading of '{Path.GetFileName(path)}' must name query, docid and rating.");
    }
}
