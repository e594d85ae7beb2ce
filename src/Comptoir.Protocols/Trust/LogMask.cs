using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Comptoir.Protocols.Trust;

/// <summary>
/// A body as the log may keep it: without what pays and without who buys, and cut off where it is long. What describes a person is
/// replaced wherever it stands; texts that look like an e-mail address too.
/// </summary>
internal static partial class LogMask
{
    public const string Hidden = "•••";
    private const int LongestText = 300;

    /// <summary>Everything below these is about a person or a means of payment, but for the members in <see cref="Kept"/>.</summary>
    private static readonly HashSet<string> Personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "buyer", "customer", "recipient", "address", "billing_address", "shipping_address", "fulfillment_address", "fulfillment_details", "destination", "destinations",
        "credential", "credentials", "payment_data", "payment_method", "risk_signals", "signals", "display", "authentication_result", "ap2",
    };

    /// <summary>Hidden wherever they stand.</summary>
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase)
    {
        "email", "phone", "phone_number", "first_name", "last_name", "full_name", "street_address", "extended_address", "postal_code", "line_one", "line_two",
        "token", "access_token", "refresh_token", "id_token", "cryptogram", "cvc", "cvv", "number", "expiry_month", "expiry_year", "exp_month", "exp_year", "authorization", "password", "secret", "client_secret", "api_key",
        "checkout_mandate", "mandate", "ip", "ip_address", "user_agent", "webhook_url",
    };

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "id", "type", "handler_id", "provider", "address_country", "country", "currency", "selected", "selected_destination_id", "selected_option_id", "brand", "consent", "analytics", "marketing", "preferences", "sale_of_data", "amount",
    };

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Null for no body. A body that is no JSON is not kept: nothing is known about what stands in it.</summary>
    public static string? Of(ReadOnlySpan<byte> body, int most)
    {
        if (body.IsEmpty) return null;
        var to = new ArrayBufferWriter<byte>(Math.Min(body.Length, most) + 64);
        try
        {
            var whole = Copy(body, to, most);
            var text = Encoding.UTF8.GetString(to.WrittenSpan);
            return whole && text.Length <= most ? text : $"{text[..Math.Min(text.Length, most)]} …";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "…";
        }
    }

    /// <summary>False: there was more than is kept.</summary>
    private static bool Copy(ReadOnlySpan<byte> body, ArrayBufferWriter<byte> to, int most)
    {
        var reader = new Utf8JsonReader(body);
        using var writer = new Utf8JsonWriter(to, Readable);
        var (hiddenBelow, name) = (int.MaxValue, "");
        while (reader.Read())
        {
            if (writer.BytesCommitted + writer.BytesPending > most) return Ended(writer);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    writer.WritePropertyName(name);
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (hiddenBelow == int.MaxValue && Personal.Contains(name)) hiddenBelow = reader.CurrentDepth;
                    if (reader.TokenType == JsonTokenType.StartObject) writer.WriteStartObject();
                    else writer.WriteStartArray();
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    if (reader.CurrentDepth <= hiddenBelow) hiddenBelow = int.MaxValue;
                    if (reader.TokenType == JsonTokenType.EndObject) writer.WriteEndObject();
                    else writer.WriteEndArray();
                    name = "";
                    break;
                default:
                    if (Hides(name, hiddenBelow != int.MaxValue, reader.TokenType)) writer.WriteStringValue(Hidden);
                    else Value(ref reader, writer);
                    break;
            }
        }

        return !Ended(writer);
    }

    private static bool Hides(string name, bool inside, JsonTokenType type) =>
        type is not (JsonTokenType.Null or JsonTokenType.True or JsonTokenType.False) && (Secret.Contains(name) || (inside && !Kept.Contains(name)));

    private static void Value(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var text = reader.GetString()!;
                if (text.Length > LongestText) text = text[..LongestText] + "…";
                writer.WriteStringValue(text.Contains('@', StringComparison.Ordinal) ? Address().Replace(text, Hidden) : text);
                break;
            case JsonTokenType.Number:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static bool Ended(Utf8JsonWriter writer)
    {
        writer.Flush();
        return false;
    }

    [GeneratedRegex(@"[^\s@""<>]{1,64}@[^\s@""<>]{1,200}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
