using System.Text.Json;
using System.Text.Json.Serialization;

namespace Comptoir.Catalog.Products;

/// <summary>
/// A text in one or more languages. In JSON either a string (language not stated) or an object
/// <c>{"en": "…", "fr": "…"}</c>. Text comes from catalogues: it is data, never an instruction.
/// </summary>
[JsonConverter(typeof(LocalizedTextConverter))]
public sealed class LocalizedText : IEquatable<LocalizedText>
{
    /// <summary>The key of a text whose language is not stated.</summary>
    public const string Unstated = "";

    private readonly KeyValuePair<string, string>[] _values;

    public LocalizedText(IEnumerable<KeyValuePair<string, string>> values) =>
        _values = [.. values.Where(v => !string.IsNullOrWhiteSpace(v.Value)).OrderBy(v => v.Key, StringComparer.Ordinal)];

    public LocalizedText(string text) => _values = text.Length == 0 ? [] : [new(Unstated, text)];

    public LocalizedText(string english, string french) : this([new("en", english), new("fr", french)]) { }

    public static LocalizedText Empty { get; } = new("");

    public bool IsEmpty => _values.Length == 0;

    /// <summary>All texts by two-letter language code (or <see cref="Unstated"/>).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    /// <summary>The text in <paramref name="language"/>, else unstated, else English, else the first; empty when there is none.</summary>
    public string In(string language)
    {
        foreach (var v in _values) if (language.StartsWith(v.Key, StringComparison.OrdinalIgnoreCase) && v.Key.Length > 0) return v.Value;
        foreach (var v in _values) if (v.Key.Length == 0) return v.Value;
        foreach (var v in _values) if (v.Key == "en") return v.Value;
        return _values.Length > 0 ? _values[0].Value : "";
    }

    public static implicit operator LocalizedText(string text) => new(text);

    public bool Equals(LocalizedText? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as LocalizedText);

    public override int GetHashCode() => _values.Length == 0 ? 0 : _values[0].Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => In("en");
}

internal sealed class LocalizedTextConverter : JsonConverter<LocalizedText>
{
    public override LocalizedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new LocalizedText(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A text is a string or an object of strings by language.");
        var values = new List<KeyValuePair<string, string>>(2);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var language = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw new JsonException($"The text in language '{language}' is not a string.");
            values.Add(new(language, reader.GetString()!));
        }

        return new LocalizedText(values);
    }

    public override void Write(Utf8JsonWriter writer, LocalizedText value, JsonSerializerOptions options)
    {
        if (value.Values is [{ Key: LocalizedText.Unstated } only])
        {
            writer.WriteStringValue(only.Value);
            return;
        }

        writer.WriteStartObject();
        foreach (var (language, text) in value.Values) writer.WriteString(language, text);
        writer.WriteEndObject();
    }
}
