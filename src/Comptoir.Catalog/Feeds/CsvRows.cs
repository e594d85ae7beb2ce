using CsvHelper;

namespace Comptoir.Catalog.Feeds;

/// <summary>Rows of a CSV file as dictionaries by header, with their line numbers. A broken row is a problem, not the end.</summary>
internal sealed class CsvRows(Stream content, string file, Action<FeedProblem> report)
{
    private const int MaxRecordBytes = 4_000_000;

    public IReadOnlyList<string> Header { get; private set; } = [];

    public IEnumerable<CsvRow> Read()
    {
        var options = CsvReaderOptions.Default with
        {
            HasHeader = true,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            OnMalformedRecord = m => report(new(file, m.LineNumber, null, $"Broken quoting ({m.Reason}).", Refused: true)),
        };
        using var reader = CsvReader.Create(content, options, true);
        Header = [.. reader.Headers.Select(h => h.Trim())];
        while (Next(reader))
        {
            var line = reader.LineNumber;
            if (reader.FieldCount > Header.Count)
            {
                report(new(file, line, null, $"The row has {reader.FieldCount} fields, the header {Header.Count}.", Refused: true));
                continue;
            }

            var fields = new Dictionary<string, string>(reader.FieldCount, StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < reader.FieldCount; i++)
                if (reader.GetString(i).Trim() is { Length: > 0 } value) fields[Header[i]] = value;
            if (fields.Count > 0) yield return new(line, fields);
        }
    }

    private bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException e)
        {
            report(new(file, e.LineNumber, null, $"Unreadable from here on: {e.Message.Split('\n')[0].Trim()}", Refused: true));
            return false;
        }
    }
}

internal sealed record CsvRow(long Line, IReadOnlyDictionary<string, string> Fields)
{
    public string? this[string name] => Fields.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (this[name] is { } value) return value;
        return null;
    }
}
