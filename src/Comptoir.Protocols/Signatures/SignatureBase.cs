using System.Globalization;
using System.Text;

namespace Comptoir.Protocols.Signatures;

/// <summary>The bytes that a signature is over (RFC 9421, section 2.5).</summary>
internal static class SignatureBase
{
    private const int MostComponents = 40;

    /// <summary>Null when the message lacks a component, or a component is named twice or in a way that is not known here.</summary>
    /// <param name="input">The member of <c>Signature-Input</c>: an inner list of components with the signature's parameters.</param>
    public static byte[]? Of(SignedMessage message, FieldItem input)
    {
        if (input.Items is not { } components || components.Count > MostComponents) return null;
        var text = new StringBuilder(512);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var component in components)
        {
            if (component.Value is not string name || !seen.Add(Identity(component)) || Value(message, name, component) is not { } value) return null;
            if (value.AsSpan().ContainsAny('\r', '\n')) return null;
            component.Write(text).Append(": ").Append(value).Append('\n');
        }

        input.Write(text.Append("\"@signature-params\": "));
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>The same component may not be named twice, in whatever order its parameters stand.</summary>
    private static string Identity(FieldItem component) =>
        component.Parameters.Count < 2 ? component.ToString() : new FieldItem(component.Value, [.. component.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal)]).ToString();

    private static string? Value(SignedMessage message, string name, FieldItem component) => name.StartsWith('@')
        ? Derived(message, name, component)
        : Field(message, name, component);

    private static string? Derived(SignedMessage message, string name, FieldItem component)
    {
        if (name == "@query-param") return message.Method is not null && component.Parameters is [{ Key: "name", Value: string wanted }] ? QueryParameter(message.Query, wanted) : null;
        if (component.Parameters.Count > 0) return null;
        if (name == "@status") return message.Status?.ToString(CultureInfo.InvariantCulture);
        if (message.Method is null) return null;
        return name switch
        {
            "@method" => message.Method,
            "@scheme" => message.Scheme.ToLowerInvariant(),
            "@authority" => Authority(message),
            "@path" => Path(message),
            "@query" => message.Query.Length == 0 ? "?" : message.Query,
            "@request-target" => Path(message) + message.Query,
            "@target-uri" => $"{message.Scheme.ToLowerInvariant()}://{Authority(message)}{Path(message)}{message.Query}",
            _ => null,
        };
    }

    private static string Path(SignedMessage message) => message.Path.Length == 0 ? "/" : message.Path;

    /// <summary>In lower case, without the port that its scheme has anyway.</summary>
    private static string Authority(SignedMessage message)
    {
        var authority = message.Authority.ToLowerInvariant();
        var usual = message.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) ? ":80" : ":443";
        return authority.EndsWith(usual, StringComparison.Ordinal) ? authority[..^usual.Length] : authority;
    }

    /// <summary>The one parameter of that (encoded) name, decoded and encoded again as RFC 9421 section 2.2.8 wants it.</summary>
    private static string? QueryParameter(string query, string name)
    {
        string? found = null;
        foreach (var pair in query.TrimStart('?').Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (Encoded(equals < 0 ? pair : pair[..equals]) != name) continue;
            if (found is not null) return null;
            found = Encoded(equals < 0 ? "" : pair[(equals + 1)..]);
        }

        return found;

        static string Encoded(string part) => Uri.EscapeDataString(Uri.UnescapeDataString(part.Replace('+', ' ')))
            .Replace("~", "%7E", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);
    }

    private static string? Field(SignedMessage message, string name, FieldItem component)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))) return null;
        var lines = message.Headers(name);
        if (lines.Count == 0) return null;
        var plain = lines.Count == 1 ? Line(lines[0]) : string.Join(", ", lines.Select(Line));
        return component.Parameters switch
        {
            [] => plain,
            [{ Key: "bs", Value: true }] => string.Join(", ", lines.Select(l => new FieldItem(Encoding.Latin1.GetBytes(Line(l))).ToString())),
            [{ Key: "key", Value: string key }] => StructuredFields.Dictionary(plain)?.Where(m => m.Key == key).Select(m => m.Value.ToString()).FirstOrDefault(),
            [{ Key: "sf", Value: true }] => Strict(plain),
            _ => null,
        };
    }

    /// <summary>A field that is a dictionary or a list, in its one strict form. Every list of plain tokens is a dictionary too, and reads the same.</summary>
    private static string? Strict(string text) =>
        StructuredFields.Dictionary(text) is { } members ? StructuredFields.Write(members)
        : StructuredFields.List(text) is { } items ? string.Join(", ", items)
        : null;

    /// <summary>Without blanks around it; a line that was folded becomes one line.</summary>
    private static string Line(string? line)
    {
        var trimmed = (line ?? "").Trim(' ', '\t', '\r', '\n');
        return !trimmed.Contains('\n', StringComparison.Ordinal) ? trimmed : string.Join(' ', trimmed.Split('\n').Select(l => l.Trim(' ', '\t', '\r')));
    }
}
