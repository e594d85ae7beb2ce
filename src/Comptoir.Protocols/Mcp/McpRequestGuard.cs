using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Ucp;
using Comptoir.Search;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Mcp;

/// <summary>
/// What a request must be before MCP reads it: meant for this server (a web page that bends its own host name to our address is
/// turned away), not larger than 256 KB, and one JSON-RPC message whose members have the kinds that they must have.
/// </summary>
internal sealed class McpRequestGuard(ProductSearch search, DirectCalls direct, IOptions<McpOptions> options, IOptions<UcpOptions> ucp)
{
    private const int MaxBody = 256 * 1024;
    private const int InvalidRequest = -32600;
    private const int ParseError = -32700;

    public async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsAllowedHost(http.Request.Host.Host))
            await RefuseAsync(http, 403, InvalidRequest, "This server is not called by that host name.");
        else if (http.Request.Headers.Origin is [{ Length: > 0 } origin, ..] && !IsAllowedOrigin(origin, http.Request.Host.Host))
            await RefuseAsync(http, 403, InvalidRequest, "Web pages of that origin may not call this server.");
        else if (HttpMethods.IsPost(http.Request.Method) && !IsJson(http.Request))
            await RefuseAsync(http, 415, InvalidRequest, "Content-Type must be application/json, in UTF-8.");
        else if (await ReadAsync(http.Request, http.RequestAborted) is not { } body)
            await RefuseAsync(http, 413, InvalidRequest, $"The request is larger than {MaxBody / 1024} KB.");
        else if (body.Length == 0 && !HttpMethods.IsPost(http.Request.Method))
            await next(http); // nothing to judge
        else if (Fault(http.Request, body, out var message) is { } fault)
            await RefuseAsync(http, 400, fault.Code, fault.Message, fault.Id);
        else
        {
            http.Request.Body = body;
            if (!await direct.TryAsync(http, message!)) await (PlainJsonAnswers.IsWanted(http.Request) ? PlainJsonAnswers.RunAsync(http, next) : next(http));
        }
    }

    /// <summary>DNS rebinding needs a name of the attacker's own, so addresses are as safe as the names that are known here.</summary>
    private bool IsAllowedHost(string host) =>
        IsLoopback(host)
        || IPAddress.TryParse(host, out _)
        || search.Shops.Any(s => s.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        || (Uri.TryCreate(ucp.Value.PublicUrl, UriKind.Absolute, out var here) && here.Host.Equals(host, StringComparison.OrdinalIgnoreCase))
        || options.Value.AllowedHosts.Any(h => h == "*" || h.Equals(host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Besides the known ones only pages from the very host that is called; behind a proxy the port and scheme may differ.</summary>
    private bool IsAllowedOrigin(string origin, string host) =>
        options.Value.AllowedOrigins.Contains(origin.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme is "http" or "https"
            && (IsLoopback(from.Host) || from.Host.Trim('[', ']').Equals(host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>JSON is UTF-8 (RFC 8259); the transport would look for whatever encoding is named.</summary>
    private static bool IsJson(HttpRequest request) =>
        request.HasJsonContentType() && MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && (type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static async Task<MemoryStream?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBody) return null;
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > MaxBody) return null;
            buffer.Write(chunk, 0, read);
        }

        buffer.Position = 0;
        return buffer;
    }

    /// <summary>What is wrong with the message; null when nothing is. Unknown members are left alone.</summary>
    private static Problem? Fault(HttpRequest request, MemoryStream body, out JsonObject? message)
    {
        message = null;
        var json = body.GetBuffer().AsSpan(0, (int)body.Length);
        try
        {
            message = JsonNode.Parse(json, documentOptions: WireReader.Limits) as JsonObject;
            if (message is null) return new(InvalidRequest, "The body must be one JSON-RPC message; batches are not served.");
            ReadTexts(json);
            var id = message["id"] is { } sent && sent.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? sent.DeepClone() : null;
            if (Parameters(request, message) is { } wrong) return new(wrong.Code, wrong.Message, id);
            return null;
        }
        catch (JsonException e)
        {
            return new(ParseError, $"The body is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).");
        }
        catch (InvalidOperationException)
        {
            return new(ParseError, "The body holds text that is not Unicode.");
        }
    }

    private static Problem? Parameters(HttpRequest request, JsonObject message)
    {
        if (message["params"] is not (null or JsonObject)) return new(InvalidRequest, "params must be an object.");
        var parameters = message["params"] as JsonObject ?? [];
        foreach (var text in (string[])["name", "uri", "cursor"])
            if (parameters[text] is { } value && value.GetValueKind() != JsonValueKind.String) return new(InvalidRequest, $"params.{text} must be a string.");
        foreach (var map in (string[])["arguments", "_meta"])
            if (parameters[map] is { } value && value is not JsonObject) return new(InvalidRequest, $"params.{map} must be an object.");
        var needed = (message["method"] as JsonValue)?.ToString() switch { "tools/call" or "prompts/get" => "name", "resources/read" => "uri", _ => null };
        if (needed is not null && parameters[needed] is null) return new(McpErrors.InvalidParams, $"params.{needed} is required.");

        // the transport and the SDK read these parameters themselves, before anything that could turn a fault into an answer
        return (message["method"] as JsonValue)?.ToString() switch
        {
            // since 2026-07-28 there is no handshake, and the SDK says so
            "initialize" when request.Headers["MCP-Protocol-Version"] != Releases.WithoutSessions && !ReadsAs<InitializeRequestParams>(parameters) => new(McpErrors.InvalidParams, "initialize needs params.protocolVersion, params.capabilities and params.clientInfo with name and version."),
            "completion/complete" when !ReadsAs<CompleteRequestParams>(parameters) => new(McpErrors.InvalidParams, "completion/complete needs params.ref (ref/prompt with name, or ref/resource with uri) and params.argument with name and value."),
            _ => null,
        };
    }

    private static bool ReadsAs<T>(JsonObject parameters)
    {
        try
        {
            return parameters.Deserialize<T>(McpJsonUtilities.DefaultOptions) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> when a text or a name holds half a character (a lone surrogate).</summary>
    private static void ReadTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
    }

    private static async Task RefuseAsync(HttpContext http, int status, int code, string message, JsonNode? id = null)
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
        }, http.RequestAborted);
    }

    private sealed record Problem(int Code, string Message, JsonNode? Id = null);
}
