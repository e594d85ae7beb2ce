using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Ap2;

/// <summary>JSON in its one canonical writing (RFC 8785): members sorted by UTF-16 code units, no spaces, numbers and strings as ECMAScript writes them.</summary>
internal static class Jcs
{
    public static byte[] Bytes(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node?.GetValueKind() ?? JsonValueKind.Null)
        {
            case JsonValueKind.Object:
                var first = true;
                foreach (var (name, value) in node!.AsObject().OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    text.Append(first ? '{' : ',');
                    first = false;
                    Write(text, name);
                    text.Append(':');
                    Write(text, value);
                }

                text.Append(first ? "{}" : "}");
                break;
            case JsonValueKind.Array:
                text.Append('[');
                for (var i = 0; i < node!.AsArray().Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Write(text, node[i]);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                Write(text, node!.GetValue<string>());
                break;
            case JsonValueKind.Number:
                text.Append(Number(double.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture)));
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        text.Append('"');
    }

    /// <summary>ECMAScript's Number.prototype.toString: the shortest digits that read back the same, without exponent between 1e-6 and 1e21.</summary>
    internal static string Number(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentException("JSON has no such number.", nameof(value));
        if (value == 0) return "0";
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var (whole, fraction) = shortest[0].Split('.') is [var before, var after] ? (before, after) : (shortest[0], "");
        var digits = (whole + fraction).TrimStart('0');

        // the value is 0.digits times ten to the power of point
        var point = digits.Length - fraction.Length + (shortest.Length > 1 ? int.Parse(shortest[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        digits = digits.TrimEnd('0');
        var written = point switch
        {
            > 0 and <= 21 when digits.Length <= point => digits.PadRight(point, '0'),
            > 0 and <= 21 => $"{digits[..point]}.{digits[point..]}",
            > -6 and <= 0 => $"0.{new string('0', -point)}{digits}",
            _ => $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}",
        };
        return value < 0 ? "-" + written : written;
    }
}
