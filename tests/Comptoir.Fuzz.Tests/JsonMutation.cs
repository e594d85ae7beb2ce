using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Comptoir.Fuzz.Tests;

/// <summary>Changes to a JSON body: to its tree, where it stays well-formed, and to its text, where it need not.</summary>
internal static class JsonMutation
{
    private static readonly string[] Texts =
    [
        "", " ", "null", "0", "-1", "NaN", "1e309", "true", "\u0000", "\u202e", "\ufeff", "\ud83d\ude00", "é", "e\u0301", "İ", "ß", "../../etc/passwd", "<script>alert(1)</script>", "' or 1=1 --", "{{7*7}}", "%00%ff%2e",
        "https://[::1", "http://169.254.169.254/latest", "javascript:alert(1)", "file:///etc/passwd", "9999-99-99", "2026-02-30T25:61:61Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-14:00",
        "chk_00000000000070008000000000000000", "EUR", "XXX", "eur", "FR", "zz", "fr-FR-x-private", "a@b", "\"@\"@b.c", "success_token", "*/*", "\r\nX: y",
    ];

    /// <summary>One change somewhere in the tree; the root itself may be replaced.</summary>
    public static JsonNode? Tree(JsonNode? root, Random r)
    {
        var places = new List<(JsonNode Parent, string? Name, int Index)>();
        Collect(root, places, 0);
        if (places.Count == 0 || r.Next(60) == 0) return Value(r, 0);
        var (parent, name, index) = places[r.Next(places.Count)];
        var at = name is null ? ((JsonArray)parent)[index] : ((JsonObject)parent)[name];
        switch (r.Next(12))
        {
            case 0:
                Remove(parent, name, index);
                break;
            case 1 or 2 or 3:
                Set(parent, name, index, Value(r, 0));
                break;
            case 4:
                Set(parent, name, index, Retyped(at, r));
                break;
            case 5:
                var (otherParent, otherName, otherIndex) = places[r.Next(places.Count)];
                Set(parent, name, index, (otherName is null ? ((JsonArray)otherParent)[otherIndex] : ((JsonObject)otherParent)[otherName])?.DeepClone());
                break;
            case 6 when name is not null:
                Remove(parent, name, index);
                Set(parent, Renamed(name, r), index, at?.DeepClone());
                break;
            case 7 when at is JsonArray { Count: > 0 } list:
                for (var more = 1 << r.Next(1, 9); more > 0; more--) list.Add(list[0]?.DeepClone());
                break;
            case 8 when parent is JsonObject o:
                o[Renamed("x", r)] = Value(r, 0);
                break;
            case 9:
                Set(parent, name, index, new JsonArray(at?.DeepClone()));
                break;
            case 10:
                Set(parent, name, index, new JsonObject { ["id"] = at?.DeepClone() });
                break;
            default:
                Set(parent, name, index, Number(r));
                break;
        }

        return root;
    }

