using System.Globalization;
using System.Text;

namespace Comptoir.Protocols.Signatures;

/// <summary>A token of a structured field; a text in quotes is a <see cref="string"/>.</summary>
internal sealed record FieldToken(string Name);

/// <summary>
/// A value of a structured field (RFC 9651) with its parameters in order. The value is a <see cref="long"/>, a <see cref="decimal"/>, a
/// <see cref="string"/>, a <see cref="FieldToken"/>, a <c>byte[]</c>, a <see cref="bool"/>, a <see cref="DateTimeOffset"/>, or for an inner list
/// an <see cref="IReadOnlyList{T}"/> of items.
/// </summary>
internal sealed record FieldItem(object Value, IReadOnlyList<KeyValuePair<string, object>> Parameters)
{
    public FieldItem(object value) : this(value, []) { }

    public IReadOnlyList<FieldItem>? Items => Value as IReadOnlyList<FieldItem>;

    /// <summary>A parameter's value; null when there is none of that name.</summary>
    public object? this[string parameter] => Parameters.FirstOrDefault(p => p.Key == parameter).Value;

    public bool Has(string parameter) => Parameters.Any(p => p.Key == parameter);

    /// <summary>The one way in which the value is written.</summary>
    public override string ToString() => Write(new StringBuilder()).ToString();

    internal StringBuilder Write(StringBuilder to)
    {
        if (Items is { } items)
        {
            to.Append('(');
            for (var i = 0; i < items.Count; i++) items[i].Write(i == 0 ? to : to.Append(' '));
            to.Append(')');
        }
        else
        {
            WriteBare(to, Value);
        }

        return WriteParameters(to);
    }

    /// <summary>Parameters only, each with its leading semicolon; those of value true have a name only.</summary>
    internal StringBuilder WriteParameters(StringBuilder to)
    {
        foreach (var (name, value) in Parameters)
        {
            to.Append(';').Append(name);
            if (value is not true) WriteBare(to.Append('='), value);
        }

        return to;
    }

    private static void WriteBare(StringBuilder to, object value)
    {
        switch (value)
        {
            case long number:
                to.Append(CultureInfo.InvariantCulture, $"{number}");
                break;
            case decimal number:
                to.Append(number.ToString("0.0##", CultureInfo.InvariantCulture));
                break;
            case string text:
                to.Append('"').Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
                break;
            case FieldToken token:
                to.Append(token.Name);
                break;
            case byte[] bytes:
                to.Append(':').Append(Convert.ToBase64String(bytes)).Append(':');
                break;
            case bool flag:
                to.Append(flag ? "?1" : "?0");
                break;
            case DateTimeOffset moment:
                to.Append(CultureInfo.InvariantCulture, $"@{moment.ToUnixTimeSeconds()}");
                break;
        }
    }
}
