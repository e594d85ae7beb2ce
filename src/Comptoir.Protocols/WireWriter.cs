using System.Text.Json.Nodes;

namespace Comptoir.Protocols;

/// <summary>Small helps for composing answers.</summary>
internal static class WireWriter
{
    /// <summary>Adds the member unless it is null.</summary>
    public static JsonObject Maybe(this JsonObject o, string name, JsonNode? value)
    {
        if (value is not null) o[name] = value;
        return o;
    }

    /// <summary>Null when there is nothing in it, for members that are left out when empty.</summary>
    public static JsonArray? OrNothing(this JsonArray array) => array.Count > 0 ? array : null;

    public static JsonArray Array(IEnumerable<JsonNode?> nodes) => [.. nodes];

    public static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode?)t)];

    public static JsonObject Message(string type, string code, string content, string? path = null, string? severity = null) =>
        new JsonObject { ["type"] = type, ["code"] = code, ["content"] = content }.Maybe("path", path).Maybe("severity", severity);

    /// <summary>RFC 3339 in UTC, to the second.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The address made absolute on our own server; null when it is none that a program could follow.</summary>
    public static string? Absolute(string baseUrl, string? url) =>
        Uri.TryCreate(url is ['/', ..] ? baseUrl + url : url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri.AbsoluteUri : null;
}