    /// <summary>One change to the text, after which it may be no JSON.</summary>
    public static byte[] Text(byte[] body, Random r)
    {
        var text = Encoding.UTF8.GetString(body);
        var at = r.Next(text.Length + 1);
        var quote = text.IndexOf('"', Math.Min(at, Math.Max(0, text.Length - 1)));
        return r.Next(14) switch
        {
            0 => body[..r.Next(body.Length + 1)],
            1 => [.. body, .. body],
            2 => [0xEF, 0xBB, 0xBF, .. body],
            3 => Encoding.Unicode.GetBytes(text),
            4 when quote >= 0 => Encoding.UTF8.GetBytes(text.Insert(quote + 1, "\\ud800")),
            5 when quote >= 0 => [.. Encoding.UTF8.GetBytes(text[..(quote + 1)]), 0xC3, 0x28, .. Encoding.UTF8.GetBytes(text[(quote + 1)..])],
            6 when text.StartsWith('{') && text.Length > 2 => Encoding.UTF8.GetBytes($"{{{text[1..^1]},{text[1..]}"),
            7 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(r.Next(2) == 0 ? "[" : "{\"a\":", 10 << r.Next(12)))),
            8 => Encoding.UTF8.GetBytes(text.Replace(":", ":1e999999,\"z\":", StringComparison.Ordinal)),
            9 => Encoding.UTF8.GetBytes(text.Insert(at, Texts[r.Next(Texts.Length)])),
            10 => Encoding.UTF8.GetBytes("/* c */" + text + ","),
            11 => Enumerable.Range(0, r.Next(2000)).Select(_ => (byte)r.Next(256)).ToArray(),
            12 when quote >= 0 => Encoding.UTF8.GetBytes(text.Insert(quote + 1, new string('A', 1 << r.Next(4, 19)))),
            _ => Flipped(body, r),
        };
    }

    /// <summary>A text that is asked for often enough to be handled badly somewhere.</summary>
    public static string Odd(Random r) => r.Next(8) switch
    {
        0 => new string('x', 1 << r.Next(4, 14)),
        1 => new string((char)r.Next(1, 0xD7FF), r.Next(1, 40)),
        _ => Texts[r.Next(Texts.Length)],
    };

    private static JsonNode? Value(Random r, int depth) => r.Next(9) switch
    {
        0 => null,
        1 => r.Next(2) == 0,
        2 or 3 => Number(r),
        4 when depth < 4 => new JsonArray([.. Enumerable.Range(0, r.Next(4)).Select(_ => Value(r, depth + 1))]),
        5 when depth < 4 => new JsonObject(Enumerable.Range(0, r.Next(4)).Select(i => KeyValuePair.Create(i == 0 ? "id" : $"m{i}", Value(r, depth + 1)))),
        _ => Odd(r),
    };

    private static JsonNode? Number(Random r) => JsonNode.Parse(r.Next(14) switch
    {
        0 => "0",
        1 => "-1",
        2 => "2147483647",
        3 => "2147483648",
        4 => "9223372036854775807",
        5 => "-9223372036854775808",
        6 => "9223372036854775808",
        7 => "1e308",
        8 => "0.1",
        9 => "1.0",
        10 => "1e2",
        11 => "-0",
        12 => "123456789012345678901234567890",
        _ => r.Next(-5, 10_000).ToString(CultureInfo.InvariantCulture),
    });

    private static JsonNode? Retyped(JsonNode? node, Random r) => node switch
    {
        JsonValue value when value.TryGetValue(out string? text) => r.Next(3) switch { 0 => text.ToUpperInvariant(), 1 => text + Odd(r), _ => text.Length > 1 ? text[..^1] : "x" },
        JsonValue value => value.ToJsonString(),
        null => "null",
        JsonArray list => list.Count > 0 ? list[0]?.DeepClone() : new JsonObject(),
        _ => new JsonArray(),
    };

    private static string Renamed(string name, Random r) => r.Next(6) switch
    {
        0 => name.ToUpperInvariant(),
        1 => name + "s",
        2 => "",
        3 => "__proto__",
        4 => "$ref",
        _ => Odd(r),
    };

    private static byte[] Flipped(byte[] body, Random r)
    {
        var changed = (byte[])body.Clone();
        for (var n = r.Next(1, 5); n > 0 && changed.Length > 0; n--) changed[r.Next(changed.Length)] ^= (byte)(1 << r.Next(8));
        return changed;
    }

    private static void Collect(JsonNode? node, List<(JsonNode, string?, int)> places, int depth)
    {
        if (depth > 12 || places.Count > 2000) return;
        if (node is JsonObject o)
        {
            foreach (var (name, value) in o)
            {
                places.Add((o, name, 0));
                Collect(value, places, depth + 1);
            }
        }
        else if (node is JsonArray a)
        {
            for (var i = 0; i < a.Count; i++)
            {
                places.Add((a, null, i));
                Collect(a[i], places, depth + 1);
            }
        }
    }

    private static void Remove(JsonNode parent, string? name, int index)
    {
        if (name is not null) ((JsonObject)parent).Remove(name);
        else ((JsonArray)parent).RemoveAt(index);
    }

    private static void Set(JsonNode parent, string? name, int index, JsonNode? value)
    {
        if (name is not null) ((JsonObject)parent)[name] = value;
        else if (index < ((JsonArray)parent).Count) ((JsonArray)parent)[index] = value;
    }
}
