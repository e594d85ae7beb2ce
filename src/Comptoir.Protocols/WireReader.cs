using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering;

namespace Comptoir.Protocols;

/// <summary>
/// Takes members out of a request and remembers the first one that is not what it must be. Unknown members are left alone,
/// null counts as absent.
/// </summary>
internal sealed class WireReader
{
    /// <summary>How any JSON from outside is read: not deeper than 32 levels, no member twice.</summary>
    public static JsonDocumentOptions Limits { get; } = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>Reads a document whose every text is sound, so that nothing trips over it later.</summary>
    /// <exception cref="JsonException">It is not JSON within the limits.</exception>
    /// <exception cref="InvalidOperationException">A text or a name holds half a character (a lone surrogate).</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> json)
    {
        var node = JsonNode.Parse(json, documentOptions: Limits);
        var texts = new Utf8JsonReader(json);
        while (texts.Read())
            if (texts.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) texts.GetString();
        return node;
    }

    /// <summary>The first thing found wrong; null when nothing was.</summary>
    public Refusal? Problem { get; private set; }

    public void Refuse(string code, string message, string path) => Problem ??= new(RefusalKind.Invalid, code, message, path);

    public JsonObject? Object(JsonObject? from, string name, string path) => Of<JsonObject>(from, name, path, "an object");

    public IReadOnlyList<JsonObject>? Objects(JsonObject? from, string name, string path, int most)
    {
        if (Of<JsonArray>(from, name, path, "an array") is not { } array) return null;
        if (array.Count > most) Refuse("too_many", $"{path}.{name} has more than {most} entries.", $"{path}.{name}");
        if (array.Any(n => n is not JsonObject)) Refuse("invalid_request", $"{path}.{name} must hold objects.", $"{path}.{name}");
        return [.. array.OfType<JsonObject>().Take(most)];
    }

    public IReadOnlyList<string>? Texts(JsonObject? from, string name, string path, int most, int longest = 200)
    {
        if (Of<JsonArray>(from, name, path, "an array") is not { } array) return null;
        if (array.Count > most) Refuse("too_many", $"{path}.{name} has more than {most} entries.", $"{path}.{name}");
        return [.. array.Take(most).Select((n, i) => String(n, $"{path}.{name}[{i}]", longest)).OfType<string>()];
    }

    public string? Text(JsonObject? from, string name, string path, int longest = 500) =>
        from?[name] is { } node ? String(node, $"{path}.{name}", longest) : null;

    /// <summary>A whole number, also when written as 2.0.</summary>
    public long? Integer(JsonObject? from, string name, string path)
    {
        if (from?[name] is not { } node) return null;
        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
        {
            if (value.TryGetValue(out long whole)) return whole;
            if (value.TryGetValue(out decimal number) && number == decimal.Truncate(number))
                return number > long.MaxValue ? long.MaxValue : number < long.MinValue ? long.MinValue : (long)number;
        }

        Refuse("invalid_request", $"{path}.{name} must be a whole number.", $"{path}.{name}");
        return null;
    }

    public bool? Boolean(JsonObject? from, string name, string path)
    {
        if (from?[name] is not { } node) return null;
        if (node.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return node.GetValue<bool>();
        Refuse("invalid_request", $"{path}.{name} must be true or false.", $"{path}.{name}");
        return null;
    }

    private T? Of<T>(JsonObject? from, string name, string path, string what)
        where T : JsonNode
    {
        if (from?[name] is not { } node) return null;
        if (node is T right) return right;
        Refuse("invalid_request", $"{path}.{name} must be {what}.", $"{path}.{name}");
        return null;
    }

    private string? String(JsonNode? node, string path, int longest)
    {
        try
        {
            if (node is JsonValue value && value.TryGetValue(out string? text))
            {
                if (text.Length <= longest) return text;
                Refuse("too_long", $"{path} is longer than {longest} characters.", path);
                return null;
            }
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair: not text
        }

        Refuse("invalid_request", $"{path} must be a string.", path);
        return null;
    }
}
