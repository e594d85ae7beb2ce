using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Ucp;

/// <summary>The fingerprint of a request, the same however its members are ordered and spaced.</summary>
internal static class CanonicalJson
{
    /// <summary>SHA-256 in hexadecimal; null when the document holds text that is not Unicode.</summary>
    public static string? Hash(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            using (var writer = new Utf8JsonWriter(buffer)) Write(writer, node);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return null;
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject o:
                writer.WriteStartObject();
                foreach (var (name, value) in o.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray a:
                writer.WriteStartArray();
                foreach (var value in a) Write(writer, value);
                writer.WriteEndArray();
                break;
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                writer.WriteStringValue(v.GetValue<string>());
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }
}
