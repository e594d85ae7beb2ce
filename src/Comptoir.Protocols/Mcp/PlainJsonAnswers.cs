using System.Text;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Mcp;

/// <summary>
/// Serves clients that post a call and read one JSON document, as UCP's checkout binding shows it: MCP itself answers only to those
/// who accept an event stream too. Their one answer is taken out of the stream.
/// </summary>
internal static class PlainJsonAnswers
{
    private const string EventStream = "text/event-stream";

    /// <summary>Whether a POST says that it takes JSON (or says nothing) and no event stream.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method)) return false;
        var accepted = request.Headers.Accept.ToString();
        return !accepted.Contains(EventStream, StringComparison.OrdinalIgnoreCase)
            && (accepted.Length == 0 || accepted.Contains("*/*", StringComparison.Ordinal) || accepted.Contains("application/json", StringComparison.OrdinalIgnoreCase));
    }

    public static async Task RunAsync(HttpContext http, RequestDelegate serve)
    {
        http.Request.Headers.Accept = $"application/json, {EventStream}";
        var wire = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            await serve(http);
        }
        finally
        {
            http.Response.Body = wire;
        }

        var bytes = answer.ToArray();
        if (http.Response.ContentType?.StartsWith(EventStream, StringComparison.OrdinalIgnoreCase) == true && LastMessage(bytes) is { } message)
        {
            http.Response.ContentType = "application/json";
            bytes = message;
        }

        http.Response.ContentLength = bytes.Length > 0 ? bytes.Length : null;
        await wire.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>The data of the last event that has some: what comes before it are notifications.</summary>
    private static byte[]? LastMessage(byte[] stream)
    {
        StringBuilder? data = null;
        var ended = true;
        foreach (var line in Encoding.UTF8.GetString(stream).Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (line.Length == 0) ended = true;
            if (!line.StartsWith("data:", StringComparison.Ordinal) || line.AsSpan(5).Trim().IsEmpty) continue;
            if (ended) data = new();
            ended = false;
            data!.Append(line.AsSpan(line.StartsWith("data: ", StringComparison.Ordinal) ? 6 : 5));
        }

        return data is null ? null : Encoding.UTF8.GetBytes(data.ToString());
    }
}
