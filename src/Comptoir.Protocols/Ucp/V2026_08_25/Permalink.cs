using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Ucp.V2026_08_25;

/// <summary>What a link says that a person should find in the shop.</summary>
/// <param name="Items">Item ids with quantities.</param>
/// <param name="Fields">UCP fields that are understood, by path without the leading slash.</param>
/// <param name="ContinueTo">Where to go on, a path of this shop; null: not said, or not safe.</param>
/// <param name="Query">What belongs to others (campaigns, analytics) and goes on with the visitor.</param>
public sealed record PermalinkIntent(IReadOnlyList<(string Id, int Quantity)> Items, IReadOnlyDictionary<string, string> Fields, string? ContinueTo, IReadOnlyList<KeyValuePair<string, string>> Query);

/// <summary>Reads the shopping permalinks of UCP: <c>/buy/sku_1:2,~base64url:1?buyer/email=…&amp;continue_to=/…</c>.</summary>
public static partial class Permalink
{
    public const string Path = "/buy";

    private const int MostItems = 50;
    private const int MostParameters = 50;
    private const int LongestValue = 300;

    /// <summary>Top-level members of carts and checkouts: what begins with one of them is never passed on.</summary>
    private static readonly HashSet<string> Roots = new(StringComparer.Ordinal)
    {
        "ucp", "id", "line_items", "buyer", "context", "signals", "attribution", "status", "currency", "totals", "messages", "links", "expires_at", "continue_url",
        "payment", "order", "discounts", "fulfillment", "consent", "ap2", "policies", "actions", "cart_id", "loyalty",
    };

    private static readonly HashSet<string> Understood = new(StringComparer.Ordinal) { "buyer/email", "buyer/first_name", "buyer/last_name", "buyer/phone_number", "context/address_country", "context/language" };

    /// <summary>Null: it cannot be interpreted safely, and the visitor goes to the front page.</summary>
    public static PermalinkIntent? Read(string? items, IQueryCollection query)
    {
        var wanted = new List<(string, int)>();
        if (!string.IsNullOrEmpty(items) && !ReadItems(items, wanted)) return null;
        if (query.Count > MostParameters) return null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var others = new List<KeyValuePair<string, string>>();
        string? continueTo = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            if (values.Count != 1 || values[0] is not { Length: <= LongestValue } value || name.Length > LongestValue || value.Any(char.IsControl)) return null;
            var path = name.StartsWith('/') ? name[1..] : name;
            if (!seen.Add(path)) return null;
            if (name == "continue_to") continueTo = SafePath(value);
            else if (!Roots.Contains(path.Split('/')[0])) Keep(others, name, value);
            else if (path.StartsWith("attribution/", StringComparison.Ordinal)) Keep(others, path["attribution/".Length..], value);
            else if (Understood.Contains(path) || Code().IsMatch(path)) fields[path] = value;
        }

        return new(wanted, fields, continueTo, others);
    }

    /// <summary>A path of this shop, written anew; null when it is anything else.</summary>
    public static string? SafePath(string value)
    {
        if (!value.StartsWith('/') || value.StartsWith("//", StringComparison.Ordinal) || value.Any(c => c == '\\' || char.IsWhiteSpace(c) || char.IsControl(c))) return null;
        var here = new Uri("https://shop.invalid");
        return Uri.TryCreate(here, value, out var to) && to.Host == here.Host && to.Scheme == here.Scheme && !to.AbsolutePath.StartsWith("//", StringComparison.Ordinal) ? to.PathAndQuery : null;
    }

    private static bool ReadItems(string items, List<(string, int)> wanted)
    {
        var pairs = items.Split(',');
        if (pairs.Length > MostItems) return false;
        foreach (var pair in pairs)
        {
            if (pair.Split(':') is not [var token, var digits] || ItemOf(token) is not { } id) return false;
            if (!Count().IsMatch(digits) || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)) return false;
            wanted.Add((id, quantity));
        }

        return true;
    }

    private static string? ItemOf(string token)
    {
        if (!token.StartsWith('~')) return Raw().IsMatch(token) ? token : null;
        var text = token[1..];
        if (text.Length is 0 or > 300 || !Base64().IsMatch(text)) return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            var id = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return Base64Url.EncodeToString(bytes) == text && id.Length > 0 && !id.Any(char.IsControl) ? id : null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null; // not base64url, or not UTF-8
        }
    }

    /// <summary>Others' parameters, unless they look like a secret or a person.</summary>
    private static void Keep(List<KeyValuePair<string, string>> others, string name, string value)
    {
        if (name.Length > 0 && !Sensitive().IsMatch(name) && !value.Contains('@')) others.Add(new(name, value));
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,200}$", RegexOptions.CultureInvariant)]
    private static partial Regex Raw();

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Base64();

    [GeneratedRegex("^[1-9][0-9]{0,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Count();

    [GeneratedRegex("^discounts/codes/[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("token|secret|passw|auth|session|apikey|api_key|signature|email|phone", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Sensitive();
}
