using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Mcp.Tools;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using ModelContextProtocol;

namespace Comptoir.Protocols.Mcp;

/// <summary>
/// Answers a call of a shop tool with one JSON document, straight from the request's JSON to the answer's bytes, which can then be signed as
/// UCP signs over REST. Only what is plainly in order is taken; everything else goes to the SDK, which judges it and answers the same.
/// </summary>
internal sealed class DirectCalls(UcpRestDoor rest, ToolCalls tools, ShopKeys keys, TimeProvider time, ILogger<DirectCalls> log)
{
    private const string MetaPrefix = "io.modelcontextprotocol/";
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>False: nothing was done, the SDK is to serve it.</summary>
    public async Task<bool> TryAsync(HttpContext http, JsonObject message)
    {
        if (!IsCall(http.Request, message, out var name) || !IsInOrder(http.Request, (JsonObject)message["params"]!, name, out var isNew)) return false;
        var visit = McpVisit.Of(http, rest);
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        ToolAnswer? answer = null;
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            writer.WritePropertyName("id"u8);
            message["id"]!.WriteTo(writer);
            try
            {
                answer = await tools.RunAsync(visit, name, ToolArguments.Of(message["params"]!["arguments"] as JsonObject), http.RequestAborted);
                Result(writer, answer, isNew ? visit : null);
            }
            catch (McpProtocolException e)
            {
                Error(writer, (int)e.ErrorCode, e.Message, e.Data);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The tool {Name} failed.", name);
                Error(writer, (int)McpErrorCode.InternalError, "An error occurred.", null);
            }

            writer.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        http.Response.Headers.CacheControl = "no-store";
        if (answer is not null && (name == "complete_checkout" || answer.Proof == AgentProof.Signature))
            await SignedAnswer.AddAsync(http.Response, keys, answer.ShopId, buffer.WrittenMemory, time.GetUtcNow(), http.RequestAborted);
        await http.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
        return true;
    }

    private static bool IsCall(HttpRequest request, JsonObject message, out string name)
    {
        name = "";
        if (!HttpMethods.IsPost(request.Method) || request.Path != McpEndpoints.Path || !request.HasJsonContentType()) return false;
        if (Text(message["jsonrpc"]) != "2.0" || Text(message["method"]) != "tools/call" || message["id"]?.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number)) return false;
        if (message["params"] is not JsonObject parameters || parameters["arguments"] is not (null or JsonObject)) return false;
        name = Text(parameters["name"]) ?? "";
        return ToolList.Has(name);
    }

    /// <summary>The client takes JSON, has no session, and says the same in headers and body, as its release wants it.</summary>
    private static bool IsInOrder(HttpRequest request, JsonObject parameters, string name, out bool isNew)
    {
        isNew = false;
        var accepted = request.Headers.Accept.ToString();
        if (accepted.Length > 0 && !accepted.Contains("application/json", StringComparison.OrdinalIgnoreCase) && !accepted.Contains("*/*", StringComparison.Ordinal)) return false;
        if (request.Headers.ContainsKey("Mcp-Session-Id") || request.Headers.Any(h => h.Key.StartsWith("Mcp-Param-", StringComparison.OrdinalIgnoreCase))) return false;
        var (header, meta) = (request.Headers["MCP-Protocol-Version"], parameters["_meta"] as JsonObject);
        var version = Text(meta?[MetaPrefix + "protocolVersion"]);
        if (header.Count == 0 || header is ["2025-11-25" or "2025-06-18" or "2025-03-26"]) return version is null;
        isNew = header is [Releases.WithoutSessions];
        return isNew && version == Releases.WithoutSessions && meta![MetaPrefix + "clientCapabilities"] is JsonObject && meta[MetaPrefix + "clientInfo"] is null or JsonObject
            && Is(request.Headers["Mcp-Method"], "tools/call") && Is(request.Headers["Mcp-Name"], name);
    }

    /// <param name="introduced">Null: the release does not want every answer to say who gives it.</param>
    private static void Result(Utf8JsonWriter writer, ToolAnswer answer, McpVisit? introduced)
    {
        writer.WriteStartObject("result"u8);
        if (introduced is not null)
        {
            writer.WriteString("resultType"u8, "complete"u8);
            writer.WriteStartObject("_meta"u8);
            writer.WritePropertyName(MetaPrefix + "serverInfo");
            JsonSerializer.Serialize(writer, McpDoor.FaceOf(introduced), McpJsonUtilities.DefaultOptions);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("content"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, answer.Json.Span);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WritePropertyName("structuredContent"u8);
        writer.WriteRawValue(answer.Json.Span, skipInputValidation: true);
        writer.WriteBoolean("isError"u8, false);
        writer.WriteEndObject();
    }

    private static void Error(Utf8JsonWriter writer, int code, string said, System.Collections.IDictionary? data)
    {
        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, code);
        writer.WriteString("message"u8, said);
        if (data is { Count: > 0 })
        {
            writer.WritePropertyName("data"u8);
            JsonSerializer.Serialize(writer, data.Keys.Cast<string>().ToDictionary(k => k, k => data[k]), McpJsonUtilities.DefaultOptions);
        }

        writer.WriteEndObject();
    }

    private static bool Is(StringValues header, string value) => header is [var one] && one == value;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
