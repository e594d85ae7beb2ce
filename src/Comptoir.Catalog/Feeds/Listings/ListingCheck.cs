using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Comptoir.Catalog.Feeds.Listings;

/// <summary>A row that breaks a rule.</summary>
/// <param name="Row">From 1, without a header.</param>
public sealed record ListingBreach(long Row, string? Id, string Field, string Message);

/// <summary>Holds the rows of a feed to every published rule, and ids to being there once.</summary>
public sealed class ListingCheck(ListingTarget target)
{
    private readonly List<ListingBreach> _breaches = [];
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    public IReadOnlyList<ListingBreach> Breaches => _breaches;

    public long Rows { get; private set; }

    /// <summary>Checks one row; columns without a value are not in it.</summary>
    public void Row(long number, IReadOnlyDictionary<string, string> row)
    {
        Rows++;
        var id = row.GetValueOrDefault(target.Id);
        foreach (var rule in target.Rules)
            if (rule.Breach(row) is { } breach) _breaches.Add(new(number, id, rule.Field, breach));
        if (id is not null && !_seen.TryAdd(id, number)) _breaches.Add(new(number, id, target.Id, $"stands in row {_seen[id]} already"));
    }

    /// <summary>Reads a whole file: JSON Lines, CSV, TSV or Google's XML, by its ending.</summary>
    /// <exception cref="FeedFormatException">The file is none of these.</exception>
    public static ListingCheck File(ListingTarget target, Stream content, string name)
    {
        var check = new ListingCheck(target);
        var ending = Path.GetExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name).ToLowerInvariant();
        switch (ending)
        {
            case ".jsonl" or ".ndjson":
                check.Json(content);
                break;
            case ".csv" or ".tsv" or ".txt":
                var rows = new CsvRows(content, name, p => check._breaches.Add(new(p.Line, null, p.Field ?? "", p.Message)));
                foreach (var (row, i) in rows.Read().Select((r, i) => (r, i))) check.Row(i + 1, row.Fields);
                break;
            case ".xml":
                check.Xml(content);
                break;
            default:
                throw new FeedFormatException($"'{name}' is no feed that can be checked: .jsonl, .csv, .tsv or .xml.");
        }

        return check;
    }

    private void Json(Stream content)
    {
        using var lines = new StreamReader(content, leaveOpen: true);
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.ValueKind == JsonValueKind.Object) Row(number, Values(document.RootElement));
                else _breaches.Add(new(number, null, "", "must be a JSON object"));
            }
            catch (JsonException)
            {
                _breaches.Add(new(number, null, "", "is no JSON"));
            }
            catch (InvalidOperationException)
            {
                _breaches.Add(new(number, null, "", "holds text that is not Unicode"));
            }
        }
    }

    private static Dictionary<string, string> Values(JsonElement row)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in row.EnumerateObject())
        {
            var value = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString()!,
                JsonValueKind.Null => "",
                JsonValueKind.Array => string.Join(",", member.Value.EnumerateArray().Select(e => e.ToString())),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => member.Value.GetRawText(),
            };
            if (value.Length > 0) values[member.Name] = value;
        }

        return values;
    }

    private void Xml(Stream content)
    {
        try
        {
            using var xml = XmlReader.Create(content, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var number = 0;
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element || xml.LocalName is not ("item" or "entry")) continue;
                using var item = xml.ReadSubtree();
                var row = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var member in XElement.Load(item).Elements())
                    if (member.Value.Trim() is { Length: > 0 } value) row.TryAdd(member.Name.LocalName, value);
                Row(++number, row);
            }
        }
        catch (XmlException e)
        {
            _breaches.Add(new(Rows + 1, null, "", $"is no XML: {e.Message}"));
        }
    }
}
