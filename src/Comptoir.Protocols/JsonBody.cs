using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Comptoir.Protocols;

/// <summary>What is wrong with the body of a request; the doors put it into their own error form.</summary>
internal sealed record BodyFault(int Status, string Code, string Message);

/// <summary>Reads the JSON object that a request carries, within all limits.</summary>
internal static class JsonBody
{
    private const int Largest = 256 * 1024;

    /// <param name="optional">No body counts as an empty object.</param>
    public static async Task<(JsonObject? Body, BodyFault? Fault)> ReadAsync(HttpContext http, bool optional, CancellationToken ct)
    {
        if (optional && http.Request.ContentLength is 0 or null && http.Request.ContentType is null) return ([], null);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !IsJson(type))
            return (null, new(415, "unsupported_media_type", "The body must be application/json."));
        if (http.Request.ContentLength > Largest) return (null, TooLarge);
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > Largest) return (null, TooLarge);
            buffer.Write(chunk, 0, read);
        }

        if (optional && buffer.Length == 0) return ([], null);
        try
        {
            return WireReader.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)) is JsonObject body
                ? (body, null)
                : (null, new(400, "invalid_request", "The body must be a JSON object."));
        }
        catch (JsonException e)
        {
            return (null, new(400, "invalid_json", $"The body is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})."));
        }
        catch (InvalidOperationException)
        {
            return (null, new(400, "invalid_json", "The body holds text that is not Unicode."));
        }
    }

    private static BodyFault TooLarge => new(413, "request_too_large", $"The body is larger than {Largest / 1024} KB.");

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);
}
