using System.Globalization;
using System.Text;

namespace Comptoir.Protocols.Signatures;

/// <summary>
/// Reads dictionaries and lists of structured fields (RFC 9651), strictly: what is not exactly one is nothing at all. Bounded, so that a
/// hostile header costs no more than its length.
/// </summary>
internal ref struct StructuredFields
{
    private const int MaxLength = 16 * 1024;
    private const int MaxMembers = 128;

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private StructuredFields(ReadOnlySpan<char> text) => _text = text;

    private readonly bool More => _at < _text.Length;

    /// <summary>The members in order; of those with the same name the last value at the place of the first. Null when it is no dictionary.</summary>
    public static IReadOnlyList<KeyValuePair<string, FieldItem>>? Dictionary(string? text)
    {
        if (text is null || text.Length > MaxLength) return null;
        var read = new StructuredFields(text.AsSpan().Trim(' '));
        var members = new List<KeyValuePair<string, FieldItem>>();
        while (read.More)
        {
            if (read.Key() is not { } name) return null;
            var member = read.Skip('=') ? read.Member() : read.Parameters() is { } parameters ? new FieldItem(true, parameters) : null;
            if (member is null || members.Count == MaxMembers) return null;
            var known = members.FindIndex(m => m.Key == name);
            if (known >= 0) members[known] = new(name, member);
            else members.Add(new(name, member));
            if (!read.Next()) return null;
        }

        return members;
    }

    /// <summary>The members of a list; null when it is none.</summary>
    public static IReadOnlyList<FieldItem>? List(string? text)
    {
        if (text is null || text.Length > MaxLength) return null;
        var read = new StructuredFields(text.AsSpan().Trim(' '));
        var members = new List<FieldItem>();
        while (read.More)
        {
            if (members.Count == MaxMembers || read.Member() is not { } member) return null;
            members.Add(member);
            if (!read.Next()) return null;
        }

        return members;
    }

    public static string Write(IEnumerable<KeyValuePair<string, FieldItem>> members)
    {
        var text = new StringBuilder();
        foreach (var (name, item) in members)
        {
            if (text.Length > 0) text.Append(", ");
            text.Append(name);
            if (item.Value is true) item.WriteParameters(text);
            else item.Write(text.Append('='));
        }

        return text.ToString();
    }

    /// <summary>Goes past the comma to what follows; false when something else stands there, or nothing after the comma.</summary>
    private bool Next()
    {
        Blank(tabs: true);
        if (!More) return true;
        if (!Skip(',')) return false;
        Blank(tabs: true);
        return More;
    }

    private FieldItem? Member() => More && _text[_at] == '(' ? InnerList() : Item();

    private FieldItem? InnerList()
    {
        _at++;
        var items = new List<FieldItem>();
        while (true)
        {
            Blank();
            if (Skip(')')) return Parameters() is { } parameters ? new(items, parameters) : null;
            if (items.Count == MaxMembers || Item() is not { } item) return null;
            if (!More || _text[_at] is not (' ' or ')')) return null;
            items.Add(item);
        }
    }

    private FieldItem? Item() => Bare() is { } value && Parameters() is { } parameters ? new(value, parameters) : null;

    private List<KeyValuePair<string, object>>? Parameters()
    {
        var parameters = new List<KeyValuePair<string, object>>();
        while (Skip(';'))
        {
            Blank();
            if (Key() is not { } name || parameters.Count == MaxMembers) return null;
            object? value = true;
            if (Skip('=')) value = Bare();
            if (value is null) return null;
            parameters.RemoveAll(p => p.Key == name);
            parameters.Add(new(name, value));
        }

        return parameters;
    }

    private string? Key()
    {
        var start = _at;
        if (!More || !(char.IsAsciiLetterLower(_text[_at]) || _text[_at] == '*')) return null;
        while (More && (char.IsAsciiLetterLower(_text[_at]) || char.IsAsciiDigit(_text[_at]) || _text[_at] is '_' or '-' or '.' or '*')) _at++;
        return _text[start.._at].ToString();
    }

    private object? Bare() => !More ? null : _text[_at] switch
    {
        '"' => Text(),
        ':' => Bytes(),
        '?' => Flag(),
        '@' => Moment(),
        '-' or (>= '0' and <= '9') => Number(),
        '*' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Token(),
        _ => null,
    };

    private string? Text()
    {
        var text = new StringBuilder();
        for (_at++; More; _at++)
        {
            var c = _text[_at];
            if (c == '"')
            {
                _at++;
                return text.ToString();
            }

            if (c == '\\' && (++_at >= _text.Length || (c = _text[_at]) is not ('"' or '\\'))) return null;
            if (c is < ' ' or > '~') return null;
            text.Append(c);
        }

        return null;
    }

    private byte[]? Bytes()
    {
        var end = _text[++_at..].IndexOf(':');
        if (end < 0) return null;
        var base64 = _text.Slice(_at, end);
        _at += end + 1;
        if (base64.ContainsAny(" \t\r\n")) return null;
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64Chars(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private object? Flag()
    {
        _at++;
        return Skip('1') ? true : Skip('0') ? false : null;
    }

    private object? Moment()
    {
        _at++;
        return Number() is long seconds && seconds is > -62_135_596_800 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private object? Number()
    {
        var start = _at;
        Skip('-');
        var digits = _at;
        while (More && char.IsAsciiDigit(_text[_at])) _at++;
        var whole = _at - digits;
        if (whole is 0 or > 15) return null;
        if (!Skip('.')) return long.Parse(_text[start.._at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var fraction = _at;
        while (More && char.IsAsciiDigit(_text[_at])) _at++;
        return whole <= 12 && _at - fraction is >= 1 and <= 3 ? decimal.Parse(_text[start.._at], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;
    }

    private FieldToken Token()
    {
        var start = _at++;
        while (More && (char.IsAsciiLetterOrDigit(_text[_at]) || "!#$%&'*+-.^_`|~:/".Contains(_text[_at], StringComparison.Ordinal))) _at++;
        return new(_text[start.._at].ToString());
    }

    private bool Skip(char c)
    {
        if (!More || _text[_at] != c) return false;
        _at++;
        return true;
    }

    private void Blank(bool tabs = false)
    {
        while (More && (_text[_at] == ' ' || (tabs && _text[_at] == '\t'))) _at++;
    }
}
