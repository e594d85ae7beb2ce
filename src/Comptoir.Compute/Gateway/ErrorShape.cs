using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Compute.Keys;

namespace Comptoir.Compute.Gateway;

/// <summary>Errors in the caller's dialect.</summary>
internal static class ErrorShape
{
    private const int LongestMessage = 1000;

    public static async ValueTask WriteAsync(IAnswer answer, Door door, GatewayError error, CancellationToken ct)
    {
        var headers = error.Headers.ToList();
        if (error.RetryAfter is { } seconds && headers.TrueForAll(h => h.Key != "retry-after")) headers.Add(new("retry-after", Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture)));
        answer.Begin(error.Status, "application/json", headers);
        await answer.WriteAsync(error.Body ?? Encoding.UTF8.GetBytes(Object(door, error).ToJsonString(ComputeJson.Wire)), ct);
    }

    /// <summary>As an event in a stream that had begun.</summary>
    public static SseEvent Event(Door door, GatewayError error) => door switch
    {
        Door.Messages => SseEvent.Of(Object(door, error), "error"),
        Door.Responses => SseEvent.Of(new JsonObject { ["type"] = "error", ["code"] = error.Code, ["message"] = error.Message, ["param"] = null }, "error"),
        _ => SseEvent.Of(Object(door, error)),
    };

    public static JsonObject Object(Door door, GatewayError error) => door == Door.Messages
        ? new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = AnthropicType(error.Status), ["message"] = error.Message } }
        : new JsonObject { ["error"] = new JsonObject { ["message"] = error.Message, ["type"] = error.Type, ["param"] = null, ["code"] = error.Code } };

    /// <summary>What a provider said, brought to the caller's dialect with its status and code.</summary>
    /// <param name="same">The provider speaks the caller's dialect: its body goes on as it is.</param>
    public static GatewayError OfProvider(int status, byte[] body, bool same, IReadOnlyList<KeyValuePair<string, string>> headers, double? retryAfter)
    {
        var (message, type, code, isJson) = Read(body);
        // what went wrong between the gateway and a provider is not the caller's fault: its key was not refused
        var outward = status is 401 or 403 ? 502 : status is < 400 or > 599 ? 502 : status;
        return new(outward, type ?? OpenAiType(outward), status is 401 or 403 ? "provider_refused" : code ?? type ?? CodeOf(outward), status is 401 or 403 ? "The provider refused the gateway's own credentials." : message ?? $"The provider answered with status {status}.")
        {
            RetryAfter = retryAfter,
            Headers = headers,
            Body = same && isJson && outward == status ? body : null,
        };
    }

    public static (string? Message, string? Type, string? Code, bool IsJson) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return (null, null, null, false);
            var error = root.TryGetProperty("error", out var inner) ? inner : root;
            if (error.ValueKind == JsonValueKind.String) return (Bounded(error.GetString()), null, null, true);
            return (Bounded(Text(error, "message") ?? Text(error, "Message")), Text(error, "type") ?? Text(error, "__type"), Text(error, "code"), true);
        }
        catch (JsonException)
        {
            return (null, null, null, false);
        }
    }

    private static string? Text(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var v)
        ? v.ValueKind == JsonValueKind.String ? v.GetString() : v.ValueKind == JsonValueKind.Number ? v.GetRawText() : null : null;

    private static string? Bounded(string? text) => text is { Length: > LongestMessage } ? text[..LongestMessage] + "…" : text;

    private static string CodeOf(int status) => status switch { 429 => "rate_limit_exceeded", 408 or 504 => "timeout", >= 500 => "provider_error", _ => "invalid_request" };

    public static string OpenAiType(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        429 => "rate_limit_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };

    private static string AnthropicType(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        529 or 503 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
