using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comptoir.Storage.Privacy;

/// <summary>
/// What a person is recognized by. A row is theirs when it holds one of the marks: the e-mail address or the id of the customer, or of a
/// cart, checkout or order of theirs. The words (phone, street, full name …) are looked for inside such rows only, since others may share them.
/// </summary>
internal sealed class Traces
{
    private const int ShortestWord = 4;

    private static readonly string[] Identities = ["cart_id", "checkout_id", "order_id", "customer_id", "conversation_id"];

    private readonly HashSet<string> _marks = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All marks, in sets of growing size: who has very many orders must not have one large set built anew for each.</summary>
    private readonly List<(List<string> Marks, SearchValues<string> Search)> _sets = [];

    public int Count => _marks.Count + _words.Count;

    public void Mark(string? text)
    {
        if (text is not { Length: >= ShortestWord } || !_marks.Add(text)) return;
        List<string> marks = [text];
        while (_sets.Count > 0 && _sets[^1].Marks.Count <= marks.Count)
        {
            marks.AddRange(_sets[^1].Marks);
            _sets.RemoveAt(_sets.Count - 1);
        }

        // documents lie as ASCII, with everything else escaped
        _sets.Add((marks, SearchValues.Create([.. marks.Concat(marks.Select(m => JsonEncodedText.Encode(m).ToString())).Distinct()], StringComparison.OrdinalIgnoreCase)));
    }

    public bool In(Table table, object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (table.Columns[i].Name == "shop_id") continue;
            var text = row[i] switch { string s => s, byte[] bytes => Encoding.UTF8.GetString(bytes), _ => null };
            if (text is not null && _sets.Exists(s => text.AsSpan().ContainsAny(s.Search))) return true;
        }

        return false;
    }

    /// <summary>Learns what else the person is recognized by from a row of theirs.</summary>
    public void Learn(Table table, object?[] row)
    {
        if (table.Name is not ("cart" or "checkout" or "placed_order" or "customer" or "conversation")) return;
        for (var i = 0; i < row.Length; i++)
            if (Identities.Contains(table.Columns[i].Name)) Mark(row[i] as string);
        if (Erasing.Document(table, row) is { } document) Learn(document);
    }

    /// <summary>The text without the person; the same text when they are not in it.</summary>
    public string Without(string text)
    {
        foreach (var word in _words.Concat(_marks.Where(m => m.Contains('@', StringComparison.Ordinal))).OrderByDescending(w => w.Length))
            text = text.Replace(word, Erasing.Erased, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private void Learn(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) Learn(item);
        }
        else if (node is JsonObject o)
        {
            string? Text(string name) => o[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
            foreach (var name in (string[])["email", "phone", "street"]) Word(Text(name));
            if (Text("firstName") is { Length: > 0 } first && Text("lastName") is { Length: > 0 } last) Word($"{first} {last}");
            foreach (var (_, value) in o) Learn(value);
        }
    }

    private void Word(string? word)
    {
        if (word is { Length: >= ShortestWord } && !word.Contains("erased", StringComparison.Ordinal)) _words.Add(word);
    }
}
