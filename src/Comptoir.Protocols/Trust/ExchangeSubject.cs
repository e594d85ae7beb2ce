using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Trust;

/// <summary>Which cart, checkout or order an exchange is about, and which other it leads to or comes from.</summary>
internal static class ExchangeSubject
{
    private const int LongestId = 200;

    /// <param name="request">The body, or the arguments of a tool with their body inside.</param>
    /// <param name="answer">Null when there was none.</param>
    /// <param name="id">The id in the address; null when there is none.</param>
    public static (string? Subject, string? Related) Of(JsonObject request, JsonObject? answer, string? id = null)
    {
        var body = request["checkout"] as JsonObject ?? request;
        var subject = Text(id) ?? Text(request["id"]) ?? Text(answer?["id"]);
        var related = Text((answer?["order"] as JsonObject)?["id"]) ?? Text(answer?["order_id"]) ?? Text(answer?["checkout_id"]) ?? Text(body["cart_id"]);
        return (subject, related == subject ? null : related);
    }

    private static string? Text(string? id) => id is { Length: > 0 and <= LongestId } ? id : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? Text(text) : null;
}
