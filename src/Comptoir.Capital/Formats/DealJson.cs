using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Comptoir.Capital.Deals;

namespace Comptoir.Capital.Formats;

/// <summary>Deals as a JSON list of objects with the columns of the CSV form.</summary>
internal static class DealJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static DealBook Read(string text, IReadOnlyDictionary<string, string>? columns, IReadOnlyList<PartyFacts>? known)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8 });
            var list = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("deals", out var inner) ? inner : document.RootElement;
            if (list.ValueKind != JsonValueKind.Array) return Refused("A list of deals, or an object with a list \"deals\".");
            var rows = new List<(int, IReadOnlyDictionary<string, string>)>();
            foreach (var (item, i) in list.EnumerateArray().Select((item, i) => (item, i)))
            {
                if (item.ValueKind != JsonValueKind.Object) return Refused($"Entry {i + 1} is no object.");
                var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                foreach (var p in item.EnumerateObject())
                    fields[p.Name] = p.Value.ValueKind switch
                    {
                        JsonValueKind.String => p.Value.GetString()!,
                        JsonValueKind.Null => "",
                        JsonValueKind.True => "yes",
                        JsonValueKind.False => "no",
                        JsonValueKind.Array => string.Join(';', p.Value.EnumerateArray().Select(v => v.ToString())),
                        _ => p.Value.GetRawText(),
                    };
                rows.Add((i + 1, fields));
            }

            return DealFields.Read(rows, columns, known);
        }
        catch (JsonException e)
        {
            return DealBook.Of([], [new((int)(e.LineNumber ?? 0) + 1, "", "", "The file is no JSON from this line on.")]);
        }

        DealBook Refused(string reason) => DealBook.Of([], [new(0, "", "", reason)], known);
    }

    public static string Write(IEnumerable<Deal> deals) =>
        JsonSerializer.Serialize(deals.Select(d => DealFields.Of(d).ToDictionary(f => f.Field, f => f.Text)), Indented);
}
