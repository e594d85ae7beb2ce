using System.Globalization;
using Comptoir.Catalog.Offers;
using Comptoir.Web.Console.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Comptoir.Web.Console.Forms;

/// <summary>
/// The fields of a form as text, with what is wrong with each. Filled from a document to be edited or from what was
/// posted; reading a field checks it and notes its error, so that the page can be shown again just as it was typed.
/// </summary>
public sealed class ConsoleForm(ConsoleTexts texts)
{
    private static readonly FormOptions Limits = new() { ValueCountLimit = 6_000, ValueLengthLimit = 256 * 1024, KeyLengthLimit = 400, BufferBodyLengthLimit = 2 * 1024 * 1024 };

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    public bool Valid => _errors.Count == 0;

    public IReadOnlyDictionary<string, string> Errors => _errors;

    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The field as typed; empty when it was not there.</summary>
    public string this[string name]
    {
        get => _values.GetValueOrDefault(name, "");
        set => _values[name] = value;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string? ErrorOf(string name) => _errors.GetValueOrDefault(name);

    public void Wrong(string name, string message) => _errors.TryAdd(name, message);

    /// <summary>Null when the body is no form that can be read.</summary>
    internal static async Task<ConsoleForm?> ReadAsync(HttpRequest request, ConsoleTexts texts, CancellationToken ct)
    {
        if (!request.HasFormContentType) return null;
        try
        {
            var form = new ConsoleForm(texts);
            foreach (var (name, values) in await request.ReadFormAsync(Limits, ct)) form[name] = Clean(values.ToString());
            return form;
        }
        catch (Exception unreadable) when (unreadable is BadHttpRequestException or InvalidDataException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The fields of a form that was sent with GET.</summary>
    internal static ConsoleForm FromQuery(HttpRequest request, ConsoleTexts texts)
    {
        var form = new ConsoleForm(texts);
        foreach (var (name, values) in request.Query) form[name] = Clean(values.ToString());
        return form;
    }

    /// <summary>A line of text, trimmed.</summary>
    public string Text(string name, int max = 200, bool required = false) => Limited(name, this[name].ReplaceLineEndings(" ").Trim(), max, required);

    /// <summary>Text of several lines.</summary>
    public string LongText(string name, int max, bool required = false) => Limited(name, this[name].Trim(), max, required);

    /// <summary>Null when empty.</summary>
    public string? Optional(string name, int max = 200) => Text(name, max) is { Length: > 0 } text ? text : null;

    public bool Checked(string name) => _values.ContainsKey(name);

    /// <summary>One of <paramref name="choices"/>.</summary>
    public string Choice(string name, params IEnumerable<string> choices)
    {
        var value = this[name];
        if (choices.Contains(value, StringComparer.Ordinal)) return value;
        Wrong(name, texts.ChooseOne);
        return "";
    }

    /// <summary>A whole number; null when empty or wrong.</summary>
    public long? Whole(string name, long min, long max, bool required = false)
    {
        var text = Digits(name);
        if (text.Length == 0)
        {
            if (required) Wrong(name, texts.Required);
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        Wrong(name, texts.NumberBetween(min, max));
        return null;
    }

    /// <summary>An amount ≥ 0 in major units, with a decimal point or comma, as minor units; null when empty or wrong.</summary>
    public long? Amount(string name, string currency, bool required = false)
    {
        var text = Digits(name);
        if (text.Length == 0)
        {
            if (required) Wrong(name, texts.Required);
            return null;
        }

        if (Fraction(text) is { } value && Currencies.FromMajor(value, currency) is { } minor) return minor;
        Wrong(name, texts.AmountLike(AmountText(123_456 % (100 * Currencies.Scale(currency)), currency, texts.Language)));
        return null;
    }

    /// <summary>A percentage from 0 to 100 with up to two decimals, as basis points.</summary>
    public int? BasisPoints(string name)
    {
        if (Fraction(Digits(name).Replace("%", "", StringComparison.Ordinal)) is { } percent && percent <= 100 && percent * 100 == decimal.Truncate(percent * 100)) return (int)(percent * 100);
        Wrong(name, texts.PercentLike);
        return null;
    }

    /// <summary>A UTC moment as <c>datetime-local</c> fields send it; null when empty or wrong.</summary>
    public DateTimeOffset? Moment(string name)
    {
        var text = this[name].Trim();
        if (text.Length == 0) return null;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) return new DateTimeOffset(at, TimeSpan.Zero);
        Wrong(name, texts.DateLike);
        return null;
    }

    /// <summary>Pieces between commas or line ends, trimmed, without repetitions.</summary>
    public IReadOnlyList<string> List(string name, int most, int maxLength)
    {
        var parts = this[name].Split([',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToArray();
        if (parts.Length > most) Wrong(name, texts.AtMostEntries(most));
        if (parts.Any(p => p.Length > maxLength)) Wrong(name, texts.TooLong(maxLength));
        return parts;
    }

    /// <summary>An amount as a field shows it: no groups, no symbol.</summary>
    public static string AmountText(long? amount, string currency, string language) =>
        amount is not { } a ? "" : Localized(Currencies.ToMajor(a, currency).ToString("F" + Currencies.Digits(currency).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), language);

    public static string PercentText(int basisPoints, string language) => Localized((basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture), language);

    public static string MomentText(DateTimeOffset? at) => at is { } a ? a.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : "";

    private string Limited(string name, string text, int max, bool required)
    {
        if (required && text.Length == 0) Wrong(name, texts.Required);
        if (text.Length > max) Wrong(name, texts.TooLong(max));
        return text;
    }

    private string Digits(string name) => string.Concat(this[name].Where(c => !char.IsWhiteSpace(c)));

    private static string Localized(string number, string language) => language == "fr" ? number.Replace('.', ',') : number;

    private static decimal? Fraction(string text) =>
        text.Length is > 0 and <= 20 && decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Line ends as one character; no other control characters.</summary>
    private static string Clean(string text) =>
        string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Where(c => c is '\n' or '\t' || !char.IsControl(c)));
}
