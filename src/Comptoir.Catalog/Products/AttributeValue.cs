using System.Text.Json;
using System.Text.Json.Serialization;

namespace Comptoir.Catalog.Products;

/// <summary>
/// A typed attribute value. In JSON: <c>true</c>; <c>{"value":320,"unit":"g"}</c>; <c>"oak"</c> or <c>["oak","steel"]</c>
/// (ids of an enumeration); <c>{"text":"…"}</c>.
/// </summary>
[JsonConverter(typeof(AttributeValueConverter))]
public abstract record AttributeValue;

public sealed record BooleanValue(bool Value) : AttributeValue;

/// <param name="Unit">UCUM-like: g, kg, cm, mm, ml, l, W, h, V, years …; null for a bare number.</param>
public sealed record NumberValue(decimal Value, string? Unit = null) : AttributeValue;

/// <summary>One or more value ids of an enumeration; their names are in the shop's attribute definitions.</summary>
public sealed record EnumerationValue(IReadOnlyList<string> Ids) : AttributeValue
{
    public EnumerationValue(params string[] ids) : this((IReadOnlyList<string>)ids) { }

    public bool Equals(EnumerationValue? other) => other is not null && Ids.SequenceEqual(other.Ids, StringComparer.Ordinal);

    public override int GetHashCode() => Ids.Count == 0 ? 0 : Ids[0].GetHashCode(StringComparison.Ordinal);
}

public sealed record TextValue(LocalizedText Text) : AttributeValue;

internal sealed class AttributeValueConverter : JsonConverter<AttributeValue>
{
    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                return new BooleanValue(reader.GetBoolean());
            case JsonTokenType.Number:
                return new NumberValue(reader.GetDecimal());
            case JsonTokenType.String:
                return new EnumerationValue(reader.GetString()!);
            case JsonTokenType.StartArray:
                var ids = new List<string>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    ids.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("An enumeration holds strings."));
                return new EnumerationValue(ids);
            case JsonTokenType.StartObject:
                using (var document = JsonDocument.ParseValue(ref reader))
                {
                    var o = document.RootElement;
                    if (o.TryGetProperty("text", out var text)) return new TextValue(text.Deserialize<LocalizedText>()!);
                    if (o.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number)
                        return new NumberValue(value.GetDecimal(), o.TryGetProperty("unit", out var unit) ? unit.GetString() : null);
                }

                goto default;
            default:
                throw new JsonException("An attribute is a boolean, a number, {value, unit}, a string, an array of strings or {text}.");
        }
    }

    public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case BooleanValue b: writer.WriteBooleanValue(b.Value); break;
            case NumberValue { Unit: null } n: writer.WriteNumberValue(n.Value); break;
            case NumberValue n:
                writer.WriteStartObject();
                writer.WriteNumber("value", n.Value);
                writer.WriteString("unit", n.Unit);
                writer.WriteEndObject();
                break;
            case EnumerationValue { Ids: [var only] }: writer.WriteStringValue(only); break;
            case EnumerationValue e:
                writer.WriteStartArray();
                foreach (var id in e.Ids) writer.WriteStringValue(id);
                writer.WriteEndArray();
                break;
            case TextValue t:
                writer.WriteStartObject();
                writer.WritePropertyName("text");
                JsonSerializer.Serialize(writer, t.Text);
                writer.WriteEndObject();
                break;
        }
    }
}
